"""Each inconsistency is made, and must be found and named."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from tests.store.sample import ALL, BLAZE, FIRE, NOW, found, keep, said

from twosource.model import Story
from twosource.store import Database
from twosource.store.checking import check
from twosource.store.indexing import unindex
from twosource.store.material import keep_attributions, keep_brief, keep_correction, keep_stories

BRIEF = {
    "version": 1,
    "stories": [{"lines": [{"report": "fire", "start": 2, "end": 6, "text": "fire"}]}],
    "reports": [
        {name: getattr(FIRE, name) for name in ("id", "outlet", "url", "title", "byline", "credit", "language", "text")}
        | {"published": "2026-03-11"}
    ],
}


@pytest.fixture
def filled(database: Database) -> Database:
    keep(database, [found(replace(FIRE, title="Fire"))], NOW)
    keep(database, [found(report) for report in ALL], NOW)
    keep_attributions(database, {"fire": said()}, [FIRE], "rules")
    keep_stories(database, [Story("mill", (FIRE, BLAZE))])
    keep_correction(database, {"kind": "merge"}, NOW)
    keep_brief(database, json.dumps(BRIEF), NOW)
    return database


def faults(database: Database) -> list[str]:
    return [str(fault) for fault in check(database, lambda _: None)]


def test_a_sound_store_has_no_fault(filled: Database) -> None:
    assert faults(filled) == []


@pytest.mark.parametrize(
    ("sql", "name", "problem"),
    [
        ("UPDATE reports SET text = 'A calf destroyed' WHERE id = 'fire'", "report fire:", "hashes to"),
        ("UPDATE reports SET outlet = 'Herald' WHERE id = 'fire'", "report fire:", "hashes to"),
        ("UPDATE reports SET published = 'soon' WHERE id = 'fire'", "report fire:", "cannot be read"),
        ("UPDATE reports SET place = 7 WHERE id = 'fire'", "report fire:", "stands at 7"),
        ("UPDATE reports SET place = 7 WHERE id = 'fire'", "search entry", "of no report"),
        ("UPDATE reports SET text = 'x' WHERE id = 'fire'", "report fire:", "other words"),
        ("UPDATE counters SET last = 2", "counter of reports:", "stands at 2"),
        ("DELETE FROM counters", "counter of reports:", "None"),
        ("UPDATE revisions SET body = '{}'", "report fire revision 1:", "cannot be read"),
        ("UPDATE revisions SET digest = 'x'", "report fire revision 1:", "hashes to"),
        ("UPDATE revisions SET revision = 2", "report fire revision 2:", "no earlier"),
        ("UPDATE attributions SET content = 'x'", "report fire attributions by rules:", "another revision"),
        ("UPDATE attributions SET body = '[{}]'", "report fire attributions by rules:", "cannot be read"),
        ("UPDATE attributions SET body = 'x'", "report fire attributions by rules:", "cannot be read"),
        ("UPDATE attributions SET body = REPLACE(body, 'null', '9')", "report fire attrib", "said by number 9"),
        ("UPDATE attributions SET body = REPLACE(body, '[[', '[[9')", "report fire attrib", "no passage at 9"),
        ("UPDATE briefs SET body = REPLACE(body, 'lines', 'line')", "brief ", "hashes to"),
        ("UPDATE briefs SET body = REPLACE(body, 'lines', 'line')", "brief ", "cannot be read"),
        ('UPDATE briefs SET body = REPLACE(body, \'"text": "fire"\', \'"text": "hire"\')', "brief ", "not at 2-6"),
        ('UPDATE briefs SET body = REPLACE(body, \'"report": "fire"\', \'"report": "x"\')', "brief ", "report x"),
        ("UPDATE corrections SET body = 'x'", "corrections 2026-03-20", "no JSON"),
        ("UPDATE pages SET headers = 'x'", "pages ", "no JSON"),
        ("UPDATE pages SET size = 1", "page ", "bytes, not 1"),
        ("DELETE FROM memberships", "story mill:", "no report"),
    ],
)
def test_what_was_changed_is_named(filled: Database, sql: str, name: str, problem: str) -> None:
    filled.run(sql)
    assert [fault for fault in faults(filled) if fault.startswith(name) and problem in fault]


def test_a_page_whose_bytes_changed_is_named(filled: Database) -> None:
    filled.run("UPDATE pages SET content = :bytes", [{"bytes": b"nonsense"}])
    assert len([fault for fault in faults(filled) if fault.startswith("page ") and "hash to nothing" in fault]) == 5


def test_a_report_that_search_lost_is_named(filled: Database) -> None:
    [row] = filled.rows("SELECT place FROM reports WHERE id = 'blaze'")
    unindex(filled, [row["place"]])
    assert faults(filled) == ["report blaze: search does not know it"]


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("DELETE FROM pages", "reports blaze: its page is not in the store"),
        ("DELETE FROM pages", "revisions 1: its page is not in the store"),
        ("DELETE FROM reports", "revisions 1: a revision of no report"),
        ("DELETE FROM reports", "attributions 1: attributions of no report"),
        ("DELETE FROM reports", "memberships 2: in a story, but no report"),
        ("DELETE FROM stories", "memberships 1: in a story that is not in the store"),
    ],
)
def test_orphans_are_named(filled: Database, sql: str, problem: str) -> None:
    if filled.dialect == "sqlite":
        filled.run("PRAGMA foreign_keys = OFF")
    else:
        filled.run("SET session_replication_role = replica")
    filled.run(sql)
    assert problem in faults(filled)
