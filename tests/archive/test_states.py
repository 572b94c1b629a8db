"""Who may be one report is one group; a group is folded as all reports are."""

from __future__ import annotations

from datetime import UTC, date, datetime

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from twosource.archive.rows import report_of, row
from twosource.archive.states import PLACE, folded, groups
from twosource.grouping.revisions import revised
from twosource.model import Enclosure, Report, Revision

TEXT = " ".join(f"word{number} of the text" for number in range(30))


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), min_size=1, max_size=40))
def test_groups_are_what_pairs_join(pairs: list[tuple[int, int]]) -> None:
    ones, others = (np.array(side) for side in zip(*pairs, strict=True))
    members, labels = groups(ones, others)
    expected = {one: {one} for pair in pairs for one in pair}
    for one, other in pairs:
        merged = expected[one] | expected[other]
        for member in merged:
            expected[member] = merged
    assert dict(zip(members.tolist(), labels.tolist(), strict=True)) == {one: min(of) for one, of in expected.items()}


def test_a_report_comes_back_equal() -> None:
    report = Report(
        "a",
        TEXT,
        outlet="Gazette",
        url="https://a.example/1",
        title="A title",
        published=datetime(2026, 3, 1, 12, tzinfo=UTC),
        subjects=("x", "y"),
        media=(Enclosure("https://a.example/m", "video/mp4", None, 3),),
        earlier=(Revision("b", "Earlier.", None, date(2026, 2, 28)),),
        other_ids=("b",),
        revision=2,
    )
    assert report_of(row(report)) == report
    assert report_of(row(Report("a", "Text"))) == Report("a", "Text")


def test_states_are_one_report_where_its_last_words_stand() -> None:
    first = Report("a", TEXT, url="https://a.example/1", title="T", published=date(2026, 3, 1))
    last = Report("b", TEXT + " More.", url="https://a.example/1", title="T", published=date(2026, 3, 2))
    rows = [
        {**row(report), "file": "f", "record": at, "offset": at, "sha256": "0", "at": at}
        for at, report in enumerate((last, first))
    ]
    (found,) = folded(rows)
    assert report_of(found) == revised([first, last])[0]
    assert {name: found[name] for name in PLACE} == {name: rows[0][name] for name in PLACE}
    assert found["repeated"] is False


def test_another_report_with_an_id_that_is_taken_is_told_of() -> None:
    reports = [Report("a", TEXT, published=date(2026, 3, 1)), Report("a", TEXT[::-1], published=date(2026, 3, 2))]
    place = {"file": "f", "record": 0, "offset": None, "sha256": "0"}
    found = folded([{**row(report), **place, "at": at} for at, report in enumerate(reports)])
    assert [one["repeated"] for one in found] == [False, True]
    assert found[0]["text"] == TEXT


def test_the_same_words_are_known_whatever_the_space_between() -> None:
    one, other = row(Report("a", TEXT)), row(Report("b", TEXT.replace(" ", "\n")))
    assert one["words"] == other["words"] is not None
    assert one["context"] != other["context"]
    assert row(Report("a", "Two words"))["words"] is None


def test_runs_are_keys_of_an_outlet_alone() -> None:
    assert row(Report("a", TEXT))["runs"] == []
    one, other = row(Report("a", TEXT, outlet="A")), row(Report("b", TEXT, outlet="B"))
    assert len(one["runs"]) == 12
    assert not set(one["runs"]) & set(other["runs"])
