"""What proves who asks, and how a reader of briefs stands after each step."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from twosource.delivery.addresses import address
from twosource.delivery.bounces import Kind, Returned
from twosource.service.mailing import MOST_SOFT, Use, ask, confirm, end, soft, take_back, tokens
from twosource.store import Database, open_store, subscribers
from twosource.store.subscribers import State, Subscriber, Wishes

NOW = datetime(2026, 3, 16, 7, tzinfo=UTC)


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Database]:
    """A store with two readers, for what changes nothing."""
    with closing(open_store(f"sqlite:///{tmp_path_factory.mktemp('mail') / 'news.db'}", create=True)) as found:
        for name in ("ann", "ben"):
            reader(found, name)
        yield found


def reader(database: Database, name: str, state: State = State.ACTIVE) -> Subscriber:
    due = NOW if state is State.ACTIVE else None
    one = Subscriber(f"{name}@a.example", f"{name}@a.example", state=state, salt=name, due=due, added=NOW)
    with database.write():
        [kept] = subscribers.add(database, [one])
    return kept


def held(database: Database, number: int) -> Subscriber:
    found = subscribers.numbered(database, number)
    assert found is not None
    return found


def test_a_token_is_for_one_use_one_reader_and_one_salt(store: Database) -> None:
    ann, ben = reader(store, "ann"), reader(store, "ben")
    made = {(use, one.number): tokens(store).made(use, one) for use in Use for one in (ann, ben)}
    assert len(set(made.values())) == len(made)
    for (use, number), token in made.items():
        assert [other for other in Use if tokens(store).reader(store, other, token)] == [use]
        whose = tokens(store).reader(store, use, token.upper())
        assert whose is not None, "a mail server may write an address in capitals"
        assert whose.number == number
    with store.write():
        subscribers.change(store, [replace(ann, salt="another")])
    assert [key for key, token in made.items() if tokens(store).reader(store, key[0], token)] == [
        (use, ben.number) for use in Use
    ]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=200)
@given(st.sampled_from(Use), st.integers(0, 23), st.sampled_from("abcdefghijklmnopqrstuvwxyz234567=\0 é"))
def test_a_token_with_one_letter_changed_is_nobodys(shared: Database, use: Use, at: int, letter: str) -> None:
    made = tokens(shared).made(use, held(shared, 1))
    changed = made[:at] + letter + made[at + 1 :]
    assert changed == made or tokens(shared).reader(shared, use, changed) is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(st.sampled_from("abcdef234567=A") | st.characters(), max_size=40))
@example("a" * 24)
@example("7" * 24)
def test_what_is_no_token_is_nobodys(shared: Database, token: str) -> None:
    assert [tokens(shared).reader(shared, use, token) for use in Use] == [None] * len(Use)


def test_who_complained_stays_so_whatever_is_asked_or_comes_back(store: Database) -> None:
    ann = reader(store, "ann", State.COMPLAINED)
    before = held(store, ann.number)
    ask(store, address("ann@a.example"), Wishes(), NOW)
    confirm(store, ann, NOW)
    for state in State:
        if state is not State.PENDING:
            end(store, ann.number, state, "another reason")
    for kind in (Kind.HARD, Kind.UNSUBSCRIBE):
        take_back(store, Returned(kind, tokens(store).made(Use.UNSUBSCRIBE, ann), (), "x"), NOW)
    assert held(store, ann.number) == before


def test_what_fails_in_a_row_ends_it_and_a_confirmation_begins_anew(store: Database) -> None:
    ann = reader(store, "ann")
    found = [soft(store, ann.number, "full") for _ in range(MOST_SOFT)]
    assert [one.state for one in found if one] == [State.ACTIVE] * (MOST_SOFT - 1) + [State.BOUNCED]
    assert held(store, ann.number).due is None
    again = confirm(store, ann, NOW)
    assert again is not None
    assert (again.state, again.soft, again.reason) == (State.ACTIVE, 0, "")
    assert again.due is not None
    assert again.due > NOW


@pytest.mark.parametrize(
    ("kind", "token", "addresses", "state"),
    [
        (Kind.HARD, None, ("ann@a.example",), State.BOUNCED),
        (Kind.HARD, None, ("no address", "@", "ANN@A.EXAMPLE"), State.BOUNCED),
        (Kind.HARD, None, ("ben@a.example",), State.ACTIVE),
        (Kind.UNSUBSCRIBE, None, ("ann@a.example",), State.ACTIVE),  # whoever may write that
        (Kind.UNSUBSCRIBE, Use.BOUNCE, (), State.ACTIVE),  # a server that answers to a return address ends nothing
        (Kind.UNSUBSCRIBE, Use.UNSUBSCRIBE, (), State.UNSUBSCRIBED),
        (Kind.COMPLAINT, Use.BOUNCE, (), State.COMPLAINED),
        (Kind.COMPLAINT, Use.CONFIRM, (), State.ACTIVE),
        (Kind.HARD, Use.WISHES, ("ann@a.example",), State.ACTIVE),  # a token that is none is not made good by words
    ],
)
def test_what_comes_back_is_believed_as_far_as_it_proves_who_it_is(
    store: Database, kind: Kind, token: Use | None, addresses: tuple[str, ...], state: State
) -> None:
    ann = reader(store, "ann")
    shown = tokens(store).made(token, ann) if token else None
    take_back(store, Returned(kind, shown, addresses, "x"), NOW)
    assert held(store, ann.number).state is state
