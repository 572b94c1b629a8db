"""Stories written to learn alignment from: `stories/*.txt`, read as reports and what they have in common.

Strategy: the marks are taken out and leave offsets. `{key|words}` is a passage; passages of one key say the same; a
key that begins with `q` is that of an utterance, which is told by its words and teaches nothing here. What no key joins
does not say the same: the stories are marked exhaustively. The format is told in `stories/README.md`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from quality.pairs import Place

from twosource.model import Report

STORIES = Path(__file__).with_name("stories")
UTTERANCE = "q"
_MARK = re.compile(r"\{([a-z0-9]+)\||\}")


@dataclass(frozen=True, slots=True)
class Written:
    """A story: its reports in the file's order, and by key the passages that say the same."""

    name: str
    reports: tuple[Report, ...]
    statements: tuple[tuple[Place, ...], ...]
    utterances: tuple[tuple[Place, ...], ...]


def stories(folder: Path = STORIES) -> Iterator[Written]:
    """All stories of `folder`, by name."""
    for path in sorted(folder.glob("*.txt")):
        yield story(path.stem, path.read_text(encoding="utf8"))


def story(name: str, source: str) -> Written:
    """A story out of its marked text.

    Raises:
        ValueError: a mark that is not closed on its line, words before the first report, a key in one report alone.
    """
    passages: dict[str, list[Place]] = defaultdict(list)
    reports = []
    heading, *parts = re.split(r"^=== (.+)\n", source, flags=re.MULTILINE)
    if not re.fullmatch(r"# .+\s*", heading):
        raise ValueError(f"{name}: open with one line, `# what happened`, before the first report")
    for outlet, marked in zip(parts[::2], parts[1::2], strict=True):
        report = f"{name}/{outlet.strip()}"
        text = ""
        for paragraph in filter(None, map(str.strip, marked.splitlines())):
            text += "\n\n" if text else ""
            bare, found = _unmarked(name, paragraph)
            for key, start, end in found:
                passages[key].append(Place(report, len(text) + start, len(text) + end))
            text += bare
        reports.append(Report(id=report, outlet=outlet.strip(), text=text))
    if lonely := [key for key, found in passages.items() if len({place.report for place in found}) < 2]:
        raise ValueError(f"{name}: keys in one report alone: {', '.join(lonely)}")
    return Written(
        name,
        tuple(reports),
        tuple(tuple(found) for key, found in passages.items() if not key.startswith(UTTERANCE)),
        tuple(tuple(found) for key, found in passages.items() if key.startswith(UTTERANCE)),
    )


def _unmarked(name: str, marked: str) -> tuple[str, list[tuple[str, int, int]]]:
    """A paragraph without its marks, and each passage's key, start and end in it."""
    bare, last = "", 0
    opened: list[tuple[str, int]] = []
    found = []
    for mark in _MARK.finditer(marked):
        bare += marked[last : mark.start()]
        last = mark.end()
        if mark[1]:
            opened.append((mark[1], len(bare)))
        elif opened:
            key, start = opened.pop()
            found.append((key, start, len(bare)))
        else:
            raise ValueError(f"{name}: a mark is closed that was not opened: {marked[:60]}…")
    if opened:
        raise ValueError(f"{name}: a mark is not closed on its line: {marked[:60]}…")
    return bare + marked[last:], found
