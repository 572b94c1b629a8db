"""One speaker over the reports of one story: "Roe" in one report is "Jan Roe" in another.

Strategy: over all reports of the story, a shorter name is a fuller one's where exactly one fuller one fits. Two
people of one surname keep it apart from both, and so does a name that its own report leaves open. Only people: the
names of organisations and outlets are as long in every report, and what has no name is never one with anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from twosource.model import Attribution, Speaker, SpeakerKind
from twosource.voices.people import fits, name_key


def reconcile(said: Mapping[str, Sequence[Attribution]]) -> Mapping[str, tuple[Attribution, ...]]:
    """The attributions of a story's reports, by report id, with one speaker for one person.

    Args:
        said: attributions of each report of one story, by report id.
    """
    people = {one.speaker for attributions in said.values() for one in attributions if _is_named(one.speaker)}
    fullest = _fullest(people)
    return {
        report: tuple(replace(one, speaker=fullest.get(one.speaker, one.speaker)) for one in attributions)
        for report, attributions in said.items()
    }


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
