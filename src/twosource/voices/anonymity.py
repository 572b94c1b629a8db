"""Why a report does not name a source: "who asked not to be named because he may not speak to newspapers".

Strategy: patterns on the sentence in which somebody without a name speaks: words that ask for anonymity, and what
follows them as a reason; or a bare "not authorised to speak". What is found for one of a speaker's lines holds for all
of that speaker. The report's own words are kept, and nothing is concluded from them.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from typing import Final

from twosource.model import Span, Speaker, SpeakerKind
from twosource.reading.sentences import sentences
from twosource.voices.tagging import Tagged

REACH: Final = 400
"""Characters of a sentence in which a reason is sought; on PolNeAR train none begins further in."""
_ASKED: Final = (
    r"(?:anonymity|anonymously"
    r"|not (?:to be|be|being) (?:named|identified|quoted by name|identified by name)"
    r"|names? (?:be left out|be withheld|not be used|withheld)|without (?:giving|being|using) [^.,;]{0,30}?named?s?)"
)
_BECAUSE: Final = (
    r"(?:because|since|as|for fear|out of fear|so as|in order|citing|given|due to|lest"
    r"|under [^.,;\n]{0,40}?(?:protocol|rules?|policy|policies)"
    r"|to (?:discuss|describe|speak|talk|avoid|protect|share|reveal|disclose|preview|offer|detail|be|give|comment))"
)
_GIVEN: Final = re.compile(rf"\b{_ASKED}[^.;\n]{{0,40}}?\s({_BECAUSE}\b[^.,;\n—–]*)", re.IGNORECASE)
_FORBIDDEN: Final = re.compile(
    r"\b((?:was|were|is|are|been) not (?:authori[sz]ed|allowed|permitted|cleared) to (?:speak|talk|discuss|comment|be)"
    r"\b[^.,;\n—–]*)",
    re.IGNORECASE,
)


def anonymity(text: str, tagged: Sequence[Tagged], said_by: Sequence[Speaker]) -> tuple[Span | None, ...]:
    """For each attribution, the words that tell why its speaker is not named, or None.

    Args:
        text: the report's text.
        tagged: its attributions.
        said_by: the speaker of each.
    """
    unnamed = [one.kind is SpeakerKind.ANONYMOUS for one in said_by]
    if not any(unnamed):
        return (None,) * len(tagged)
    ends = [sentence.end for sentence in sentences(text)]
    own = [_reason(text, one, ends) if none else None for one, none in zip(tagged, unnamed, strict=True)]
    shared: dict[str, Span] = {}
    for speaker, reason in zip(said_by, own, strict=True):
        if reason is not None:
            shared.setdefault(speaker.key, reason)
    return tuple(
        reason or (shared.get(speaker.key) if none else None)
        for reason, speaker, none in zip(own, said_by, unnamed, strict=True)
    )


def _reason(text: str, one: Tagged, ends: Sequence[int]) -> Span | None:
    """What the sentence says from the source on."""
    if not one.source:
        return None
    start = one.source[0].start
    at = bisect_right(ends, start)
    end = min(ends[at] if at < len(ends) else len(text), start + REACH)
    found = _GIVEN.search(text, start, end) or _FORBIDDEN.search(text, start, end)
    if found is None:
        return None
    words = found[1].rstrip(" ”\"’'")
    return Span(found.start(1), found.start(1) + len(words))
