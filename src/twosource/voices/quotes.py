"""Where a text quotes: every kind of quotation mark, nested and alternating, over paragraphs.

Strategy: marks are classified by shape and by what stands beside them, then matched with a stack, one paragraph at a
time. What opens and never closes is a stray, unless the next paragraph opens again (a quotation of several paragraphs
closes only in its last). A stray mark never costs more than its paragraph. Apostrophes are told from single marks by
their neighbours, and a plural possessive by whether something else is left to close the quotation.

This module finds marks and nothing else: whether a quotation is speech, a title or a scare quote is told in `tagging`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final

from twosource.model import Span
from twosource.reading.remembered import remembered

_MARK: Final = re.compile(r"''(?!')|``|[“”„‟\"«»‹›‘’‚‛'`]")
_ELISION: Final = re.compile(r"(?:\d0s|em|tis|twas|til|till|cause|bout|round|n)\b", re.IGNORECASE)
_SPEECH_ENDS: Final = re.compile(r"[,.!?…]['’](?!\w)")
"""A single mark that ends speech, so that one before "twas" began it."""
_BOTH_ELIDED: Final = re.compile(r"(?<!\w)[’'‘]n$")
"""Before the second mark of "rock ’n’ roll"."""
_MEASURE: Final = re.compile(r"\d['’]\s?\d{1,2}$")
"""Before the mark of inches: 6'2\"."""
LONGEST_LOW: Final = 2_000
"""Characters that a quotation may run whose marks are told by one another: ‚so‘, ‘twas so,’."""
WRAP_WIDTH: Final = 120
"""No line of a text wrapped by hand is longer; a paragraph of news set as one line nearly always is, somewhere in a
report."""
WRAP_SHARE: Final = 0.4
"""Share of lines that stop in the middle of a sentence from which a text of short lines is wrapped by hand."""

_ENDS: Final = frozenset(".!?…:;”\"’'»)]")
_BLANK_LINE: Final = re.compile(r"\n[ \t\r\f\v]*\n\s*")
_LINE: Final = re.compile(r"\n\s*")
_BEFORE_OPENING: Final = frozenset("([{<—–-/=:;,\u2026") | frozenset("“„«‹‘‚\"'`")
_SHAPE: Final = {
    "“": ("double", "open"),
    "”": ("double", "close"),
    "„": ("double", "open"),
    "‟": ("double", "open"),
    '"': ("double", "either"),
    "''": ("double", "either"),
    "``": ("double", "open"),
    "«": ("angle", "open"),
    "»": ("angle", "close"),
    "‹": ("single angle", "open"),
    "›": ("single angle", "close"),
    "‘": ("single", "open"),
    "’": ("single", "close"),
    "‚": ("single", "open"),
    "‛": ("single", "open"),
    "'": ("single", "either"),
    "`": ("single", "open"),
}


@dataclass(frozen=True, slots=True, order=True)
class Quotation:
    """A quotation with its marks. `depth` is 0 for the outermost; `closed` is false where it ends with its
    paragraph.
    """

    span: Span
    depth: int = 0
    closed: bool = True


class _Side(Enum):
    OPEN = "open"
    CLOSE = "close"
    POSSESSIVE = "possessive"  # closes, unless something later in the paragraph does
    EITHER = "either"


@dataclass(frozen=True, slots=True)
class _Mark:
    start: int
    end: int
    family: str
    side: _Side


def paragraphs(text: str) -> tuple[Span, ...]:
    """The paragraphs, trimmed: every line, or what blank lines part where the text is wrapped by hand."""
    breaks = (_BLANK_LINE if _is_wrapped(text) else _LINE).finditer(text)
    edges = [0, *(edge for found in breaks for edge in found.span()), len(text)]
    blocks = (_trimmed(text, start, end) for start, end in zip(edges[::2], edges[1::2], strict=True))
    return tuple(block for block in blocks if block.start < block.end)


def _is_wrapped(text: str) -> bool:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if len(lines) < 2 or max(map(len, lines)) > WRAP_WIDTH:
        return False
    return sum(line[-1] not in _ENDS for line in lines) > WRAP_SHARE * len(lines)


def quotations(text: str) -> tuple[Quotation, ...]:
    """Every quotation of the text, in order of start; an outer one comes before what is nested in it."""
    blocks = paragraphs(text)
    found: list[Quotation] = []
    marks = [_marks(text, block) for block in blocks]
    for index, block in enumerate(blocks):
        following = marks[index + 1] if index + 1 < len(blocks) else []
        reopened = following[0].family if following and following[0].start == blocks[index + 1].start else None
        found.extend(_matched(marks[index], block, reopened))
    return tuple(found)


@remembered
def outermost(text: str) -> tuple[Quotation, ...]:
    """The quotations that stand in no other."""
    return tuple(quotation for quotation in quotations(text) if quotation.depth == 0)


def _trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return Span(start, end)


def _marks(text: str, block: Span) -> list[_Mark]:
    marks = []
    for found in _MARK.finditer(text, block.start, block.end):
        family, shape = _SHAPE[found.group()]
        before = text[found.start() - 1] if found.start() > block.start else " "
        after = text[found.end()] if found.end() < block.end else " "
        if _MEASURE.search(text, max(block.start, found.start() - 6), found.start()):
            continue
        side = _single_side(text, found, block.end) if family == "single" else _side(shape, before, after)
        if found.group() == "“" and _may_close(before, after) and _is_low(text, found.start(), "„", "“"):
            side = _Side.CLOSE
        if side is not None:
            marks.append(_Mark(found.start(), found.end(), family, side))
    return marks


