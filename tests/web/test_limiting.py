"""How often one may try."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosource.web.limiting import Budget, Limiter

FIVE = Budget(tries=5, seconds=50)


class Clock:
    now = 1_000.0

    def __call__(self) -> float:
        return self.now


def test_a_budget_is_spent_and_fills_up_again() -> None:
    clock = Clock()
    limiter = Limiter(clock)
    assert [limiter.spend("a", FIVE) for _ in range(5)] == [0.0] * 5
    assert 9.9 < limiter.spend("a", FIVE) <= 10
    assert limiter.spend("b", FIVE) == 0, "each key has its own"
    clock.now += 10
    assert limiter.spend("a", FIVE) == 0
    assert limiter.spend("a", FIVE) > 0
    clock.now += 1_000
    assert [limiter.spend("a", FIVE) for _ in range(5)] == [0.0] * 5
    assert limiter.spend("a", FIVE) > 0


@given(st.lists(st.floats(0, 30), max_size=60))
def test_never_more_than_the_budget_in_its_time(pauses: list[float]) -> None:
    clock = Clock()
    limiter = Limiter(clock)
    spent = []
    for pause in pauses:
        clock.now += pause
        if not limiter.spend("a", FIVE):
            spent.append(clock.now)
    for start in spent:
        assert sum(start <= at < start + FIVE.seconds * 0.999 for at in spent) <= 2 * FIVE.tries
        assert sum(start <= at < start + 0.001 for at in spent) <= FIVE.tries + 1


def test_memory_is_bounded_and_who_tries_most_is_remembered() -> None:
    clock = Clock()
    limiter = Limiter(clock, most_keys=10)
    for _ in range(5):
        limiter.spend("guesser", FIVE)
    for n in range(1_000):
        limiter.spend(f"passer-by {n}", FIVE)
    assert len(limiter._full_at) <= 10
    assert limiter.spend("guesser", FIVE) > 0
