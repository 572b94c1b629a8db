"""One speaker over the reports of one story: "Roe" in one report is "Jan Roe" in another, and so is "the mayor".

Strategy: over all reports of the story, a shorter name is a fuller one's where exactly one fuller one fits. Two
people of one surname keep it apart from both, and so does a name that its own report leaves open. A role that its own
report gives to nobody is whoever holds it in the others, if that is one person. An organisation is a fuller name's
where the story has no other such, and what "the company" is, `elsewhere` knows. What has neither name nor role is never
one with anything.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from twosource.model import Attribution, Report, Speaker, SpeakerKind
from twosource.voices import kinds, sources
from twosource.voices.elsewhere import Elsewhere
from twosource.voices.given import SHORT_FOR
from twosource.voices.people import fits, name_key, surname
from twosource.voices.roles import asked, fits_role, is_of_place, leads_the_same

LONG_NAME: Final = 6
"""Letters from which a surname or given name that differs in one is the same, misspelt, beside the same other one."""
SHORT_NAME: Final = 4
"""The same, of two who share a role: "the fire chief, Oda Brandt" and "Oda Brant"; shorter names are too alike."""
_SPELT_ALIKE: Final = (("ph", "f"), ("ck", "k"), ("ie", "y"), ("ei", "y"), ("dt", "t"), ("th", "t"), ("qv", "qu"))
_TWICE: Final = re.compile(r"([a-z])\1")
SHARED: Final = frozenset(("police", "ministry", "foreign ministry", "coast guard", "fire brigade", "fire service"))
"""Organisations of which an event has mostly one: "police" is "Marchport police" where no other police is named."""


def reconcile(
    said: Mapping[str, Sequence[Attribution]], reports: Iterable[Report] = ()
) -> Mapping[str, tuple[Attribution, ...]]:
    """The attributions of a story's reports, by report id, with one speaker for one person.

    Args:
        said: attributions of each report of one story, by report id.
        reports: these reports, which tell what some leave open; without them names alone are compared.
    """
    elsewhere = Elsewhere(reports)
    said = {
        report: [replace(one, speaker=_told(one.speaker, report, elsewhere)) for one in attributions]
        for report, attributions in said.items()
    }
    agreed = _agreed(said)
    return {
        report: tuple(replace(one, speaker=agreed(one.speaker)) for one in attributions)
        for report, attributions in said.items()
    }


def _agreed(said: Mapping[str, Sequence[Attribution]]) -> Callable[[Speaker], Speaker]:
    """Who a speaker of one report is, by what all of them tell."""
    heard = [{one.speaker for one in attributions} for attributions in said.values()]
    speakers = set().union(*heard)
    people = [speaker for speaker in speakers if _is_named(speaker)]
    one_name = _one_name_each(people, heard)
    one_name |= _bodies([speaker for speaker in speakers if speaker.kind is SpeakerKind.ORGANISATION])
    by_surname = _by_surname(people)
    bodies = {one.key: one for one in sorted(speakers) if one.kind is SpeakerKind.ORGANISATION and not one.many}
    holders = _holders(one.speaker for attributions in said.values() for one in attributions)

    def agreed(speaker: Speaker) -> Speaker:
        if speaker.kind is SpeakerKind.UNKNOWN and speaker.roles:
            called = name_key(speaker.roles[0])
            known = by_surname.get(called) or _holder(speaker.roles[0], holders)
            speaker = known or (bodies.get(called) if speaker.roles[0][0].isupper() else None) or speaker
        elif speaker.kind is SpeakerKind.ORGANISATION:
            speaker = by_surname.get(speaker.key, speaker)
        return one_name.get(speaker, speaker)

    return agreed


def _one_name_each(people: Sequence[Speaker], heard: Sequence[Collection[Speaker]]) -> dict[Speaker, Speaker]:
    """Each of `people` → the fullest of the names that one person has; `heard` are the speakers of each report."""
    named = [[who for who in one if _is_named(who)] for one in heard]
    spelt = _spelt(
        people,
        surnames=Counter(last for one in named for last in {surname(who.name) for who in one}),
        names=Counter(key for one in named for key in {who.key for who in one}),
    )
    fullest = _fullest([spelt.get(speaker, speaker) for speaker in people])
    return {speaker: fullest[spelt.get(speaker, speaker)] for speaker in people}


# --- roles ------------------------------------------------------------------------------------------------------------


def _holders(speakers: Iterable[Speaker]) -> dict[str, tuple[Speaker, ...]]:
    """Role → all who have it in some report."""
    held: dict[str, set[Speaker]] = {}
    for speaker in speakers:
        if _is_named(speaker):
            for role in speaker.roles:
                held.setdefault(role, set()).add(speaker)
    return {role: tuple(sorted(held[role])) for role in sorted(held)}


def _holder(phrase: str, holders: Mapping[str, Sequence[Speaker]]) -> Speaker | None:
    """The one person who holds the role for which the phrase asks; of several names, if one fits them all."""
    wanted = asked(phrase)
    for fit in (fits_role, leads_the_same, is_of_place):
        fitting = sorted({one for role, having in holders.items() if fit(wanted, asked(role)) for one in having})
        full = max(fitting, key=lambda one: (len(name_key(one.name)), one), default=None)
        if full is not None:
            return full if all(one.key == full.key or _shortens(one, full) for one in fitting) else None
    return None


# --- names ------------------------------------------------------------------------------------------------------------


def _spelt(people: Iterable[Speaker], *, surnames: Counter[str], names: Counter[str]) -> dict[Speaker, Speaker]:
    """Speaker → the same under the spelling of more reports: "Oskar Lindquist" and "Oskar Lindqvist".

    Args:
        people: all who are named.
        surnames: how many reports have each surname, alone or not.
        names: how many reports have each key.
    """
    ranked = sorted(people, key=lambda one: (-surnames[surname(one.name)], -names[one.key], one))
    same: dict[Speaker, Speaker] = {}
    for at, speaker in enumerate(ranked):
        likely = [one for one in ranked[:at] if one not in same and _is_misspelt(speaker, one)]
        if len({one.key for one in likely}) == 1:
            same[speaker] = likely[0]
    return same


def _is_misspelt(speaker: Speaker, other: Speaker) -> bool:
    """Whether two people are one but for a letter; of a short name, only where they share a role too."""
    least = SHORT_NAME if {*speaker.roles} & {*other.roles} else LONG_NAME
    return misspells(speaker.key, other.key, least)


def misspells(key: str, other: str, least: int = LONG_NAME) -> bool:
    """Whether two keys of people are one name but for one letter of a surname or given name of at least so many, or
    a short form.
    """
    if "-" in key and _sound(key) == _sound(other):
        return True
    parts, others = key.split("-"), other.split("-")
    if len(parts) < 2 or len(parts) != len(others):
        return False
    differing = [(one, two) for one, two in zip(parts, others, strict=True) if one != two]
    if len(differing) != 1:
        return False
    if parts[0] != others[0] and frozenset(differing[0]) in SHORT_FOR:
        return True
    return min(map(len, differing[0])) >= least and _differ_by_one(*differing[0])


def _sound(key: str) -> str:
    """The key without what is often spelt two ways: "ie" and "y", "ck" and "k", letters once or twice."""
    for one, other in _SPELT_ALIKE:
        key = key.replace(one, other)
    return _TWICE.sub(r"\1", key)


def _differ_by_one(one: str, other: str) -> bool:
    """Whether one letter changed, added or left out makes one word of the other."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    at = next((k for k, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def _by_surname(people: Iterable[Speaker]) -> dict[str, Speaker]:
    """Surname → the one person of the story who has it: a report that never says who Roe is may call her so."""
    having: dict[str, list[Speaker]] = {}
    for one in sorted(people):
        if "-" in one.key:
            having.setdefault(surname(one.name), []).append(one)
    return {name: full[0] for name, full in having.items() if len({one.key for one in full}) == 1}


