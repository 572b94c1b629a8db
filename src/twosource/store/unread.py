"""What a reader has not read, counted: in all, by outlet, and among any entries.

Strategy: an app asks for this every few minutes, and a new reader has read nothing of 100,000 entries. So these are
read in one pass over an index, are told apart from what was read by a text of bits, and are counted as numbers, without
a value for each.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from twosource.store.database import Database, batches, listed
from twosource.store.marks import Marked, flags


class Count(NamedTuple):
    """How many entries, and the stamp of the one that grew last; 0 where there is none."""

    many: int
    newest: int


@dataclass(frozen=True)
class Unread:
    """The entries that a reader has not read: the stamp of each by number, and the numbers by outlet."""

    stamps: Mapping[int, int]
    outlets: Mapping[int | None, Sequence[int]]

    @cached_property
    def all(self) -> Count:
        return Count(len(self.stamps), max(self.stamps.values(), default=0))

    def among(self, numbers: Iterable[int]) -> Count:
        """How many of these entries, each told once, are not read."""
        found = [self.stamps[number] for number in numbers if number in self.stamps]
        return Count(len(found), max(found, default=0))


def unread(database: Database, read: Marked, hidden: Collection[int] = ()) -> Unread:
    """What is not read; entries of outlets that are hidden are left out."""
    sql = "SELECT number, stamp, outlet FROM entries WHERE story IS NOT NULL AND made IS NOT NULL ORDER BY stamp"
    rows = database.rows(sql)
    if read:
        is_read = flags(read, max((row["number"] for row in rows), default=0))
        rows = [row for row in rows if is_read[row["number"]] == "0"]
    outlets: dict[int | None, list[int]] = {outlet: [] for outlet in {row["outlet"] for row in rows} - {*hidden}}
    if hidden:
        rows = [row for row in rows if row["outlet"] in outlets]
    for row in rows:
        outlets[row["outlet"]].append(row["number"])
    return Unread({row["number"]: row["stamp"] for row in rows}, outlets)


def about_each(database: Database, topics: Sequence[str]) -> dict[str, set[int]]:
    """The entries that are about what goes by each of these names."""
    found: dict[str, set[int]] = {topic: set() for topic in topics}
    for batch in batches(topics):
        which, values = listed("t", batch)
        sql = (
            f"SELECT s.name AS name, number FROM subjects s JOIN entries e ON e.story = s.story WHERE s.name IN {which}"
        )
        for row in database.rows(sql, values):
            found[row["name"]].add(row["number"])
    return found
