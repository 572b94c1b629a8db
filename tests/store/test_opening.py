"""Addresses, schemas, and what stands in the way of opening a store."""

from __future__ import annotations

import sqlite3
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from tests.store.sample import ALL, FIRE, NOW, found, keep, said

from twosource.errors import ConfigError, SchemaError, StoreAway, StoreDamaged, StoreError, StoreMissing
from twosource.model import SpeakerKind
from twosource.store import open_store
from twosource.store.appearances import SpeakerCounts, heard, heard_by
from twosource.store.checking import check
from twosource.store.database import Database
from twosource.store.dossiers import take_apart
from twosource.store.indexing import entry, reindex
from twosource.store.keeping import give_numbers, insert, keep_pages, page_row, reports
from twosource.store.material import keep_attributions
from twosource.store.query import parse
from twosource.store.rows import report_row
from twosource.store.schema import FILLED_AFTER, applied, migrate, migrations
from twosource.store.searching import search


def at_schema(url: str, number: int) -> Database:
    """A store as a program that knew `number` migrations left it, with a report in it."""
    if url.startswith("sqlite"):
        from twosource.store.sqlite import SQLite  # noqa: PLC0415 - as the program does

        database: Database = SQLite(Path(url.removeprefix("sqlite:///")), create=True)
    else:
        from twosource.store.postgres import PostgreSQL  # noqa: PLC0415 - an extra

        database = PostgreSQL(url)
    migrate(database, upto=number)
    return database


def old_report(database: Database) -> None:
    """A row as the first schema has it."""
    page = page_row(found(FIRE).page, {}, NOW)
    keep_pages(database, [page])
    insert(database, [{**report_row(FIRE, 1), "page": page["sha256"], "added": NOW.isoformat()}])
    give_numbers(database, 1)


def old_entry(database: Database, number: int) -> None:
    """The entry of that report in the full-text index as schema `number` has it."""
    if number >= FILLED_AFTER[database.dialect]:
        reindex(database, [1])
    elif number >= 2:
        [row] = database.rows("SELECT number, place, title, text, outlet FROM reports")
        database.run(
            "INSERT INTO search (place, title, words, outlet, speaker, terms)"
            " VALUES (:place, :title, :words, :outlet, :speaker, ARRAY['fire'])",
            [entry(row, ())],
        )


EARLIER = [(kind, step.number) for kind in FILLED_AFTER for step in migrations(kind)[:-1]]


@pytest.mark.parametrize(("url", "number"), EARLIER, indirect=["url"])
def test_every_earlier_schema_is_brought_up_to_date(url: str, number: int) -> None:
    database = at_schema(url, number)
    with database.write():
        old_report(database)
        old_entry(database, number)
    database.close()
    with pytest.raises(SchemaError, match="run `twosource migrate`"):
        open_store(url)
    database = open_store(url, migrating=True)
    missing = [step for step in migrations(database.dialect) if step.number > number]
    assert migrate(database) == missing
    assert migrate(database) == []
    database.close()
    database = open_store(url)
    assert list(reports(database)) == [FIRE]
    assert [hit.report.id for hit in search(database, parse('"flour mill" outlet:courier'))] == ["fire"]
    keep_attributions(database, {"fire": said()}, [FIRE], "rules")
    assert not list(check(database, lambda _: None))
    database.close()


DOSSIERS = """
    INSERT INTO dossiers
        (story, title, reports, texts, outlets, origins, names, first, last, weight, source, form, made)
    SELECT id, '', 1, 1, 1, 1, '[]', '', '', 1.0, 'rules', 'older', '2026-03-12T00:00:00+00:00' FROM stories
"""
SAYINGS = """
    INSERT INTO sayings (speaker, place, story, report, name, kind, spans)
    SELECT 'ada-lunt', 1, id, 1, 'Ada Lunt', 'person', '[]' FROM stories
"""


def test_who_is_heard_is_known_after_an_update(url: str) -> None:
    database = at_schema(url, 16)
    with database.write():
        old_report(database)
        database.run("INSERT INTO stories (id) VALUES ('mill'), ('bridge')")
        database.run("INSERT INTO memberships (report, story) VALUES (1, 'mill')")
        database.run(DOSSIERS)
        database.run(SAYINGS)
    migrate(database)
    assert heard(database, "ada-lunt") == SpeakerCounts("ada-lunt", "Ada Lunt", SpeakerKind.PERSON, 1, 1)
    assert heard_by(database, "ada-lunt") == [("Courier", 1)]
    assert take_apart(database, 10) == 2, "what speakers say is kept apart by the way"
    database.close()


