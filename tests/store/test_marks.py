"""What readers have marked, on both databases."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from twosource.store import Database, marks
from twosource.store.accounts import LOCAL
from twosource.store.marks import BLOCK, READ, STARRED

SEVERAL = [1, 7, 8, BLOCK - 1, BLOCK, 5 * BLOCK + 3]


def _marked(database: Database, mark: str = READ) -> list[int]:
    return list(marks.entries(marks.marked(database, LOCAL, mark)))


def _put(database: Database, mark: str, numbers: list[int], *, on: bool = True) -> None:
    with database.write():
        marks.put(database, LOCAL, mark, numbers, on=on)


def test_what_is_marked_is_marked_and_nothing_else(database: Database) -> None:
    _put(database, READ, SEVERAL)
    found = marks.marked(database, LOCAL, READ)
    assert _marked(database) == SEVERAL
    assert all(number in found for number in SEVERAL)
    assert not any(number in found for number in (2, 6, 9, BLOCK + 1, 9 * BLOCK))
    assert not marks.marked(database, LOCAL, STARRED)


def test_to_mark_twice_and_to_unmark_what_is_not_marked_changes_nothing(database: Database) -> None:
    _put(database, READ, SEVERAL)
    _put(database, READ, SEVERAL)
    _put(database, READ, [2, 9 * BLOCK], on=False)
    assert _marked(database) == SEVERAL


def test_what_nobody_marks_any_longer_takes_no_room(database: Database) -> None:
    _put(database, READ, SEVERAL)
    _put(database, READ, SEVERAL, on=False)
    assert database.rows("SELECT * FROM marks") == []


def test_labels_are_named_renamed_and_dropped(database: Database) -> None:
    _put(database, "label/100% sure", [3])
    _put(database, "label/later", [4])
    assert marks.labels(database, LOCAL) == ["100% sure", "later"]
    with database.write():
        marks.rename(database, LOCAL, "label/later", "label/100% sure")
    assert marks.labels(database, LOCAL) == ["100% sure"]
    assert _marked(database, "label/100% sure") == [3, 4]
    with database.write():
        marks.drop(database, LOCAL, "label/100% sure")
    assert marks.labels(database, LOCAL) == []


def test_a_story_that_came_off_another_is_marked_as_that_one(database: Database) -> None:
    _put(database, READ, [5])
    _put(database, STARRED, [6])
    with database.write():
        marks.inherit(database, 5, 9)
        marks.inherit(database, 6, 2 * BLOCK)
    assert (_marked(database), _marked(database, STARRED)) == ([5, 9], [6, 2 * BLOCK])


def test_of_stories_that_are_one_now_those_who_read_both_have_read_it(database: Database) -> None:
    far = 3 * BLOCK
    _put(database, READ, [1, 2, 3, far])
    with database.write():
        marks.merge(database, 2, 1)  # both read
        marks.merge(database, 4, 3)  # only the one that stays
        marks.merge(database, far, 5)  # only the one that goes
    read = _marked(database)
    assert 1 in read
    assert 3 not in read
    assert 5 not in read


def test_of_stories_that_are_one_now_a_star_on_either_stays(database: Database) -> None:
    _put(database, STARRED, [2, 3])
    with database.write():
        marks.merge(database, 2, 1)
        marks.merge(database, 4, 3)
    assert {1, 3} <= set(_marked(database, STARRED))


def test_a_story_that_grew_is_unread_for_everybody(database: Database) -> None:
    database.run("INSERT INTO accounts (number, name, role) VALUES (2, 'ann', 'reader')")
    with database.write():
        for account in (LOCAL, 2):
            marks.put(database, account, READ, [1, 2], on=True)
        marks.clear(database, READ, [1])
    assert [list(marks.entries(marks.marked(database, account, READ))) for account in (LOCAL, 2)] == [[2], [2]]


def test_marks_go_with_their_account(database: Database) -> None:
    database.run("INSERT INTO accounts (number, name, role) VALUES (2, 'ann', 'reader')")
    with database.write():
        marks.put(database, 2, READ, [1], on=True)
    database.run("DELETE FROM accounts WHERE number = 2")
    assert database.rows("SELECT * FROM marks") == []


@given(st.lists(st.tuples(st.sets(st.integers(1, 3 * BLOCK), max_size=20), st.booleans()), max_size=6))
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_marks_are_a_set(database: Database, steps: list[tuple[set[int], bool]]) -> None:
    database.run("DELETE FROM marks")
    wanted: set[int] = set()
    for numbers, on in steps:
        _put(database, READ, sorted(numbers), on=on)
        wanted = wanted | numbers if on else wanted - numbers
    assert _marked(database) == sorted(wanted)
