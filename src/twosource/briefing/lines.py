"""The lines that tell a story: passages of its reports, chosen and never changed.

Strategy: of all sentences that can be read alone, one for each thing that a reader asks.

    LEAD     what happened: the opening of a report that has most of what the others open with
    SHARED   what more than one origin has
    DIFFERS  two passages that disagree on a figure, a date, a name
    SAID     the fullest version of the quote that most outlets have, with its speaker in the line
    ALONE    what one outlet has and no other

Each is whole sentences of a report; none says again what another line of the brief has said; where two would do as well,
it is that of an outlet which is not there yet. A line's counts are those of the statement that it stands for: where a
sentence has parts with different counts, the fewest origins count, so that no part is given more than it has.

What may live here: choosing. What can be read alone is for `standalone`, what matters most for `importance`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations

from twosource.briefing.importance import own_texts
from twosource.briefing.standalone import Sentence, about, can_quote, standalone
from twosource.model import (
    Counts,
    Difference,
    DifferenceKind,
    Dossier,
    Line,
    Passage,
    Report,
    Role,
    Span,
    SpeakerKind,
    Statement,
    Status,
    Utterance,
)
from twosource.reading.sentences import sentences

# Set by reading briefs of BASIL open, whose stories have three reports each.
MOST_LINES = 6
ENOUGH_LINES = 4  # below this the lines of less weight come in as well
OPENING = 3  # sentences of a report that may tell what happened
SAME_SHARE = 0.5  # two lines that share so much of what the shorter one is about say the same
WHOLE_SHARE = 0.8  # a statement stands for a sentence that it fills so far
BEST_LENGTH = 28  # words; a lead is best about so long
LONGEST_QUOTE = 60  # words of the sentences that hold a quotation

KINDS = (
    DifferenceKind.NUMBER,
    DifferenceKind.DATE,
    DifferenceKind.NAME,
    DifferenceKind.PLACE,
    DifferenceKind.NEGATION,
    DifferenceKind.ATTRIBUTION,
    DifferenceKind.WORDING,
)
"""What can be checked most easily comes first."""


@dataclass(slots=True)
class Told:
    """What a brief has told already, story by story."""

    abouts: list[frozenset[str]] = field(default_factory=list)

    def has(self, stems: frozenset[str]) -> bool:
        """Whether a line about this would say again what another has said."""
        return any(same(stems, other) for other in self.abouts)

    def add(self, stems: frozenset[str]) -> None:
        self.abouts.append(stems)


def same(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two lines say the same, as far as their words tell."""
    return len(one & other) >= SAME_SHARE * max(1, min(len(one), len(other)))


class _Source:
    """A dossier made ready to choose from."""

    def __init__(self, dossier: Dossier) -> None:
        own = own_texts(dossier)
        self.dossier = dossier
        self.reports = {report.id: report for report in dossier.reports}
        self.spans = {report.id: sentences(report.text) for report in dossier.reports}
        self.sentences = tuple(sentence for report in dossier.reports for sentence in standalone(report))
        self.texts = len(own)
        self.spread = Counter(stem for report in own for stem in self._opening(report))
        self._alone = {sentence.passage: sentence for sentence in self.sentences}
        self._statements = _by_place(dossier.statements)

    def _opening(self, report: Report) -> frozenset[str]:
        """What a report's title and its first sentences are about."""
        first = self.spans[report.id][:OPENING]
        return about(f"{report.title or ''}\n" + "\n".join(report.text[span.start : span.end] for span in first))

    def outlet(self, passage: Passage) -> str | None:
        return self.reports[passage.report].outlet

    def sentences_around(self, passage: Passage) -> Span:
        """The whole sentences that a passage touches."""
        touched = [span for span in self.spans[passage.report] if span.overlaps(passage.span)]
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
        touched = [item for item in self._statements.get(passage.report, []) if item[0].overlaps(passage.span)]
        for span, statement in touched:
            if _filled(span, passage.span) >= WHOLE_SHARE:
                return statement
        return min((found for _, found in touched), key=lambda s: (s.counts.origins, s.counts, s.id), default=None)


@dataclass(slots=True)
class _Chosen:
    """The lines of a story while they are chosen."""

    source: _Source
    told: Told
    lines: list[Line] = field(default_factory=list)

    def new(self, sentence: Sentence) -> bool:
        return not self.told.has(sentence.about)

    def fresh(self, passage: Passage) -> int:
        """0 for an outlet that has no line yet, less for each that it has."""
        outlet = self.source.outlet(passage)
        return -sum(self.source.outlet(line.passage) == outlet for line in self.lines)

    def add(self, role: Role, passage: Passage, statement: Statement | None, counts: Counts | None = None) -> None:
        known = statement.counts if statement else Counts(1, 1, 1, 0)
        self.lines.append(Line(role, passage, counts or known, statement.id if statement else None))
        self.told.add(about(passage.text))


def lines(dossier: Dossier, told: Told) -> tuple[Line, ...]:
    """Up to MOST_LINES lines of a story, in the order of the roles.

    Args:
        dossier: the story's.
        told: what the brief has told before; this story's lines are added to it.
    """
    chosen = _Chosen(_Source(dossier), told)
    for choose in (_lead, _shared, _differs, _said, _alone):
        choose(chosen)
    for choose in (_shared, _alone, _said, _alone):
        if len(chosen.lines) < ENOUGH_LINES:
            choose(chosen)
    order = list(Role)
    return tuple(sorted(chosen.lines, key=lambda line: order.index(line.role)))[:MOST_LINES]


# --- making ready -----------------------------------------------------------------------------------------------------


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


# --- choosing ---------------------------------------------------------------------------------------------------------


