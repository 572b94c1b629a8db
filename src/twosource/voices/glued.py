"""Names that stand in one run of capitals with a post: "Arden Dockers Union Secretary-Treasurer Jan Roe".

Strategy: a run that holds a word for a post behind its first one and ends in two words more is the person who has the
post; so it is where the post goes on ("Director of Public Works Jan Roe") and the last two begin with a given name.
What stands before is that person's title.
"""

from __future__ import annotations

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
_GOES_ON: Final = frozenset(("of", "for"))


def unglued(mention: NameMention) -> NameMention:
    """The mention, or of a body, a post and a person the person."""
    run = mention.name.split()
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
