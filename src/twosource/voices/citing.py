"""Whom somebody who tells a thing names for it: "The Post reported, citing two officials, that the dam leaks".

Strategy: the words "citing" and "quoting" beside what was found, before its source or behind its cue, followed by a
phrase for people, a document or an outlet and not by a reason ("citing the cold"). What the first says, the second is
said to have said: the contents are the same, and `attributions` makes a chain of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from twosource.model import Span
from twosource.voices import sources
from twosource.voices.tagging import Tagged, around

REACH: Final = 140
"""Characters from "citing" to the end of the phrase; "a person familiar with the matter, who asked …" is cut before."""
_PHRASE: Final = r"(?P<source>[“\"‘]?(?!you\b|him\b|her\b|them\b)[^\W_][^,.;:\n―—–]{0,100}?[”\"’]?)"
_BEFORE: Final = re.compile(rf"(?P<cue>\b[Cc]iting|\b[Qq]uoting)\s+{_PHRASE},[”\"’]?\s+(?:the\s+)?$")
_BEHIND: Final = re.compile(rf"(?:\s+\w+){{0,2}},\s+(?P<cue>citing|quoting)\s+{_PHRASE}(?=,|\.|;|\n|$)")
_ABOUT: Final = re.compile(r"\s(?:over|about|regarding|surrounding)\s")
"""Before what a phrase is about, which is not what it is."""
CUES: Final = frozenset(("citing", "quoting"))


def cited(text: str, found: Sequence[Tagged]) -> list[Tagged]:
    """Those whom the sources of `found` cite, with what they are said to say."""
    return [inner for one in found if (inner := _cited_by(text, one)) is not None]


def _cited_by(text: str, one: Tagged) -> Tagged | None:
    if not one.source or not one.cue:
        return None
    begin, end = min(one.source[0].start, one.cue[0].start), max(one.source[-1].end, one.cue[-1].end)
    match = _BEFORE.search(text, max(0, begin - REACH), begin) or _BEHIND.match(text, end, end + REACH)
    if match is None or not _tells(match["source"]):
        return None
    cue, source = Span(*match.span("cue")), Span(*match.span("source"))
    content = tuple(part for span in one.content for part in around(text, span, Span(cue.start, source.end)))
    return Tagged(content, (cue,), (source,)) if content else None


def _tells(phrase: str) -> bool:
    """Whether a phrase is for somebody or something that can have said it; "concerns over his record" are neither."""
    noun = sources.head_noun(_ABOUT.split(phrase.strip('“”"‘’'))[0])
    known = sources.DOCUMENT_NOUNS | sources.ORGANISATION_NOUNS | sources.OUTLET_NOUNS
    return noun in known or sources.is_somebody(noun) or sources.outlet_name(sources.head(phrase)) is not None
