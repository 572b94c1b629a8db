"""What a user names → chunks, each the work of one task; a chunk → its pages, each with its place.

Strategy: a WARC file, a file of JSON Lines or of Parquet is a chunk; other files go together, so many a chunk. Chunks
are in the order of their names, whatever the order in which they were given. A folder with WARC below it is an archive:
what else is in it (lists, notes) is left alone.
"""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any, Final

from twosource.archive import warc
from twosource.errors import ConfigError, InputError, Malformed
from twosource.gathering import inputs
from twosource.model import Page
from twosource.reading.records import RECORD_TYPE

FILES: Final = 200  # pages of a folder that are one chunk
ENDS: Final = 1_048_576  # bytes at each end of an input that it is known by: to read all of an archive takes as long
ROWS: Final = 256  # of Parquet held at once
WARC: Final = (".warc", ".warc.gz")
LINES: Final = tuple(suffix + packed for suffix in sorted(inputs.RECORD_SUFFIXES) for packed in ("", ".gz"))
PARQUET: Final = (".parquet",)
HTML: Final = ("text/html", "application/xhtml+xml", "text/plain")


@dataclass(frozen=True, slots=True)
class Chunk:
    """Files that one task reads: their paths, and what their pages are called."""

    number: int
    kind: str  # warc, lines, parquet or files
    paths: tuple[str, ...]
    ids: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PlacedPage:
    """A page with its place; or what is wrong with it; or neither: it is nothing to read, by its name in `what`."""

    what: str
    file: str
    record: int
    offset: int | None = None
    url: str | None = None
    page: Page | InputError | None = None


def chunks(named: Sequence[str]) -> tuple[Chunk, ...]:
    """The work that the inputs make.

    Raises:
        ConfigError: an input is an address or standard input, or there is nothing to read.
    """
    if odd := [name for name in named if name == "-" or name.startswith(("http://", "https://"))]:
        raise ConfigError(f"{odd[0]}: an archive is read from files; save it, and name the file")
    paths = sorted(dict.fromkeys(path for name in named for path in _files(Path(name))))
    ids = dict(zip(paths, inputs.unique_ids(paths), strict=True))
    single = [path for path in paths if kind_of(path) != "files"]
    others = [path for path in paths if kind_of(path) == "files"]
    groups = sorted([*((path,) for path in single), *_batches(others)])
    if not groups:
        raise ConfigError("nothing to read; name WARC files, JSON Lines, Parquet, or a folder of pages")
    return tuple(
        Chunk(number, kind_of(group[0]), tuple(map(str, group)), tuple(ids[path] for path in group))
        for number, group in enumerate(groups)
    )


def _batches(paths: Sequence[Path]) -> Iterator[tuple[Path, ...]]:
    for start in range(0, len(paths), FILES):
        yield tuple(paths[start : start + FILES])


def kind_of(path: Path) -> str:
    name = path.name.lower()
    kinds = {"warc": WARC, "lines": LINES, "parquet": PARQUET}
    return next((kind for kind, suffixes in kinds.items() if name.endswith(suffixes)), "files")


def _files(path: Path) -> Iterator[Path]:
    """The files that an input stands for.

    Raises:
        ConfigError: it is not there.
    """
    if not path.exists():
        raise ConfigError(f"{path}: not there; check the path")
    found = [one for one in inputs.expanded([str(path)], inputs.InputLimits()) if isinstance(one, Path)]
    archives = [one for one in found if kind_of(one) == "warc"]
    yield from archives if path.is_dir() and archives else found


def known_by(chunk: Chunk) -> list[dict[str, object]]:
    """By what the files of a chunk are known again: name, bytes, and a digest of their ends."""
    return [_known(Path(path)) for path in chunk.paths]


def _known(path: Path) -> dict[str, object]:
    size, digest = path.stat().st_size, hashlib.sha256()
    with path.open("rb") as stream:
        digest.update(stream.read(ENDS))
        stream.seek(max(0, size - ENDS))
        digest.update(stream.read(ENDS))
    return {"name": str(path), "bytes": size, "ends_sha256": digest.hexdigest()}


def pages(chunk: Chunk) -> Iterator[PlacedPage]:
    """All that stands in a chunk, in order."""
    if chunk.kind == "warc":
        yield from _of_warc(chunk.paths[0])
    elif chunk.kind == "parquet":
        yield from _of_parquet(chunk.paths[0])
    else:
        yield from _of_files(chunk)


# --- WARC -------------------------------------------------------------------------------------------------------------


def _of_warc(path: str) -> Iterator[PlacedPage]:
    with Path(path).open("rb") as stream:
        for place, found in warc.records(stream, path):
            if isinstance(found, InputError):
                yield PlacedPage("responses", path, place.number, place.offset, page=found)
            else:
                yield _of_record(path, place, found)


def _of_record(path: str, place: warc.Place, record: warc.Record) -> PlacedPage:
    url = record.fields.get("warc-target-uri", "").strip("<>") or None
    found = PlacedPage(f"{record.type or 'other'}s", path, place.number, place.offset, url)
    if record.type != "response":
        return found
    name = f"{path} byte {place.offset}"
    try:
        answer = warc.answer(record, name)
    except InputError as error:
        return replace(found, page=error)
    content_type = answer.fields.get("content-type", "")
    if answer.status != 200:
        return replace(found, what="not found")
    if content_type and content_type.partition(";")[0].strip().lower() not in HTML:
        return replace(found, what="not HTML")
    fetched = _moment(record.fields.get("warc-date", ""))
    return replace(found, page=Page(name, _id(record), answer.page, url, content_type or None, fetched))


def _id(record: warc.Record) -> str:
    """A name for a record that hangs on nothing but itself."""
    fields = record.fields
    known = fields.get("warc-record-id") or f"{fields.get('warc-target-uri')} {fields.get('warc-date')}"
    return "w-" + hashlib.sha256(known.encode()).hexdigest()[:16]


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


# --- other files ------------------------------------------------------------------------------------------------------


def _of_files(chunk: Chunk) -> Iterator[PlacedPage]:
    what = "records" if chunk.kind == "lines" else "pages"
    for path, own in zip(chunk.paths, chunk.ids, strict=True):
        found = inputs.pages([path], fetch=_never, stdin=io.BytesIO())
        for number, page in enumerate(found):
            named = replace(page, id=own) if isinstance(page, Page) and chunk.kind == "files" else page
            yield PlacedPage(what, path, number, page=named)


def _never(url: str) -> Page:
    raise AssertionError(url)  # inputs are files here


def _of_parquet(path: str) -> Iterator[PlacedPage]:
    """Rows with the columns of JSON Lines; what else they have is left alone."""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    from pyarrow import parquet as files  # noqa: PLC0415

    number = -1
    try:
        with files.ParquetFile(path) as opened:
            batches = opened.iter_batches(batch_size=ROWS)
            for number, row in enumerate(row for batch in batches for row in batch.to_pylist()):
                where = f"{path} row {number}"
                content = json.dumps(row, default=_as_text).encode()
                yield PlacedPage("records", path, number, page=Page(where, where, content, content_type=RECORD_TYPE))
    except (pa.ArrowException, OSError, ValueError, OverflowError) as error:  # texts that are none, dates beyond time
        yield PlacedPage("records", path, number + 1, page=Malformed(path, f"no Parquet ({error})", "write it again"))


def _as_text(value: Any) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)