def _may_open(before: str, after: str) -> bool:
    return (before.isspace() or before in _BEFORE_OPENING) and not after.isspace()


def _may_close(before: str, after: str) -> bool:
    return not before.isspace() and not after.isalnum()


def _side(shape: str, before: str, after: str) -> _Side:
    """Neighbours outrank the shape only where they leave no doubt: a typist's “ after a word closes."""
    opens, closes = _may_open(before, after), _may_close(before, after)
    if before.isspace() and not after.isspace() and not after.isalnum() and shape == "close":
        return _Side.CLOSE  # « so », with a space inside
    if opens and closes:
        return _Side.EITHER if shape == "either" else _Side(shape)
    if opens != closes:
        return _Side.OPEN if opens else _Side.CLOSE
    return _Side(shape)


def _single_side(text: str, found: re.Match[str], end: int) -> _Side | None:
    """The side of a single mark in a paragraph that ends at `end`, or None where it is an apostrophe."""
    before, after = text[found.start() - 1 : found.start()] or " ", text[found.end() : found.end() + 1] or " "
    if (before.isalnum() and after.isalnum()) or _BOTH_ELIDED.search(text, max(0, found.start() - 3), found.start()):
        return None
    if _may_open(before, after) and not _may_close(before, after):
        elided = found.group() in "’'‘" and _ELISION.match(text, found.end())
        spoken = found.group() in "‘'" and _SPEECH_ENDS.search(text, found.end(), min(end, found.end() + LONGEST_LOW))
        return None if (elided and not spoken) or found.group() == "’" else _Side.OPEN
    if found.group() == "‘" and _may_close(before, after) and _is_low(text, found.start(), "‚", "‘"):
        return _Side.CLOSE
    if found.group() in "‘‚‛`":
        return _Side.OPEN
    if before in "sS" and after == " " and text[found.end() + 1 : found.end() + 2].isalnum():
        return _Side.POSSESSIVE
    return _Side.CLOSE if _may_close(before, after) else None


def _is_low(text: str, at: int, low: str, high: str) -> bool:
    """Whether a quotation that opened low, „so“ or ‚so‘, is open at that offset."""
    before = max(0, at - LONGEST_LOW)
    return text.rfind(low, before, at) > text.rfind(high, before, at)


def _matched(marks: list[_Mark], block: Span, reopened: str | None) -> list[Quotation]:
    pairs, open_ = _pairs(marks)
    unclosed = _unclosed(open_, pairs, block, reopened)
    if unclosed is not None:
        pairs.append((unclosed.start, block.end, False))
    return _nested(sorted(pairs, key=lambda pair: (pair[0], -pair[1])))


def _pairs(marks: list[_Mark]) -> tuple[list[tuple[int, int, bool]], list[_Mark]]:
    """Matched pairs of marks, and the openings that nothing closed."""
    open_: list[_Mark] = []
    pairs = []
    closes_later = _single_closes_later(marks)
    for index, mark in enumerate(marks):
        side = mark.side
        if side is _Side.EITHER:
            side = _Side.CLOSE if any(other.family == mark.family for other in open_[-4:]) else _Side.OPEN
        if side is _Side.OPEN:
            open_.append(mark)
        elif side is _Side.CLOSE or not closes_later[index]:
            opening = _opening(open_, mark)
            if opening is not None:
                pairs.append((open_[opening].start, mark.end, True))
                del open_[opening:]
    return pairs, open_


def _single_closes_later(marks: list[_Mark]) -> list[bool]:
    """For each mark: whether a single mark closes after it, before another single one opens."""
    later, answer = False, []
    for mark in reversed(marks):
        answer.append(later)
        if mark.family == "single":
            later = mark.side is not _Side.OPEN
    return answer[::-1]


def _opening(open_: list[_Mark], mark: _Mark) -> int | None:
    """The index of the opening that `mark` closes. A double closes over stray singles; a single over nothing."""
    reach = 1 if mark.family == "single" else 4
    for back in range(1, min(reach, len(open_)) + 1):
        if open_[-back].family == mark.family:
            return len(open_) - back
        if open_[-back].family != "single":
            return None
    return None


def _unclosed(
    open_: list[_Mark], pairs: list[tuple[int, int, bool]], block: Span, reopened: str | None
) -> _Mark | None:
    """The opening that quotes to the end of its paragraph, if one does."""
    first = next((mark for mark in open_ if mark.start == block.start), None)
    if reopened is not None:
        fitting = [mark for mark in open_ if mark.family == reopened]
        return first if first in fitting else fitting[-1] if fitting else None
    forgotten = first is not None and first.family != "single" and not pairs and len(open_) == 1
    return first if forgotten else None


def _nested(pairs: list[tuple[int, int, bool]]) -> list[Quotation]:
    ends: list[int] = []
    found = []
    for start, end, closed in pairs:
        while ends and ends[-1] <= start:
            ends.pop()
        found.append(Quotation(Span(start, end), len(ends), closed))
        ends.append(end)
    return found
