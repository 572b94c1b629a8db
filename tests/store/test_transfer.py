"""Everything in one file, from each database into each."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.store.cargo import exported, filled, imported, quiet
from tests.store.sample import FIRE, NOW, found, keep, page_of, said

from twosource.store import Database, open_store
from twosource.store.checking import check
from twosource.store.keeping import reports
from twosource.store.material import (
    attributions,
    corrections,
    feeds,
    memberships,
)
from twosource.store.query import parse
from twosource.store.retention import retain
from twosource.store.searching import search


@pytest.fixture
def other(tmp_path: Path) -> Database:
    return open_store(f"sqlite:///{tmp_path / 'other.db'}", create=True)


def test_all_that_goes_out_comes_in_and_goes_out_the_same(database: Database, other: Database) -> None:
    filled(database)
    packed = exported(database)
    assert imported(other, packed).new == 4
    assert exported(other) == packed
    assert list(reports(other)) == list(reports(database))
    assert page_of(other, "fire") == page_of(database, "fire")
    assert memberships(other) == memberships(database)
    assert corrections(other) == corrections(database)
    assert feeds(other) == feeds(database)
    assert attributions(other, list(reports(other)), "rules") == {"fire": said()}
    assert [hit.report.id for hit in search(other, parse("speaker:lunt"))] == ["fire"]
    assert not list(check(other, quiet))
    other.close()


def test_sqlite_moves_to_the_other_database(database: Database, other: Database) -> None:
    filled(other)
    packed = exported(other)
    imported(database, packed)
    assert exported(database) == packed
    assert not list(check(database, quiet))
    other.close()


def test_a_page_whose_bytes_were_let_go_travels_without(database: Database, other: Database) -> None:
    keep(database, [found(FIRE)], NOW)
    retain(database, most=len(FIRE.text.encode()))
    imported(other, exported(database))
    assert page_of(other, "fire") == page_of(database, "fire")
    assert page_of(other, "fire") == (found(FIRE).page.sha256, None)
    other.close()
