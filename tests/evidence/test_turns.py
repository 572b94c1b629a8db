from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from twosource.evidence.turns import dropped, turns, versions_of
from twosource.model import Dropped, Outlet, Passage, Report, Revision, Turn, TurnKind

OUTLETS = {"herald": Outlet("herald", "Herald", owner="Row"), "courier": Outlet("courier", "Courier", owner="Row")}
LINE = "The gate above the lock was never lowered."
REST = "The river burst its banks in the night."


def at(hour: int) -> datetime:
    return datetime(2026, 3, 11, hour, tzinfo=UTC)


def report(
    key: str, outlet: str | None, published: date | None, text: str = LINE, *, url: str | None = None, revision: int = 1
) -> Report:
    return Report(key, text, outlet=outlet, published=published, url=url, revision=revision)


def became(*reports: Report, having: str) -> list[tuple[str, str]]:
    group = [Passage(one.id, 0, len(LINE), one.text[: len(LINE)]) for one in reports if one.id in having]
    return [(turn.kind.value, turn.report) for turn in turns(group, reports, OUTLETS)]


def test_what_one_had_alone_was_taken_up_by_another() -> None:
    found = became(
        report("a", "Gazette", at(8), REST), report("b", "Post", at(9)), report("c", "Lantern", at(12)), having="bc"
    )
    assert found == [("first", "b"), ("taken up", "c")]


def test_what_nobody_told_the_story_without_was_never_alone() -> None:
    assert became(report("b", "Post", at(9)), report("c", "Lantern", at(12)), having="bc") == []
    late = report("d", "Gazette", at(14), REST)
    assert became(report("b", "Post", at(9)), report("c", "Lantern", at(12)), late, having="bc") == []


def test_a_report_of_the_first_outlet_without_it_does_not_count() -> None:
    own = report("a", "Post", at(8), REST)
    assert became(own, report("b", "Post", at(9)), report("c", "Lantern", at(12)), having="bc") == []


@pytest.mark.parametrize("published", [None, date(2026, 3, 11), at(9)])
def test_what_was_not_certainly_first_was_not_alone(published: date | None) -> None:
    silent = report("a", "Gazette", date(2026, 3, 9), REST)
    assert became(silent, report("b", "Post", at(9)), report("c", "Lantern", published), having="bc") == []


def test_days_are_enough_where_they_differ() -> None:
    silent = report("a", "Gazette", date(2026, 3, 9), REST)
    later = report("c", "Lantern", date(2026, 3, 12))
    assert became(silent, report("b", "Post", at(9)), later, having="bc") == [("first", "b"), ("taken up", "c")]


def test_one_family_takes_nothing_up_from_itself() -> None:
    silent = report("a", "Gazette", at(7), REST)
    assert became(silent, report("b", "Herald", at(9)), report("c", "Courier", at(12)), having="bc") == []


def test_a_later_version_that_lacks_a_line_dropped_it() -> None:
    old = report("a", "Post", at(9), LINE + " " + REST, url="https://www.post.example/flood#top")
    new = report("b", "Post", at(11), REST, url="http://post.example/flood/")
    assert versions_of([new, old], OUTLETS) == ((old, new),)
    assert became(old, new, having="a") == [("dropped", "b")]


def test_a_line_that_was_changed_was_not_dropped() -> None:
    old = report("a", "Post", at(9), LINE, url="https://post.example/flood")
    new = report("b", "Post", at(11), "The gate above the lock was lowered at one.", url="https://post.example/flood")
    assert became(old, new, having="a") == []


def test_a_version_that_keeps_a_line_has_no_turn() -> None:
    old, new = (
        report(key, "Post", at(hour), LINE, url="https://post.example/flood") for key, hour in (("a", 9), ("b", 11))
    )
    assert became(old, new, having="ab") == []


def test_versions_are_of_one_outlet_at_one_address_one_after_the_other() -> None:
    address = "https://post.example/flood?id=1"
    one = report("a", "Post", at(9), url=address)
    assert versions_of([one, report("b", "Lantern", at(10), url=address)], OUTLETS) == ()
    assert versions_of([one, report("b", "Post", at(10), url="https://post.example/flood?id=2")], OUTLETS) == ()
    assert versions_of([one, report("b", "Post", at(9), url=address)], OUTLETS) == ()
    revised = report("b", "Post", at(9), url=address, revision=2)
    assert versions_of([revised, one], OUTLETS) == ((one, revised),)


def test_turns_hash() -> None:
    assert len({Turn(TurnKind.FIRST, "a"), Turn(TurnKind.FIRST, "a")}) == 1


def edited(now: str, *before: str) -> Report:
    return Report("a", now, outlet="Post", earlier=tuple(Revision(f"a{n}", text) for n, text in enumerate(before)))


def test_a_line_of_an_earlier_state_that_later_ones_lack_was_dropped() -> None:
    assert dropped([edited(REST, LINE + " " + REST)]) == (Dropped("a", 0, 0, len(LINE), LINE),)


def test_a_line_is_dropped_once_and_not_when_it_comes_back() -> None:
    assert [line.revision for line in dropped([edited(REST, LINE, LINE + " " + REST)])] == [1]
    assert dropped([edited(LINE, LINE, LINE + " " + REST)]) == (
        Dropped("a", 1, len(LINE) + 1, len(LINE + REST) + 1, REST),
    )


def test_a_line_that_was_changed_or_says_nothing_was_not_dropped() -> None:
    assert dropped([edited("The gate above the lock was lowered at one.", LINE + " He would not say.")]) == ()
    assert dropped([edited(LINE)]) == ()
