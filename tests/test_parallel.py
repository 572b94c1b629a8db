from __future__ import annotations

from collections.abc import Iterator
from threading import Barrier
from time import sleep

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.parallel import AHEAD, Once, beside, in_order


@settings(deadline=None)
@given(st.lists(st.integers(0, 3), max_size=12), st.integers(1, 4))
def test_answers_come_in_the_order_of_the_items(waits: list[int], workers: int) -> None:
    def wait(item: tuple[int, int]) -> int:
        sleep(item[1] / 1000)
        return item[0]

    assert list(in_order(wait, enumerate(waits), workers)) == list(range(len(waits)))


def test_as_many_are_at_work_at_once_as_there_are_workers() -> None:
    together = Barrier(2, timeout=10)
    assert len(list(in_order(lambda _: together.wait(), range(4), 2))) == 4


@pytest.mark.parametrize("workers", [1, 2])
def test_no_more_is_read_than_the_workers_need(workers: int) -> None:
    taken = []

    def stream() -> Iterator[int]:
        for number in range(100):
            taken.append(number)
            yield number

    found = in_order(str, stream(), workers)
    assert next(found) == "0"
    assert len(taken) <= 1 + AHEAD * workers


@pytest.mark.parametrize("workers", [1, 3])
def test_what_one_raises_is_raised_in_its_place(workers: int) -> None:
    found = in_order(lambda number: 6 // number, [1, 2, 0, 3], workers)
    assert [next(found), next(found)] == [6, 3]
    with pytest.raises(ZeroDivisionError):
        next(found)


def test_what_is_begun_beside_goes_on_meanwhile() -> None:
    together = Barrier(2, timeout=10)
    with beside(together.wait, 2) as number:
        here = together.wait()
    assert {number(), here} == {0, 1}


def test_with_one_worker_it_is_done_where_it_is_asked_for() -> None:
    order: list[str] = []
    with beside(lambda: order.append("beside"), 1) as done:
        order.append("here")
    done()
    assert order == ["here", "beside"]


@pytest.mark.parametrize("workers", [1, 2])
def test_what_it_raises_is_raised_where_it_is_asked_for(workers: int) -> None:
    with beside(lambda: 1 // 0, workers) as answer:
        pass
    with pytest.raises(ZeroDivisionError):
        answer()


def test_many_threads_that_ask_for_one_thing_have_it_made_once() -> None:
    made: list[object] = []

    def make() -> object:
        sleep(0.01)
        made.append(object())
        return made[-1]

    held = Once(make)
    assert {id(one) for one in in_order(lambda _: held(), range(8), 4)} == {id(made[0])}
    assert len(made) == 1


def test_what_could_not_be_made_is_tried_again() -> None:
    answers: Iterator[OSError | str] = iter([OSError("no weights"), "weights"])

    def make() -> str:
        answer = next(answers)
        if isinstance(answer, OSError):
            raise answer
        return answer

    held = Once(make)
    with pytest.raises(OSError, match="no weights"):
        held()
    assert held() == "weights"
