"""Parts that run beside the server: begun again where that helps, left out where it does not, ended together."""

from __future__ import annotations

from threading import Event

from twosource.errors import SchemaError, StoreAway
from twosource.service.beside import Beside

SECONDS = 600.0


def test_a_part_whose_store_is_away_is_begun_again() -> None:
    told: list[str] = []
    again = Event()

    def work(stop: Event) -> None:
        if len(told) < 2:
            raise StoreAway("no answer")
        again.set()
        stop.wait(SECONDS)

    beside = Beside(told.append, again=0.001)
    beside.start("gathering", work)
    assert again.wait(SECONDS)
    assert told == ["gathering waits: no answer"] * 2
    assert beside.running == {"gathering": True}
    beside.stop(SECONDS)
    assert beside.running == {"gathering": False}


def test_a_part_that_cannot_go_on_is_told_of_and_the_rest_goes_on() -> None:
    told: list[str] = []
    ended = Event()

    def broken(_: Event) -> None:
        raise SchemaError("tables of another version")

    def work(stop: Event) -> None:
        stop.wait(SECONDS)
        ended.set()

    def tell(line: str) -> None:
        told.append(line)

    beside = Beside(tell)
    beside.start("gathering", broken)
    beside.start("sending", work)
    beside.stop(SECONDS)
    assert told == ["gathering ended: tables of another version"]
    assert ended.is_set()


def test_one_that_does_not_end_does_not_hold_up_the_rest() -> None:
    forever = Event()
    beside = Beside(lambda _: None)

    def stubborn(_: Event) -> None:
        forever.wait(SECONDS)

    beside.start("stubborn", stubborn)
    beside.stop(0.01)
    assert beside.running == {"stubborn": True}
    forever.set()
