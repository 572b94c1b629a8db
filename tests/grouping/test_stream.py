from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.grouping.sample import FERRY, MILL, NOW

from twosource.grouping.clusters import clusters
from twosource.grouping.corrections import FREE, Constraints, apart, constraints, merge
from twosource.grouping.likeness import Document
from twosource.grouping.stream import (
    DISSOLVED,
    JUDGED,
    SAMPLED,
    Close,
    Join,
    Merge,
    Move,
    Open,
    Rest,
    Stories,
    Wake,
    apply,
    decide,
    homes_of,
)
from twosource.model import Report


def told(stories: Stories, report: Report, clock: datetime = NOW) -> list[object]:
    decision = decide(stories, report, clock)
    apply(stories, decision)
    return list(decision.intents)


def stream(reports: Iterable[Report], found: Constraints = FREE, clock: datetime = NOW) -> Stories:
    stories = Stories(found)
    for report in reports:
        told(stories, report, clock)
    return stories


def partition(stories: Stories) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for report in stories.reports:
        found.setdefault(stories.story_of(report), set()).add(report)
    return set(map(frozenset, found.values()))


def test_a_report_opens_a_story_or_joins_its_own() -> None:
    stories = Stories()
    (first,) = told(stories, FERRY[0])
    (second,) = told(stories, MILL)
    (third,) = told(stories, FERRY[1])
    assert isinstance(first, Open)
    assert isinstance(second, Open)
    assert third == Join("ferry-2", first.story)
    assert first.story != second.story


def test_deciding_changes_nothing() -> None:
    stories = stream(FERRY[:2])
    before = partition(stories)
    assert decide(stories, FERRY[2], NOW).intents == decide(stories, FERRY[2], NOW).intents
    assert partition(stories) == before
    assert "ferry-3" not in stories.reports


def test_a_copy_joins_whatever_else_there_is() -> None:
    stories = stream([*FERRY, MILL])
    assert told(stories, replace(MILL, id="copy")) == [Join("copy", stories.story_of("mill-1"))]


def test_stories_merge_when_it_becomes_clear_that_they_are_one() -> None:
    one, other = (replace(FERRY[0], id=name) for name in ("a", "b"))
    words = FERRY[0].text.split()
    one = replace(one, text=" ".join(words[:14]), title="Ferry aground")
    other = replace(other, text=" ".join(words[18:]), title="Lifeboats from Tarbet out")
    stories = stream([one, other, MILL])
    assert stories.story_of("a") != stories.story_of("b")
    intents = told(stories, FERRY[0])
    assert any(isinstance(intent, Merge) for intent in intents)
    assert frozenset({"a", "b", "ferry-1"}) in partition(stories)


def test_a_story_rests_wakes_and_is_closed() -> None:
    stories = stream(FERRY)
    story = stories.story_of("ferry-1")
    assert told(stories, MILL, NOW + timedelta(days=15))[-1] == Rest(story)
    again = replace(FERRY[1], id="again", text=FERRY[1].text + " An inquiry has begun.")
    assert told(stories, again, NOW + timedelta(days=16)) == [Wake(story), Join("again", story)]
    later = replace(MILL, id="later", text="The council of Upper Sarn met on the pier and decided on nothing at all.")
    assert Rest(story) in told(stories, later, NOW + timedelta(days=40))
    last = replace(MILL, id="last", text="A swan was seen in the harbour of Orland, and a crowd came to look.")
    assert Close(story) in told(stories, last, NOW + timedelta(days=90))
    assert set(stories.reports) == {"later", "last"} | ({"mill-1"} & set(stories.reports))


def test_resting_stories_keep_their_last_reports_alone() -> None:
    more = [replace(FERRY[n % 3], id=f"more-{n}", text=f"{FERRY[n % 3].text} Boat {n}.") for n in range(6)]
    stories = stream(more, constraints([merge(report.id for report in more)]))
    told(stories, MILL, NOW + timedelta(days=15))
    assert set(stories.reports) == {"more-3", "more-4", "more-5", "mill-1"}
    assert stories.window.rarity.reports == len(stories.window.documents) == 4


def test_a_copy_wakes_a_story() -> None:
    stories = stream(FERRY)
    told(stories, MILL, NOW + timedelta(days=15))
    assert isinstance(told(stories, replace(FERRY[2], id="copy"), NOW + timedelta(days=16))[0], Wake)


def test_corrections_hold_in_a_stream() -> None:
    said = constraints([apart(["ferry-1"], ["ferry-2"]), merge(["mill-1"], ["ferry-3"])])
    stories = stream([*FERRY, MILL], said)
    assert stories.story_of("ferry-1") != stories.story_of("ferry-2")
    assert stories.story_of("ferry-3") == stories.story_of("mill-1")


def test_a_large_story_is_not_taken_apart() -> None:
    many = [replace(FERRY[0], id=f"many-{n}", text=f"{FERRY[0].text} Boat number {n}.") for n in range(40)]
    stories = stream(many)
    (home,) = {stories.story_of(report.id) for report in many}
    assert told(stories, FERRY[0]) == [Join("ferry-1", home)]


def test_what_a_report_costs_is_bounded_however_large_the_stories_around_it() -> None:
    judged: list[int] = []

    def counting(documents: Mapping[int, Document], ties: Iterable[Sequence[int]], known: int) -> list[list[int]]:
        judged.append(len(documents))
        return clusters(documents, ties, known=known)

    boats = [(f"{n % 3}-{n // 3}", f"{FERRY[0].text} Boat {n % 3}. Line {n}.") for n in range(120)]
    parted = constraints([apart([f"{boat}-0"], [f"{other}-0"]) for boat, other in combinations(range(3), 2)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("twosource.grouping.stream.clusters", counting)
        stories = stream((replace(FERRY[0], id=name, text=text) for name, text in boats), parted)
    assert len(stories.members) >= 3
    assert 40 < max(judged) <= DISSOLVED + JUDGED * (SAMPLED + 3) + 1  # three reports are an editor's


def test_a_large_story_keeps_its_name_though_few_stand_for_it() -> None:
    home_of = {1: "large", 2: "small", 3: "small"}
    assert homes_of([[1, 2, 3]], home_of) == ["small"]
    assert homes_of([[1, 2, 3]], home_of, {"large": 40}) == ["large"]


WORDS = st.sampled_from(
    ["ferry", "Maribel", "Corran", "lifeboats", "mill", "fire", "Sarn", "workers", "mayor", "12", "40", "the", "said"]
)
TEXTS = st.lists(st.lists(WORDS, max_size=14).map(" ".join), max_size=14)


@given(TEXTS, st.lists(st.integers(0, 30), min_size=14, max_size=14), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_stories_stay_sound_whatever_comes(texts: list[str], gaps: list[int], dice: random.Random) -> None:
    stories, clock = Stories(), NOW
    for number, (text, gap) in enumerate(zip(texts, gaps, strict=False)):
        clock += timedelta(days=gap * dice.random())
        intents = told(stories, Report(f"r{number}", text), clock)
        assert sum(isinstance(intent, Join | Open) for intent in intents) == 1
        assert all(isinstance(intent, Join | Open | Move | Merge | Rest | Wake | Close) for intent in intents)
        assert stories.story_of(f"r{number}") in stories.awake
    members = [number for found in stories.members.values() for number in found]
    assert sorted(members) == sorted(stories.home) == sorted(stories.window.documents)
    assert set(stories.members) == set(stories.awake) | set(stories.resting)
    assert not set(stories.awake) & set(stories.resting)