def _lead(chosen: _Chosen) -> None:
    """The sentence near the top of a report that has most of what the reports open with, at a length that reads well."""
    source = chosen.source
    candidates = [s for s in source.sentences if s.place < OPENING and chosen.new(s) and not _is_quote(s)]
    best = max(candidates, key=lambda s: (_centrality(source, s), -s.place), default=None)
    if best:
        chosen.add(Role.LEAD, best.passage, source.statement(best.passage))


def _centrality(source: _Source, sentence: Sentence) -> float:
    """How much of what it is about other texts open with too, less for a place down the text and an awkward length."""
    others = max(1, source.texts - 1)
    shared = sum((source.spread[stem] - 1) / others for stem in sentence.about)
    length = abs(len(sentence.passage.text.split()) - BEST_LENGTH) / BEST_LENGTH
    return (1 + shared) * (1 - 0.2 * sentence.place) / (1 + 0.5 * length)


def _shared(chosen: _Chosen) -> None:
    """A sentence that stands for what most origins have, two at least."""
    source = chosen.source
    candidates = [
        (statement, sentence)
        for statement in source.dossier.statements
        if statement.status is Status.INDEPENDENT and statement.counts.origins > 1
        for testimony in statement.testimonies
        if (sentence := source.filled(testimony.passage)) and chosen.new(sentence)
    ]
    best = min(
        candidates,
        key=lambda c: (-c[0].counts.origins, -c[0].counts.outlets, -chosen.fresh(c[1].passage), c[1].place),
        default=None,
    )
    if best:
        chosen.add(Role.SHARED, best[1].passage, best[0])


def _differs(chosen: _Chosen) -> None:
    """The two passages of the difference that can be checked best."""
    ranked = sorted(chosen.source.dossier.differences, key=lambda difference: KINDS.index(difference.kind))
    pairs = (pair for difference in ranked for pair in _pairs(chosen.source, difference) if all(map(chosen.new, pair)))
    for sentence in next(pairs, ()):
        chosen.add(Role.DIFFERS, sentence.passage, chosen.source.statement(sentence.passage))


def _pairs(source: _Source, difference: Difference) -> Iterator[tuple[Sentence, Sentence]]:
    """Two sentences with different values, of two outlets."""
    for one, other in combinations(difference.values, 2):
        first, second = source.around(one.context), source.around(other.context)
        if first and second and one.value != other.value and source.outlet(one.context) != source.outlet(other.context):
            yield first, second


def _said(chosen: _Chosen) -> None:
    """The quotation of a named speaker that most outlets have, in the sentences that name him."""
    for utterance in sorted(chosen.source.dossier.utterances, key=_quote_rank):
        versions = (utterance.fullest, *(version.passage for version in utterance.versions))
        spoken = (found for version in versions if (found := _spoken(chosen.source, utterance, version)))
        passage = next((passage for passage in spoken if not chosen.told.has(about(passage.text))), None)
        if passage:
            statement = chosen.source.statement(passage)
            chosen.add(Role.SAID, passage, statement, _quote_counts(chosen.source, utterance))
            return


def _quote_rank(utterance: Utterance) -> tuple[int, int, str]:
    """Most versions first; of as many, the longest."""
    named = utterance.speaker.kind in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION}
    return (
        -len({v.passage.report for v in utterance.versions}) if named else 1,
        -len(utterance.fullest.text),
        utterance.id,
    )


def _spoken(source: _Source, utterance: Utterance, version: Passage) -> Passage | None:
    """The sentences that hold a version and name its speaker, if they can be read alone."""
    if utterance.speaker.kind not in {SpeakerKind.PERSON, SpeakerKind.ORGANISATION}:
        return None
    report = source.reports[version.report]
    span = source.sentences_around(version)
    surname = utterance.speaker.name.split()[-1]
    return report.passage(span) if can_quote(report.text, span, surname, LONGEST_QUOTE) else None


def _quote_counts(source: _Source, utterance: Utterance) -> Counts:
    """Who has the quotation. Its origin is one: who said it."""
    reports = {version.passage.report for version in utterance.versions}
    own = {report.id for report in own_texts(source.dossier)}
    outlets = {source.reports[report].outlet for report in reports}
    return Counts(len(reports), max(1, len(reports & own)), len(outlets), 1)


def _alone(chosen: _Chosen) -> None:
    """What one outlet has and no other: near to what the story is about, of an outlet that is not there yet."""
    source = chosen.source
    own = {report.id for report in own_texts(source.dossier)}
    candidates = [
        sentence
        for sentence in source.sentences
        if sentence.passage.report in own
        and chosen.new(sentence)
        and not _is_quote(sentence)
        and _single(source, sentence)
    ]
    best = max(candidates, key=lambda s: (chosen.fresh(s.passage), _weight(source, s), -s.place), default=None)
    if best:
        chosen.add(Role.ALONE, best.passage, source.statement(best.passage))


def _single(source: _Source, sentence: Sentence) -> bool:
    statement = source.statement(sentence.passage)
    return statement is not None and statement.status is Status.SINGLE


def _weight(source: _Source, sentence: Sentence) -> float:
    """What a sentence adds: it is about what the story is about, early in its report, and tells a figure or a name."""
    shared = sum(source.spread[stem] > 1 for stem in sentence.about)
    told = sum(1 for word in sentence.passage.text.split()[1:] if word[:1].isupper() or word[:1].isdigit())
    return (shared + min(told, 4) / 2) / (1 + 0.1 * sentence.place)


def _is_quote(sentence: Sentence) -> bool:
    return sentence.passage.text[0] in "\"“‘'«„"
