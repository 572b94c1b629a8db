"""Names that stand in one run of capitals with a post: "Arden Dockers Union Secretary-Treasurer Jan Roe".

Strategy: a run that holds a word for a post behind its first one and ends in two words more is the person who has the
post; so it is where the post goes on ("Director of Public Works Jan Roe") and the last two begin with a given name.
What stands before is that person's title.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from twosource.model import Span
from twosource.reading.lexicon import GIVEN_NAMES, words
from twosource.reading.names import NameMention
from twosource.voices import sources

LEAST_WORDS: Final = 4
"""Words of a run that may hold a body, a post and a person: "Arden Director Jan Roe"."""
_POSTS: Final = (
    sources.ROLE_NOUNS | sources.SPOKESPEOPLE | words("officer treasurer strategist adviser advisor counsel")
)
_TRADE: Final = re.compile(r"[A-Z][a-z]+-[a-z]+(?:er|or|ist|man|woman)")
"""A word for what somebody does, with a capital because it opens a sentence."""
_PUBLICATIONS: Final = frozenset(("Annals", "Archives", "Journal", "Proceedings", "Review", "Bulletin", "Transactions"))
_GOES_ON: Final = frozenset(("of", "for"))


def unglued(mention: NameMention) -> NameMention:
    """The mention, or of a body, a post and a person the person; and so of "Number-cruncher Jan Roe"."""
    run = mention.name.split()
    if len(run) > 1 and _TRADE.fullmatch(run[0]):
        begin = len(run[0]) + 1
        return replace(mention, span=Span(mention.span.start + begin, mention.span.end), name=mention.name[begin:])
    if mention.title is not None or len(run) < LEAST_WORDS:
        return mention
    at = max((k for k, word in enumerate(run) if word.casefold().split("-")[-1] in _POSTS), default=0)
    behind = run[at + 1 :]
    whole = len(behind) == 2 or (behind[:1] and behind[0] in _GOES_ON and behind[-2].casefold() in GIVEN_NAMES)
    if at == 0 or len(behind) < 2 or not whole:
        return mention
    name = " ".join(behind[-2:])
    start = mention.span.end - len(name)
    return replace(mention, span=Span(start, mention.span.end), name=name, title=" ".join(run[:-2]), kind="person")


def rejoined(text: str, mentions: Sequence[NameMention]) -> list[NameMention]:
    """The mentions, two as one where the first is a publication and "of" stands between: "Annals of Field Medicine"."""
    joined: list[NameMention] = []
    for mention in mentions:
        last = joined[-1] if joined else None
        if last is not None and last.name in _PUBLICATIONS and text[last.span.end : mention.span.start] == " of ":
            span = Span(last.span.start, mention.span.end)
            joined[-1] = replace(last, span=span, name=text[span.start : span.end], kind="organisation")
        else:
            joined.append(mention)
    return joined
