from __future__ import annotations

from datetime import date

import pytest
from tests.briefing.stories import ECHO, dossier, passage

from twosource.briefing.importance import Before, Period, Signals, importance
from twosource.briefing.rules import Kind, Rule, Verb
from twosource.briefing.trial import Did, Effect
from twosource.model import Brief, BriefStory, Counts, Development, Line, LineRole, News, Outlet
from twosource.rendering import news
from twosource.rendering.mastheads import mastheads

DAY = date(2031, 5, 1)
HEADS = mastheads([ECHO], {})
GASH = passage(ECHO, "A diver hired by the Corran Echo found a gash of two metres in the hull of the Maribel.")


def story(*found: Development, lines: tuple[Line, ...] = (), was: Counts | None = None) -> BriefStory:
    return BriefStory(dossier([ECHO], origins=3), (), lines, found, was)


def test_a_first_brief_greets_with_nothing_and_marks_nothing() -> None:
    first = Brief(DAY, DAY, (story(Development(News.NEW)),))
    assert (news.greeting(first), news.mark(first.stories[0], first)) == ("", "")
    assert "No story falls into this period" in news.nothing(first)


def test_a_later_brief_tells_that_nothing_is_told_twice() -> None:
    later = Brief(DAY, DAY, (), after=DAY)
    assert (
        news.greeting(later) == "Nothing that you were told before: only what is new since your brief up to 1 May 2031."
    )
    assert news.nothing(later) == "Nothing has happened that you were not told in your brief up to 1 May 2031."
    assert news.mark(story(Development(News.CORRECTED)), later) == "Corrected"
    assert news.mark(story(), later) == ""


def test_more_origins_than_when_told() -> None:
    assert news.became(story(was=Counts(1, 1, 1, 1)), HEADS) == ("3 independent origins now, 1 when you were told",)
    assert news.became(story(was=Counts(3, 3, 3, 3)), HEADS) == ()


def test_what_a_line_shows_is_not_said_again() -> None:
    corrected = Development(News.CORRECTED, ("It sank.",), (GASH,))
    line = Line(LineRole.CORRECTED, GASH, Counts(1, 1, 1, 1), before="It sank.")
    assert news.became(story(corrected, lines=(line,)), HEADS) == ()
    assert news.became(story(corrected), HEADS) == ("Corran Echo no longer has what you were told: “It sank.”",)
    gone = Development(News.CORRECTED, ("It sank.",))
    assert news.became(story(gone), HEADS) == ("The outlet no longer has what you were told: “It sank.”",)


def test_settled_and_still_in_dispute_name_the_sides_that_were_told() -> None:
    settled, open_still = Development(News.SETTLED, ("212", "198")), Development(News.DISPUTED, ("12", "15"))
    assert news.became(story(settled, open_still), HEADS) == (
        "Outlets no longer differ as you were told: 212 · 198",
        "Still in dispute: 12 · 15",
    )
    line = Line(LineRole.SETTLED, GASH, Counts(1, 1, 1, 1), before="212 · 198")
    assert news.became(story(settled, lines=(line,)), HEADS) == ()


def test_why_reads_the_formula_backwards() -> None:
    found = dossier()
    signals = Signals({"corran echo": Outlet("e", "e", country="OR")}, {"echo": 0})
    why = importance(found, Period(None, None), signals)
    assert news.why(BriefStory(found, why, ())) == (
        "Why it is here: 3 independent origins, 3 owners with reporting of their own, "
        "3 outlets with a text of their own, "
        "outlets of 1 country, placed in feeds at 1 of 1, reported on 3 days, all of it new; importance 10.5."
    )


def test_why_of_a_story_told_before_and_of_rules() -> None:
    before = Before(Counts(1, 1, 1, 1), frozenset({"echo", "courier"}), frozenset({News.CORRECTED}))
    why = (*importance(dossier(), Period(DAY, None), before=before), ("rule: follow topic ferry", 1.5))
    said = news.why(BriefStory(dossier(), why, ()))
    assert "33% of it new, less what you were told before, a line that you were told has been changed" in said
    assert "your rule “follow topic ferry”; importance" in said
    assert "reported on" not in said
    assert news.why(BriefStory(dossier(), (), ())) == ""


@pytest.mark.parametrize(
    ("did", "was", "now", "rules", "said"),
    [
        (Did.BROUGHT_IN, None, 2, ("follow topic x",), "brought in, at place 2: follow topic x"),
        (
            Did.MOVED_UP,
            3,
            1,
            ("boost topic x by 2", "keep topic x"),
            "moved up from 3 to 1: boost topic x by 2, keep topic x",
        ),
        (Did.MOVED_DOWN, 1, 2, (), "moved down from 1 to 2, because of others"),
        (Did.LEFT_OUT, 4, None, ("mute topic x",), "left out, was at place 4: mute topic x"),
    ],
)
def test_what_rules_did(did: Did, was: int | None, now: int | None, rules: tuple[str, ...], said: str) -> None:
    assert news.effect(Effect(did, "Title", was, now, rules)) == said


def test_an_idle_rule() -> None:
    assert (
        news.idle(Rule(Verb.MUTE, Kind.TOPIC, "football")) == "“mute topic football” touches no story of this period."
    )
