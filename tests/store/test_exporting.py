"""All of the store, out: the same bytes, in an order in which each line finds what it needs."""

from __future__ import annotations

import gzip
import io
import json
from dataclasses import replace

from tests.store.cargo import exported, filled
from tests.store.sample import FIRE, NOW, found, keep

from twosource.store import Database
from twosource.store.exporting import HEAD, write_export


def lines_of(packed: bytes) -> list[dict[str, object]]:
    return [json.loads(line) for line in gzip.decompress(packed).splitlines()]


def test_the_same_store_gives_the_same_bytes(database: Database) -> None:
    filled(database)
    first = exported(database)
    assert exported(database) == first
    assert first[4:8] == bytes(4), "no time stands in it"


def test_the_last_line_counts_those_before_it_and_no_line_is_broken(database: Database) -> None:
    keep(database, [found(replace(FIRE, text="One\u2028two\x85three\nfour \ud83d\udd25."))], NOW)
    packed = exported(database)
    head, *told, last = lines_of(packed)
    assert head == HEAD
    assert last == {"kind": "end", "lines": len(told)}
    assert gzip.decompress(packed).isascii()
    assert write_export(database, io.BytesIO()) == len(told)


def test_each_line_finds_what_it_needs_before_it(database: Database) -> None:
    filled(database)
    pages, ids = set(), set()
    for one in lines_of(exported(database)):
        match one:
            case {"kind": "page", "sha256": sha256}:
                pages.add(sha256)
            case {"kind": "report", "page": page, "report": {"id": name}}:
                assert page in pages
                ids.add(name)
            case {"kind": "attributions", "id": name}:
                assert name in ids
            case {"kind": "story", "reports": [*reports]}:
                assert ids.issuperset(reports)
    assert len(ids) == 4


def test_an_export_of_nothing_is_whole(database: Database) -> None:
    assert [one.get("kind") for one in lines_of(exported(database))] in ([None, "end"], [None, "account", "end"])
