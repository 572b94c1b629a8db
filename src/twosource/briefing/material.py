"""A dossier made ready to choose lines from.

Strategy: everything that choosing asks again and again is found once: which sentences can be read alone, which
statement a passage stands for, what the reports open with.

What may live here: looking things up in a dossier. What is chosen is for `lines`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from twosource.briefing.gists import about
from twosource.briefing.importance import own_texts
from twosource.briefing.standalone import Reading, Sentence
from twosource.model import Attribution, Dossier, OriginKind, Passage, Report, Span, Statement, moment
from twosource.reading.numbers import Quantity, quantities

# Set by reading briefs of BASIL open, whose stories have three reports each.
OPENING = 3  # sentences of a report that may tell what happened
ALONE_EVERYDAY = 0.2  # words more common than this do not count for that (most events are told in common words)
THEIR_SHARE = 0.5  # a passage of which so much is somebody's words must tell whose
WHOLE_SHARE = 0.8  # a statement stands for a sentence that it fills so far

SOMEBODYS = frozenset({OriginKind.PERSON, OriginKind.UNNAMED, OriginKind.POST})
"""Where a passage comes from that is somebody's word."""


class Material:
    """A dossier made ready to choose from."""

    def __init__(self, dossier: Dossier) -> None:
        own = own_texts(dossier)
        self.dossier = dossier
        self.reports = {report.id: report for report in dossier.reports}
        self.readings = {report.id: Reading(report) for report in dossier.reports}
        self.sentences = tuple(sentence for reading in self.readings.values() for sentence in reading.standalone())
        self.texts = len(own)
        self._moments = {report.id: when for report in dossier.reports if (when := moment(report.published))}
        self._tolls = [
            (self._moments[report.id], toll)
            for report in dossier.reports
            if report.id in self._moments
            for toll in _tolls(report.text)
        ]
        self.abouts = [
            (report.outlet, about(report.text[span.start : span.end], ALONE_EVERYDAY))
            for report in dossier.reports
            for span in self.readings[report.id].sentences
        ]
        self.spread = Counter(stem for report in own for stem in self._opening(report))
        self._said: dict[str, list[Attribution]] = {}
        for said in dossier.attributions:
            self._said.setdefault(said.report, []).append(said.attribution)
        self._alone = {sentence.passage: sentence for sentence in self.sentences}
        self._statements = _by_place(dossier.statements)

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

    def is_superseded(self, passage: Passage) -> bool:
        """Whether a toll that a passage gives is another in every later report that gives one."""
        when = self._moments.get(passage.report)
        later = [toll for told, toll in self._tolls if when and told > when]
        return any(
            toll.clashes(other) and not any(toll.agrees(again) for again in later if toll.same_measure(again))
            for toll in _tolls(passage.text)
            for other in later
        )

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


def _tolls(text: str) -> tuple[Quantity, ...]:
    """The quantities that tell what befell how many: dead, hurt, missing."""
    return tuple(quantity for quantity in quantities(text) if quantity.state)


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
