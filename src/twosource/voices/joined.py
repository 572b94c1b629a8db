"""Two taggers as one: where the trained one is silent, what the rules are sure of.

Strategy: the first tagger is right more often and is never contradicted. It finds only the outermost of a chain, as its
training data has it; so it is asked again, with each content that may retell something in place of the text, and what
it finds there stands inside, for `attributions` to call it a chain; and so does what the rules find within a content.
Where it leaves words in quotation marks to nobody, the speaker that the rules give them is kept. Only a signature
overrules it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Final

from twosource.model import Span
from twosource.voices import lexicon
from twosource.voices.quotes import outermost
from twosource.voices.signed import signed
from twosource.voices.tagging import Tag, Tagged

LEAST_WORDS: Final = 4
"""Words in quotation marks from which a quotation is speech, left unsaid, and no title or scare quote."""
LEAST_RETOLD: Final = 5
"""Words of a content from which it may retell: shorter ones on the train stories of the sample held nothing."""
_OPENING: Final = re.compile(r"(?:that|whether|if|how|why|when|and|but)\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"[\w’'-]+")
_TOLD: Final = frozenset(("told", "said", "promised", "warned", "assured", "informed"))
"""Participles that need nobody who says so: "managers were told"."""
_BETWEEN: Final = "\n\n"
_MARKS: Final = '“”„«»"‘'


def joined(first: Tag, second: Tag) -> Tag:
    """The tagger that asks `first`, and `second` for chains and for quotations that nobody says."""

    def tag(text: str) -> tuple[Tagged, ...]:
        sure = signed(text)
        found = sorted((*sure, *_without(first(text), sure)), key=_start)
        retold = _retold(text, first, found)
        held = sorted(span for one in found for span in one.content)
        taken = sorted(span for one in found for span in _spans(one))
        told = sorted(span for one in retold for span in (*one.cue, *one.source))
        quoted = [quotation.span for quotation in outermost(text)]
        more = [
            one
            for one in second(text)
            if (_is_within(one, held) and not any(_meets(span, told) for span in (*one.cue, *one.source)))
            or (_is_quotation(text, one, quoted) and not _is_taken(one, taken))
            or _holds(one, found, taken)
        ]
        return tuple(sorted((*found, *retold, *more), key=_start))

    return tag


# --- chains -----------------------------------------------------------------------------------------------------------


def _retold(text: str, tag: Tag, found: Sequence[Tagged]) -> list[Tagged]:
    """What the contents of `found` retell, by the same tagger: it reads them as paragraphs of a text of their own."""
    pieces = [piece for one in found for piece in _pieces(text, one) if _may_retell(text, piece)]
    if not pieces:
        return []
    paragraphs = [_as_sentence(text[piece.start : piece.end]) for piece in pieces]
    starts = [0, *accumulate(len(paragraph) + len(_BETWEEN) for paragraph in paragraphs)]
    inner = [_moved(one, pieces, starts) for one in tag(_BETWEEN.join(paragraphs))]
    return [one for one in inner if one is not None and _tells(text, one)]


def _pieces(text: str, one: Tagged) -> list[Span]:
    """Its contents, without the word that opens a clause."""
    openings = [_OPENING.match(text, span.start, span.end) for span in one.content]
    return [
        Span(opening.end() if opening else span.start, span.end)
        for opening, span in zip(openings, one.content, strict=True)
    ]


def _may_retell(text: str, piece: Span) -> bool:
    """Whether plain words with a verb of saying stand there."""
    words = _WORD.findall(text[piece.start : piece.end].casefold())
    return text[piece.start] not in _MARKS and len(words) >= LEAST_RETOLD and any(w in lexicon.VERBS for w in words)


def _as_sentence(words: str) -> str:
    """The words with a capital and a full stop, as the tagger knows sentences; none but the last mark is added."""
    return words[0].upper()[0] + words[1:] + "."


def _moved(one: Tagged, pieces: Sequence[Span], starts: Sequence[int]) -> Tagged | None:
    """What was found among the pieces, where it stands in the text; None where it runs over the edge of one."""
    at = bisect_right(starts, min(_spans(one)).start) - 1
    if at >= len(pieces):
        return None
    by, piece = pieces[at].start - starts[at], pieces[at]
    moved = [[Span(span.start + by, span.end + by) for span in spans] for spans in (one.content, one.cue, one.source)]
    if not all(piece.covers(span) for spans in moved for span in spans):
        return None
    return Tagged(*map(tuple, moved))


def _tells(text: str, one: Tagged) -> bool:
    """Whether its cue is a verb of saying, thinking or wanting; without a source, that somebody was told."""
    words = [word.casefold() for span in one.cue for word in _WORD.findall(text[span.start : span.end])]
    if not one.source:
        return bool(_TOLD.intersection(words[-1:]))
    return any(word in lexicon.VERBS for word in words)


# --- spans ------------------------------------------------------------------------------------------------------------


def _without(found: Sequence[Tagged], sure: Sequence[Tagged]) -> list[Tagged]:
    """What was found, less contents that are sure to be another's."""
    held = [one.content[0] for one in sure]
    kept = [replace(one, content=tuple(span for span in one.content if not _meets(span, held))) for one in found]
    return [one for one in kept if one.content]


def _meets(span: Span, others: Sequence[Span]) -> bool:
    """Whether any of `others`, in order and apart, overlaps it."""
    at = max(0, bisect_left(others, span) - 1)
    return any(other.overlaps(span) for other in others[at : at + 2])


def _start(one: Tagged) -> tuple[int, int]:
    spans = _spans(one)
    return (min(spans).start, -max(span.end for span in spans))


def _spans(one: Tagged) -> tuple[Span, ...]:
    return (*one.content, *one.cue, *one.source)


def _is_within(one: Tagged, held: Sequence[Span]) -> bool:
    """Whether some content holds all of it, its cue too."""
    spans = _spans(one)
    whole = Span(min(spans).start, max(span.end for span in spans))
    at = bisect_left(held, (whole.start + 1, 0)) - 1
    return bool(one.cue) and at >= 0 and held[at].covers(whole)


def _holds(one: Tagged, found: Sequence[Tagged], taken: Sequence[Span]) -> bool:
    """Whether it says that another says what was found: its content holds all of that, and the rest is its own."""
    if not one.cue or not one.source or any(_meets(span, taken) for span in (*one.cue, *one.source)):
        return False
    held = sorted(one.content)
    return any(_is_within(other, held) for other in found)


def _is_quotation(text: str, one: Tagged, quoted: Sequence[Span]) -> bool:
    """Whether its content begins with a quotation of a sentence's length."""
    at = bisect_left(quoted, (one.content[0].start, 0))
    if at == len(quoted) or not one.content[0].covers(quoted[at]) or quoted[at].start != one.content[0].start:
        return False
    return len(text[quoted[at].start : quoted[at].end].split()) >= LEAST_WORDS


def _is_taken(one: Tagged, taken: Sequence[Span]) -> bool:
    return any(_meets(span, taken) for span in _spans(one))
