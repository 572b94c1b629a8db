"""Windows hold every hour, none holds too much, and what they share joins their stories."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosource.archive.windows import UNDATED, Window, joined, windows

HOURS = st.dictionaries(st.integers(0, 2000) | st.just(UNDATED), st.integers(1, 50), min_size=1, max_size=80)


@given(HOURS)
def test_every_hour_is_in_a_window_and_windows_go_on(hours: dict[int, int]) -> None:
    found = windows(hours, reports=100, span=168, shared=72)
    assert all(any(one.first <= hour < one.behind for one in found) for hour in hours)
    assert list(found) == sorted(set(found))
    if sum(hours.values()) > 100:
        for one in found:
            inside = [count for hour, count in hours.items() if one.first <= hour < one.behind]
            assert sum(inside) <= 100 or len(inside) == 1
            assert one.behind - one.first <= 168


def test_what_fits_is_one_window() -> None:
    assert windows({5: 10, 9000: 10, UNDATED: 3}, reports=23) == (Window(5, UNDATED + 1),)
    assert windows({}) == ()


def test_windows_share_their_ends() -> None:
    found = windows(dict.fromkeys(range(0, 480, 24), 10), reports=150, span=168, shared=72)
    assert found[:3] == (Window(0, 145), Window(96, 241), Window(192, 337))


def test_a_story_goes_on_in_the_next_window() -> None:
    assert joined([[[1, 2], [3]], [[2, 4], [3, 5], [6]]]) == {1: 1, 2: 1, 3: 3, 4: 1, 5: 3, 6: 6}


def test_no_two_stories_are_made_one_and_none_goes_on_twice() -> None:
    assert joined([[[1, 2], [3, 4, 5]], [[2, 4, 5, 6]]])[6] == 3
    assert joined([[[1, 2, 3, 4]], [[2, 3, 5], [4, 6]]]) == {1: 1, 2: 1, 3: 1, 4: 1, 5: 1, 6: 6}


CLUSTERS = st.lists(st.lists(st.lists(st.integers(0, 40), min_size=1, max_size=5, unique=True)), max_size=4)


@given(CLUSTERS)
def test_the_order_of_clusters_does_not_show(found: list[list[list[int]]]) -> None:
    parted = [_disjoint(window) for window in found]
    assert joined(parted) == joined([window[::-1] for window in parted])
    assert joined(parted).keys() == {report for window in parted for cluster in window for report in cluster}


def _disjoint(window: list[list[int]]) -> list[list[int]]:
    seen: set[int] = set()
    left = []
    for cluster in window:
        left.append([report for report in cluster if report not in seen])
        seen.update(cluster)
    return [cluster for cluster in left if cluster]
