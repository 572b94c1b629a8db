from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.grouping.sample import FERRY, MILL, NOW

from twosource.grouping import group
from twosource.grouping.corrections import Correction, CorrectionKind, apart, constraints, merge, split
from twosource.grouping.regrouping import amend, regroup
from twosource.grouping.stream import Merge, Move, Stories, apply, decide
from twosource.model import Report

FOUND = {frozenset({"ferry-1", "ferry-2", "ferry-3"}), frozenset({"mill-1"})}
WHOLE = merge(["ferry-1", "ferry-2", "ferry-3"], ["mill-1"])


def streamed(reports: Iterable[Report]) -> Stories:
    stories = Stories()
    for report in reports:
        apply(stories, decide(stories, report, NOW))
    return stories


def corrected(stories: Stories, *corrections: Correction, clock: datetime = NOW) -> set[frozenset[str]]:
    amend(stories, regroup(stories, constraints(corrections), clock))
    return partition(stories)


def partition(stories: Stories) -> set[frozenset[str]]:
    found: dict[str, set[str]] = {}
    for report in stories.reports:
        found.setdefault(stories.story_of(report), set()).add(report)
    return set(map(frozenset, found.values()))


def test_a_correction_holds_for_what_is_there_and_undone_it_is_as_before() -> None:
    stories = streamed([*FERRY, MILL])
    assert partition(stories) == FOUND
    assert corrected(stories, WHOLE) == {frozenset({"ferry-1", "ferry-2", "ferry-3", "mill-1"})}
    assert corrected(stories) == FOUND
    assert corrected(stories, split(["ferry-1", "ferry-3"], ["ferry-2"])) == {
        frozenset({"ferry-1", "ferry-3"}),
        frozenset({"ferry-2"}),
        frozenset({"mill-1"}),
    }
    assert corrected(stories) == FOUND


def test_deciding_changes_nothing_and_tells_what_would() -> None:
    stories = streamed([*FERRY, MILL])
    (merging,) = regroup(stories, constraints([WHOLE]), NOW).intents
    assert merging == Merge(stories.story_of("mill-1"), stories.story_of("ferry-1"))
    (moving,) = regroup(stories, constraints([apart(["ferry-2"], ["ferry-1", "ferry-3"])]), NOW).intents
    assert isinstance(moving, Move)
    assert moving.reports == ("ferry-2",)
    assert partition(stories) == FOUND
    assert regroup(stories, constraints([]), NOW).intents == ()


def test_other_stories_are_not_touched() -> None:
    stories = streamed([*FERRY, MILL])
    home = stories.story_of("mill-1")
    decision = regroup(stories, constraints([apart(["ferry-2"], ["ferry-1"])]), NOW)
    assert not any("mill-1" in intent.reports for intent in decision.intents if isinstance(intent, Move))
    amend(stories, decision)
    assert stories.story_of("mill-1") == home


def test_copies_are_parted_and_each_is_alone_with_its_correction() -> None:
    copies = [replace(MILL, id=name) for name in ("a", "b", "c")]
    stories = streamed([*copies, *FERRY])
    parted = apart(["a"], ["b"])
    found = corrected(stories, parted)
    assert not any({"a", "b"} <= story for story in found)
    assert sorted(report for story in found for report in story) == sorted(stories.reports)
    apply(stories, decide(stories, replace(MILL, id="d"), NOW))
    assert stories.story_of("a") != stories.story_of("b")
    assert any({"a", "b", "c", "d"} <= story for story in corrected(stories))


def test_a_correction_holds_when_the_next_report_comes() -> None:
    stories = streamed([*FERRY[:2], MILL])
    corrected(stories, merge(["ferry-1"], ["mill-1"]))
    apply(stories, decide(stories, FERRY[2], NOW))
    assert stories.story_of("ferry-1") == stories.story_of("mill-1")


def test_what_is_apart_from_an_early_report_never_joins_its_story_however_large() -> None:
    many = [replace(FERRY[0], id=f"many-{n}", text=f"{FERRY[0].text} Boat number {n}.") for n in range(40)]
    stories = Stories(constraints([apart(["many-0"], ["ferry-1"])]))
    for report in [*many, FERRY[0]]:
        apply(stories, decide(stories, report, NOW))
    assert stories.story_of("many-0") != stories.story_of("ferry-1")


def test_a_resting_story_wakes_when_it_is_corrected() -> None:
    stories = streamed(FERRY)
    later = NOW + timedelta(days=15)
    apply(stories, decide(stories, MILL, later))
    assert stories.resting
    corrected(stories, WHOLE, clock=later)
    assert len(stories.awake) == 1
    assert not stories.resting


TEXTS = [*(report.text for report in FERRY), MILL.text, f"{FERRY[0].text} Again.", FERRY[0].text]
IDS = [f"r{n}" for n in range(8)]
GROUPS = st.lists(st.lists(st.sampled_from(IDS), min_size=1, max_size=3).map(tuple), min_size=2, max_size=3).map(tuple)
KINDS = st.sampled_from([CorrectionKind.MERGE, CorrectionKind.SPLIT, CorrectionKind.APART])
MOVES = st.tuples(st.sampled_from(IDS), st.sampled_from(IDS), st.sampled_from(IDS)).filter(
    lambda ids: len(set(ids)) == 3
)
CORRECTION = st.one_of(
    st.builds(Correction, KINDS, GROUPS),
    MOVES.map(lambda ids: Correction(CorrectionKind.MOVE, ((ids[0],), (ids[1],), (ids[2],)))),
)


def assert_kept(found: Iterable[Iterable[str]], corrections: Sequence[Correction]) -> None:
    """Every constraint of what is there holds."""
    stories = [frozenset(story) for story in found]
    home = {report: story for story in stories for report in story}
    wanted = constraints(corrections)
    for report, story in home.items():
        assert not story & set(wanted.apart.get(report, ()))
        assert set(wanted.together.get(report, ())) & home.keys() <= story


@given(
    st.lists(st.sampled_from(TEXTS), min_size=8, max_size=8),
    st.lists(st.tuples(st.integers(0, 7), CORRECTION, st.booleans()), max_size=5),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60, deadline=None)
def test_corrections_hold_whenever_they_come_and_survive_from_scratch(
    texts: list[str], said: list[tuple[int, Correction, bool]], dice: random.Random
) -> None:
    reports = [Report(name, text) for name, text in zip(IDS, texts, strict=True)]
    stories, corrections = Stories(), list[Correction]()
    for at, report in enumerate(reports):
        apply(stories, decide(stories, report, NOW))
        for _, correction, undo in (one for one in said if one[0] == at):
            corrections.append(correction)
            corrected(stories, *corrections)
            assert_kept(partition(stories), corrections)
            if undo:
                corrections.remove(dice.choice(corrections))
                corrected(stories, *corrections)
        assert_kept(partition(stories), corrections)
        assert sorted(stories.reports) == IDS[: at + 1]
        assert sorted(stories.home) == sorted(stories.window.documents)
        assert set(stories.members) == set(stories.awake) | set(stories.resting)
        assert stories.window.rarity.reports == len(stories.window.documents)
    shuffled = dice.sample(reports, len(reports))
    again = group(shuffled, constraints(corrections))
    assert again == group(reports, constraints(corrections))
    assert_kept([[report.id for report in story.reports] for story in again], corrections)
