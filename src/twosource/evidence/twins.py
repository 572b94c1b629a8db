"""Sentences that stand word for word in several reports, so that each is compared once.

Strategy: a big story is mostly copies, and what says the same as a sentence says the same as its copy. The first
report that has a sentence stands for the others while passages are aligned; afterwards the copies join wherever it
stands. Quotation marks and spaces of another house style are no difference: they are replaced one for one, so that
offsets carry over. A short sentence stands for itself, since "He declined to comment" is said of many.

What may live here: equal sentences. Shared text and what it proves is for `copies`.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from twosource.evidence.align import Alignment
from twosource.evidence.units import rare_stems
from twosource.model import Passage, Report, Span
from twosource.reading.sentences import sentences

FEWEST_RARE = 4  # rare stems: the formulas of BASIL open ("declined to comment on the matter") have up to three

_STYLE = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "\u00a0": " ", "\n": " "})


class Twin(NamedTuple):
    """A sentence of `report` that begins at `start`, equal to one that an earlier report has."""

    report: str
    start: int


class Twins:
    """The equal sentences of one story's reports."""

    def __init__(self, reports: Sequence[Report], furniture: Mapping[str, Sequence[Span]]) -> None:
        """`reports` are in order of publication; `furniture` are, by report id, spans that are no news."""
        self._reports = {report.id: report for report in reports}
        self._place = {report.id: number for number, report in enumerate(reports)}
        self._heads: dict[str, list[Span]] = defaultdict(list)
        self._twins: dict[tuple[str, int], list[Twin]] = defaultdict(list)
        self._spans: dict[str, list[Span]] = defaultdict(list)
        self._originals: dict[Passage, Passage] = {}
        first: dict[str, tuple[str, Span]] = {}
        for report in reports:
            for span in sentences(report.text):
                if any(span.overlaps(piece) for piece in furniture.get(report.id, ())):
                    continue
                self._enter(report, span, first)

    def _enter(self, report: Report, span: Span, first: dict[str, tuple[str, Span]]) -> None:
        words = report.text[slice(*span)].translate(_STYLE)
        if words not in first:
            if len(rare_stems(words)) >= FEWEST_RARE:
                first[words] = report.id, span
                self._heads[report.id].append(span)
            return
        head, where = first[words]
        twins = self._twins[head, where.start]
        if report.id != head and all(report.id != twin.report for twin in twins):
            twins.append(Twin(report.id, span.start))
            self._spans[report.id].append(span)

    def left_out(self, furniture: Mapping[str, Sequence[Span]]) -> dict[str, tuple[Span, ...]]:
        """By report id, what takes no part in the alignment: furniture, and sentences that an earlier report has."""
        return {key: (*furniture.get(key, ()), *self._spans.get(key, ())) for key in self._reports}

    def original(self, passage: Passage) -> Passage:
        """The passage that stood for this one while passages were aligned."""
        return self._originals.get(passage, passage)

    def joined(self, aligned: Alignment) -> Alignment:
        """The alignment with the copies in it. One whose report stands in the group already is alone."""
        groups, seated = [], set[Twin]()
        for group in aligned.groups:
            members = {passage.report: passage for passage in group}
            for passage in group:
                for twin, copy in self._copies(passage):
                    if twin.report not in members:
                        members[twin.report] = copy
                        self._originals[copy] = passage
                        seated.add(twin)
            groups.append(tuple(sorted(members.values(), key=self._order)))
        groups.extend(self._alone(aligned, seated))
        near = (pair for one, other in aligned.near for pair in self._near(one, other))
        return aligned._replace(
            groups=tuple(sorted(groups, key=lambda group: self._order(group[0]))), near=tuple(dict.fromkeys(near))
        )

    def _alone(self, aligned: Alignment, seated: set[Twin]) -> Iterator[tuple[Passage, ...]]:
        """The copies of aligned sentences that found no seat, each by itself."""
        for passage in dict.fromkeys(passage for group in aligned.groups for passage in group):
            for twin, copy in self._copies(passage):
                if twin not in seated:
                    seated.add(twin)
                    yield (copy,)

    def _near(self, one: Passage, other: Passage) -> Iterator[tuple[Passage, Passage]]:
        """A pair that clashes, and the pairs of either with the other's copies, the earlier report first."""
        yield one, other
        for passage, its in ((one, other), (other, one)):
            for twin, copy in self._copies(passage):
                if twin.report != its.report:
                    yield (copy, its) if self._order(copy) < self._order(its) else (its, copy)

    def _copies(self, passage: Passage) -> Iterator[tuple[Twin, Passage]]:
        """Where else the words of a passage stand, if its sentence is one that others repeat."""
        heads = self._heads.get(passage.report, ())
        at = bisect_right(heads, passage.start, key=lambda span: span.start) - 1
        if at >= 0 and heads[at].covers(passage.span):
            for twin in self._twins.get((passage.report, heads[at].start), ()):
                shift = twin.start - heads[at].start
                yield twin, self._reports[twin.report].passage(Span(passage.start + shift, passage.end + shift))

    def _order(self, passage: Passage) -> tuple[int, Span]:
        return self._place[passage.report], passage.span
