"""What has become of a story since the reader was last told of it.

Strategy: what was told is held against the dossier of today. News is what stands in a report that the reader does not
know, or was added to one that he does, and says what no report that he knows had said: by the statements that the
dossier aligned, by its words, or by a figure that is new. A copy brings none, nor does a story that merged or came
apart.

    CORRECTED  a report no longer has a line that was told, or has other words, figures or names in its place
    SETTLED    on a difference that was told, all that came since says the same, and either outlets of both sides have
               come round to it, or it is the later figure; or no report of today differs any more
    DISPUTED   a difference that was told, and is not settled
    GROWN      new lines that tell what happened, what several have or on what they differ

What may live here: comparing what was told with today. Which of the news are shown is for `lines`.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property

from twosource.briefing.gists import about, gist, has_most_of
from twosource.briefing.importance import Before
from twosource.briefing.material import ALONE_EVERYDAY, Material
from twosource.briefing.slots import apart
from twosource.briefing.told import ToldDifference, ToldLine, ToldStory
from twosource.grouping.features import terms
from twosource.model import (
    Counts,
    Development,
    Difference,
    Line,
    LineRole,
    News,
    Passage,
    Relation,
    Report,
    SlotValue,
    Span,
)
from twosource.reading.numerals import numerals
from twosource.reading.sentences import sentences

# Set on revised states of the sample corpus (train, dev) and by hand-made growth of BASIL open.
OLD_SHARE = 0.5  # what a sentence that the reader could have read has more of than this is no news, but for a figure
STANDS_IN = 0.4  # a sentence with so much of a line that is gone stands in its place

GROWN_BY = frozenset({LineRole.LEAD, LineRole.SHARED, LineRole.DIFFERS})
"""A quotation or what only one outlet has comes with other news, and brings no story back by itself."""

_DENIALS = frozenset(
    term
    for word in [
        "not",
        "no",
        "never",
        "nobody",
        "none",
        "neither",
        "nor",
        "without",
        "deny",
        "denied",
        "denies",
        "refuse",
        "refused",
        "refuses",
        "reject",
        "rejected",
        "rejects",
    ]
    for term in terms(word)
)


class Since:
    """What a reader knows of a story, against its dossier of today."""

    def __init__(self, source: Material, told: ToldStory) -> None:
        self._source = source
        self._told = told
        self._revised = {
            report.id: tuple(state.text for state in report.earlier)
            for report in source.dossier.reports
            if (revision := told.knows(report)) is not None and revision < report.revision
        }
        self._known = {
            report.id
            for report in source.dossier.reports
            if told.knows(report) is not None and report.id not in self._revised
        }
        self._told_texts = {line.text for line in told.lines}
        self._told_gists = [gist(line.text) for line in told.lines]
        corrections = list(self._corrections())
        settlements = list(self._settlements())
        found = [line for _, line in (*corrections, *settlements) if line]
        self.lines: tuple[Line, ...] = tuple({line.passage: line for line in reversed(found)}.values())[::-1]
        self.news: tuple[Development, ...] = tuple(news for news, _ in (*corrections, *settlements))

    @property
    def before(self) -> Before:
        """The story as the reader knows it."""
        known = self._known | self._revised.keys()
        return Before(self._told.counts, frozenset(known), frozenset(news.kind for news in self.news))

    @property
    def title(self) -> str:
        """The headline that the reader knows the story by."""
        return self._told.title

    @property
    def keeps_title(self) -> bool:
        """Whether a report still has that headline."""
        return any(self.title == (report.title or "").strip() for report in self._source.dossier.reports)

    @property
    def may_have_news(self) -> bool:
        """Whether anything has come to the story, or been changed in it."""
        return bool(self._revised) or any(report.id not in self._known for report in self._source.dossier.reports)

    def all_news(self, shown: Sequence[Line]) -> tuple[Development, ...]:
        """Everything that has become of the story, where these are its lines now; empty if nothing has."""
        grown = [line.passage for line in shown if line.role in GROWN_BY]
        found = [*self.news, *([Development(News.GROWN, now=tuple(grown))] if grown else [])]
        return (*found, *self._disputes()) if found else ()

    def was_revised(self, passage: Passage) -> bool:
        """Whether a passage stands in a report that has been changed since the reader was told of it."""
        return passage.report in self._revised

    def was_told(self, passage: Passage) -> bool:
        return passage.text in self._told_texts

    def is_news(self, passage: Passage) -> bool:
        """Whether a passage says what the reader was not told, and could not have been."""
        if passage.report in self._known or self.was_told(passage):
            return False
        if passage.report in self._revised and not self._is_added(passage):
            return False
        denies = _denies(passage.text)
        aligned = [statement for statement, denials in self._old_statements.items() if denies in denials]
        if self._source.share(passage, aligned) >= OLD_SHARE:
            return False
        return self._has_new_figure(passage) or not (self._share_said(passage) > OLD_SHARE or self._was_read(passage))

    def _is_added(self, passage: Passage) -> bool:
        """Whether a revised report lacked this in all its states before; where those are not kept, nothing was."""
        states = self._revised[passage.report]
        return bool(states) and all(passage.text not in state for state in states)

    def _has_new_figure(self, passage: Passage) -> bool:
        return any(numeral.value not in self._old_figures for numeral in numerals(passage.text))

    def _was_read(self, passage: Passage) -> bool:
        """Whether a line that was told has most of what it is about, or a run of its words."""
        said = gist(passage.text)
        return any(has_most_of(told, said) for told in self._told_gists)

    def _share_said(self, passage: Passage) -> float:
        """How much of what a passage is about the sentence of a known report has that has most of it: 0 to 1."""
        stems = about(passage.text, ALONE_EVERYDAY)
        return max((len(stems & old) for old in self._old_abouts), default=0) / max(1, len(stems))

    # --- what the reader could have read ------------------------------------------------------------------------------

    @cached_property
    def _old_texts(self) -> tuple[str, ...]:
        reports = self._source.dossier.reports
        known = (report.text for report in reports if report.id in self._known)
        return (*known, *(state for states in self._revised.values() for state in states))

    @cached_property
    def _old_abouts(self) -> tuple[frozenset[str], ...]:
        return tuple(
            about(text[span.start : span.end], ALONE_EVERYDAY) for text in self._old_texts for span in sentences(text)
        )

    @cached_property
    def _old_figures(self) -> frozenset[float]:
        return frozenset(numeral.value for text in self._old_texts for numeral in numerals(text))

    @cached_property
    def _old_statements(self) -> dict[str, frozenset[bool]]:
        """The statements of which a report known has a passage, and whether such passages deny.

        "Refuses to go" and "is to go" stand in one statement now and then, and are news each.
        """
        found: dict[str, frozenset[bool]] = {}
        for statement in self._source.dossier.statements:
            old = [testimony.passage for testimony in statement.testimonies if self._is_old(testimony.passage)]
            if old:
                found[statement.id] = frozenset(_denies(passage.text) for passage in old)
        return found

    def _is_old(self, passage: Passage) -> bool:
        return passage.report in self._known or (passage.report in self._revised and not self._is_added(passage))

    # --- corrected ----------------------------------------------------------------------------------------------------

    def _corrections(self) -> Iterator[tuple[Development, Line | None]]:
        reports = {name: report for report in self._source.dossier.reports for name in (report.id, *report.other_ids)}
        for line in self._told.lines:
            report = reports.get(line.report)
            if report and _flat(line.text) not in _flat(report.text):
                yield from self._correction(line, report)

    def _correction(self, told: ToldLine, report: Report) -> Iterator[tuple[Development, Line | None]]:
        now = self._in_place_of(told, report)
        if now is None:
            yield Development(News.CORRECTED, (told.text,)), None
        elif _tells_other(told.text, now.text):
            statement = self._source.statement(now)
            counts = statement.counts if statement else Counts(1, 1, 1, 0)
            line = Line(LineRole.CORRECTED, now, counts, statement.id if statement else None, before=told.text)
            readable = self._source.reads_alone(now)
            yield Development(News.CORRECTED, (told.text,), (now,)), line if readable else None

    def _in_place_of(self, told: ToldLine, report: Report) -> Passage | None:
        """The sentences of a report that have most of a line which is gone."""
        stems = about(told.text)
        many = len(sentences(told.text))
        spans = self._source.readings[report.id].sentences
        passages = [
            report.passage(Span(first.start, last.end)) for first, last in zip(spans, spans[many - 1 :], strict=False)
        ]
        shares = [(len(stems & about(passage.text)) / max(1, len(stems)), -passage.start) for passage in passages]
        best = max(zip(shares, passages, strict=True), key=lambda item: item[0], default=None)
        return best[1] if best and best[0][0] >= STANDS_IN else None

    # --- settled, or not ----------------------------------------------------------------------------------------------

    def _settlements(self) -> Iterator[tuple[Development, Line | None]]:
        for told in self._told.differences:
            today = self._today(told)
            value = self._settled_on(told, today) if today else None
            if today and value:
                yield Development(News.SETTLED, told.words, (value.slot,)), self._settling(told, value)
            elif not today and self._reports_of(told) & self._revised.keys():
                yield Development(News.SETTLED, told.words), None

    def _settling(self, told: ToldDifference, value: SlotValue) -> Line | None:
        sentence = self._source.around(value.context)
        if sentence is None or self.was_told(sentence.passage):
            return None
        statement = self._source.statement(sentence.passage)
        counts = statement.counts if statement else Counts(1, 1, 1, 0)
        before = " · ".join(told.words)
        return Line(LineRole.SETTLED, sentence.passage, counts, statement.id if statement else None, before=before)

    def _disputes(self) -> Iterator[Development]:
        settled = {news.before for news in self.news if news.kind is News.SETTLED}
        for told in self._told.differences:
            if told.words not in settled and (today := self._today(told)):
                yield Development(News.DISPUTED, told.words, tuple(value.slot for value in today.values))

    def _today(self, told: ToldDifference) -> Difference | None:
        """The difference of today that still has two of the sides that were told."""
        known = {(value.report, value.value) for value in told.values}
        for difference in self._source.dossier.differences:
            held = [v.value for v in difference.values if (v.slot.report, v.value) in known]
            if difference.kind is told.kind and any(apart(held[0], other) for other in held[1:]):
                return difference
        return None

    def _reports_of(self, told: ToldDifference) -> set[str]:
        named = {value.report for value in told.values}
        return {r.id for r in self._source.dossier.reports if not named.isdisjoint((r.id, *r.other_ids))}

    def _settled_on(self, told: ToldDifference, today: Difference) -> SlotValue | None:
        """The value that all which came since gives, if it settles what was told."""
        new = [value for value in today.values if not self._is_old(value.slot)]
        if not new or any(apart(new[-1].value, other.value) for other in new):
            return None
        otherwise = {self._outlet(value.report) for value in told.values if apart(value.value, new[-1].value)}
        came_round = otherwise <= {self._source.outlet(value.slot) for value in new}
        return new[-1] if came_round or today.relation is Relation.LATER else None

    def _outlet(self, report: str) -> str | None:
        found = self._source.reports.get(report)
        return found.outlet if found else None


def _tells_other(before: str, now: str) -> bool:
    """Whether a line was changed in what it tells, and not in its style: in a name, a thing, a figure, a denial."""
    return (
        about(before) != about(now)
        or [numeral.value for numeral in numerals(before)] != [numeral.value for numeral in numerals(now)]
        or set(terms(before)) & _DENIALS != set(terms(now)) & _DENIALS
    )


def _denies(text: str) -> bool:
    return not _DENIALS.isdisjoint(terms(text))


def _flat(text: str) -> str:
    return " ".join(text.split())
