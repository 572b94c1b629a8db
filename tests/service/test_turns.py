"""Each host has so many jobs done at once, and a pause between two; nobody waits for another host."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from twosource.service.turns import Turns


def test_a_host_is_asked_again_when_its_pause_is_over() -> None:
    turns = Turns[str]()
    turns.add("slow", "a")
    turns.add("slow", "b")
    turns.add("quick", "c")
    assert [turns.take(0), turns.take(0), turns.take(0)] == ["a", "c", None]
    turns.done("slow", 5.0)
    assert (turns.take(4.9), turns.next_at(), len(turns)) == (None, 5.0, 1)
    assert turns.take(5.0) == "b"
    assert (turns.next_at(), turns.in_line("slow"), turns.in_line("unknown")) == (None, False, False)


def test_a_pause_holds_for_other_connections_to_the_host_too() -> None:
    turns = Turns[str](per_host=2)
    for job in "abcd":
        turns.add("x", job)
    assert [turns.take(0), turns.take(0), turns.take(0)] == ["a", "b", None]
    turns.done("x", 1.0)
    assert (turns.take(0.5), turns.take(1.0), turns.take(1.0)) == (None, "c", None)


def test_what_is_dropped_is_not_done() -> None:
    turns = Turns[str]()
    for job in "abc":
        turns.add("x", job)
    turns.add("y", "z")
    assert turns.take(0) == "a"
    assert turns.drop("x") == ["b", "c"]
    turns.done("x", 0.0)
    assert [turns.take(0), turns.take(0), len(turns)] == ["z", None, 0]
    turns.add("y", "w")
    assert turns.drop("y") == ["w"]
    turns.add("x", "v")
    assert (turns.drop("x"), turns.next_at()) == (["v"], None)


@given(st.lists(st.sampled_from("abc"), max_size=30), st.integers(1, 3))
def test_every_job_is_done_once_in_the_order_of_its_host(hosts: list[str], per_host: int) -> None:
    turns = Turns[tuple[str, int]](per_host)
    for number, host in enumerate(hosts):
        turns.add(host, (host, number))
    done, now = [], 0.0
    while (at := turns.next_at()) is not None:
        now = max(now, at)
        taken = []
        while (job := turns.take(now)) is not None:
            taken.append(job)
        assert all(sum(job[0] == host for job in taken) <= per_host for host in "abc")
        for host, _ in taken:
            turns.done(host, now + 1)
        done += taken
    assert sorted(done) == sorted((host, number) for number, host in enumerate(hosts))
    assert all([n for h, n in done if h == host] == [n for n, h in enumerate(hosts) if h == host] for host in "abc")
