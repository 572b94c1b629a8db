"""Where a passage's information comes from.

Strategy: a ladder; the first rung that answers names the origin, and all that answer stay in the chain, for two
passages that share a link of it are not independent.

1. Another outlet or a wire that the passage itself names ("told the BBC", "the AP reported").
2. The attribution that holds the passage, and those that hold it in turn, outermost first: a named person, a post, a
   document, somebody unnamed. Quoted words whose speaker cannot be told are of unknown origin.
3. The text that the passage shares with other reports: it comes from the earliest that can be told, and is one origin
   for all of them even where it cannot.
4. The credits of the report: a wire byline, "this story first appeared in". A report to which a wire contributed
   keeps its own lines and the wire's apart nowhere, so that they are unknown.
5. The family of the outlet. A report without outlet: unknown.

What may live here: what one passage rests on. What several together prove is for `verdicts`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from twosource.evidence.bearings import NOT_TOLD, Bearings, bearings_of, earliest, is_own
from twosource.evidence.citations import cited, cites_the_press, is_hearsay, is_nameless, is_post
from twosource.evidence.families import known_outlet, named_outlet
from twosource.evidence.spans import Spans, overlap, share
from twosource.evidence.spokespeople import principals
from twosource.evidence.units import rare_stems
from twosource.evidence.unseen import unseen
from twosource.model import (
    Attribution,
    Copy,
    CopyKind,
    Credit,
    CreditKind,
    DateMention,
    Directness,
    Origin,
    OriginKind,
    Outlet,
    Passage,
    Reason,
    Report,
    Said,
    Span,
    Speaker,
    SpeakerKind,
)

HELD = 0.5  # an attribution holds a passage when content, cue and source are so much of it;
OPENING = 0.1  # or where it stands so near its beginning and what follows it only tells of the occasion,
SPOKEN_FIRST, TOLD_FIRST = 0.2, 0.35  # when its content, quoted or not, is so much of it. Read on BASIL open
COPIED = 0.5  # a passage is shared text when shared stretches are so much of it
LAID, LAID_STEMS = 0.6, 3  # what two passages share is laid to somebody whose words have so much of its rare stems
SPOKEN = 0.5  # a passage is speech when quotations are so much of it


@dataclass(frozen=True, slots=True)
class Provenance:
    """A passage with all that its information passed through.

    `outlet` is the key of the outlet that prints it and `family` its family, None where unknown. `chain` holds `origin`
    and every other link, the gatherer's last; `speakers` are who says it, outermost first, `behind` their names and
    those of whom they speak for, `beside` the keys of those who say something in its paragraph. `leans` are the outlets
    and wires from which its report says to have other things. `siblings` are the other reports that share this very
    text, `rewritten` those that tell it in other words at the same turn of a shared course, `kin` those that share any
    text with this report. `unseen` tells why no reporter saw what it tells of, "" where one may have.
    """

    passage: Passage
    origin: Origin
    chain: tuple[Origin, ...]
    outlet: str | None
    family: str | None
    attribution: int | None
    reasons: tuple[Reason, ...]
    speakers: tuple[Speaker, ...] = ()
    behind: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    leans: frozenset[str] = frozenset()
    siblings: frozenset[str] = frozenset()
    rewritten: frozenset[str] = frozenset()
    kin: frozenset[str] = frozenset()
    unseen: str = ""


class Origins:
    """The origins of one story's passages: what is known of its reports, asked passage by passage."""

    def __init__(
        self,
        reports: Sequence[Report],
        *,
        said: Sequence[Said],
        copied: Sequence[Copy],
        credited: Mapping[str, Sequence[Credit]],
        quoted: Mapping[str, Sequence[Span]],
        outlets: Mapping[str, Outlet],
        dates: Mapping[str, Sequence[DateMention]],
    ) -> None:
        self._said = said
        self._dates = dates
        self._outlets = outlets
        self._shared = {kind: _stretches(copy for copy in copied if copy.kind is kind) for kind in CopyKind}
        self._kin = _kin(copied)
        self._marked = _kin([copy for copy in copied if copy.kind is CopyKind.MARKED])
        self._principals = principals(said, reports)
        self._texts = {report.id: report.text for report in reports}
        theirs: dict[str, list[tuple[int, Attribution]]] = defaultdict(list)
        for index, (report_id, attribution) in enumerate(said):
            theirs[report_id].append((index, attribution))
        self._bearings = {
            report.id: bearings_of(
                report, theirs[report.id], credited.get(report.id, ()), quoted.get(report.id, ()), outlets
            )
            for report in reports
        }

    def base(self, report: str) -> Origin:
        """What the report's lines without attribution rest on, as far as its credits and its outlet tell."""
        return self._bearings[report].base

    def provenance(self, passage: Passage) -> Provenance:
        """What `passage` rests on, with the rules that said so."""
        bearings = self._bearings[passage.report]
        held = _holder(passage, bearings)
        speakers = tuple(self._said[index].attribution.speaker for index in reversed(list(self._chain(held))))
        links = [*self._cited(passage, bearings), *self._attributed(passage, bearings, held)]
        siblings, rewritten = (self._siblings(passage, kind) for kind in (CopyKind.VERBATIM, CopyKind.REWRITTEN))
        marked = self._marked.get(passage.report, frozenset())
        if siblings or marked:
            links.append(self._copied(bearings, siblings, marked))
        links.append((bearings.base, bearings.base_reason))
        origin = next((link for link, _ in links[:-1] if link.kind is not OriginKind.UNKNOWN), links[0][0])
        return Provenance(
            passage=passage,
            origin=origin,
            chain=tuple(dict.fromkeys([origin, *(link for link, _ in links)])),
            outlet=bearings.outlet.key if bearings.outlet else None,
            family=bearings.outlet.family if bearings.outlet else None,
            attribution=held,
            reasons=tuple(reason for _, reason in links[: max(1, len(links) - 1)]),
            speakers=speakers,
            behind=frozenset(name for speaker in speakers for name in self._behind(speaker)),
            beside=_beside(passage, bearings),
            leans=bearings.leans,
            siblings=frozenset(sibling.report for sibling in siblings) | marked,
            rewritten=frozenset(sibling.report for sibling in rewritten),
            kin=self._kin.get(passage.report, frozenset()),
            unseen=unseen(passage, self._dates.get(passage.report, ()), bearings.report.published),
        )

    def laid_to(self, one: Passage, other: Passage) -> str:
        """Who else in the story is told to say what two passages share; "" where there is nobody."""
        shared = rare_stems(one.text) & rare_stems(other.text)
        for places, stems, name in self._contents:
            apart = not any(
                its.report == report and its.span.overlaps(span) for its in (one, other) for report, span in places
            )
            if apart and len(shared & stems) >= max(LAID_STEMS, LAID * len(shared)):
                return name
        return ""

    @cached_property
    def _contents(self) -> tuple[tuple[tuple[tuple[str, Span], ...], frozenset[str], str], ...]:
        """Where each content of somebody, named or not, stands, its rare stems, and who says it."""
        return tuple(
            (
                tuple((report, span) for span in one.content),
                frozenset[str]().union(*(rare_stems(self._texts[report][slice(*span)]) for span in one.content)),
                one.speaker.name,
            )
            for report, one in self._said
            if one.speaker.kind not in (SpeakerKind.OUTLET, SpeakerKind.UNKNOWN)
        )

    def _behind(self, speaker: Speaker) -> Iterator[str]:
        """Those for whom a speaker speaks, and himself where he is known."""
        if speaker.kind in (SpeakerKind.PERSON, SpeakerKind.ORGANISATION):
            yield speaker.name
        yield from self._principals.get(speaker.key, ())

    def _cited(self, passage: Passage, bearings: Bearings) -> Iterator[tuple[Origin, Reason]]:
        """Another outlet that the passage names, outside of what it quotes."""
        for credit in bearings.credits:
            if credit.kind is CreditKind.OUTLET and credit.span and credit.span.overlaps(passage.span):
                yield _cites(
                    named_outlet(credit.name, self._outlets) or Origin(OriginKind.OUTLET, credit.name), passage
                )
        for name, words in cited(passage.text):
            place = Span(passage.start + words.start, passage.start + words.end)
            if any(quotation.covers(place) for quotation in bearings.quoted_near(passage.span)):
                continue
            origin = named_outlet(name, self._outlets)
            if origin is not None and not is_own(origin, name, bearings):
                yield _cites(origin, passage)
        if cites_the_press(passage.text):
            named = self._named_before(passage, bearings)
            if named is None or not is_own(named, named.name, bearings):
                yield _cites(named or Origin(OriginKind.UNKNOWN, NOT_TOLD), passage)

    def _named_before(self, passage: Passage, bearings: Bearings) -> Origin | None:
        """The outlet last named as a speaker before the passage: whom "the news agency" means."""
        for _, (_, attribution) in bearings.said.touching(Span(0, passage.start)):
            name = attribution.speaker.name
            if attribution.speaker.kind is SpeakerKind.OUTLET and not is_nameless(name):
                return named_outlet(name, self._outlets) or Origin(OriginKind.OUTLET, name)
        return None

    def _attributed(self, passage: Passage, bearings: Bearings, held: int | None) -> Iterator[tuple[Origin, Reason]]:
        """The speakers of the attributions that hold the passage, outermost first."""
        if held is None:
            if share(passage.span, bearings.quoted_near(passage.span)) >= SPOKEN:
                yield (
                    Origin(OriginKind.UNKNOWN, NOT_TOLD),
                    Reason("quoted", "quotes words without telling whose", (passage,)),
                )
            elif is_hearsay(passage.text):
                yield (
                    Origin(OriginKind.UNKNOWN, NOT_TOLD),
                    Reason("hearsay", "tells that it is said; by whom cannot be told", (passage,)),
                )
            return
        for index in reversed(list(self._chain(held))):
            attribution = self._said[index].attribution
            origin: Origin | None
            if is_nameless(attribution.speaker.name):
                origin = self._named_before(passage, bearings) or Origin(OriginKind.UNKNOWN, NOT_TOLD)
            else:
                origin = self._spoken(attribution.speaker, attribution.medium, bearings)
            words = (bearings.report.passage(attribution.source[0]),) if attribution.source else (passage,)
            if origin is not None:
                yield origin, Reason("attributed", f"attributed to {origin.name}", words)

    def _chain(self, index: int | None) -> Iterator[int]:
        seen: set[int] = set()
        while index is not None and index not in seen:
            seen.add(index)
            yield index
            index = self._said[index].attribution.parent

    def _spoken(self, speaker: Speaker, medium: str | None, bearings: Bearings) -> Origin | None:
        """The origin that a speaker is, or None where it is the outlet that speaks of itself."""
        match speaker.kind:
            case SpeakerKind.ORGANISATION if press := known_outlet(speaker.name, self._outlets):
                return None if is_own(press, speaker.name, bearings) else press
            case SpeakerKind.PERSON | SpeakerKind.ORGANISATION:
                return Origin(OriginKind.POST if is_post(medium) else OriginKind.PERSON, speaker.name)
            case SpeakerKind.DOCUMENT:
                return Origin(OriginKind.DOCUMENT, speaker.name)
            case SpeakerKind.ANONYMOUS:
                return Origin(OriginKind.UNNAMED, speaker.name)
            case SpeakerKind.OUTLET:
                origin = named_outlet(speaker.name, self._outlets) or Origin(OriginKind.OUTLET, speaker.name)
                return None if is_own(origin, speaker.name, bearings) else origin
            case SpeakerKind.UNKNOWN:
                return Origin(OriginKind.UNKNOWN, NOT_TOLD)

    def _siblings(self, passage: Passage, kind: CopyKind) -> list[Passage]:
        """Where else the text of `passage` stands: the passages of the stretches that are most of it."""
        shared = self._shared[kind].get(passage.report)
        touching = list(shared.touching(passage.span)) if shared else []
        if share(passage.span, [mine for mine, _ in touching]) < COPIED:
            return []
        return sorted({other for _, stretch in touching for other in stretch if other.report != passage.report})

    def _copied(self, bearings: Bearings, siblings: Sequence[Passage], marked: frozenset[str]) -> tuple[Origin, Reason]:
        """The origin of text that several reports share."""
        others = sorted({sibling.report for sibling in siblings} | marked)
        sharing = [bearings, *(self._bearings[report] for report in others)]
        reason = Reason("copied", "stands in the same words in another report", tuple(siblings))
        if not siblings:
            reason = Reason("marked", "an editor marked its report as a copy of another")
        return earliest(sharing), reason


