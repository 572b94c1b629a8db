"""What apps sync, readers write and editors do: it travels, is looked at, and follows what becomes of stories."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pytest
from tests.store.sample import ALL, BLAZE, BRIDGE, FIRE, NOW, found, keep

from twosource.briefing.growth import Extent, grew
from twosource.errors import InputError
from twosource.model import Counts, Dossier, Report, Span, Story
from twosource.service.entries import catch_up
from twosource.service.entries import settle as settle_dossier
from twosource.store import Database, edits, entries, marks, notes, open_store, regroupings
from twosource.store.accounts import LOCAL
from twosource.store.checking import check
from twosource.store.dossiers import keep_dossier
from twosource.store.exporting import write_export
from twosource.store.importing import read_export
from twosource.store.marks import READ, STARRED
from twosource.store.material import keep_stories
from twosource.store.notes import Anchor, NoteState


def quiet(_: str) -> None:
    """Progress for nobody."""


def dossier(story: str, *reports: Report, origins: int = 1) -> Dossier:
    counts = Counts(len(reports), len(reports), len(reports), origins)
    return Dossier(story, reports[0].title or story, counts, reports, (), (), (), (), (), ())


def group(database: Database, **stories: tuple[Report, ...]) -> None:
    keep_stories(database, [Story(name, reports) for name, reports in stories.items()])


def settle(database: Database, *told: Dossier, after: int = 0) -> None:
    when = NOW + timedelta(minutes=after)
    for one in told:
        assert keep_dossier(database, one, "test", when)
        settle_dossier(database, one, when.isoformat(), {}, when)


def number(database: Database, story: str) -> int:
    told = entries.of_story(database, story)
    assert told is not None
    return told


def mark(database: Database, kind: str, *stories: str) -> None:
    with database.write():
        marks.put(database, LOCAL, kind, [number(database, story) for story in stories], on=True)


def marked(database: Database, kind: str) -> list[int]:
    return list(marks.entries(marks.marked(database, LOCAL, kind)))


@pytest.fixture
def told(database: Database) -> Database:
    """Two stories, of two reports and of one."""
    keep(database, [found(report) for report in ALL], NOW)
    group(database, fire=(FIRE, BLAZE), bridge=(BRIDGE,))
    settle(database, dossier("fire", FIRE, BLAZE), dossier("bridge", BRIDGE))
    return database


# --- what becomes of stories ------------------------------------------------------------------------------------------


def test_a_story_named_anew_keeps_its_number_and_its_marks(told: Database) -> None:
    mark(told, READ, "fire")
    was = number(told, "fire")
    group(told, blaze=(FIRE, BLAZE))
    settle(told, dossier("blaze", FIRE, BLAZE), after=1)
    assert number(told, "blaze") == was
    assert marked(told, READ) == [was]
    assert entries.of_story(told, "fire") is None


def test_stories_that_became_one_are_read_if_both_were(told: Database) -> None:
    mark(told, READ, "fire", "bridge")
    gone, stays = number(told, "bridge"), number(told, "fire")
    group(told, fire=(FIRE, BLAZE, BRIDGE))
    settle(told, dossier("fire", FIRE, BLAZE, BRIDGE, origins=2), after=1)
    assert marked(told, READ)[:1] == [stays]
    assert entries.living(told, [gone, stays]) == [stays]
    assert entries.entries(told, [gone])[gone].number == stays
    assert not list(check(told, quiet))


def test_a_merged_story_that_a_reader_knew_half_of_is_unread_and_keeps_the_star(told: Database) -> None:
    mark(told, READ, "fire")
    mark(told, STARRED, "bridge")
    stays = number(told, "fire")
    group(told, fire=(FIRE, BLAZE, BRIDGE))
    settle(told, dossier("fire", FIRE, BLAZE, BRIDGE), after=1)
    assert stays not in marked(told, READ)
    assert stays in marked(told, STARRED)


def test_what_was_split_off_is_marked_as_what_it_came_off(told: Database) -> None:
    mark(told, READ, "fire")
    group(told, fire=(FIRE,), blaze=(BLAZE,))
    settle(told, dossier("blaze", BLAZE), dossier("fire", FIRE), after=1)
    assert marked(told, READ) == sorted([number(told, "fire"), number(told, "blaze")])


@pytest.mark.parametrize("first", ["fire", "blaze"])
def test_a_story_that_lost_reports_grows_from_where_it_is(told: Database, first: str) -> None:
    settle(told, dossier("fire", FIRE, BLAZE, origins=2), after=1)
    group(told, fire=(FIRE,), blaze=(BLAZE,))
    anew = {"fire": dossier("fire", FIRE), "blaze": dossier("blaze", BLAZE)}
    settle(told, *sorted(anew.values(), key=lambda one: one.id != first), after=2)
    mark(told, READ, "fire", "blaze")
    settle(told, dossier("fire", FIRE, origins=2), after=3)
    assert marked(told, READ) == [number(told, "blaze")]


def test_who_grew_comes_first_and_stamps_are_never_given_twice(told: Database) -> None:
    assert [entry.story for entry in entries.latest(told, 9)] == ["bridge", "fire"]
    settle(told, dossier("fire", FIRE, BLAZE, origins=2))  # at the same time, or the clock set back
    assert [entry.story for entry in entries.latest(told, 9)] == ["fire", "bridge"]
    stamps = [row["stamp"] for row in told.rows("SELECT stamp FROM entries")]
    assert len(set(stamps)) == len(stamps)


def test_catching_up_does_what_is_to_be_done_and_no_more(told: Database) -> None:
    assert catch_up(told, {}, lambda: NOW) >= 0
    assert catch_up(told, {}, lambda: NOW) == 0
    keep_dossier(told, dossier("fire", FIRE, BLAZE, origins=2), "test", NOW + timedelta(minutes=5))
    assert catch_up(told, {}, lambda: NOW, stopping=lambda: True) == 0
    assert catch_up(told, {}, lambda: NOW) == 1


@pytest.mark.parametrize(
    ("now", "grown"),
    [(Extent(2, 1), False), (Extent(1, 0), False), (Extent(3, 0), True), (Extent(1, 2), True), (Extent(3, 2), True)],
)
def test_only_another_origin_or_difference_is_growth(now: Extent, grown: bool) -> None:
    assert grew(Extent(2, 1), now) is grown


def test_an_entry_stays_when_its_reports_are_let_go_of(told: Database) -> None:
    told.run("DELETE FROM reports WHERE id = 'bridge'")
    told.run("DELETE FROM stories WHERE id = 'bridge'")
    assert [entry.story for entry in entries.latest(told, 9)] == ["fire"]
    settle(told, dossier("fire", FIRE, BLAZE), after=1)
    assert told.rows("SELECT COUNT(*) AS many FROM entries") == [{"many": 2}]


# --- in an export -----------------------------------------------------------------------------------------------------


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Database]:
    database = open_store(f"sqlite:///{tmp_path / 'other.db'}", create=True)
    yield database
    database.close()


@pytest.fixture
def full(told: Database) -> Database:
    """With marks, a merged entry, an outlet on a shelf, notes and edits."""
    group(told, fire=(FIRE, BLAZE), undated=(BRIDGE,))
    mark(told, READ, "fire")
    mark(told, "label/to keep", "fire")
    keep_stories(told, [Story("fire", (FIRE, BLAZE, BRIDGE))])
    settle(told, dossier("fire", FIRE, BLAZE, BRIDGE), after=1)
    mark(told, STARRED, "fire")
    shelf = entries.shelves(told, LOCAL)[0]
    with told.write():
        entries.keep_shelf(told, LOCAL, entries.Shelf(shelf.number, shelf.key, shelf.name, "Mine", "Dailies", True))
        one = notes.keep_note(
            told, LOCAL, Anchor("fire", 1, Span(2, 6)), "Who?", shared=True, state=NoteState.SHOWN, now=NOW
        )
        notes.keep_note(
            told, LOCAL, Anchor("blaze", 1), "Nobody.", shared=True, state=NoteState.WAITING, now=NOW, parent=one
        )
        edits.keep_edit(
            told, {"kind": "owner", "outlet": "Courier", "owner": "Vane"}, account=LOCAL, who="ann", now=NOW
        )
        edits.keep_edit(told, {"kind": "merge", "groups": [["a"]]}, account=LOCAL, who="ann", now=NOW, correction="x")
        edits.undone(told, 2, "bob", NOW)
        regroupings.ask(told, 2)
        assert notes.judge(told, 2, NoteState.HIDDEN)
    return told


def exported(database: Database) -> bytes:
    packed = BytesIO()
    write_export(database, packed)
    return packed.getvalue()


def test_all_of_it_travels(full: Database, other: Database) -> None:
    assert not list(check(full, quiet))
    packed = exported(full)
    read_export(other, BytesIO(packed), "export", quiet)
    assert exported(other) == packed
    assert not list(check(other, quiet))
    assert marked(other, "label/to keep") == marked(full, "label/to keep")
    assert [note.body for note in notes.notes_by(other, LOCAL)] == ["Who?", "Nobody."]
    assert [passage.text for passage in notes.passages(other, notes.notes_by(other, LOCAL)).values()] == ["fire"]


def test_what_is_here_already_stays(full: Database) -> None:
    packed = exported(full)
    read_export(full, BytesIO(packed), "export", quiet)
    assert exported(full) == packed


def test_a_number_that_another_story_has_is_another(full: Database, other: Database) -> None:
    keep(other, [found(BRIDGE)], NOW)
    group(other, river=(BRIDGE,))
    settle(other, dossier("river", BRIDGE))
    read_export(other, BytesIO(exported(full)), "export", quiet)
    assert not marked(other, READ)
    assert not list(check(other, quiet))


def test_what_is_told_of_entries_is_made_again(full: Database, other: Database) -> None:
    read_export(other, BytesIO(exported(full)), "export", quiet)
    assert entries.latest(other, 9) == []
    assert catch_up(other, {}, lambda: NOW) == 1
    [entry] = entries.latest(other, 9)
    assert entry.title == entries.latest(full, 9)[0].title
    assert marked(other, STARRED) == [entry.number]


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("UPDATE marks SET bits = :short", "another length"),
        ("UPDATE notes SET state = 'odd'", "a state that there is not"),
        ("UPDATE entries SET became = 1 WHERE story IS NOT NULL", "has a story"),
        ("UPDATE edits SET body = 'odd'", "no JSON"),
    ],
)
def test_check_finds_what_cannot_be(full: Database, sql: str, problem: str) -> None:
    full.run(sql, [{"short": b"x"}] if ":short" in sql else [{}])
    assert any(problem in str(fault) for fault in check(full, quiet))


def test_an_edit_that_means_nothing_is_not_taken_in(other: Database) -> None:
    line = {"number": 1, "who": "a", "at": NOW.isoformat(), "correction": None, "undone": None, "undone_by": None}
    with pytest.raises(InputError):
        edits.take_in(other, [{**line, "body": {"kind": "odd"}}])
