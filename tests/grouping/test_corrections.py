from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import BadField, MissingField
from twosource.grouping import group
from twosource.grouping.corrections import (
    Correction,
    CorrectionKind,
    apart,
    constraints,
    constraints_on,
    from_json,
    gold,
    merge,
    move,
    split,
    to_json,
)
from twosource.model import Report

FERRY = [
    Report(
        "ferry-1",
        "The ferry Maribel ran aground off Corran Head on Tuesday. Lifeboats came from Tarbet.",
        title="Ferry",
    ),
    Report(
        "ferry-2", "Lifeboats from Tarbet reached the ferry Maribel, aground off Corran Head.", title="Maribel aground"
    ),
    Report(
        "ferry-3", "The Maribel, a ferry, grounded at Corran Head; lifeboats from Tarbet went out.", title="Aground"
    ),
]
MILL = [
    Report("mill-1", "A fire destroyed the flour mill in Lower Sarn. Three workers are missing.", title="Mill burns"),
    Report("mill-2", "Three workers were missing after the flour mill at Lower Sarn burned down.", title="Mill fire"),
]
NEWS = FERRY + MILL


def grouped(*corrections: Correction, reports: list[Report] = NEWS) -> set[frozenset[str]]:
    stories = group(reports, constraints(corrections))
    return {frozenset(report.id for report in story.reports) for story in stories}


ALONE = {frozenset({"ferry-1", "ferry-2", "ferry-3"}), frozenset({"mill-1", "mill-2"})}


def test_without_corrections_the_stories_are_as_found() -> None:
    assert grouped() == ALONE


def test_merged_stories_stay_one_from_scratch() -> None:
    whole = merge(["ferry-1", "ferry-2", "ferry-3"], ["mill-1", "mill-2"])
    assert grouped(whole) == {frozenset(report.id for report in NEWS)}
    assert grouped(whole, reports=NEWS[::-1]) == grouped(whole)


def test_parts_of_a_split_story_stay_apart_and_each_together() -> None:
    parts = split(["ferry-1", "ferry-3"], ["ferry-2"])
    assert grouped(parts) == {
        frozenset({"ferry-1", "ferry-3"}),
        frozenset({"ferry-2"}),
        frozenset({"mill-1", "mill-2"}),
    }


def test_a_moved_report_is_with_the_others_however_unlike() -> None:
    moved = move("ferry-2", ["ferry-1", "ferry-2", "ferry-3"], ["mill-1", "mill-2"])
    assert grouped(moved) == {frozenset({"ferry-1", "ferry-3"}), frozenset({"ferry-2", "mill-1", "mill-2"})}


def test_a_report_moved_nowhere_is_a_story_of_its_own() -> None:
    assert frozenset({"mill-2"}) in grouped(move("mill-2", ["mill-1", "mill-2"]))


def test_what_is_never_together_stays_apart_even_word_for_word() -> None:
    copies = [Report(name, FERRY[0].text) for name in ("a", "b")]
    assert grouped(reports=copies) == {frozenset({"a", "b"})}
    assert grouped(apart(["a"], ["b"]), reports=copies) == {frozenset({"a"}), frozenset({"b"})}


def test_a_correction_holds_for_reports_that_come_later() -> None:
    parts = split(["ferry-1"], ["ferry-2"])
    assert grouped(parts, reports=[FERRY[0], *MILL]) == {frozenset({"ferry-1"}), frozenset({"mill-1", "mill-2"})}
    together = {story for story in grouped(parts) if {"ferry-1", "ferry-2"} <= story}
    assert not together


def test_of_two_that_contradict_the_newer_holds() -> None:
    joined, parted = merge(["mill-1"], ["mill-2"]), apart(["mill-1"], ["mill-2"])
    assert frozenset({"mill-1", "mill-2"}) in grouped(parted, joined)
    assert frozenset({"mill-1"}) in grouped(joined, parted)


def test_what_follows_of_the_newer_holds_too() -> None:
    found = constraints([merge(["a"], ["b"]), merge(["b"], ["c"]), apart(["a"], ["c"])])
    assert found.together["b"] == ("b", "c")
    assert found.apart["a"] == ("b", "c")


def test_a_correction_of_a_state_of_a_report_is_of_the_report() -> None:
    now = replace(FERRY[0], other_ids=("ferry-0",))
    assert constraints_on([now], [apart(["ferry-0"], ["mill-1"])]) == constraints([apart(["ferry-1"], ["mill-1"])])
    assert constraints_on([now], [apart(["ferry-0"], ["ferry-1"])]).apart == {}


def test_gold_tells_each_pair_once() -> None:
    assert gold([merge(["b"], ["a"]), apart(["a"], ["c"])]) == [
        {"reports": ["a", "b"], "same": True},
        {"reports": ["a", "c"], "same": False},
        {"reports": ["b", "c"], "same": False},
    ]


@pytest.mark.parametrize(
    "correction", [merge(["a"], ["b", "c"]), split(["a"], ["b"]), move("a", ["a", "b"], ["c"]), apart(["a"], ["b"])]
)
def test_corrections_come_back_from_json(correction: Correction) -> None:
    assert from_json(json.loads(json.dumps(to_json(correction))), "here") == correction


@pytest.mark.parametrize(
    ("found", "error"),
    [
        ([], MissingField),
        ({"kind": "merge"}, MissingField),
        ({"kind": "mend", "groups": [["a"]]}, BadField),
        ({"kind": "apart", "groups": [["a"]]}, BadField),
        ({"kind": "merge", "groups": "ab"}, BadField),
        ({"kind": "merge", "groups": [["a", 1]]}, BadField),
        ({"kind": ["merge"], "groups": [["a"]]}, BadField),
        ({"kind": "move", "groups": [[], ["a"], ["b"]]}, BadField),
    ],
)
def test_what_is_no_correction_is_told(found: object, error: type[Exception]) -> None:
    with pytest.raises(error):
        from_json(found, "here")


IDS = st.sampled_from("abcdef")
GROUPS = st.lists(st.lists(IDS, min_size=1, max_size=3).map(tuple), min_size=2, max_size=3).map(tuple)
CORRECTIONS = st.lists(
    st.builds(Correction, st.sampled_from([CorrectionKind.MERGE, CorrectionKind.SPLIT, CorrectionKind.APART]), GROUPS),
    max_size=5,
)


@given(CORRECTIONS)
def test_constraints_never_contradict_themselves(corrections: list[Correction]) -> None:
    found = constraints(corrections)
    for report, others in found.apart.items():
        assert report not in others
        assert not set(others) & set(found.together[report])
        assert all(report in found.apart[other] for other in others)


@given(CORRECTIONS)
def test_grouping_keeps_to_whatever_corrections(corrections: list[Correction]) -> None:
    reports = [Report(name, f"{FERRY[0].text} {name * 3}") for name in "abcdef"]
    found = constraints(corrections)
    for story in grouped(*corrections, reports=reports):
        for report in story:
            assert not story & set(found.apart.get(report, ()))
            assert set(found.together.get(report, ())) <= story
