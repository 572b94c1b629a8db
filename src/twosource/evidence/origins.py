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

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Generic, TypeVar

from twosource.evidence.families import known_outlet, named_outlet, outlet_of
from twosource.evidence.spokespeople import principals
from twosource.evidence.units import is_rare
from twosource.evidence.unseen import unseen
from twosource.evidence.words import words
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
    moment,
)

HELD = 0.5  # an attribution holds a passage when content, cue and source are so much of it;
OPENING = 0.1  # or where it stands so near its beginning and what follows it only tells of the occasion,
SPOKEN_FIRST, TOLD_FIRST = 0.2, 0.35  # when its content, quoted or not, is so much of it. Read on BASIL open
COPIED = 0.5  # a passage is shared text when shared stretches are so much of it
LAID, LAID_STEMS = 0.6, 3  # what two passages share is laid to somebody whose words have so much of its rare stems
NOT_TOLD = "not told"  # the name of an origin of which nothing is known
SPOKEN = 0.5  # a passage is speech when quotations are so much of it

_NAME = r"((?:[Tt]he )?[A-Z][\w&’'-]*(?:\.[A-Z]?)*(?: [A-Z][\w&’'-]*){0,3})"
_CITED = re.compile(
    rf"\btold {_NAME}|\binterview (?:with|on|for|published in|published by) {_NAME}|\baccording to {_NAME}"
    rf"|{_NAME} (?:first |also |has |had )*(?:reported|reports|revealed|disclosed)\b"
    rf"|\b(?:reported|revealed|disclosed|obtained|seen) by {_NAME}"
    rf"|\b(?:appeared|published) in {_NAME}|\breport (?:\w+ ){{0,2}}in {_NAME}"
)
_PRESS_KINDS = "agency|newspaper|paper|broadcaster|network|magazine|website|site|outlet|publication|service"
_PRESS_NOUN = rf"(?:news |wire |press )?(?:{_PRESS_KINDS})"
_PRESS = re.compile(rf"\b[Tt]he {_PRESS_NOUN} (?:also |has |had |first )?(?:said|says|reported|reports|added|wrote)\b")
_NO_NAME = re.compile(rf"(?:the |an? )?{_PRESS_NOUN}", re.IGNORECASE)
_HEARSAY = re.compile(
    r"\b(?:reportedly|allegedly|purportedly|supposedly|it (?:was revealed|was reported|emerged)"
    r"|(?:is|are|was|were) (?:said|reported|alleged|revealed|rumou?red) to|reports (?:say|said|suggest\w*)"
    r"|(?:media|news|press|several|multiple) reports)\b",
    re.IGNORECASE,
)
_SAID = re.compile(
    r"\baccording to\b|\b(?:told|tells) (?:us|reporters|[Tt]he [A-Z]|[A-Z])"
    r"|[”\"’,] (?:\w+ ){0,4}(?:said|says|added|wrote|ruled|held|found|announced)\b"
    r"|\bin a (?:statement|post|tweet|letter|speech|call|memo)\b"
)
_WHOLE_REPORT = re.compile(r"appeared|published|originally|republished|story (?:was|is) (?:from|by)", re.IGNORECASE)
_POSTED = re.compile(
    r"\b(?:twitter|tweet\w*|facebook|instagram|truth social|telegram|tiktok|weibo|bluesky|mastodon|threads|reddit"
    r"|snapchat|youtube|linkedin|social media|x)\b",
    re.IGNORECASE,
)


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


T = TypeVar("T")


class _Spans(Generic[T]):
    """Things that have a span, to be asked which of them touch another; in time by those that do, near enough."""

    def __init__(self, things: Iterable[tuple[Span, T]]) -> None:
        self._things = sorted(things, key=lambda entry: entry[0])
        self._starts = [span.start for span, _ in self._things]
        self._reach = list(accumulate((span.end for span, _ in self._things), max))

    def touching(self, span: Span) -> Iterator[tuple[Span, T]]:
        """Those that overlap `span`, the last first."""
        last = bisect_left(self._starts, span.end)
        while last > 0 and self._reach[last - 1] > span.start:
            last -= 1
            if self._things[last][0].overlaps(span):
                yield self._things[last]


