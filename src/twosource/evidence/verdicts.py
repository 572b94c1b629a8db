"""What the provenances of a statement's passages allow us to say of it.

Strategy: every two passages of different reports stand in one of three relations: one witness (SAME), two (APART), or
it cannot be told (UNTOLD). Two are apart only where each is gathered by somebody else, in words of their own,
with no link of their chains in common: reporters of two families, wires, other outlets. Where one report has as
its own what another attributes, the first may have it from the same mouth, so that it cannot be told. A statement
is independent when two of its passages are apart, same-origin when all are one witness, single when one family
alone has it, else unknown.

What may live here: relations, verdicts and counts. They decide nothing about truth.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from enum import Enum
from itertools import combinations
from typing import NamedTuple

from twosource.evidence.copies import distinct_texts, text_groups
from twosource.evidence.families import distinct_outlets, same_gatherer
from twosource.evidence.identity import same_speaker
from twosource.evidence.mouths import share_a_mouthful
from twosource.evidence.origins import Provenance
from twosource.evidence.unseen import is_one_figure, is_one_list
from twosource.evidence.words import words
from twosource.model import Copy, Counts, Origin, OriginKind, Outlet, Passage, Reason, Report, SpeakerKind, Status

LaidTo = Callable[[Passage, Passage], str]
GATHERERS = frozenset({OriginKind.OWN, OriginKind.WIRE, OriginKind.OUTLET})
SPEAKERS = frozenset({OriginKind.PERSON, OriginKind.POST})
NAMELESS = frozenset({OriginKind.UNNAMED, OriginKind.UNKNOWN})


ONE_TEXT = 5  # so many words that are the whole of two passages are one text: "America is not a clown show"
STEM = 5  # two forms of a country's name begin with so many letters in common: Kestria, Kestrian; France, French do not
_UNSEEN = {
    "to come": "what has not happened yet nobody has seen: both may have it from who plans it",
    "long ago": "what is long past neither has seen: both may have it from one record",
    "hearsay": "elsewhere it is laid to somebody who is not named, from whom both may have it",
}
_FROM_OTHERS = frozenset({"attributed", "hearsay"})  # rules of origins by which somebody else told it


class Kinship(Enum):
    """What two passages of different reports are to each other as evidence."""

    SAME = "same"
    APART = "apart"
    UNTOLD = "untold"


class Judged(NamedTuple):
    """A relation and the reason for it."""

    relation: Kinship
    reason: Reason


class Verdict(NamedTuple):
    """A status, how many origins it rests on, and the reasons, one of each rule."""

    status: Status
    origins: int
    reasons: tuple[Reason, ...]


class Likely(NamedTuple):
    """What alignment knows of two passages: `speech`, that both quote the same words; `unsure`, that they are one
    statement by a narrow margin.
    """

    speech: bool = False
    unsure: bool = False


def to_nobody(_: Passage, __: Passage) -> str:
    return ""


def relation(one: Provenance, other: Provenance, likely: Likely, laid_to: LaidTo = to_nobody) -> Judged:
    """Whether two passages of different reports are one witness or two.

    Args:
        one: what the one rests on.
        other: what the other rests on.
        likely: how surely they say the same.
        laid_to: to whom the story elsewhere lays what two passages share.
    """
    both = (one.passage, other.passage)
    one, other = _of_one_fact((one, other))
    if why := _same(one, other, likely):
        return Judged(Kinship.SAME, Reason(*why, both))
    if why := _untold(one, other, likely, laid_to):
        return Judged(Kinship.UNTOLD, Reason(*why, both))
    return Judged(Kinship.APART, Reason("apart", f"{one.origin.name} and {other.origin.name}, each on its own", both))


_SAID = "corroborates that it was said, not what was said"


def _same(one: Provenance, other: Provenance, likely: Likely) -> tuple[str, str] | None:
    """Why two passages are one witness, if so."""
    if one.family is not None and one.family == other.family:
        return "one family", f"outlets of one owner: {one.family}"
    if other.passage.report in one.siblings or one.passage.report in other.siblings:
        return "shared text", "the reports have it in the same words"
    if other.passage.report in one.rewritten or one.passage.report in other.rewritten:
        return "rewritten", "the reports tell it at the same place of one course"
    if shared := _shared_link(one, other):
        return _shared_reason(shared)
    return _one_mouth(one, other, likely)


def _one_mouth(one: Provenance, other: Provenance, likely: Likely) -> tuple[str, str] | None:
    """Why one and the same must have said both, if so."""
    if speaker := _one_speaker(one, other):
        return "one speaker", f"both have it from {speaker}: {_SAID}"
    if _two_people(one, other):
        return None
    if likely.speech:
        return "same words quoted", _SAID
    return ("one text", "both have it in the very same words") if _is_one_text(one, other) else None


def _is_one_text(one: Provenance, other: Provenance) -> bool:
    """Whether two passages are one, word for word, and long enough for that to be no chance."""
    mine, theirs = ([word.key for word in words(its.passage.text)] for its in (one, other))
    return mine == theirs and len(mine) >= ONE_TEXT


def _one_speaker(one: Provenance, other: Provenance) -> str:
    """By whose mouth both have it, where a speaker of the one is a speaker of the other, or both speak for one."""
    for mine in one.speakers:
        for theirs in other.speakers:
            if same_speaker(mine, theirs):
                return mine.name
    return next(iter(sorted(one.behind & other.behind)), "")


def _two_people(one: Provenance, other: Provenance) -> bool:
    """Whether two people are named who say it, in words so few that it may be a coincidence."""
    named = all(any(said.kind is SpeakerKind.PERSON for said in passage.speakers) for passage in (one, other))
    return named and not share_a_mouthful(one.passage, other.passage)


def _shared_link(one: Provenance, other: Provenance) -> Origin | None:
    """A link that both chains have."""
    named = [link for link in other.chain if link.kind not in NAMELESS]
    return next(
        (link for link in one.chain if link.kind not in NAMELESS and any(_one_witness(link, its) for its in named)),
        None,
    )


def _one_witness(one: Origin, other: Origin) -> bool:
    """Whether two links are one: a post and a speech of one person are, and a name and its fuller form."""
    if {one.kind, other.kind} <= SPEAKERS:
        return _one_name(one.name, other.name)
    if {one.kind, other.kind} <= GATHERERS:
        return same_gatherer(one.name, other.name)
    if one.kind is other.kind is OriginKind.DOCUMENT:
        return _one_document(one.name, other.name)
    return one.kind is other.kind and _plain(one.name) == _plain(other.name)


def _one_name(one: str, other: str) -> bool:
    """Whether a name is another's fuller form, or one in another form ("Kestria's ministry", "Kestrian ministry")."""
    mine, theirs = (re.sub(r"[’']s?\b", "", _plain(name)).split() for name in (one, other))
    if set(mine) <= set(theirs) or set(theirs) <= set(mine):
        return True
    return [word[:STEM] for word in mine] == [word[:STEM] for word in theirs]


