"""Dossiers are read back as they were kept, and are known as stale as soon as their story changes."""

from __future__ import annotations

import io
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from tests.store.sample import BLAZE, BRIDGE, FIRE, NOW, found, keep
from tests.store.shelf import AGENCY, TOLD, filled, mill, stale

from twosource.model import Counts, Dossier, Span, Story
from twosource.store import Database, open_store, storylines
from twosource.store.checking import check
from twosource.store.dossiers import (
    Order,
    Shelved,
    cursor,
    dossier,
    fresh,
    keep_dossier,
    shelf_row,
    shelved,
    story_of_report,
)
from twosource.store.exporting import write_export
from twosource.store.importing import read_export
from twosource.store.material import drop_correction, keep_attributions, keep_correction, keep_stories
from twosource.store.retention import retain
from twosource.store.staleness import begin, behind, know_outlets, outdate, set_aside, touch, wanted


def faults(database: Database) -> list[str]:
    return [str(fault) for fault in check(database, lambda _: None)]


@pytest.fixture
def kept(database: Database) -> Database:
    """A store that has the dossier of the mill, and none of the bridge."""
    filled(database)
    assert keep_dossier(database, mill(), "rules", NOW)
    return database


def bridge(number: int, **changes: object) -> Dossier:
    """A dossier of a story of one report of its own."""
    report = replace(BRIDGE, id=f"bridge{number}", **changes)  # type: ignore[arg-type]
    return Dossier(f"b{number}", f"Bridge {number}", Counts(1, 1, 1, 1), (report,), (), (), (), (), (), ())


def shelve(database: Database, *dossiers: Dossier) -> None:
    keep(database, [found(report) for one in dossiers for report in one.reports], NOW)
    keep_stories(database, [Story(one.id, one.reports) for one in dossiers])
    for one in dossiers:
        assert keep_dossier(database, one, "rules", NOW)


# --- as it was kept ---------------------------------------------------------------------------------------------------


def test_a_dossier_is_read_as_it_was_kept(kept: Database) -> None:
    read = dossier(kept, "mill")
    assert read == mill()
    assert repr(read) == repr(mill()), "what does not count for equality too"
    assert dossier(kept, "bridge") is None
    assert dossier(kept, "elsewhere") is None
    assert faults(kept) == []


def test_a_dossier_kept_again_takes_the_place_of_the_one_before(kept: Database) -> None:
    keep_dossier(kept, replace(mill(), title="Mill", topics=()), "rules 2", NOW)
    assert dossier(kept, "mill") == replace(mill(), title="Mill", topics=())
    assert [one.title for one in shelved(kept)] == ["Mill"]
    assert faults(kept) == []


def test_stories_whose_dossier_was_made_of_late_are_found_however_old_their_reports(kept: Database) -> None:
    later = NOW + timedelta(days=9)
    assert shelved(kept, made=later) == []
    keep_dossier(kept, replace(mill(), title="Mill"), "rules", later)
    assert [one.title for one in shelved(kept, made=later)] == ["Mill"]
    assert shelved(kept, since=later) == []


def test_states_that_came_under_names_of_their_own_are_one_report(database: Database) -> None:
    later = replace(BRIDGE, id="later", text="The Pell bridge is open again, the council said.")
    keep(database, [found(BRIDGE), found(later)], NOW)
    earlier = replace(BRIDGE, text=later.text, other_ids=("later",), revision=2)
    whole = replace(bridge(1), id="bridge", reports=(earlier,))
    keep_stories(database, [Story("bridge", whole.reports)])
    assert keep_dossier(database, whole, "rules", NOW)
    assert dossier(database, "bridge") == whole
    assert faults(database) == []


def test_what_lists_show(kept: Database) -> None:
    [row] = shelved(kept)
    assert row == Shelved(
        story="mill",
        title="Fire guts Orrin flour mill",
        counts=Counts(3, 2, 2, 2),
        first=datetime(2026, 3, 11, tzinfo=UTC),
        last=datetime(2026, 3, 12, 7, tzinfo=UTC),
        made=NOW,
        outlets=("Courier", "The Orrin Herald"),
        weight=row.weight,
        stale=False,
        lead=("agency", Span(0, 36)),
    )
    assert row.weight > 3
    assert shelf_row(kept, "mill") == row
    assert shelf_row(kept, "bridge") is None
    assert story_of_report(kept, "blaze") == "mill"
    assert story_of_report(kept, "elsewhere") is None


def test_a_text_that_was_edited_since_is_found_among_the_earlier_ones(database: Database) -> None:
    filled(database)
    keep(database, [found(replace(FIRE, text="Another text.", title="Mill"))], NOW)
    assert keep_dossier(database, mill(), "rules", NOW), "made of the report as it was"
    assert dossier(database, "mill") == mill()
    assert database.rows("SELECT * FROM sayings") == [], "nothing is said at these offsets now"


