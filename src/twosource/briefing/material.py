"""A dossier made ready to choose lines from.

Strategy: everything that choosing asks again and again is found once: which sentences can be read alone, which
statement a passage stands for, what the reports open with.

What may live here: looking things up in a dossier. What is chosen is for `lines`.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable
from datetime import datetime

from twosource.briefing.gists import Gist, about, gist
from twosource.briefing.importance import own_texts
from twosource.briefing.standalone import Reading, Sentence
from twosource.briefing.tone import plainness
from twosource.model import Attribution, Dossier, OriginKind, Passage, Report, Span, SpeakerKind, Statement, moment
from twosource.reading.numbers import Quantity, quantities

# Set by reading briefs of BASIL open, whose stories have three reports each.
OPENING = 3  # sentences of a report that may tell what happened
ALONE_EVERYDAY = 0.2  # words more common than this do not count for that (most events are told in common words)
THEIR_SHARE = 0.5  # a passage of which so much is somebody's words must tell whose
TOLL_OPENING = 12  # sentences of a report that give the toll of its event; further down are those of others
HEADLINE_TIES = 2  # stems that a sentence has of a headline that tells the same
DAY = 86400.0  # seconds
WHOLE_SHARE = 0.8  # a statement stands for a sentence that it fills so far

SOMEBODYS = frozenset({OriginKind.PERSON, OriginKind.UNNAMED, OriginKind.POST})
"""Where a passage comes from that is somebody's word."""

_YEAR = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_HAD = re.compile(r"\b[A-Z][\w.]+ had (?:\w+ly |never |not |already |once )?\w+(?:ed|en|wn|ne|ught|ld|id|ft)\b")
_AGO = re.compile(r"\b(?:years|decades|generations|centuries) (?:ago|earlier|before)\b", re.IGNORECASE)