def _one_document(one: str, other: str) -> bool:
    """Whether two documents that say the same may be one: one has no name of its own, or part of the other's."""
    mine, theirs = set(_plain(one).split()), set(_plain(other).split())
    return bool(mine & theirs) or one.islower() or other.islower()


def _plain(name: str) -> str:
    return name.casefold().removeprefix("the ")


def _shared_reason(link: Origin) -> tuple[str, str]:
    if link.kind in SPEAKERS:
        return "one speaker", f"both have it from {link.name}: {_SAID}"
    return "one origin", f"both go back to {link.name}"


def _untold(one: Provenance, other: Provenance, likely: Likely, laid_to: LaidTo) -> tuple[str, str] | None:
    """Why it cannot be told whether two passages without a common link are two witnesses, if so."""
    kinds = {one.origin.kind, other.origin.kind}
    if OriginKind.UNKNOWN in kinds or one.family is None or other.family is None:
        return "unknown", "the origin of one of them cannot be told"
    if OriginKind.UNNAMED in kinds:
        return "unnamed", "who is not named may be the same, or whom the other has it from"
    if kinds <= SPEAKERS:
        return "two speakers", "whether each knows it for himself, or both speak for one, cannot be told"
    if not kinds <= GATHERERS or _is_cited(one) != _is_cited(other):
        return "attributed once", "one attributes what the other may have from the same source"
    if likely.unsure:
        return "unsure", "alike, but they may tell of different things"
    return _between_gatherers(one, other, laid_to)