def test_a_story_that_the_store_lacks_is_not_kept(database: Database) -> None:
    assert not keep_dossier(database, mill(), "rules", NOW)
    keep(database, [found(report) for report in (FIRE, BLAZE, AGENCY)], NOW)
    assert not keep_dossier(database, mill(), "rules", NOW), "it has no such story"
    keep_stories(database, [Story("mill", (FIRE, BLAZE, AGENCY))])
    other = replace(AGENCY, text=AGENCY.text + "x")
    assert not keep_dossier(database, mill(TOLD, BLAZE, other), "rules", NOW), "nor such a text"


# --- lists ------------------------------------------------------------------------------------------------------------


def test_lists_go_on_where_the_page_before_ended(database: Database) -> None:
    days = [None, *(date(2026, 3, day) for day in (4, 4, 9, 2))]
    shelve(database, *(bridge(at, published=day) for at, day in enumerate(days)))
    orders: tuple[Order, ...] = ("last", "weight")
    for by in orders:
        whole = shelved(database, by=by)
        pages: list[Shelved] = []
        while page := shelved(database, limit=2, after=cursor(pages[-1], by) if pages else None, by=by):
            pages += page
        assert pages == whole
        assert len(whole) == len(days)
    assert [one.story for one in shelved(database)] == ["b3", "b2", "b1", "b4", "b0"]
    assert all(one.weight >= other.weight for one, other in pairwise(shelved(database, by="weight")))


def test_lists_of_a_period(database: Database) -> None:
    shelve(database, *(bridge(day, published=date(2026, 3, day)) for day in (4, 5, 9)), bridge(0, published=None))
    noon = datetime(2026, 3, 5, 12, tzinfo=UTC)
    assert [one.story for one in shelved(database, since=noon)] == ["b9"]
    assert [one.story for one in shelved(database, until=noon)] == ["b5", "b4"]
    assert [one.story for one in shelved(database, since=noon - timedelta(days=1), until=noon)] == ["b5"]


# --- stale ------------------------------------------------------------------------------------------------------------

TITLED = replace(FIRE, title="Fire guts mill")


def again(database: Database) -> None:
    keep(database, [found(TITLED)], NOW)


CHANGES: dict[str, Callable[[Database], object]] = {
    "a report joins": lambda db: in_transaction(db, lambda: storylines.join(db, {"bridge": "mill"})),
    "a story is merged into it": lambda db: in_transaction(db, lambda: storylines.merge(db, "bridge", "mill")),
    "a report leaves": lambda db: keep_stories(db, [Story("agency", (AGENCY,))]),
    "a report is revised": again,
    "a report is let go of": lambda db: retain(db, since=date(2026, 3, 12)),
    "an editor corrects it": lambda db: keep_correction(db, {"kind": "apart", "groups": [["fire"], ["x"]]}, NOW),
    "another program made it": lambda db: in_transaction(db, lambda: outdate(db, "rules 2", "")),
}


def in_transaction(database: Database, change: Callable[[], object]) -> None:
    with database.write():
        change()
        storylines.drop_if_empty(database, ["bridge"])


@pytest.mark.parametrize("change", CHANGES)
def test_a_story_is_stale_with_every_change(kept: Database, change: str) -> None:
    assert "mill" not in stale(kept, 9)
    assert fresh(kept, ["mill", "bridge"], "rules") == ["mill"]
    assert fresh(kept, ["mill"], "rules 2") == []
    CHANGES[change](kept)
    assert "mill" in stale(kept, 9)
    assert fresh(kept, ["mill"], "rules") == []
    assert all(one.stale for one in shelved(kept))
    assert faults(kept) == []


def test_undoing_a_correction_is_a_change(kept: Database) -> None:
    key = keep_correction(kept, {"kind": "apart", "groups": [["fire"], ["x"]]}, NOW)
    keep_dossier(kept, mill(), "rules", NOW)
    drop_correction(kept, key)
    assert "mill" in stale(kept, 9)


def test_what_changes_nothing_leaves_it_fresh(kept: Database) -> None:
    keep_stories(kept, [Story("mill", (TOLD, BLAZE, AGENCY))])
    keep(kept, [found(BLAZE)], NOW)
    keep_attributions(kept, {"fire": ()}, [FIRE], "other rules")
    with kept.write():
        storylines.join(kept, {"fire": "mill"})
    assert stale(kept, 9) == ["bridge"]


def test_a_stale_dossier_is_read_as_it_was_made(kept: Database) -> None:
    keep(kept, [found(replace(FIRE, text="Another text.", title="Mill"))], NOW)
    assert dossier(kept, "mill") == mill()
    assert faults(kept) == []


def test_a_dossier_goes_with_its_story_or_a_report(kept: Database) -> None:
    with kept.write():
        storylines.merge(kept, "mill", "bridge")
        storylines.drop_if_empty(kept, ["mill"])
    assert dossier(kept, "mill") is None
    assert shelved(kept) == []
    assert stale(kept, 9) == ["bridge"]
    assert faults(kept) == []


def test_a_dossier_whose_report_was_let_go_of_goes_too(kept: Database) -> None:
    retain(kept, since=date(2026, 3, 12))
    assert dossier(kept, "mill") is None
    assert stale(kept, 9) == ["bridge", "mill"]
    assert faults(kept) == []


