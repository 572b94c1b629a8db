"""Which reports tell one text again in other words.

Strategy: sentences of two reports, without what they quote, are alike where the lighter shares much of its weight with
the other. Likenesses that keep the order of both texts form a chain; the heaviest is found by dynamic programming over
the likenesses alone (as collinear chaining aligns genomes: Abouelhoda and Ohlebusch 2005). Two reporters of one event
share facts; they hardly tell many of them sentence by sentence in one order. So a long chain that is much of the
shorter report makes it a rewrite, and a short one does where the reports say themselves that they belong together: one
credits the other, both are of one outlet, or they share text word for word.

What may live here: chains. Text that is shared word for word is for `copies`.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations
from typing import NamedTuple

from twosource.evidence.units import is_rare
from twosource.evidence.words import words
from twosource.model import Copy, CopyKind, Passage, Report, Span, publication_order
from twosource.reading.sentences import sentences

# Read on the dev events of ECB+ (much of it wire copy) and on BASIL open: of the pairs without credit that pass, all
# go back to one dispatch or one statement of the police; two reporters at one match or one press conference reach a
# chain of 4, and shares of .29 (12 sentences) and .18 (long reports).
LINKS, SHARE = 5, 0.30  # a chain of so many sentences, of so much of the shorter report's weight, is a rewrite
OWED_LINKS, OWED_SHARE = 1, 0.15  # and so is this where the reports say that they belong together
LIKE = 0.40  # sentences are alike when the lighter shares so much of its weight
SHARED_RARE = 3  # in at least so many rare stems
PROPOSING_SPREAD = 40  # a stem in more sentences than this, and in more than one a report, proposes no candidates


class _Sentence(NamedTuple):
    """A sentence of report `report`: where it stands, and its rare stems outside of quotations."""

    report: int
    span: Span
    stems: frozenset[str]


class Link(NamedTuple):
    """Sentences `one` and `other` of two reports that are alike; `weight` is what they share."""

    one: int
    other: int
    weight: float


def rewrites(
    reports: Sequence[Report],
    *,
    quoted: Mapping[str, Sequence[Span]],
    furniture: Mapping[str, Sequence[Span]],
    bound: Collection[frozenset[str]],
) -> tuple[Copy, ...]:
    """The pairs of `reports` of which one tells the other again. `share` is how much of the shorter the chain is.

    Args:
        reports: the reports of one story, in any order.
        quoted: by report id, the spans that are quoted speech.
        furniture: by report id, spans that are no news.
        bound: pairs of ids that belong together by what they say or share.
    """
    ordered = sorted(reports, key=publication_order)
    cut = [
        sentence
        for number, report in enumerate(ordered)
        for sentence in _sentences(number, report, quoted.get(report.id, ()), furniture.get(report.id, ()))
    ]
    worth = _worth(cut)
    weights = [sum(worth[stem] for stem in sentence.stems) for sentence in cut]
    whole: dict[int, float] = defaultdict(float)
    for sentence, weight in zip(cut, weights, strict=True):
        whole[sentence.report] += weight
    found = []
    for (left, right), links in sorted(_links(cut, worth, weights).items()):
        chain = heaviest_chain(links)
        share = sum(link.weight for link in chain) / min(whole[left], whole[right])
        ids = (ordered[left].id, ordered[right].id)
        links_asked, share_asked = (OWED_LINKS, OWED_SHARE) if frozenset(ids) in bound else (LINKS, SHARE)
        if len(chain) >= links_asked and share >= share_asked:
            stretches = tuple(tuple(_passage(ordered, cut[end]) for end in link[:2]) for link in chain)
            found.append(Copy(ids, round(share, 4), stretches, CopyKind.REWRITTEN))
    return tuple(sorted(found, key=lambda copy: -copy.share))


def _sentences(number: int, report: Report, quoted: Sequence[Span], furniture: Sequence[Span]) -> Iterator[_Sentence]:
    marks = sorted(quoted)
    for span in sentences(report.text):
        if not any(span.overlaps(piece) for piece in furniture):
            first = max(0, bisect_left(marks, (span.start, 0)) - 1)
            inside = marks[first : bisect_left(marks, (span.end, 0))]
            stems = frozenset(
                word.stem
                for word in words(report.text[slice(*span)])
                if is_rare(word.key) and not any(mark.start <= span.start + word.start < mark.end for mark in inside)
            )
            if len(stems) >= SHARED_RARE:
                yield _Sentence(number, span, stems)


def _worth(cut: Sequence[_Sentence]) -> dict[str, float]:
    """Inverse sentence frequency, 1 for a stem found twice."""
    spread = Counter(stem for sentence in cut for stem in sentence.stems)
    scale = math.log(1 + len(cut) / 2)
    return {stem: math.log(1 + len(cut) / max(count, 2)) / scale for stem, count in spread.items()}


def _links(
    cut: Sequence[_Sentence], worth: Mapping[str, float], weights: Sequence[float]
) -> dict[tuple[int, int], list[Link]]:
    """The sentences that are alike, by the two reports that they stand in."""
    found: dict[tuple[int, int], list[Link]] = defaultdict(list)
    for (one, other), count in _meetings(cut).items():
        if count >= SHARED_RARE and cut[one].report != cut[other].report:
            held = sum(worth[stem] for stem in cut[one].stems & cut[other].stems)
            if held >= LIKE * min(weights[one], weights[other]):
                found[cut[one].report, cut[other].report].append(Link(one, other, held))
    return found


def _meetings(cut: Sequence[_Sentence]) -> Counter[tuple[int, int]]:
    """How many proposing stems two sentences share."""
    index: dict[str, list[int]] = defaultdict(list)
    for number, sentence in enumerate(cut):
        for stem in sentence.stems:
            index[stem].append(number)
    most = max(PROPOSING_SPREAD, len({sentence.report for sentence in cut}))
    meetings: Counter[tuple[int, int]] = Counter()
    for numbers in index.values():
        if len(numbers) <= most:
            meetings.update(combinations(numbers, 2))
    return meetings


def heaviest_chain(links: Sequence[Link]) -> list[Link]:
    """The links of most weight that keep the order of both texts, each sentence used once."""
    ordered = sorted(links)
    best = [link.weight for link in ordered]
    before: list[int | None] = [None] * len(ordered)
    for number, link in enumerate(ordered):
        for earlier in range(number):
            fits = ordered[earlier].one < link.one and ordered[earlier].other < link.other
            if fits and best[earlier] + link.weight > best[number]:
                best[number], before[number] = best[earlier] + link.weight, earlier
    chain = []
    at: int | None = max(range(len(ordered)), key=lambda number: best[number], default=None)
    while at is not None:
        chain.append(ordered[at])
        at = before[at]
    return chain[::-1]


def _passage(ordered: Sequence[Report], sentence: _Sentence) -> Passage:
    return ordered[sentence.report].passage(sentence.span)