def _is_cited(passage: Provenance) -> bool:
    """Whether a passage is laid to another outlet or wire than the one that gathered its report."""
    return passage.origin.kind in GATHERERS and passage.origin != passage.chain[-1]


def _between_gatherers(one: Provenance, other: Provenance, laid_to: LaidTo) -> tuple[str, str] | None:
    """What may tie two passages for which two outlets or wires answer themselves."""
    if other.passage.report in one.kin:
        return "kin", "the reports share text elsewhere"
    if leaning := _leaning(one, other):
        return "leaning", f"one of the reports has other things from {leaning}"
    if (unseen := one.unseen) and unseen == other.unseen:
        return unseen, _UNSEEN[unseen]
    return _told_beside(one, other, laid_to)


def _told_beside(one: Provenance, other: Provenance, laid_to: LaidTo) -> tuple[str, str] | None:
    """Who else may have told two outlets what both tell as their own."""
    if is_one_figure(one.passage, other.passage):
        return "one figure", "somebody counted: both may have the figure from him"
    if is_one_list(one.passage, other.passage):
        return "one list", "somebody drew up the list: both may have it from him"
    if one.beside & other.beside:
        return "beside", "both stand beside words of one speaker, who may have told it"
    if speaker := laid_to(one.passage, other.passage):
        return "laid to another", f"elsewhere it is laid to {speaker}, from whom both may have it"
    return None


def _leaning(one: Provenance, other: Provenance) -> str:
    """The outlet or wire behind the one passage that the other's report tells of; "" where there is none."""
    for passage, its in ((one, other), (other, one)):
        behind = sorted(link.name for link in passage.chain if link.kind in GATHERERS)
        for name in sorted(its.leans):
            if any(same_gatherer(name, gatherer) for gatherer in behind):
                return name
    return ""


def judge(
    testimonies: Sequence[Provenance], likely: Callable[[Passage, Passage], Likely], laid_to: LaidTo = to_nobody
) -> Verdict:
    """The verdict on passages that say the same thing.

    Args:
        testimonies: what each passage rests on, in order of publication.
        likely: how surely two passages, the earlier report's first, say the same.
        laid_to: to whom the story elsewhere lays what two passages share.
    """
    reports = {one.passage.report for one in testimonies}
    outlets = {one.outlet for one in testimonies}
    told = int(any(one.origin.kind is not OriginKind.UNKNOWN for one in testimonies))
    if len(reports) == 1:
        return Verdict(Status.SINGLE, told, (Reason("one report", "one report has it"),))
    if len(outlets) == 1 and None not in outlets:
        return Verdict(Status.SINGLE, told, (Reason("one outlet", "only reports of one outlet have it"),))
    testimonies = _of_one_fact(testimonies)
    judged = {
        (i, j): relation(
            testimonies[i], testimonies[j], likely(testimonies[i].passage, testimonies[j].passage), laid_to
        )
        for i, j in combinations(range(len(testimonies)), 2)
        if testimonies[i].passage.report != testimonies[j].passage.report
    }
    apart = _most_apart(testimonies, judged)
    if len(apart) >= 2:
        return Verdict(Status.INDEPENDENT, len(apart), _reasons(judged, {Kinship.APART}))
    if _all_one(testimonies, judged):
        return Verdict(Status.SAME_ORIGIN, told, _reasons(judged, {Kinship.SAME}))
    return Verdict(Status.UNKNOWN, told, _reasons(judged, {Kinship.UNTOLD, Kinship.SAME}))


