"""What a reader has not read, counted, on both databases."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.sample import NOW
from tests.store.shelf import filled, mill

from twosource.store import Database
from twosource.store.dossiers import keep_dossier
from twosource.store.entries import micros
from twosource.store.marks import BLOCK, READ, Marked, flags, marked, put
from twosource.store.unread import Count, about_each, unread

OUTLETS = "INSERT INTO outlets_synced (number, key, name) VALUES (1, 'courier', 'Courier'), (2, 'herald', 'Herald')"
ENTRY = (
    "INSERT INTO entries"
    " (number, story, stamp, published, changed, origins, differences, size, outlet, made, title, author)"
    " VALUES (:number, :story, :stamp, 0, 0, 1, 0, 1, :outlet, :made, '', '')"
)
START = micros(NOW)


@pytest.fixture
def kept(database: Database) -> Database:
    """Entries 1 to 5, of two outlets, one of none; the last tells nothing yet."""
    filled(database)
    database.run("INSERT INTO stories (id) VALUES ('a'), ('b'), ('c')")
    database.run(OUTLETS)
    for at, (story, outlet) in enumerate([("mill", 1), ("bridge", 2), ("a", 1), ("b", None), ("c", 1)], 1):
        told = {"number": at, "story": story, "stamp": START + at, "outlet": outlet}
        database.run(ENTRY, [{**told, "made": None if story == "c" else ""}])
    return database


def test_a_new_reader_has_read_nothing(kept: Database) -> None:
    found = unread(kept, Marked({}))
    assert found.all == Count(4, START + 4)
    assert {outlet: list(numbers) for outlet, numbers in found.outlets.items()} == {1: [1, 3], 2: [2], None: [4]}
    assert found.among([1, 2, 5, 99]) == Count(2, START + 2)
    assert found.among([]) == Count(0, 0)


def test_what_was_read_or_hidden_is_not_counted(kept: Database) -> None:
    with kept.write():
        put(kept, 1, READ, [3], on=True)
    found = unread(kept, marked(kept, 1, READ), hidden={2})
    assert found.all == Count(2, START + 4)
    assert found.among([1, 2, 3]) == Count(1, START + 1)
    with kept.write():
        put(kept, 1, READ, range(1, 6), on=True)
    assert unread(kept, marked(kept, 1, READ)).all == Count(0, 0)


def test_an_empty_store_has_nothing_unread(database: Database) -> None:
    assert unread(database, Marked({0: bytes(BLOCK // 8)})).all == Count(0, 0)


def test_entries_about_topics(kept: Database) -> None:
    assert keep_dossier(kept, mill(), "rules", NOW)
    assert about_each(kept, ["Orrin", "fires", "none"]) == {"Orrin": {1}, "fires": {1}, "none": set()}
    assert about_each(kept, []) == {}


@given(st.sets(st.integers(0, 3 * BLOCK)), st.integers(0, 3 * BLOCK))
def test_flags_say_what_bits_say(numbers: set[int], last: int) -> None:
    blocks: dict[int, bytearray] = {}
    for number in numbers:
        blocks.setdefault(number // BLOCK, bytearray(BLOCK // 8))[number % BLOCK // 8] |= 1 << number % 8
    told = flags(Marked({block: bytes(bits) for block, bits in blocks.items()}), last)
    assert len(told) > last
    assert {at for at in range(last + 1) if told[at] == "1"} == {number for number in numbers if number <= last}