def _holder(passage: Passage, bearings: Bearings) -> int | None:
    """The attribution that holds most of the passage, the innermost where several hold as much."""
    best: tuple[int, bool, int] | None = None
    for _, (index, attribution) in bearings.said.touching(passage.span):
        content = overlap(passage.span, attribution.content)
        if content and _holds(attribution, passage, content):
            rank = (content, attribution.parent is not None, -index)
            if best is None or rank > best:
                best = rank
    return None if best is None else -best[2]


def _beside(passage: Passage, bearings: Bearings) -> frozenset[str]:
    """The keys of the named ones who are told to say something in the passage's paragraph."""
    text = bearings.report.text
    start = text.rfind("\n\n", 0, passage.start) + 1
    end = text.find("\n\n", passage.end)
    paragraph = Span(start, len(text) if end < 0 else end)
    named = (SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT)
    said = (attribution.speaker for _, (_, attribution) in bearings.said.touching(paragraph))
    return frozenset(speaker.key for speaker in said if speaker.kind in named)


def _holds(attribution: Attribution, passage: Passage, content: int) -> bool:
    """Whether a passage is what an attribution tells, given how many characters of its content stand there."""
    spans = sorted((*attribution.content, *attribution.cue, *attribution.source))
    size = len(passage.text)
    if overlap(passage.span, spans) >= HELD * size:
        return True
    first = SPOKEN_FIRST if attribution.kind is Directness.DIRECT else TOLD_FIRST
    opens = next(span.start for span in spans if span.end > passage.start) <= passage.start + OPENING * size
    return opens and content >= first * size and bool(attribution.cue or attribution.source)


def _cites(origin: Origin, passage: Passage) -> tuple[Origin, Reason]:
    return origin, Reason("cites", f"has it from {origin.name}", (passage,))


def _stretches(copied: Iterable[Copy]) -> dict[str, Spans[tuple[Passage, ...]]]:
    """The stretches that stand in each report."""
    found: dict[str, list[tuple[Span, tuple[Passage, ...]]]] = defaultdict(list)
    for copy in copied:
        for stretch in copy.stretches:
            for passage in stretch:
                found[passage.report].append((passage.span, stretch))
    return {report: Spans(spans) for report, spans in found.items()}


def _kin(copied: Sequence[Copy]) -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    for copy in copied:
        for report in copy.reports:
            kin.setdefault(report, set()).update(copy.reports)
    return {report: frozenset(others - {report}) for report, others in kin.items()}
