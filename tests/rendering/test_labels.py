from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from tests.rendering import sample

from twosource.model import (
    Brief,
    Counts,
    Difference,
    DifferenceKind,
    LineRole,
    Origin,
    OriginKind,
    Relation,
    Speaker,
    SpeakerKind,
    Status,
)
from twosource.rendering import labels

INDEPENDENT, SAME, UNKNOWN, SINGLE, *_ = sample.STATEMENTS


def test_counts_stand_in_one_order_with_one_and_many() -> None:
    assert labels.counts(Counts(12, 9, 7, 1)) == "12 reports · 9 texts · 7 outlets · 1 origin"


# --- dots ---------------------------------------------------------------------------------------------------------


def test_a_full_dot_for_each_origin_a_ring_for_each_repeat() -> None:
    assert labels.dots(INDEPENDENT) == "●●○"
    assert labels.standing(INDEPENDENT) == {"r-courier": "●", "r-lantern": "●", "r-mirror": "○"}
    assert labels.dots_in_words(INDEPENDENT) == "2 origins, 1 repeats"


def test_there_are_never_more_full_dots_than_origins_counted() -> None:
    fewer = replace(INDEPENDENT, counts=Counts(3, 2, 3, 1))
    assert labels.dots(replace(fewer, status=Status.UNKNOWN)) == "●○◐"
    assert labels.dots(replace(fewer, status=Status.SAME_ORIGIN)) == "●○○"


def test_what_cannot_be_told_is_never_a_full_dot() -> None:
    assert labels.dots(UNKNOWN) == "◐◐"
    assert labels.dots(replace(UNKNOWN, counts=Counts(2, 2, 2, 2))) == "◐◐"


def test_one_origin_that_nobody_names() -> None:
    assert labels.dots(replace(UNKNOWN, status=Status.SAME_ORIGIN)) == "○○"
    assert labels.dots_in_words(replace(UNKNOWN, status=Status.SAME_ORIGIN)) == "2 repeat an origin that is not told"


def test_status_in_words_never_says_true_or_confirmed() -> None:
    assert labels.status(INDEPENDENT) == "reported independently by 2 origins"
    assert labels.status(SAME) == "in 2 outlets, from one origin"
    assert labels.status(UNKNOWN) == "in 2 outlets, origin cannot be told"
    assert labels.status(SINGLE) == "in one report"


def test_ranked_has_what_several_report_independent_first() -> None:
    assert [s.id for s in labels.ranked(reversed(sample.STATEMENTS))] == ["a1", "a2", "a3"]


@pytest.mark.parametrize(
    ("kind", "name", "words"),
    [
        (OriginKind.OWN, "Quay Press", "own reporting"),
        (OriginKind.WIRE, "Upland Wire", "from Upland Wire"),
        (OriginKind.UNNAMED, "", "from an unnamed source"),
        (OriginKind.UNNAMED, "two aides", "from an unnamed source: two aides"),
        (OriginKind.UNKNOWN, "x", "origin cannot be told"),
        (OriginKind.PERSON, "", "origin cannot be told"),
    ],
)
def test_origins(kind: OriginKind, name: str, words: str) -> None:
    assert labels.origin(Origin(kind, name)) == words


def test_speakers_and_where_they_spoke() -> None:
    assert labels.speaker(Speaker("k", "Ada Quill", SpeakerKind.PERSON)) == "Ada Quill"
    assert labels.speaker(Speaker("k", "two aides", SpeakerKind.ANONYMOUS)) == "two aides (unnamed)"
    assert labels.speaker(Speaker("", "", SpeakerKind.UNKNOWN)) == "Speaker not named"
    assert [labels.medium(one) for one in ("Radio Tarn", "a statement", None)] == [
        "on Radio Tarn",
        "in a statement",
        "",
    ]


def test_roles_of_lines() -> None:
    counts = Counts(3, 3, 3, 3)
    assert [labels.role(role, counts, "The Gazette") for role in LineRole] == [
        "Corrected since", "Settled since", "What happened", "Shared by 3 origins", "Differs", "Said",
        "Only in The Gazette",
    ]  # fmt: skip
    assert labels.role(LineRole.SHARED, Counts(2, 1, 2, 1), "The Gazette") == "In 2 outlets"


def test_numbers() -> None:
    assert [labels.number(n) for n in (3.0, 0.25, 0.5, 10.0)] == ["3", "0.25", "0.5", "10"]
    assert [labels.share(n) for n in (0.8437, 0.9999, 1.0, 0.0)] == ["84%", "99%", "100%", "0%"]
    assert [labels.listed(w) for w in ([], ["A"], ["A", "B"], ["A", "B", "C"])] == ["", "A", "A and B", "A, B and C"]
    assert [labels.why_term(t) for t in ("origins", "time_left")] == ["independent origins", "time left"]


# --- dates --------------------------------------------------------------------------------------------------------


def test_moments_share_one_zone() -> None:
    east = datetime(2031, 5, 7, 1, 30, tzinfo=timezone(timedelta(hours=2)))
    assert labels.published(east) == "6 May 2031, 23:30 UTC"
    assert labels.published(date(2031, 5, 7)) == "7 May 2031"
    assert labels.published(None) == "undated"


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (date(2031, 5, 1), date(2031, 5, 7), "1–7 May 2031"),
        (date(2031, 4, 28), date(2031, 5, 3), "28 April – 3 May 2031"),
        (date(2030, 12, 28), date(2031, 1, 3), "28 December 2030 – 3 January 2031"),
        (date(2031, 5, 1), datetime(2031, 5, 1, 12, tzinfo=UTC), "1 May 2031"),
        (None, date(2031, 5, 1), "1 May 2031"),
        (None, None, ""),
    ],
)
def test_periods(first: date | None, last: date | None, words: str) -> None:
    assert labels.days(first, last) == words


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("2031", "2031"),
        ("2031-05", "May 2031"),
        ("2031-05-06", "Tuesday 6 May 2031"),
        ("2031-05-06T21:15", "Tuesday 6 May 2031, 21:15"),
        ("2031-05-06TNI", "Tuesday 6 May 2031, night"),
        ("2031-W12", "Week of 17 March 2031"),
        ("2031-W12-WE", "Weekend of 22–23 March 2031"),
        ("2031-W60", "2031-W60"),
        ("2031-H1", "First half of 2031"),
        ("2031-Q3", "Quarter 3 of 2031"),
        ("2031-SU", "Summer 2031"),
        ("2031-13", "2031-13"),
        ("PRESENT_REF", "PRESENT_REF"),
    ],
)
def test_timex(value: str, words: str) -> None:
    assert labels.timex(value) == words


def test_subjects() -> None:
    assert labels.brief_subject(sample.BRIEF) == "Your week: 1 story, 1–7 May 2031"
    assert labels.brief_subject(Brief(None, None, ())) == "Your brief: 0 stories"
    assert labels.brief_name(Brief(date(2031, 5, 1), date(2031, 5, 1), ())) == "Your day"
    assert labels.brief_name(Brief(date(2031, 5, 1), date(2031, 8, 1), ())) == "Your brief"


def test_how_figures_stand_to_each_other_stands_beside_the_kind() -> None:
    assert labels.differing(Difference(DifferenceKind.NUMBER, ())) == "The number"
    assert labels.differing(Difference(DifferenceKind.NUMBER, (), Relation.LATER)) == (
        "The number: later reports have another"
    )
    assert all(labels.differing(Difference(DifferenceKind.NUMBER, (), relation)) for relation in Relation)
