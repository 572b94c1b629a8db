"""What the contents of attributions retell: who is said to have said what.

Strategy: a tagger that finds the outermost of a chain alone is asked again, with each content that may retell in place
of the text: a clause that a speaker interrupts is read as one, speech without its marks. It reads them as paragraphs of
a text of their own, so that all cost one call. What a document tells is found by rule: it "gives", "puts" or "lists".
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from twosource.model import Span
from twosource.reading.lexicon import words
from twosource.voices import lexicon, sources
from twosource.voices.passive import agentless
from twosource.voices.tagging import Tag, Tagged

LEAST_WORDS: Final = 5
"""Words of a content from which it may retell: shorter ones on the train stories of the sample held nothing."""
DEPTH: Final = 2
"""How often what was found is read again: "the report said that the manager told them that the owner had promised"."""
INTERRUPTION: Final = 80
"""Characters of "…, Roe said, …" between two parts of one clause; on the train and dev stories all are shorter."""
_OPENING: Final = re.compile(r"(?:that|whether|if|how|why|when|and|but)\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"[\w’'-]+")
_TOLD: Final = frozenset(("told", "said", "promised", "warned", "assured", "informed"))
"""Participles that need nobody who says so: "managers were told"."""
_TELLING: Final = lexicon.VERBS.keys() | lexicon.ATTITUDES
_SAID: Final = words("""
    told tells telling said says saying promised warned claimed insisted believing asked asking begged pleaded wanted
    """)
"""Words with which one may retell in speech, where most of the others are the speaker's own: "I hope"."""
_OWN: Final = frozenset(("i", "we", "you"))
"""Sources that are whoever speaks or listens, so that it is no chain."""
_BETWEEN: Final = "\n\n"
_MARKS: Final = '“”„«»"‘’'
_GOES_ON: Final = re.compile(r"[,.?!][”»\"’]\s+\w")
"""Where a quotation ends in the middle of a content: "“It leaks,” said Roe"."""
_DOUBLE: Final = '“”„"«»'
_DOUBLE_GOES_ON: Final = re.compile(r"[,.?!][”»\"]\s+\w")
_INNER: Final = re.compile(r"[“„«\"‘]\w")
_DOCUMENT: Final = re.compile(
    r"(?P<source>(?:the|an?|his|her|its|their)\s+(?:[\w’-]+\s+){0,3}?(?P<noun>[a-z-]+)"
    r"(?:\s+(?:shown|sent|seen|written|obtained|drawn|prepared|by|to|of|from)\s[^,.;:\n]{0,60}?)?)"
    r"\s+(?P<cue>gave|gives|puts|put|foresees|foresaw|shows|showed|lists|listed|names|named|describes|described|"
    r"orders|ordered|allows|allowed|predicts|predicted|instructing|stating|warning|ordering|asking|urging|telling|saying)"
    r"(?:\s+(?:him|her|them))?:?\s+(?P<content>[^\n]+)",
    re.IGNORECASE,
)
"""What a document tells without a verb of saying."""

_DESCRIBED: Final = re.compile(
    r"(?P<cue>[^\n]{0,60}?\b(?:described|describes?|describing|includ(?:ed|es?|ing)|quot(?:ed|es?|ing)|cit(?:ed|es?|ing)|"
    r"leaked|obtained|produced|saw|seen))\s+(?P<source>(?:(?:an?|the|his|her|its|their)\s+)?(?:[\w’-]+\s+){0,2}?"
    r"(?P<noun>[a-z-]+))\s+(?P<told>\w+ing)",
    re.IGNORECASE,
)
"""A cue that holds a document of somebody else’s: "had included guidance stating"."""

Reading = tuple[Span, ...]
"""The parts of a text that are read together as one sentence."""


def described(text: str, one: Tagged) -> tuple[Tagged, ...]:
    """The attribution, or as two what its cue tells of: that somebody describes a document, and what that says."""
    if len(one.cue) != 1 or one.content[0].start < one.cue[0].end:
        return (one,)
    found = _DESCRIBED.fullmatch(text, *one.cue[0])
    if found is None or found["noun"].casefold() not in sources.DOCUMENT_NOUNS | {"paper"}:
        return (one,)
    cue, source, told = (Span(*found.span(name)) for name in ("cue", "source", "told"))
    whole = Span(source.start, one.content[0].end)
    outer = Tagged((whole, *one.content[1:]), (cue,), one.source)
    return (outer, Tagged(one.content, (told,), (source,)))


def retold(text: str, tag: Tag, found: Sequence[Tagged]) -> list[Tagged]:
    """What the contents of `found` retell, and what the contents of that do, by the same tagger and by what documents
    tell.
    """
    every: list[Tagged] = []
    level = found
    for _ in range(DEPTH):
        known = {span for one in every for span in one.cue}
        level = [one for one in _told_in(text, tag, level) if known.isdisjoint(one.cue)]
        every += level
    return every


def _told_in(text: str, tag: Tag, found: Sequence[Tagged]) -> list[Tagged]:
    told = documents(text, found)
    every = [(reading, one) for one in found for reading in _readings(text, one)]
    read = [reading for reading, one in every if _may_retell(text, reading, one)]
    if not read:
        return told
    written, places = _as_paragraphs(text, read)
    told_of = (_moved(part, places) for one in tag(written) if (part := _in_one(written, one)) is not None)
    inner = [agentless(text, one) for one in told_of if one is not None]
    inner = [one for one in inner if _tells(text, one)]
    cues = {span for one in inner for span in one.cue}
    return [*inner, *(one for one in told if not cues.intersection(one.cue))]