def test_a_migration_that_fails_leaves_nothing(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    database = at_schema(url, 1)
    real = migrations(database.dialect)
    broken = replace(real[1], sql=f"{real[1].sql}; INSERT INTO reports (number) VALUES (1)")
    monkeypatch.setattr("twosource.store.schema.migrations", lambda _: [real[0], broken])
    with pytest.raises(StoreError):
        migrate(database)
    assert applied(database) == 1
    assert not database.has_table("search")
    database.close()


def test_a_newer_schema_is_refused(url: str) -> None:
    database = open_store(url, create=True)
    database.run("INSERT INTO migrations (number, name) VALUES (999, 'x')")
    database.close()
    with pytest.raises(SchemaError, match="update TwoSource"):
        open_store(url)


def test_a_store_that_is_not_there_is_not_made_by_reading(url: str, tmp_path: Path) -> None:
    with pytest.raises(StoreMissing, match="no store at"):
        open_store(url)
    assert list(tmp_path.iterdir()) == []


def test_the_tables_of_another_program_are_left_alone(url: str) -> None:
    database = at_schema(url, 0)
    database.run("CREATE TABLE reports (x TEXT)")
    database.close()
    with pytest.raises(StoreDamaged, match="another program"):
        open_store(url, create=True)


@pytest.mark.parametrize("url", ["news.db", "sqlite:///", "mysql://x/y", "", "http://user:secret@host/x"])
def test_an_address_of_no_store_is_named_without_its_password(url: str) -> None:
    with pytest.raises(ConfigError, match=r"write sqlite:///news\.db or postgresql") as caught:
        open_store(url)
    assert "secret" not in str(caught.value)


def test_an_address_that_postgres_cannot_read_is_named_without_its_password() -> None:
    pytest.importorskip("psycopg")
    for url in ("postgresql://reader:secret@[host/news", "postgresql://reader:secret@host/news?colour=red"):
        with pytest.raises(ConfigError, match="cannot be read") as caught:
            open_store(url)
        assert "secret" not in str(caught.value)


def test_options_in_the_address_of_a_server_hold(postgres: str, prepared: str) -> None:
    url = f"{postgres.format(name=prepared)}&options=-csearch_path%3Dpress"
    with pytest.raises(StoreMissing):
        open_store(url)


def test_a_missing_driver_is_named_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "twosource.store.postgres", None)
    with pytest.raises(ConfigError, match=r"pip install 'twosource\[postgres\]'"):
        open_store("postgresql://host/news")


def test_no_server_is_a_store_that_is_away(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StoreAway, match="no answer") as caught:
        open_store(f"postgresql://reader:secret@/news?host={tmp_path}")
    assert "secret" not in str(caught.value)


def test_a_file_that_is_no_store_is_named(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("This is no database, though it is long enough to be one." * 100)
    with pytest.raises(StoreDamaged, match=r"text\.db.*not a SQLite database"):
        open_store(f"sqlite:///{tmp_path}/text.db")
    with pytest.raises(StoreAway, match="cannot be opened"):
        open_store(f"sqlite:///{tmp_path}/gone/news.db", create=True)


def test_a_backup_is_a_store(tmp_path: Path) -> None:
    database = open_store(f"sqlite:///{tmp_path}/news.db", create=True)
    keep(database, [found(report) for report in ALL], NOW)
    database.backup(tmp_path / "copy.db")
    database.close()
    copy = open_store(f"sqlite:///{tmp_path}/copy.db")
    assert len(list(reports(copy))) == len(ALL)
    assert not list(check(copy, lambda _: None))
    copy.close()


def test_postgres_says_how_it_is_backed_up(postgres: str, prepared: str, tmp_path: Path) -> None:
    database = open_store(postgres.format(name=prepared))
    with pytest.raises(StoreError, match="pg_dump"):
        database.backup(tmp_path / "copy")
    database.close()


def test_a_damaged_page_of_the_file_is_named(tmp_path: Path) -> None:
    database = open_store(f"sqlite:///{tmp_path}/news.db", create=True)
    keep(database, [found(replace(FIRE, id=f"fire{n}", text=f"{n} " * 3000)) for n in range(20)], NOW)
    database.run("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    path = tmp_path / "news.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2 : len(content) // 2 + 8192] = bytes(8192)
    path.write_bytes(content)
    try:
        database = open_store(f"sqlite:///{path}")
        assert list(check(database, lambda _: None))
        database.close()
    except StoreDamaged:
        pass


def test_a_sqlite_that_is_too_old_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 26, 0))
    with pytest.raises(StoreError, match=r"install 3\.35 or newer"):
        open_store(f"sqlite:///{tmp_path}/news.db", create=True)
