"""One speaker over the reports of one story: "Roe" in one report is "Jan Roe" in another.

Strategy: over all reports of the story, a shorter name is a fuller one's where exactly one fuller one fits. Two
people of one surname keep it apart from both, and so does a name that its own report leaves open. Only people: the
names of organisations and outlets are as long in every report, and what has no name is never one with anything.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final

from twosource.model import Attribution, Speaker, SpeakerKind
from twosource.voices.people import fits, name_key, surname

LONG_SURNAME: Final = 6
"""Letters from which a surname that differs in one is the same, misspelt, beside the same given name."""
SHARED: Final = frozenset(("police", "ministry", "foreign ministry", "coast guard", "fire brigade", "fire service"))
"""Organisations of which an event has mostly one: "police" is "Marchport police" where no other police is named."""


def reconcile(said: Mapping[str, Sequence[Attribution]]) -> Mapping[str, tuple[Attribution, ...]]:
    """The attributions of a story's reports, by report id, with one speaker for one person.

    Args:
        said: attributions of each report of one story, by report id.
    """
    heard = [{one.speaker for one in attributions} for attributions in said.values()]
    speakers = set().union(*heard)
    people = [speaker for speaker in speakers if _is_named(speaker)]
    surnames = Counter(last for one in heard for last in {surname(who.name) for who in one if _is_named(who)})
    spelt = _spelt(people, surnames)
    fullest = _fullest([spelt.get(speaker, speaker) for speaker in people])
    one_name = {speaker: fullest[spelt.get(speaker, speaker)] for speaker in people}
    one_name |= _bodies([speaker for speaker in speakers if speaker.kind is SpeakerKind.ORGANISATION])
    return {
        report: tuple(replace(one, speaker=one_name.get(one.speaker, one.speaker)) for one in attributions)
        for report, attributions in said.items()
    }


def _spelt(people: Iterable[Speaker], surnames: Counter[str]) -> dict[Speaker, Speaker]:
    """Speaker → the same under the spelling of more reports: "Oskar Lindquist" and "Oskar Lindqvist"."""
    ranked = sorted(people, key=lambda one: (-surnames[surname(one.name)], one))
    same: dict[Speaker, Speaker] = {}
    for at, speaker in enumerate(ranked):
        likely = [one for one in ranked[:at] if one not in same and _misspells(speaker.key, one.key)]
        if len({one.key for one in likely}) == 1:
            same[speaker] = likely[0]
    return same


def _misspells(key: str, other: str) -> bool:
    (*given, last), (*others, surname) = key.split("-"), other.split("-")
    if not given or given != others or min(len(last), len(surname)) < LONG_SURNAME or len(last) != len(surname):
        return False
    return sum(a != b for a, b in zip(last, surname, strict=True)) == 1


def _bodies(heard: Iterable[Speaker]) -> dict[Speaker, Speaker]:
    """An organisation in short → its name: "police" → "Marchport police", where the story has no other."""
    named = sorted(heard)
    same: dict[Speaker, Speaker] = {}
    for short in named:
        if short.name.casefold() not in SHARED:
            continue
        fuller = [one for one in named if one.name.casefold().endswith(f" {short.name.casefold()}") and not one.many]
        if len({one.key for one in fuller}) == 1:
            same[short] = fuller[0]
    return same


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
    fuller = [other for other in others if other.key != speaker.key and _shortens(speaker, other)]
    ends = [one for one in fuller if not any(one.key != other.key and _shortens(one, other) for other in fuller)]
    return ends[0] if len(ends) == 1 else speaker


def _shortens(short: Speaker, full: Speaker) -> bool:
    """Whether one name is a shorter form of the other; keys, which hold no initials, decide which is shorter."""
    fewer = len(name_key(short.name).split("-")) < len(name_key(full.name).split("-"))
    return fewer and fits(short.name, full.name)