def _is_named(speaker: Speaker) -> bool:
    return speaker.kind is SpeakerKind.PERSON and not speaker.many and ":" not in speaker.key


def _fullest(people: Iterable[Speaker]) -> dict[Speaker, Speaker]:
    """Speaker → the same person under the fullest name that one report gives, where that is certain."""
    longest: dict[str, Speaker] = {}
    for speaker in sorted(people):
        known = longest.get(speaker.key)
        if known is None or len(speaker.name) > len(known.name):
            longest[speaker.key] = speaker
    return {speaker: _fuller(longest[speaker.key], longest.values()) for speaker in people}


def _fuller(speaker: Speaker, others: Iterable[Speaker]) -> Speaker:
    """The one fuller name that fits; of several, the one of the same role: "Governor Roe" and his son."""
    fuller = [other for other in others if other.key != speaker.key and _shortens(speaker, other)]
    ends = [one for one in fuller if not any(one.key != other.key and _shortens(one, other) for other in fuller)]
    if len(ends) > 1:
        ends = [one for one in ends if {*one.roles} & {*speaker.roles}]
    return ends[0] if len(ends) == 1 else speaker


def _shortens(short: Speaker, full: Speaker) -> bool:
    """Whether one name is a shorter form of the other; keys, which hold no initials, decide which is shorter."""
    fewer = len(name_key(short.name).split("-")) < len(name_key(full.name).split("-"))
    return fewer and fits(short.name, full.name)


# --- organisations ----------------------------------------------------------------------------------------------------


def _told(speaker: Speaker, report: str, elsewhere: Elsewhere) -> Speaker:
    """The body that the other reports know under a word or a short name of this one; else the speaker as it is."""
    if speaker.kind is SpeakerKind.UNKNOWN and speaker.roles:
        noun = sources.head_noun(speaker.roles[0])
        outlet = elsewhere.the_outlet(report) if noun in sources.OUTLET_NOUNS else None
        body = elsewhere.body(speaker.roles[0], report) if noun in sources.BODY_NOUNS else None
    elif speaker.kind is SpeakerKind.ORGANISATION and not speaker.many:
        outlet = elsewhere.outlet(speaker.name)
        body = elsewhere.police() if speaker.key == "police" else None
        body = body or (elsewhere.business(speaker.name) if " " not in speaker.name else None)
    else:
        return speaker
    return kinds.outlet(outlet) if outlet else kinds.organisation(body) if body else speaker


def _bodies(heard: Iterable[Speaker]) -> dict[Speaker, Speaker]:
    """An organisation in short → its name: "police" → "Marchport police", where the story has no other."""
    named = sorted(heard)
    same: dict[Speaker, Speaker] = {}
    for short in named:
        words = short.name.casefold().split()
        if short.name.casefold() not in SHARED:
            continue
        fuller = [one for one in named if _ends_with(one, words) and not one.many]
        if len({one.key for one in fuller}) == 1:
            same[short] = fuller[0]
    return same


def _ends_with(full: Speaker, words: Sequence[str]) -> bool:
    longer = full.name.casefold().split()
    return len(longer) > len(words) and longer[-len(words) :] == list(words)
