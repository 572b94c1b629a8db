"""Two taggers as one: where the trained one is silent, what the rules are sure of.

Strategy: the first tagger is right more often and is never contradicted. It finds only the outermost of a chain, as its
training data has it: so it is asked again what each content retells (`retold`), and what the rules find in a content is
kept too; `attributions` makes chains of both. Where it leaves words in quotation marks to nobody, the speaker that the
rules give them is kept. Only a signature overrules it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from twosource.model import Span
from twosource.voices.citing import cited
from twosource.voices.misheard import by_means, gone_on, of_nobody, unasked
from twosource.voices.passive import agentless
from twosource.voices.quotes import outermost
from twosource.voices.retold import described, documents, retold
from twosource.voices.signed import signed
from twosource.voices.tagging import Tag, Tagged

LEAST_WORDS: Final = 4
"""Words in quotation marks from which a quotation is speech, left unsaid, and no title or scare quote."""


def joined(first: Tag, second: Tag) -> Tag:
    """The tagger that asks `first`, and `second` for chains and for quotations that nobody says."""

    def tag(text: str) -> tuple[Tagged, ...]:
        sure = signed(text)
        found = sorted((*sure, *_without(first(text), sure)), key=_start)
        found = [
            agentless(text, of_nobody(text, unasked(text, part))) for one in found for part in described(text, one)
        ]
        within = retold(text, first, found)
        held = sorted(span for one in found for span in one.content)
        taken = sorted(span for one in found for span in _spans(one))
        told = sorted(span for one in within for span in (*one.cue, *one.source))
        quoted = [quotation.span for quotation in outermost(text)]
        more = [
            one
            for one in second(text)
            if (_is_within(one, held) and not any(_meets(span, told) for span in (*one.cue, *one.source)))
            or (_is_quotation(text, one, quoted) and not _is_taken(one, taken))
            or _holds(one, found, taken)
        ]
        within = [part for one in (*within, *more) for part in described(text, one)]
        every = gone_on(text, by_means(text, [*found, *within, *_documents(text, within)]))
        by_whom = cited(text, every)
        every = [one for one in every if one.cue not in [of.cue for of in by_whom]]
        return tuple(sorted((*every, *_apart(by_whom, every)), key=_start))

    return tag


def _apart(more: Sequence[Tagged], every: Sequence[Tagged]) -> list[Tagged]:
    """Those whose source and cue nobody else has."""
    taken = sorted(span for one in every for span in (*one.cue, *one.source))
    return [one for one in more if not any(_meets(span, taken) for span in (*one.cue, *one.source))]


def _documents(text: str, within: Sequence[Tagged]) -> list[Tagged]:
    """What documents tell in what is retold, where nobody has been found to."""
    return _apart(documents(text, within), within)


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