def _of_one_fact(testimonies: Sequence[Provenance]) -> Sequence[Provenance]:
    """The same, where one of them tells that nobody saw it yet, or somebody unnamed told it: that holds for all."""
    hearsay = any(
        one.origin.kind in NAMELESS and any(reason.rule in _FROM_OTHERS for reason in one.reasons)
        for one in testimonies
    )
    to_come = any(one.unseen == "to come" for one in testimonies)
    if not to_come and not hearsay:
        return testimonies
    return [replace(one, unseen="to come" if to_come else "hearsay") for one in testimonies]


def _most_apart(testimonies: Sequence[Provenance], judged: Mapping[tuple[int, int], Judged]) -> list[int]:
    """The most witnesses of whom every two are apart, taken greedily from each in turn: at least so many there are."""
    best: list[int] = []
    for first in range(len(testimonies)):
        chosen: list[int] = []
        for number in [first, *range(len(testimonies))]:
            pairs = [judged.get((min(number, one), max(number, one))) for one in chosen]
            if all(pair is not None and pair.relation is Kinship.APART for pair in pairs):
                chosen.append(number)
        best = max(best, chosen, key=len)
    return best


def _all_one(testimonies: Sequence[Provenance], judged: Mapping[tuple[int, int], Judged]) -> bool:
    """Whether the passages hang together by relations of one witness."""
    reached, waiting = {testimonies[0].passage.report}, True
    while waiting:
        waiting = False
        for (i, j), pair in judged.items():
            ends = {testimonies[i].passage.report, testimonies[j].passage.report}
            if pair.relation is Kinship.SAME and len(ends & reached) == 1:
                reached |= ends
                waiting = True
    return reached == {one.passage.report for one in testimonies}


def _reasons(judged: Mapping[tuple[int, int], Judged], relations: set[Kinship]) -> tuple[Reason, ...]:
    """The first reason of each rule among pairs of these relations."""
    found: dict[tuple[str, str], Reason] = {}
    for pair in judged.values():
        if pair.relation in relations:
            found.setdefault((pair.reason.rule, pair.reason.text), pair.reason)
    return tuple(found.values())


# --- counts -----------------------------------------------------------------------------------------------------------


def statement_counts(
    reports: Sequence[Report], verdict: Verdict, texts: Mapping[str, str], outlets: Mapping[str, Outlet]
) -> Counts:
    """The four numbers of a statement; `reports` are those that have it, `texts` by id the first of each one's text."""
    return Counts(
        reports=len(reports),
        texts=len({texts[report.id] for report in reports}),
        outlets=distinct_outlets(reports, outlets),
        origins=verdict.origins,
    )


def story_counts(
    reports: Sequence[Report], bases: Mapping[str, Origin], copied: Sequence[Copy], outlets: Mapping[str, Outlet]
) -> Counts:
    """The four numbers of a story.

    Its origins are the distinct gatherers of its texts: the families with a text of their own, the wires, the other
    outlets. Reports that are one text are one: the wire's where a wire is credited, else the first one's. Unknown
    ones are not counted.
    """
    origins: set[str] = set()
    for group in text_groups(reports, copied):
        told = [bases[report] for report in group if bases[report].kind in GATHERERS]
        wires = [origin for origin in told if origin.kind is OriginKind.WIRE]
        origins.update(origin.name.casefold().removeprefix("the ") for origin in (wires or told)[:1])
    return Counts(
        reports=len(reports),
        texts=distinct_texts(reports, copied),
        outlets=distinct_outlets(reports, outlets),
        origins=len(origins),
    )
