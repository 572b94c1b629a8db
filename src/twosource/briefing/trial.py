"""What a reader's rules would have done to a brief of the past, before they are saved.

Strategy: the brief of the same period is made twice, without the rules and with them; what is in the one and not in the
other, or at another place, is told, with the rules that touched it.

What may live here: holding two briefs against each other.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from twosource.briefing.compose import compose
from twosource.briefing.importance import NO_SIGNALS, Period, Signals
from twosource.briefing.length import Length, minutes
from twosource.briefing.material import Materials
from twosource.briefing.rules import Rule, Rules, profile
from twosource.model import Brief, Dossier


class Did(StrEnum):
    """What rules did to a story."""

    BROUGHT_IN = "brought in"
    MOVED_UP = "moved up"
    MOVED_DOWN = "moved down"
    LEFT_OUT = "left out"


@dataclass(frozen=True, slots=True)
class Effect:
    """`was` and `now` are places in the brief, from 1; None where the story is in none. `rules` touched the story.

    A story that no rule touched moved because others did.
    """

    did: Did
    title: str
    was: int | None
    now: int | None
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Trial:
    """Effects in the order of the brief with the rules, what was left out last. `idle` rules touched nothing."""

    effects: tuple[Effect, ...]
    idle: tuple[Rule, ...]
    brief: Brief


def tried(
    dossiers: Sequence[Dossier],
    period: Period,
    rules: Rules,
    *,
    length: Length | None = None,
    signals: Signals = NO_SIGNALS,
    materials: Materials | None = None,
) -> Trial:
    """What these rules would have done to the brief of a period. Arguments as for `compose`.

    Where the rules tell how many minutes, both briefs are of that length.
    """
    ready = materials or Materials()
    length = minutes(rules.minutes) if rules.minutes else length
    without = compose(dossiers, period, length=length, signals=signals, materials=ready)
    brief = compose(dossiers, period, rules=rules, length=length, signals=signals, materials=ready)
    held = [dossier for dossier in dossiers if any(map(period.holds, dossier.reports))]
    touching = {dossier.id: rules.touching(profile(dossier, signals.outlets)) for dossier in held}
    touched = {rule for found in touching.values() for rule in found}
    return Trial(tuple(_effects(without, brief, touching)), tuple(r for r in rules.rules if r not in touched), brief)


def _effects(without: Brief, brief: Brief, touching: Mapping[str, Sequence[Rule]]) -> Iterator[Effect]:
    was, now = _places(without), _places(brief)
    for story in (*brief.stories, *(story for story in without.stories if story.dossier.id not in now)):
        before, after = was.get(story.dossier.id), now.get(story.dossier.id)
        if did := _did(before, after):
            rules = tuple(rule.text for rule in touching[story.dossier.id])
            yield Effect(did, story.title, before, after, rules)


def _places(brief: Brief) -> dict[str, int]:
    return {story.dossier.id: place for place, story in enumerate(brief.stories, 1)}


def _did(was: int | None, now: int | None) -> Did | None:
    if was is None:
        return Did.BROUGHT_IN
    if now is None:
        return Did.LEFT_OUT
    if was == now:
        return None
    return Did.MOVED_UP if now < was else Did.MOVED_DOWN