@dataclass(frozen=True, slots=True)
class Source:
    """A report with what bears on the origin of its passages; `said` are (index in the dossier, attribution) by
    the span of their contents.
    """

    report: Report
    outlet: Outlet | None
    base: Origin
    base_reason: Reason
    said: _Spans[tuple[int, Attribution]]
    quoted: tuple[Span, ...]
    credits: tuple[Credit, ...]
    leans: frozenset[str]

    def quoted_near(self, span: Span) -> tuple[Span, ...]:
        """The quotations that may touch `span`; they do not overlap."""
        first = max(0, bisect_left(self.quoted, (span.start, 0)) - 1)
        return self.quoted[first : bisect_left(self.quoted, (span.end, 0))]


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
        self._sources = {
            report.id: _source(
                report, theirs[report.id], credited.get(report.id, ()), quoted.get(report.id, ()), outlets
            )
            for report in reports
        }

    def base(self, report: str) -> Origin:
        """What the report's lines without attribution rest on, as far as its credits and its outlet tell."""
        return self._sources[report].base

    def provenance(self, passage: Passage) -> Provenance:
        """What `passage` rests on, with the rules that said so."""
        source = self._sources[passage.report]
        held = _holder(passage, source)
        speakers = tuple(self._said[index].attribution.speaker for index in reversed(list(self._chain(held))))
        links = [*self._cited(passage, source), *self._attributed(passage, source, held)]
        siblings, rewritten = (self._siblings(passage, kind) for kind in (CopyKind.VERBATIM, CopyKind.REWRITTEN))
        marked = self._marked.get(passage.report, frozenset())
        if siblings or marked:
            links.append(self._copied(source, siblings, marked))
        links.append((source.base, source.base_reason))
        origin = next((link for link, _ in links[:-1] if link.kind is not OriginKind.UNKNOWN), links[0][0])
        return Provenance(
            passage=passage,
            origin=origin,
            chain=tuple(dict.fromkeys([origin, *(link for link, _ in links)])),
            outlet=source.outlet.key if source.outlet else None,
            family=source.outlet.family if source.outlet else None,
            attribution=held,
            reasons=tuple(reason for _, reason in links[: max(1, len(links) - 1)]),
            speakers=speakers,
            behind=frozenset(name for speaker in speakers for name in self._behind(speaker)),
            beside=_beside(passage, source),
            leans=source.leans,
            siblings=frozenset(sibling.report for sibling in siblings) | marked,
            rewritten=frozenset(sibling.report for sibling in rewritten),
            kin=self._kin.get(passage.report, frozenset()),
            unseen=unseen(passage, self._dates.get(passage.report, ()), source.report.published),
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

    def _cited(self, passage: Passage, source: Source) -> Iterator[tuple[Origin, Reason]]:
        """Another outlet that the passage names, outside of what it quotes."""
        for credit in source.credits:
            if credit.kind is CreditKind.OUTLET and credit.span and credit.span.overlaps(passage.span):
                yield _cites(
                    named_outlet(credit.name, self._outlets) or Origin(OriginKind.OUTLET, credit.name), passage
                )
        for found in _CITED.finditer(passage.text):
            if any(its.covers(_placed(found, passage)) for its in source.quoted_near(passage.span)):
                continue
            name = next(group for group in found.groups() if group)
            origin = named_outlet(name, self._outlets)
            if origin is not None and not _is_own(origin, name, source):
                yield _cites(origin, passage)
        if _PRESS.search(passage.text):
            named = self._named_before(passage, source)
            if named is None or not _is_own(named, named.name, source):
                yield _cites(named or Origin(OriginKind.UNKNOWN, NOT_TOLD), passage)

    def _named_before(self, passage: Passage, source: Source) -> Origin | None:
        """The outlet last named as a speaker before the passage: whom "the news agency" means."""
        for _, (_, attribution) in source.said.touching(Span(0, passage.start)):
            name = attribution.speaker.name
            if attribution.speaker.kind is SpeakerKind.OUTLET and not _NO_NAME.fullmatch(name):
                return named_outlet(name, self._outlets) or Origin(OriginKind.OUTLET, name)
        return None

    def _attributed(self, passage: Passage, source: Source, held: int | None) -> Iterator[tuple[Origin, Reason]]:
        """The speakers of the attributions that hold the passage, outermost first."""
        if held is None:
            if _share(passage.span, source.quoted_near(passage.span)) >= SPOKEN:
                yield (
                    Origin(OriginKind.UNKNOWN, NOT_TOLD),
                    Reason("quoted", "quotes words without telling whose", (passage,)),
                )
            elif _HEARSAY.search(passage.text) or _SAID.search(passage.text):
                yield (
                    Origin(OriginKind.UNKNOWN, NOT_TOLD),
                    Reason("hearsay", "tells that it is said; by whom cannot be told", (passage,)),
                )
            return
        for index in reversed(list(self._chain(held))):
            attribution = self._said[index].attribution
            origin: Origin | None
            if _NO_NAME.fullmatch(attribution.speaker.name):
                origin = self._named_before(passage, source) or Origin(OriginKind.UNKNOWN, NOT_TOLD)
            else:
                origin = self._spoken(attribution.speaker, attribution.medium, source)
            words = (source.report.passage(attribution.source[0]),) if attribution.source else (passage,)
            if origin is not None:
                yield origin, Reason("attributed", f"attributed to {origin.name}", words)

    def _chain(self, index: int | None) -> Iterator[int]:
        seen: set[int] = set()
        while index is not None and index not in seen:
            seen.add(index)
            yield index
            index = self._said[index].attribution.parent

    def _spoken(self, speaker: Speaker, medium: str | None, source: Source) -> Origin | None:
        """The origin that a speaker is, or None where it is the outlet that speaks of itself."""
        match speaker.kind:
            case SpeakerKind.ORGANISATION if press := known_outlet(speaker.name, self._outlets):
                return None if _is_own(press, speaker.name, source) else press
            case SpeakerKind.PERSON | SpeakerKind.ORGANISATION:
                return Origin(OriginKind.POST if _is_post(medium) else OriginKind.PERSON, speaker.name)
            case SpeakerKind.DOCUMENT:
                return Origin(OriginKind.DOCUMENT, speaker.name)
            case SpeakerKind.ANONYMOUS:
                return Origin(OriginKind.UNNAMED, speaker.name)
            case SpeakerKind.OUTLET:
                origin = named_outlet(speaker.name, self._outlets) or Origin(OriginKind.OUTLET, speaker.name)
                return None if _is_own(origin, speaker.name, source) else origin
            case SpeakerKind.UNKNOWN:
                return Origin(OriginKind.UNKNOWN, NOT_TOLD)

    def _siblings(self, passage: Passage, kind: CopyKind) -> list[Passage]:
        """Where else the text of `passage` stands: the passages of the stretches that are most of it."""
        shared = self._shared[kind].get(passage.report)
        touching = list(shared.touching(passage.span)) if shared else []
        if _share(passage.span, [mine for mine, _ in touching]) < COPIED:
            return []
        return sorted({other for _, stretch in touching for other in stretch if other.report != passage.report})

    def _copied(self, source: Source, siblings: Sequence[Passage], marked: frozenset[str]) -> tuple[Origin, Reason]:
        """The origin of text that several reports share."""
        others = sorted({sibling.report for sibling in siblings} | marked)
        sharing = [source, *(self._sources[report] for report in others)]
        reason = Reason("copied", "stands in the same words in another report", tuple(siblings))
        if not siblings:
            reason = Reason("marked", "an editor marked its report as a copy of another")
        return _earliest(sharing), reason


def rare_stems(text: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(text) if is_rare(word.key))


def base(report: Report, credited: Sequence[Credit], outlets: Mapping[str, Outlet]) -> tuple[Origin, Reason]:
    """What a report's own lines rest on by its credits and its outlet, and the rule that says so."""
    for credit in credited:
        where = (report.passage(credit.span),) if credit.span else ()
        known = named_outlet(credit.name, outlets)
        if credit.kind is CreditKind.WIRE:
            wire = known or Origin(OriginKind.WIRE, credit.name)
            return Origin(OriginKind.WIRE, wire.name), Reason("credit", f"credited to {wire.name}", where)
        if credit.kind is CreditKind.OUTLET and (not where or _WHOLE_REPORT.search(where[0].text)):
            return known or Origin(OriginKind.OUTLET, credit.name), Reason(
                "credit", f"credited to {credit.name}", where
            )
        if credit.kind is CreditKind.CONTRIBUTED:
            name = f"{report.outlet or 'the outlet'} or {credit.name}"
            return Origin(OriginKind.UNKNOWN, name), Reason(
                "contributed", f"{credit.name} contributed to the report", where
            )
    outlet = outlet_of(report, outlets)
    if outlet is None:
        return Origin(OriginKind.UNKNOWN, NOT_TOLD), Reason("no outlet", "the report does not tell its outlet")
    own = known_outlet(outlet.name, outlets)
    if own is not None and own.kind is OriginKind.WIRE:
        return own, Reason("own", f"{outlet.name}’s own reporting")
    return Origin(OriginKind.OWN, outlet.family), Reason("own", f"{outlet.name}’s own reporting")


def _source(
    report: Report,
    said: Sequence[tuple[int, Attribution]],
    credited: Sequence[Credit],
    quoted: Sequence[Span],
    outlets: Mapping[str, Outlet],
) -> Source:
    ordered = tuple(
        sorted(credited, key=lambda credit: (credit.kind is CreditKind.CONTRIBUTED, credit.name, credit.span or (0, 0)))
    )
    origin, reason = base(report, ordered, outlets)
    mine = _Spans((Span(one.content[0].start, one.content[-1].end), (index, one)) for index, one in said if one.content)
    outlet = outlet_of(report, outlets)
    leans = frozenset(_leans(report, said, outlets))
    return Source(report, outlet, origin, reason, mine, tuple(sorted(quoted)), ordered, leans)


def _leans(report: Report, said: Sequence[tuple[int, Attribution]], outlets: Mapping[str, Outlet]) -> Iterator[str]:
    """The outlets and wires from which a report says to have something."""
    for found in _CITED.finditer(report.text):
        if cited := named_outlet(next(group for group in found.groups() if group), outlets):
            yield cited.name
    for _, one in said:
        if one.speaker.kind is SpeakerKind.OUTLET and not _NO_NAME.fullmatch(one.speaker.name):
            cited = named_outlet(one.speaker.name, outlets)
            yield cited.name if cited else one.speaker.name


def _holder(passage: Passage, source: Source) -> int | None:
    """The attribution that holds most of the passage, the innermost where several hold as much."""
    best: tuple[int, bool, int] | None = None
    for _, (index, attribution) in source.said.touching(passage.span):
        content = _overlap(passage.span, attribution.content)
        if content and _holds(attribution, passage, content):
            rank = (content, attribution.parent is not None, -index)
            if best is None or rank > best:
                best = rank
    return None if best is None else -best[2]


def _beside(passage: Passage, source: Source) -> frozenset[str]:
    """The keys of the named ones who are told to say something in the passage's paragraph."""
    text = source.report.text
    start = text.rfind("\n\n", 0, passage.start) + 1
    end = text.find("\n\n", passage.end)
    paragraph = Span(start, len(text) if end < 0 else end)
    named = (SpeakerKind.PERSON, SpeakerKind.ORGANISATION, SpeakerKind.DOCUMENT)
    said = (attribution.speaker for _, (_, attribution) in source.said.touching(paragraph))
    return frozenset(speaker.key for speaker in said if speaker.kind in named)


def _holds(attribution: Attribution, passage: Passage, content: int) -> bool:
    """Whether a passage is what an attribution tells, given how many characters of its content stand there."""
    spans = sorted((*attribution.content, *attribution.cue, *attribution.source))
    size = len(passage.text)
    if _overlap(passage.span, spans) >= HELD * size:
        return True
    first = SPOKEN_FIRST if attribution.kind is Directness.DIRECT else TOLD_FIRST
    opens = next(span.start for span in spans if span.end > passage.start) <= passage.start + OPENING * size
    return opens and content >= first * size and bool(attribution.cue or attribution.source)


def _earliest(sharing: Sequence[Source]) -> Origin:
    """A wire where one is credited; else the first to print it, where one was first; else unknown, and one for all."""
    for kind in (OriginKind.WIRE, OriginKind.OUTLET):
        if credited := sorted(source.base for source in sharing if source.base.kind is kind):
            return credited[0]
    dated = sorted(
        (
            (when, source.report.id, source)
            for source in sharing
            if (when := moment(source.report.published)) is not None
        ),
        key=lambda entry: entry[:2],
    )
    first = dated[0] if len(dated) == len(sharing) else None
    if first and all(when > first[0] for when, _, _ in dated[1:]) and first[2].base.kind is OriginKind.OWN:
        return first[2].base
    return Origin(OriginKind.UNKNOWN, "text shared by " + ", ".join(sorted({_label(source) for source in sharing})))


def _is_post(medium: str | None) -> bool:
    """Whether words were posted, rather than said in an interview or a statement."""
    return medium is not None and _POSTED.search(medium) is not None


def _label(source: Source) -> str:
    return source.outlet.name if source.outlet else source.report.id


def _placed(found: re.Match[str], passage: Passage) -> Span:
    """Where in its report a match in a passage's text stands."""
    return Span(passage.start + found.start(), passage.start + found.end())


def _cites(origin: Origin, passage: Passage) -> tuple[Origin, Reason]:
    return origin, Reason("cites", f"has it from {origin.name}", (passage,))


def _is_own(origin: Origin, name: str, source: Source) -> bool:
    """Whether a report names its own outlet ("told Fox News", in Fox)."""
    if source.outlet is None:
        return False
    own = {source.outlet.family.casefold(), source.outlet.name.casefold(), source.outlet.key.casefold()}
    own |= {mine.removeprefix("the ") for mine in own}
    bare = name.casefold().removeprefix("the ")
    return origin.name.casefold() in own or bare in own or any(bare.startswith(f"{mine} ") for mine in own)


# --- spans ------------------------------------------------------------------------------------------------------------


def _overlap(span: Span, others: Iterable[Span]) -> int:
    """How many characters of `span` stand in `others`, each counted once."""
    covered, reached = 0, span.start
    for other in sorted(others):
        start, end = max(other.start, reached), min(other.end, span.end)
        if start < end:
            covered += end - start
            reached = end
    return covered


def _share(span: Span, others: Iterable[Span]) -> float:
    return _overlap(span, others) / max(1, span.end - span.start)


def _stretches(copied: Iterable[Copy]) -> dict[str, _Spans[tuple[Passage, ...]]]:
    """The stretches that stand in each report."""
    found: dict[str, list[tuple[Span, tuple[Passage, ...]]]] = defaultdict(list)
    for copy in copied:
        for stretch in copy.stretches:
            for passage in stretch:
                found[passage.report].append((passage.span, stretch))
    return {report: _Spans(spans) for report, spans in found.items()}


def _kin(copied: Sequence[Copy]) -> dict[str, frozenset[str]]:
    kin: dict[str, set[str]] = {}
    for copy in copied:
        for report in copy.reports:
            kin.setdefault(report, set()).update(copy.reports)
    return {report: frozenset(others - {report}) for report, others in kin.items()}
