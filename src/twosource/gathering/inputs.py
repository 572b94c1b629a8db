"""What a user names on the command line → Pages, one at a time.

Strategy: an input is an address, a folder, a file or `-`. Folders are walked in sorted order. A file of JSON Lines,
plain or gzipped, is streamed a line a page, so that its size does not matter; any other file is one page, whole, under
a cap. What cannot be had becomes an error in the stream, and the rest goes on. No page is opened or judged here.
"""

from __future__ import annotations

import gzip
import os
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from twosource.errors import EmptyPage, InputError, TooLarge, Truncated, Unreachable, of_system
from twosource.model import Page
from twosource.reading.records import RECORD_TYPE

RECORD_SUFFIXES = frozenset({".jsonl", ".ndjson"})
CONTENT_TYPES = {".htm": "text/html", ".html": "text/html", ".txt": "text/plain", ".xhtml": "text/html"}


@dataclass(frozen=True, slots=True)
class InputLimits:
    """Bounds on what is read into memory at once."""

    page_bytes: int = 10_000_000  # the largest page of the article extraction benchmark has 1.5 MB unpacked
    line_bytes: int = 10_000_000  # the longest line of BASIL open has 12 kB
    files: int = 1_000_000  # entries of one folder


def pages(
    inputs: Sequence[str], *, fetch: Callable[[str], Page], stdin: BinaryIO, limits: InputLimits | None = None
) -> Iterator[Page | InputError]:
    """Every page that `inputs` name, and an error for each that could not be had.

    Args:
        inputs: addresses, folders, files, or `-` for standard input.
        fetch: the page at an http or https address.
        stdin: where `-` reads from.
        limits: bounds on size.
    """
    limits = limits or InputLimits()
    found = list(expanded(inputs, limits))
    files = [entry for entry in found if isinstance(entry, Path)]
    ids = dict(zip(files, unique_ids(files), strict=True))
    for entry in found:
        if isinstance(entry, InputError):
            yield entry
        elif isinstance(entry, Path):
            yield from _file(entry, ids[entry], limits)
        elif entry == "-":
            yield from _stream(stdin, limits)
        else:
            yield from _fetched(entry, fetch)


def expanded(inputs: Iterable[str], limits: InputLimits) -> Iterator[str | Path | InputError]:
    """Inputs with folders replaced by their files; a file named twice is one file."""
    seen: set[Path] = set()
    for entry in inputs:
        if entry == "-" or entry.startswith(("http://", "https://")):
            yield entry
            continue
        path = Path(entry)
        for found in _files_of(path, limits) if path.is_dir() else [path]:
            if isinstance(found, InputError) or found not in seen:
                yield found
            if isinstance(found, Path):
                seen.add(found)


def _files_of(folder: Path, limits: InputLimits) -> Iterator[Path | InputError]:
    """The files below `folder`, sorted; hidden ones and links out of the tree are left alone."""
    count = 0
    for place, folders, names in os.walk(folder, followlinks=False):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(name for name in names if not name.startswith(".")):
            count += 1
            if count > limits.files:
                yield TooLarge(str(folder), f"more than {limits.files:,} files", "name its folders one by one")
                return
            yield Path(place, name)
    if not count:
        yield Unreachable(str(folder), "no files in this folder", "name a folder with pages, texts or feeds")


def unique_ids(paths: Sequence[Path]) -> tuple[str, ...]:
    """A short name for each path, the same in every order: its stem, and before it the folders that tell it apart."""
    parts = [(*path.parent.parts, _stem(path.name)) for path in paths]
    depth = [1] * len(parts)
    while True:
        names = ["/".join(p[-d:]) for p, d in zip(parts, depth, strict=True)]
        counts = Counter(names)
        clashing = [i for i, name in enumerate(names) if counts[name] > 1 and depth[i] < len(parts[i])]
        if not clashing:
            # paths that differ in nothing but their suffix keep it
            return tuple(name if counts[name] == 1 else str(path) for name, path in zip(names, paths, strict=True))
        for i in clashing:
            depth[i] += 1


def _stem(name: str) -> str:
    """A file's name without the endings that tell its format."""
    stem = name.removesuffix(".gz")
    return stem.rsplit(".", 1)[0] if "." in stem[1:] else stem


def _file(path: Path, page_id: str, limits: InputLimits) -> Iterator[Page | InputError]:
    suffixes = path.name.lower().removesuffix(".gz")
    try:
        if Path(suffixes).suffix in RECORD_SUFFIXES:
            with closing(_opened(path)) as stream:
                yield from _lines(str(path), stream, limits)
        else:
            with path.open("rb") as stream:
                content = _whole(str(path), stream, limits)
            yield Page(str(path), page_id, content, content_type=CONTENT_TYPES.get(Path(suffixes).suffix))
    except InputError as error:
        yield error
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        yield Truncated(str(path), f"damaged gzip ({error})", "fetch or pack it again")
    except OSError as error:
        yield Unreachable(str(path), of_system(error), "check the path and who may read it")


def _opened(path: Path) -> BinaryIO:
    return gzip.open(path, "rb") if path.name.lower().endswith(".gz") else path.open("rb")  # type: ignore[return-value]


def _stream(stream: BinaryIO, limits: InputLimits) -> Iterator[Page | InputError]:
    """Standard input: JSON Lines when it opens with a brace, else one page."""
    first = stream.readline(limits.line_bytes + 1)
    if first.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and first.rstrip().endswith(b"}"):
        yield from _lines("-", stream, limits, first)
        return
    try:
        rest = _whole("-", stream, limits, first)
    except InputError as error:
        yield error
        return
    yield Page("-", "stdin", rest)


def _whole(name: str, stream: BinaryIO, limits: InputLimits, first: bytes = b"") -> bytes:
    content = first + stream.read(limits.page_bytes + 1 - len(first))
    if len(content) > limits.page_bytes:
        raise TooLarge(name, f"over {limits.page_bytes:,} bytes", "cut it into reports, one a file or a JSON line each")
    return content


def _lines(name: str, stream: BinaryIO, limits: InputLimits, first: bytes = b"") -> Iterator[Page | InputError]:
    """Each line that is not blank as a page; a line over the limit is passed over without being held."""
    number = told = 0
    while line := first or stream.readline(limits.line_bytes + 1):
        first = b""
        number += 1
        where = f"{name} line {number}"
        if len(line) > limits.line_bytes:
            while not line.endswith(b"\n") and (line := stream.readline(limits.line_bytes)):
                pass
            told += 1
            yield TooLarge(where, f"over {limits.line_bytes:,} bytes", "cut its text")
        elif line.strip():
            told += 1
            yield Page(where, where, line, content_type=RECORD_TYPE)
    if not told:
        yield EmptyPage(name, "no report in it", 'give one a line, as {"id": "1", "text": "…"}')


def _fetched(url: str, fetch: Callable[[str], Page]) -> Iterator[Page | InputError]:
    try:
        yield fetch(url)
    except InputError as error:
        yield error