class Material:
    """A dossier made ready to choose from."""

    def __init__(self, dossier: Dossier) -> None:
        own = own_texts(dossier)
        self.dossier = dossier
        self._gists: dict[Passage, Gist] = {}
        self.reports = {report.id: report for report in dossier.reports}
        self.readings = {report.id: Reading(report) for report in dossier.reports}
        self.sentences = tuple(sentence for reading in self.readings.values() for sentence in reading.standalone())
        self.texts = len(own)
        self._moments = {report.id: when for report in dossier.reports if (when := moment(report.published))}
        self._tolls = [
            (self._moments[report.id], toll)
            for report in dossier.reports
            if report.id in self._moments
            for toll in _current(_tolls(self._beginning(report)))
        ]
        self._plainness = {report.id: plainness(report) for report in dossier.reports}
        self.abouts = [
            (report.outlet, about(report.text[span.start : span.end], ALONE_EVERYDAY))
            for report in dossier.reports
            for span in self.readings[report.id].sentences
        ]
        self.spread = Counter(stem for report in own for stem in self._opening(report))
        self._said: dict[str, list[Attribution]] = {}
        for said in dossier.attributions:
            self._said.setdefault(said.report, []).append(said.attribution)
        self._persons = {
            said.attribution.speaker.name
            for said in dossier.attributions
            if said.attribution.speaker.kind is SpeakerKind.PERSON
        }
        self._alone = {sentence.passage: sentence for sentence in self.sentences}
        self._statements = _by_place(dossier.statements)

    def _beginning(self, report: Report) -> str:
        """The title and the sentences that tell of the event itself."""
        first = self.readings[report.id].sentences[:TOLL_OPENING]
        return f"{report.title or ''}\n{report.text[: first[-1].end] if first else ''}"

    def _opening(self, report: Report) -> frozenset[str]:
        """What a report's title and its first sentences are about."""
        first = self.readings[report.id].sentences[:OPENING]
        return about(f"{report.title or ''}\n" + "\n".join(report.text[span.start : span.end] for span in first))

    def outlet(self, passage: Passage) -> str | None:
        return self.reports[passage.report].outlet

    def lateness(self, passage: Passage) -> float:
        """Where its report stands between the story's first and last by time: 0 to 1; 0 where that is not known."""
        first, last = (edge(self._moments.values(), default=None) for edge in (min, max))
        when = self._moments.get(passage.report)
        return (when - first) / (last - first) if when and first and last and first < last else 0.0

    def days_behind(self, passage: Passage) -> float:
        """How many days before the story's last report its report came out; 0 where that is not known."""
        last, when = max(self._moments.values(), default=None), self._moments.get(passage.report)
        return (last - when).total_seconds() / DAY if when and last else 0.0

    def plainness(self, passage: Passage) -> float:
        """How plainly its report tells: 1 for plain news."""
        return self._plainness[passage.report]

    def plain(self, report: Report) -> float:
        """How plainly a report tells."""
        return self._plainness[report.id]

    def place(self, passage: Passage) -> int:
        """Where in its report the sentence stands in which a passage begins, counted from 0."""
        spans = self.readings[passage.report].sentences
        return max(0, bisect_right(spans, passage.start, key=lambda span: span.start) - 1)

    def is_superseded(self, passage: Passage) -> bool:
        """Whether a toll that a passage gives is another in the last report that gives one.

        "At least 12" is another than 14, though both may have been right.
        """
        return self.is_overtaken(passage.text, self.reports[passage.report])

    def is_overtaken(self, words: str, report: Report) -> bool:
        """The same of words that a report has anywhere, its headline too."""
        return any(self._is_overtaken(toll, self._moments.get(report.id)) for toll in _tolls(words))

    def _is_overtaken(self, toll: Quantity, when: datetime | None) -> bool:
        given = [(told, other.value) for told, other in self._tolls if toll.same_measure(other)]
        last = max((told for told, _ in given), default=None)
        if when is None or last is None or last <= when:
            return False
        return all(value != toll.value for told, value in given if told == last)

    def is_past(self, passage: Passage) -> bool:
        """Whether a passage tells what somebody had done before what its report is about."""
        return _HAD.search(passage.text) is not None

    def is_background(self, passage: Passage) -> bool:
        """Whether a passage tells of what was before, or of years before its report's."""
        published = self.reports[passage.report].published
        years = [int(year) for year in _YEAR.findall(passage.text)] if published else []
        told_before = self.is_past(passage) or _AGO.search(passage.text) is not None
        return told_before or any(published and year < published.year for year in years)

    def touched(self, passage: Passage) -> frozenset[str]:
        """The ids of the statements that a passage has a part of."""
        places = self._statements.get(passage.report, [])
        return frozenset(found.id for span, found in places if span.overlaps(passage.span))

    def gist(self, passage: Passage) -> Gist:
        """What a passage says, found once."""
        if passage not in self._gists:
            self._gists[passage] = gist(passage.text)
        return self._gists[passage]

    def share(self, passage: Passage, statements: Collection[str]) -> float:
        """How much of a passage parts of these statements make up, by their ids: 0 to 1."""
        places = [span for span, found in self._statements.get(passage.report, []) if found.id in statements]
        return min(1.0, sum(_filled(span, passage.span) for span in places))

    def is_of_headline(self, sentence: Sentence) -> bool:
        """Whether a sentence tells what its report's headline does."""
        named = about(self.reports[sentence.passage.report].title or "")
        return len(named & sentence.gist.about) >= min(HEADLINE_TIES, len(named))

    def ties(self, sentence: Sentence) -> int:
        """How many of its stems several reports open with."""
        return sum(self.spread[stem] > 1 for stem in sentence.gist.about)

    def keeps_speaker(self, passage: Passage) -> bool:
        """Whether a passage that is mostly somebody's words has who or how in it: no claim without its attribution."""
        for attribution in self._said.get(passage.report, ()):
            theirs = sum(_filled(span, passage.span) for span in attribution.content)
            tells = [*attribution.source, *attribution.cue]
            if theirs >= THEIR_SHARE and tells and not any(span.overlaps(passage.span) for span in tells):
                return False
        return True

    def owes_speaker(self, statement: Statement, passage: Passage) -> bool:
        """Whether another report has this from somebody, and the passage tells it as if it were the outlet's own."""
        if all(testimony.origin.kind not in SOMEBODYS for testimony in statement.testimonies):
            return False
        said = self._said.get(passage.report, ())
        return not any(span.overlaps(passage.span) for one in said for span in (*one.source, *one.cue))

    def sentences_around(self, passage: Passage) -> Span:
        """The whole sentences that a passage touches."""
        touched = [span for span in self.readings[passage.report].sentences if span.overlaps(passage.span)]
        return Span(touched[0].start, touched[-1].end) if touched else passage.span

    def around(self, passage: Passage) -> Sentence | None:
        """The sentence that holds a passage, if it can be read alone."""
        return self._alone.get(self.reports[passage.report].passage(self.sentences_around(passage)))

    def is_person(self, name: str) -> bool:
        """Whether somebody of this name says something in the story."""
        return name in self._persons

    def reads_alone(self, passage: Passage) -> bool:
        """Whether the sentences of a passage can be read alone."""
        return self.readings[passage.report].stands_alone(passage.span)

    def filled(self, passage: Passage) -> Sentence | None:
        """The sentence that a passage fills, if it can be read alone."""
        sentence = self.around(passage)
        return sentence if sentence and _filled(passage.span, sentence.passage.span) >= WHOLE_SHARE else None

    def statement(self, passage: Passage) -> Statement | None:
        """The statement that fills a passage, else of those that it touches the one with the fewest origins."""
        touched = (found for span, found in self._statements.get(passage.report, []) if span.overlaps(passage.span))
        return self.filled_by(passage) or min(touched, key=lambda s: (s.counts.origins, s.counts, s.id), default=None)

    def filled_by(self, passage: Passage) -> Statement | None:
        """The statement that fills a passage."""
        places = self._statements.get(passage.report, [])
        return next((found for span, found in places if _filled(span, passage.span) >= WHOLE_SHARE), None)


class Materials:
    """Dossiers made ready, each when it is first asked for: for the briefs of many readers."""

    def __init__(self) -> None:
        self._ready: dict[str, Material] = {}

    def of(self, dossier: Dossier) -> Material:
        ready = self._ready.get(dossier.id)
        if ready is None or ready.dossier is not dossier:
            ready = self._ready[dossier.id] = Material(dossier)
        return ready


def _tolls(text: str) -> tuple[Quantity, ...]:
    """The quantities that tell what befell how many: dead, hurt, missing."""
    return tuple(quantity for quantity in quantities(text) if quantity.state)


def _current(tolls: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Of each kind of toll the one that a report gives first: what was said before stands after it."""
    first: dict[tuple[str, str, str], Quantity] = {}
    for toll in tolls:
        if toll.measure:
            first.setdefault(toll.measure, toll)
    return tuple(first.values())


def _by_place(statements: Iterable[Statement]) -> dict[str, list[tuple[Span, Statement]]]:
    places: dict[str, list[tuple[Span, Statement]]] = {}
    for statement in statements:
        for testimony in statement.testimonies:
            places.setdefault(testimony.passage.report, []).append((testimony.passage.span, statement))
    for place in places.values():
        place.sort(key=lambda item: (item[0], item[1].id))
    return places


def _filled(part: Span, whole: Span) -> float:
    return max(0, min(part.end, whole.end) - max(part.start, whole.start)) / (whole.end - whole.start)
