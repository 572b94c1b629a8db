"""A store with one of everything, out and in."""

from __future__ import annotations

import io
from dataclasses import replace

from tests.store.sample import ALL, BRIDGE, FIRE, NOW, found, keep, said

from twosource.model import Story
from twosource.store import Database
from twosource.store.exporting import write_export
from twosource.store.importing import read_export
from twosource.store.keeping import Kept
from twosource.store.material import (
    Feed,
    keep_attributions,
    keep_brief,
    keep_correction,
    keep_feed,
    keep_stories,
)
from twosource.store.retention import retain


def quiet(_: str) -> None:
    """No progress."""


def filled(database: Database) -> None:
    """One of everything, and a number that was given and is free again."""
    keep(database, [found(replace(BRIDGE, id="dropped", published=None))], NOW)
    retain(database, most=0)
    keep(database, [found(report) for report in ALL], NOW)
    keep(database, [found(replace(FIRE, title="Fire guts mill"))], NOW)
    keep_attributions(database, {"fire": said()}, [replace(FIRE, title="Fire guts mill")], "rules")
    keep_stories(database, [Story("mill", ALL[:2])])
    keep_correction(database, {"kind": "merge"}, NOW)
    keep_brief(database, '{"version": 1, "stories": [], "reports": []}\n', NOW)
    keep_brief(database, '{"version": 1, "stories": [], "reports": [] }\n', NOW, own=True)
    keep_feed(database, Feed("https://courier.example/rss", None, {"due": 1}))


def exported(database: Database) -> bytes:
    stream = io.BytesIO()
    write_export(database, stream)
    return stream.getvalue()


def imported(database: Database, packed: bytes) -> Kept:
    return read_export(database, io.BytesIO(packed), "news.jsonl.gz", quiet)
