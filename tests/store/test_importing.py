"""What an export holds comes in once, and what no export has is told in words."""

from __future__ import annotations

import gzip
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.store.cargo import exported, filled, imported, quiet
from tests.store.sample import BRIDGE, NOW, found, keep

from twosource.errors import InputError, Malformed, Truncated
from twosource.store import Database, open_store
from twosource.store.checking import check
from twosource.store.importing import is_export
from twosource.store.keeping import named


@pytest.fixture
def other(tmp_path: Path) -> Database:
    return open_store(f"sqlite:///{tmp_path / 'other.db'}", create=True)


def test_an_import_again_changes_nothing_and_keeps_what_is_there(database: Database) -> None:
    filled(database)
    packed = exported(database)
    again = imported(database, packed)
    assert (again.new, again.known) == (0, 4)
    assert exported(database) == packed
    keep(database, [found(replace(BRIDGE, text="Closed again."))], NOW)
    imported(database, packed)
    assert named(database, ["bridge"])["bridge"].text == "Closed again."
    assert not list(check(database, quiet))


def test_numbers_that_were_dropped_stay_free(database: Database, other: Database) -> None:
    filled(database)
    imported(other, exported(database))
    assert [row["number"] for row in other.rows("SELECT number FROM reports ORDER BY number")] == [2, 3, 4, 5]
    other.close()


def test_an_export_is_told_by_how_it_begins(other: Database, tmp_path: Path) -> None:
    filled(other)
    (tmp_path / "export").write_bytes(exported(other))
    (tmp_path / "reports.gz").write_bytes(gzip.compress(b'{"id": 1}\n'))
    (tmp_path / "damaged.gz").write_bytes(b"\x1f\x8b\x08" + bytes(40))
    (tmp_path / "text").write_bytes(b'{"twosource":"export"')
    found_ = {path.name: is_export(path) for path in tmp_path.iterdir()}
    assert {name for name, told in found_.items() if told} == {"export"}
    assert not is_export(tmp_path / "gone")
    other.close()


Change = Callable[[list[bytes]], list[bytes]]


def edited(change: Callable[[dict[str, object]], object], kind: str) -> Change:
    def apply(lines: list[bytes]) -> list[bytes]:
        found_ = [json.loads(line) for line in lines]
        for one in found_:
            if one.get("kind") == kind:
                change(one)
        return [json.dumps(one).encode() + b"\n" for one in found_]

    return apply


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        (lambda lines: lines[:-1], Truncated),
        (lambda lines: lines[:3], Truncated),
        (lambda lines: [*lines[:4], *lines[5:]], Malformed),  # a line is missing: the last one's count is wrong
        (lambda lines: [b'{"twosource": "export", "version": 2}\n', *lines[1:]], Malformed),
        (lambda lines: [lines[0], b"nonsense\n", *lines[1:]], Malformed),
        (lambda lines: [lines[0], b"[]\n", *lines[1:]], Malformed),
        (lambda lines: [lines[0], b'{"kind": "user"}\n', *lines[1:]], Malformed),
        (edited(lambda one: one.pop("digest"), "report"), Malformed),
        (edited(lambda one: one.update(report={"id": 3}), "report"), Malformed),
        (edited(lambda one: one.update(content="?"), "page"), Malformed),
        (edited(lambda one: one.update(reports=3), "story"), Malformed),
        (edited(lambda one: one.update(reports=[[3]]), "story"), Malformed),
        (edited(lambda one: one.update(number=2**70), "report"), Malformed),
        (edited(lambda one: one.update(page="gone"), "report"), Malformed),
    ],
)
def test_a_bad_export_is_an_error_in_words(
    database: Database, other: Database, change: Change, kind: type[InputError]
) -> None:
    filled(other)
    lines = gzip.decompress(exported(other)).splitlines(keepends=True)
    other.close()
    with pytest.raises(kind, match=r"news\.jsonl\.gz"):
        imported(database, gzip.compress(b"".join(change(lines))))
    assert not list(check(database, quiet)), "what came before is kept, and whole"


def test_a_damaged_export_is_an_error_in_words(other: Database) -> None:
    filled(other)
    packed = exported(other)
    for bad in (packed[:-20], packed[:200] + bytes(20) + packed[220:]):
        with pytest.raises(InputError):
            imported(other, bad)
    other.close()


def test_an_export_that_lies_is_found_by_check(database: Database, other: Database) -> None:
    filled(other)
    lines = gzip.decompress(exported(other)).splitlines(keepends=True)
    other.close()
    lines = edited(lambda one: one.update(digest="0" * 64), "report")(lines)
    imported(database, gzip.compress(b"".join(lines)))
    assert any("hashes to" in str(fault) for fault in check(database, quiet))
