from __future__ import annotations

import pytest

from twosource.store.places import MOST_PLACE, first_place
from twosource.store.query import After, Before, parse
from twosource.store.tsearch import EVERY, LARGE, MOST_BYTES, bound, lexemes, period

ENTRY = {"place": 7, "title": "mill fire", "words": "the mill burns", "outlet": "courier", "speaker": "ada lunt"}


def test_the_index_holds_terms_pairs_of_neighbours_and_fields() -> None:
    found = lexemes(ENTRY)
    assert [one for one in found if one.isalnum()] == ["burns", "fire", "mill", "the"]
    assert [one for one in found if ":" in one] == ["o:courier", "s:ada", "s:lunt", "t:fire", "t:mill"]
    assert len([one for one in found if one.startswith("=")]) == 3
    assert EVERY in found


def test_a_report_of_more_than_the_index_holds_is_always_looked_at() -> None:
    words = " ".join(f"{n:09d}" for n in range(MOST_BYTES // 9))
    assert lexemes({**ENTRY, "words": words}) == [LARGE, EVERY]


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("mill", "('mill')"),
        ("outlet:nyt mill", "(('o:nyt') & ('mill'))"),
        ("mill OR fire", "(('mill') | ('fire'))"),
        ("mill -fire", "(('mill') & ('*' & !('fire')))"),
        ("mill after:2026", "(('mill') & ('*'))"),
        ("NOT after:2026", "('*' & !('!'))"),
        ('speaker:"ada lunt"', "('s:ada' & 's:lunt')"),
        ('NOT "ada lunt"', "('*' & !('!'))"),
        ("NOT (mill OR before:2026)", "('*' & !(('mill') | ('!')))"),
        ("mill NOT (fire NOT hurt)", "(('mill') & ('*' & !(('fire') & ('*' & !('hurt')))))"),
    ],
)
def test_what_the_index_is_asked_holds_wherever_the_query_does(text: str, asked: str) -> None:
    assert bound(parse(text)) == f"({asked} | '%')"


def test_a_phrase_is_its_terms_and_its_neighbours() -> None:
    asked = bound(parse('"flour mill burns"'))
    held = set(lexemes({**ENTRY, "words": "the flour mill burns"}))
    assert {one.strip("'") for one in asked.strip("()").split(") | ")[0].split(" & ")} <= held
    assert asked.count("'=") == 2
    assert bound(parse('title:"flour mill"')).count("'=") == 1


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("mill", 0, MOST_PLACE),
        ("mill after:2026-03-01", "2026-03-01", MOST_PLACE),
        ("(mill after:2026-03-01) after:2026-02-01 before:2026-04-01", "2026-03-01", "2026-04-01"),
        ("mill OR after:2026-03-01", 0, MOST_PLACE),
        ("NOT after:2026-03-01", 0, MOST_PLACE),
        ("before:2026-04-01", first_place(None), "2026-04-01"),
    ],
)
def test_a_period_that_all_answers_lie_in(text: str, low: int | str, high: int | str) -> None:
    assert period(parse(text)) == (stood(low), stood(high))


def stood(end: int | str) -> int:
    if isinstance(end, int):
        return end
    day = parse(f"after:{end}")
    assert isinstance(day, After | Before)
    return first_place(day.day)
