"""A line → whether it is page furniture: what stands on a page beside the news, in text that was scraped off it.

Strategy: closed families of forms, each of which no news sentence has: bare controls ("Share", "Leave a comment"),
orders to the reader (subscribe, follow, download, click), headings of link lists, copyright, picture credits, players,
consent, payment. A line is matched from its first word, and only when it is short: furniture is. A quotation is never
furniture, whatever it asks.

What may live here: how a line is looked at, and which lines around furniture belong to it; the forms are in
`clutterforms`. What becomes of the lines is for the callers: `plain` drops them, `furniture` points at them where a
text cannot be altered. A news line that is dropped is worse than ten lines of furniture that stay.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import NamedTuple

from twosource.model import Span
from twosource.reading.clutterforms import (
    ANYWHERE,
    CONSENT,
    EDITORIAL,
    HEADING,
    HEADS_A_LIST,
    LABELLED,
    OPENING,
    PAYWALL,
    WHOLE,
)
from twosource.reading.credits import is_credit
from twosource.reading.labels import is_label
from twosource.reading.sentences import lines, sentences

# --- limits -----------------------------------------------------------------------------------------------------------

LONGEST_LINE = 320
"""Characters beyond which a line is read as prose (longest furniture in PolNeAR train, a caption with its credit:
301)."""
LONGEST_LIST = 12
"""Links that a list under "Read more about:" is believed to have."""
LONGEST_LINK = 22
"""Words in one of them (headlines in NeuS train: 99% have fewer than 20)."""
LONGEST_LABELLED = 90
"""Characters of a title behind the label of a player (a lead with "VIDEO:" in NeuS train has 190)."""

_EDGES = " \t[](){}|•·▪●■►▶→»>*…–—-:."


class _Line(NamedTuple):
    whole: str
    quoted: bool
    stopped: bool


# --- what others call -------------------------------------------------------------------------------------------------


def is_clutter(line: str) -> bool:
    """Whether a line, or a sentence that stands alone, is page furniture and not news."""
    if len(line) > LONGEST_LINE:
        return False
    plain = _plain(line)
    if not any(letter.isalnum() for letter in plain.whole):
        return bool(line.strip())
    return not plain.quoted and _has_form(plain)


def clutter_lines(page: Sequence[str]) -> frozenset[int]:
    """The indices of those of a page's lines that are furniture: by themselves, or as links listed under a heading."""
    found: set[int] = set()
    left = 0
    for index, line in enumerate(page):
        if not line.strip():
            continue
        if is_clutter(line):
            found.add(index)
            left = LONGEST_LIST if HEADS_A_LIST.fullmatch(_plain(line).whole) else left
        elif left and _is_link(line):
            found.add(index)
            left -= 1
        else:
            left = 0
    return frozenset(found)


def furniture(text: str) -> tuple[Span, ...]:
    """The sentences of a report's text that are no news, in order, for those who cannot alter it to pass over."""
    page = tuple(line for line in lines(text) if line.start < line.end)
    dropped = clutter_lines([text[line.start : line.end] for line in page])
    stretches = [line for index, line in enumerate(page) if index in dropped or is_label(text[line.start : line.end])]
    noted = [line for line in page if _is_editorial(text, line)]
    return tuple(
        sentence
        for sentence in sentences(text)
        if _is_within(sentence, stretches)
        or is_clutter(text[sentence.start : sentence.end])
        or is_credit(text[sentence.start : sentence.end])
        or (_is_editorial(text, sentence) and _is_within(sentence, noted))
    )


def asks_consent(line: str) -> bool:
    """Whether a line is part of a page that asks for consent."""
    return len(line) <= 4 * LONGEST_LINE and CONSENT.search(_plain(line).whole) is not None


def asks_payment(line: str) -> bool:
    """Whether a line offers the rest of a report for money or an account."""
    return len(line) <= LONGEST_LINE and PAYWALL.search(_plain(line).whole) is not None


# --- how a line is looked at ------------------------------------------------------------------------------------------


def _plain(line: str) -> _Line:
    """A line in lower case, with straight apostrophes and without bullets, brackets and final stops."""
    words = " ".join(line.replace("’", "'").casefold().split())
    quoted = words[:1] in {'"', "“", "‘", "'", "«", "„"}
    if quoted and words[-1:] in {'"', "”", "'", "»"} and len(words) < 30:
        words, quoted = words[1:-1], False
    return _Line(words.strip(_EDGES).rstrip("!…"), quoted, words.endswith("."))


def _has_form(line: _Line) -> bool:
    whole = line.whole
    if WHOLE.fullmatch(whole) or OPENING.match(whole) or ANYWHERE.search(whole):
        return True
    if HEADING.fullmatch(whole):
        return not line.stopped
    return LABELLED.match(whole) is not None and (not line.stopped or len(whole) < LONGEST_LABELLED)


def _is_link(line: str) -> bool:
    """Whether a line may be a link in a list: a headline or a tag, not a sentence."""
    words = line.split()
    return len(words) <= LONGEST_LINK and line.rstrip()[-1] not in '.:”"' and not line.lstrip().startswith(("“", '"'))


def _is_editorial(text: str, line: Span) -> bool:
    return EDITORIAL.match(_plain(text[line.start : line.end]).whole) is not None


def _is_within(sentence: Span, stretches: Sequence[Span]) -> bool:
    """Whether one of `stretches`, which are in order and apart, covers a sentence."""
    at = bisect_right(stretches, sentence.start, key=lambda stretch: stretch.start) - 1
    return at >= 0 and stretches[at].covers(sentence)
