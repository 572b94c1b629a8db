"""The made archive: the same each time, of the shares that it says, and its faults where it says."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from bench.archive import records
from bench.archive.make import Damage, make
from bench.archive.plan import SHARES, STORIES, Archive, Kind

PAGES = 200


def made(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "made.jsonl").read_text(encoding="utf8").splitlines()]


def test_the_same_bytes_each_time(tmp_path: Path) -> None:
    for name in ("one", "other"):
        make(tmp_path / name, PAGES, per_file=90)
    files = sorted(path.name for path in (tmp_path / "one").iterdir())
    assert sum(name.endswith(".warc.gz") for name in files) == 3
    for name in files:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "other" / name).read_bytes()


def test_shares_are_those_of_the_table(tmp_path: Path) -> None:
    counts = make(tmp_path, 1000, per_file=1000)
    for kind, share in SHARES.items():
        assert counts[kind] == 10 * share
    stories = sum(counts[kind] for kind in (Kind.OWN, Kind.WIRE, Kind.NEAR))
    assert 10 * STORIES <= stories < 10 * STORIES + 30
    assert sum(SHARES.values()) + STORIES == 100


def test_members_stand_where_the_list_says(tmp_path: Path) -> None:
    make(tmp_path, PAGES)
    for line in made(tmp_path)[:20]:
        with (tmp_path / line["file"]).open("rb") as stream:
            stream.seek(line["offset"])
            with gzip.open(stream) as member:
                assert member.readline() == b"WARC/1.0\r\n"
                head = b"".join(iter(member.readline, b"\r\n")).decode()
        assert f"WARC-Target-URI: {line['url']}" in head


def test_damage_changes_only_what_it_befalls(tmp_path: Path) -> None:
    for name, damage in (("worn", Damage(0.1)), ("spared", Damage(0.1, spare=True)), ("whole", Damage())):
        make(tmp_path / name, PAGES, damage=damage)
    worn, spared, whole = (made(tmp_path / name) for name in ("worn", "spared", "whole"))
    assert [line["url"] for line in worn] == [line["url"] for line in whole]
    assert [line["url"] for line in worn if not line["fault"]] == [line["url"] for line in spared]
    assert 5 < len(worn) - len(spared) < 40


@pytest.mark.parametrize("fault", sorted(set(records.FAULTS) - records.RARE))
def test_every_fault_is_one(fault: str) -> None:
    archive = Archive(20)
    sheet = archive.sheets[0]
    url, body = archive.url(sheet), archive.body(sheet)
    assert records.damaged(fault, records.Answer(url, sheet.crawled, body)) != records.response(
        url, sheet.crawled, body
    )