def documents(text: str, found: Sequence[Tagged]) -> list[Tagged]:
    """What documents tell that the contents of `found` open with."""
    readings = (reading for one in found for reading in _readings(text, one))
    return [one for reading in readings if (one := _document(text, reading)) is not None]


def _readings(text: str, one: Tagged) -> list[Reading]:
    """Its contents as sentences, without the word that opens a clause and without the marks of a quotation."""
    readings: list[Reading] = []
    for span in one.content:
        part = _bare(text, span)
        if part is None:
            continue
        last = readings[-1][-1] if readings else None
        if last is not None and text[part.start].islower() and part.start - last.end <= INTERRUPTION:
            readings[-1] = (*readings[-1], part)
        else:
            opening = _OPENING.match(text, part.start, part.end)
            clause = _bare(text, Span(opening.end(), part.end)) if opening and opening.end() < part.end else part
            readings += [(clause,)] if clause is not None else []
    return readings


def _bare(text: str, span: Span) -> Span | None:
    """The span without the marks of a quotation that is all of it, and without its last stop."""
    goes_on = _DOUBLE_GOES_ON if text[span.start] in _DOUBLE else _GOES_ON
    quoted = text[span.start] in _MARKS and goes_on.search(text, span.start, span.end) is None
    start = span.start + quoted
    end = span.end - (quoted and text[span.end - 1] in _MARKS)
    end -= text[end - 1] in ",."
    return Span(start, end) if start < end else None


def _may_retell(text: str, reading: Reading, one: Tagged) -> bool:
    """Whether words with a verb of saying stand there; in what somebody is quoted to say, with another quotation."""
    said = [word for part in reading for word in _WORD.findall(text[part.start : part.end].casefold())]
    if len(said) < LEAST_WORDS or _TELLING.isdisjoint(said):
        return False
    is_speech = reading[0].start > 0 and text[reading[0].start - 1] in _MARKS
    if not is_speech or _is_written(text, one) or not _SAID.isdisjoint(said):
        return True
    return any(_INNER.search(text, part.start, part.end) for part in reading)


def _is_written(text: str, one: Tagged) -> bool:
    """Whether an outlet or document is quoted, which tells what others say as a report does."""
    source = text[one.source[0].start : one.source[-1].end] if one.source else ""
    outlet = sources.outlet_name(sources.head(source)) is not None
    return outlet or sources.head_noun(source) in sources.DOCUMENT_NOUNS | sources.OUTLET_NOUNS


def _as_paragraphs(text: str, readings: Sequence[Reading]) -> tuple[str, list[tuple[int, Span]]]:
    """The readings as sentences of their own, and where each part begins among them."""
    paragraphs, places, at = [], [], 0
    for reading in readings:
        begin = at
        for part in reading:
            places.append((at, part))
            at += part.end - part.start + 1
        words = " ".join(text[part.start : part.end] for part in reading)
        paragraphs.append(words[0].upper()[0] + words[1:] + ".")
        at = begin + len(paragraphs[-1]) + len(_BETWEEN)
    return _BETWEEN.join(paragraphs), places


def _in_one(written: str, one: Tagged) -> Tagged | None:
    """The part of it in the reading that holds its cue; None where source or cue run over two."""
    cue = one.cue[0] if one.cue else one.content[0]
    start, end = written.rfind(_BETWEEN, 0, cue.start) + 1, written.find(_BETWEEN, cue.start)
    own = Span(start, end if end >= 0 else len(written))
    if not all(own.covers(span) for span in (*one.cue, *one.source)):
        return None
    content = tuple(span for span in one.content if own.covers(span))
    return replace(one, content=content) if content else None


def _moved(one: Tagged, places: Sequence[tuple[int, Span]]) -> Tagged | None:
    """What was found among the readings, where it stands in the text; None where nothing of a content is left."""
    content, cue, source = (
        tuple(moved for span in spans for moved in _parts(span, places)) for spans in (one.content, one.cue, one.source)
    )
    whole = len(cue) >= len(one.cue) and len(source) >= len(one.source)
    return Tagged(content, cue, source) if content and whole else None


def _parts(span: Span, places: Sequence[tuple[int, Span]]) -> list[Span]:
    """The parts of the text of which a stretch among the readings was made."""
    parts = []
    first = max(0, bisect_right(places, span.start, key=lambda place: place[0]) - 1)
    for at, part in places[first:]:
        if at >= span.end:
            break
        start, end = max(span.start - at, 0), min(span.end - at, part.end - part.start)
        if start < end:
            parts.append(Span(part.start + start, part.start + end))
    return parts


def _tells(text: str, one: Tagged) -> bool:
    """Whether its cue is a verb of saying, thinking or wanting; without a source, that somebody was told."""
    if any(text[span.start : span.end].casefold() in _OWN for span in one.source):
        return False
    said = [word.casefold() for span in one.cue for word in _WORD.findall(text[span.start : span.end])]
    if not one.source:
        return bool(_TOLD.intersection(said[-1:]))
    return not _TELLING.isdisjoint(said)


def _document(text: str, reading: Reading) -> Tagged | None:
    """What a document tells that the reading opens with: "The letter gave the company until May"."""
    found = _DOCUMENT.match(text, reading[0].start, reading[-1].end) if len(reading) == 1 else None
    if found is None or found["noun"].casefold() not in sources.DOCUMENT_NOUNS:
        return None
    content, cue, source = (Span(*found.span(name)) for name in ("content", "cue", "source"))
    return Tagged((content,), (cue,), (source,))
