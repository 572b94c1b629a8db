from __future__ import annotations

from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.briefing.stories import COURIER, ECHO, FERRY, dossier, said

from twosource.briefing import compose
from twosource.briefing.importance import Period, Signals
from twosource.briefing.length import Length
from twosource.briefing.rules import FOLLOWED, MOST_RULES, NO_RULES, Kind, Rule, Rules, Verb, parse, profile
from twosource.errors import RuleError
from twosource.model import Dossier, Outlet, Topic, TopicKind

ALWAYS = Period(None, None)
RASK = said(ECHO, "We heard a bang", "Oona Rask", "said")


def ferry(*topics: Topic) -> Dossier:
    return replace(dossier(attributions=[RASK]), topics=topics)


def test_rules_are_read_one_a_line() -> None:
    found = parse(
        "# mine\n\nfollow topic fuel levy\nBoost person “Ada Abel” by 3\nkeep outlet Marsh Gazette # local\n"
        "mute topic football\nminutes 5\nboost topic water"
    )
    assert found.minutes == 5
    assert found.rules == (
        Rule(Verb.FOLLOW, Kind.TOPIC, "fuel levy", FOLLOWED),
        Rule(Verb.BOOST, Kind.PERSON, "Ada Abel", 3.0),
        Rule(Verb.KEEP, Kind.OUTLET, "Marsh Gazette"),
        Rule(Verb.MUTE, Kind.TOPIC, "football"),
        Rule(Verb.BOOST, Kind.TOPIC, "water", 1.0),
    )


@given(st.lists(st.sampled_from(["follow topic a b", "boost person Ada Abel by 2.5", "keep outlet E", "mute topic t"])))
def test_rules_are_written_as_they_are_read(lines: list[str]) -> None:
    found = parse("\n".join(lines))
    assert parse("\n".join(rule.text for rule in found.rules)) == found
    assert [rule.text for rule in found.rules] == list(dict.fromkeys(lines))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("watch topic water", "“watch” is no verb; write follow, boost, keep or mute"),
        ("follow water", "“water” is no kind; write topic, person or outlet"),
        ("follow", "a rule has a verb, a kind and a name; write “follow topic fuel levy”"),
        ("follow person", "no person is named; write its name at the end, as in “follow person Ada Abel”"),
        ("mute topic —", "no topic is named"),
        ("boost topic water by ten", "a boost is by a number from 0.5 to 9; write “by 2” at the end"),
        ("boost topic water by nan", "a boost is by a number"),
        ("boost topic water by 10", "a boost is by a number"),
        ("minutes soon", "how many minutes is a number from 1 to 60; write “minutes 5”"),
        ("minutes 0", "how many minutes"),
        ("minutes 61", "how many minutes"),
    ],
)
def test_what_is_no_rule_is_named_with_what_to_do(line: str, problem: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse(f"follow topic water\n{line}")
    (found,) = caught.value.problems
    assert found.startswith(f"line 2 (“{line}”): {problem}")


def test_all_problems_are_told_at_once() -> None:
    with pytest.raises(RuleError, match=r"line 1 .*\nline 3 ") as caught:
        parse("watch topic water\nfollow topic water\nmute")
    assert len(caught.value.problems) == 2


def test_too_many_rules_are_refused() -> None:
    with pytest.raises(RuleError, match="leave some out"):
        parse("\n".join(f"follow topic water{number}" for number in range(MOST_RULES + 1)))


@given(st.text() | st.text(alphabet="folwmutekp tpicby 3.\n#"))
def test_whatever_is_written_gives_rules_or_an_error(text: str) -> None:
    with suppress(RuleError):
        assert isinstance(parse(text), Rules)


@pytest.mark.parametrize(
    ("line", "touches"),
    [
        ("follow topic ferries", True),  # in the headline, by its stem
        ("follow topic ferry Maribel", True),
        ("follow topic sea rescue", True),
        ("follow topic rescue at sea", False),
        ("follow topic football", False),
        ("follow person Oona Rask", True),
        ("follow person rask", True),
        ("follow person Oona", False),
        ("follow person Lucan Brode", False),
        ("follow outlet corran echo", True),
        ("follow outlet EC", True),
        ("follow outlet Corran", False),
    ],
)
def test_what_a_rule_touches(line: str, touches: bool) -> None:
    story = profile(
        ferry(Topic("sea-rescue", "sea rescues", TopicKind.SUBJECT)), {"corran echo": Outlet("ec", "Corran Echo")}
    )
    assert bool(parse(line).touching(story)) is touches


def why(rules: str) -> dict[str, float]:
    brief = compose([ferry()], ALWAYS, rules=parse(rules))
    return dict(brief.stories[0].why)


def test_each_rule_that_touched_a_story_is_a_term_of_why() -> None:
    found = why("follow topic ferry\nboost person Rask by 3\nkeep outlet Corran Echo\nfollow topic football")
    assert {name: value for name, value in found.items() if name.startswith("rule: ")} == {
        "rule: follow topic ferry": FOLLOWED,
        "rule: boost person Rask by 3": 3.0,
        "rule: keep outlet Corran Echo": 0.0,
    }


def ids(rules: Rules, *dossiers: Dossier, **more: object) -> list[str]:
    return [story.dossier.id for story in compose(dossiers, ALWAYS, rules=rules, **more).stories]  # type: ignore[arg-type]


MILL = dossier([replace(COURIER, title="Mill")], id="s-mill")
BOTH = (MILL, dossier([ECHO], id="s-ferry", title="Ferry", origins=4))


def test_a_story_followed_or_boosted_comes_before_others() -> None:
    assert ids(NO_RULES, *BOTH) == ["s-ferry", "s-mill"]
    assert ids(parse("boost topic mill by 5"), *BOTH) == ["s-mill", "s-ferry"]


def test_a_story_muted_stays_out_unless_a_rule_keeps_it() -> None:
    assert ids(parse("mute topic ferry"), *BOTH) == ["s-mill"]
    assert ids(parse("mute topic ferry\nkeep outlet Corran Echo"), *BOTH) == ["s-ferry", "s-mill"]


def test_of_a_muted_outlet_no_line_is_shown_and_no_story_that_it_alone_has() -> None:
    mute = parse("mute outlet Corran Echo")
    assert ids(mute, *BOTH) == ["s-mill"]
    (story,) = compose([dossier(FERRY)], ALWAYS, rules=mute).stories
    assert story.dossier.counts.outlets == 3
    assert "echo" not in {line.passage.report for line in story.lines}
    assert "echo" in {line.passage.report for line in compose([dossier(FERRY)], ALWAYS).stories[0].lines}


def test_a_report_whose_outlet_cannot_be_told_is_not_muted() -> None:
    nobodys = dossier([replace(ECHO, outlet=None)])
    assert ids(NO_RULES, nobodys) == ids(parse("mute outlet Corran Echo"), nobodys) == ["s-ferry"]


def test_an_outlet_is_muted_by_its_key_too() -> None:
    signals = Signals({"corran echo": Outlet("ec", "Corran Echo")})
    assert ids(parse("mute outlet ec"), *BOTH, signals=signals) == ["s-mill"]


def test_a_story_kept_comes_in_where_there_is_no_room_left() -> None:
    assert ids(NO_RULES, *BOTH, length=Length(1)) == ["s-ferry"]
    assert ids(parse("keep topic mill"), *BOTH, length=Length(1)) == ["s-ferry", "s-mill"]