def test_what_changed_while_it_was_built_stays_stale(database: Database) -> None:
    filled(database)
    turn = {one.story: one.turn for one in wanted(database, 9)}["mill"]
    in_transaction(database, lambda: storylines.join(database, {"bridge": "mill"}))
    assert keep_dossier(database, mill(), "rules", NOW, turn=turn), "better than none"
    assert stale(database, 9) == ["mill"]
    keep_dossier(database, mill(), "rules", NOW)
    assert not keep_dossier(database, replace(mill(), title="Old"), "rules", NOW, turn=turn), "another was faster"
    assert shelved(database)[0].title == mill().title


def test_the_newest_come_first_then_the_largest(database: Database) -> None:
    days = (None, 4, 9, 9)
    told = [bridge(at, published=day and date(2026, 3, day)) for at, day in enumerate(days)]
    keep(database, [found(report) for one in told for report in one.reports], NOW)
    keep(database, [found(replace(BRIDGE, id="more", text="More.", published=date(2026, 3, 1)))], NOW)
    keep_stories(database, [Story(one.id, one.reports) for one in told])
    with database.write():
        storylines.join(database, {"more": "b3"})
    assert stale(database, 9) == ["b3", "b2", "b1", "b0"]
    assert stale(database, 2, but=["b3"]) == ["b2", "b1"]


def test_a_story_that_failed_waits_and_is_told_of(database: Database) -> None:
    filled(database)
    with database.write():
        begin(database, wanted(database, 9), "ended each time", NOW)
        set_aside(database, "mill", "too large", NOW + timedelta(hours=1))
    assert stale(database, 9, NOW) == ["bridge"]
    assert stale(database, 9, NOW + timedelta(hours=2)) == ["bridge", "mill"]
    assert stale(database, 9, NOW - timedelta(days=9)) == ["bridge", "mill"], "the clock was turned back"
    assert behind(database).reasons == (("too large", 1),)
    with database.write():
        touch(database, ["mill"])
    assert stale(database, 9, NOW) == ["bridge"], "what changes it does not bring it back at once"
    assert [one.tries for one in wanted(database, 9)] == [1, 1]
    keep_dossier(database, mill(), "rules", NOW)
    assert behind(database).stories == 1
    assert behind(database).failed == 0


# --- moved and checked ------------------------------------------------------------------------------------------------


def moved(database: Database, path: Path) -> Database:
    other = open_store(f"sqlite:///{path / 'other.db'}", create=True)
    read_export(other, io.BytesIO(exported(database)), "news", lambda _: None)
    return other


def exported(database: Database) -> bytes:
    stream = io.BytesIO()
    write_export(database, stream)
    return stream.getvalue()


def test_dossiers_move_with_their_stories(kept: Database, tmp_path: Path) -> None:
    other = moved(kept, tmp_path)
    assert exported(other) == exported(kept)
    assert dossier(other, "mill") == mill()
    assert shelved(other) == shelved(kept)
    assert stale(other, 9) == ["bridge"]
    assert faults(other) == []


def test_a_stale_dossier_moves_as_one(kept: Database, tmp_path: Path) -> None:
    keep_correction(kept, {"kind": "apart", "groups": [["fire"], ["x"]]}, NOW)
    other = moved(kept, tmp_path)
    assert dossier(other, "mill") == mill()
    assert stale(other, 9) == stale(kept, 9) == ["bridge", "mill"]


def test_a_dossier_of_other_reports_than_its_story_has_does_not_move(kept: Database, tmp_path: Path) -> None:
    with kept.write():
        storylines.join(kept, {"bridge": "mill"})
        storylines.drop_if_empty(kept, ["bridge"])
    other = moved(kept, tmp_path)
    assert dossier(other, "mill") is None
    assert stale(other, 9) == ["mill"]


DAMAGE = {
    "UPDATE dossiers SET title = 'x'": "its title is listed as 'x', not",
    "UPDATE dossiers SET last = ''": "its last is listed as",
    "DELETE FROM dossier_bodies": "missing, though its story is not to be told anew",
    "DELETE FROM memberships WHERE report = 2": "of other reports than its story has",
    "UPDATE reports SET text = 'other words' WHERE number = 2": "report blaze: its text is not in the store",
    "UPDATE dossier_bodies SET body = :bytes": "cannot be read",
}


@pytest.mark.parametrize("sql", DAMAGE)
def test_what_does_not_fit_is_named(kept: Database, sql: str) -> None:
    kept.run(sql, [{"bytes": b"none of ours"}] if ":bytes" in sql else ({},))
    assert any(fault.startswith("dossier mill: ") and DAMAGE[sql] in fault for fault in faults(kept)), faults(kept)


def test_what_is_told_while_an_outlet_comes_to_be_known_otherwise_stays_stale(database: Database) -> None:
    filled(database)
    turn = {one.story: one.turn for one in wanted(database, 9)}["mill"]
    with database.write():
        know_outlets(database, {"herald": {"owner": "Row"}})
    assert keep_dossier(database, mill(), "rules", NOW, turn=turn)
    assert "mill" in stale(database, 9)
