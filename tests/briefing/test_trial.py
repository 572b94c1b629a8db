from __future__ import annotations

from dataclasses import replace
from datetime import date

from tests.briefing.stories import COURIER, ECHO, LEDGER, dossier

from twosource.briefing.importance import Period
from twosource.briefing.length import Length
from twosource.briefing.rules import parse
from twosource.briefing.trial import Did, Trial, tried

ALWAYS = Period(None, None)
STORIES = (
    dossier([replace(ECHO, title="Ferry")], id="s-ferry", origins=9),
    dossier([replace(COURIER, title="Mill")], id="s-mill", origins=4),
    dossier([replace(LEDGER, title="Tugs")], id="s-tugs"),
)


def did(rules: str, length: Length | None = None) -> list[tuple[Did, str, int | None, int | None]]:
    found = tried(STORIES, ALWAYS, parse(rules), length=length).effects
    return [(effect.did, effect.title, effect.was, effect.now) for effect in found]


def test_rules_that_touch_nothing_are_idle_and_do_nothing() -> None:
    trial = tried(STORIES, ALWAYS, parse("mute topic football"))
    assert (trial.effects, [rule.text for rule in trial.idle]) == ((), ["mute topic football"])


def test_what_was_brought_in_pushes_another_out() -> None:
    assert did("boost topic tugs by 9", Length(2)) == [
        (Did.BROUGHT_IN, "Tugs", None, 1),
        (Did.MOVED_DOWN, "Ferry", 1, 2),
        (Did.LEFT_OUT, "Mill", 2, None),
    ]


def test_what_moved_up_and_what_was_muted() -> None:
    assert did("mute topic ferry") == [
        (Did.MOVED_UP, "Mill", 2, 1),
        (Did.MOVED_UP, "Tugs", 3, 2),
        (Did.LEFT_OUT, "Ferry", 1, None),
    ]


def test_each_effect_has_the_rules_that_touched_its_story() -> None:
    trial: Trial = tried(STORIES, ALWAYS, parse("mute topic ferry"))
    assert {effect.title: effect.rules for effect in trial.effects} == {
        "Mill": (),
        "Tugs": (),
        "Ferry": ("mute topic ferry",),
    }


def test_a_period_without_reports_touches_no_rule() -> None:
    trial = tried(STORIES, Period(date(2030, 1, 1), None), parse("mute topic ferry"))
    assert (trial.effects, len(trial.idle)) == ((), 1)


def test_minutes_of_the_rules_are_those_of_both_briefs() -> None:
    assert did("minutes 15") == []
