"""What readers have marked: entries read, starred, labelled; a bit each.

Strategy: entries are counted from 1 without gaps, so an account's marks of one kind are a row of bits, kept in blocks
of `BLOCK`: 100,000 entries read are 13 rows of a kilobyte, and marking them is reading and writing these. Who asks for
unread entries gets the bits as one value, and looks entries up in it.

Functions that write are called inside `Database.write`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from twosource.store.database import Database, Row, batches, listed

READ: Final = "read"
STARRED: Final = "starred"
LABELLED: Final = "label/"
"""What the name of a mark begins with where the reader named it."""

BLOCK: Final = 8192
"""Entries of a row: it has a kilobyte, so that marking one entry writes little and marking all of them few rows."""
EMPTY: Final = bytes(BLOCK // 8)
LONGEST_LABEL: Final = 100  # characters: what fits a phone's screen twice over
LONGEST_MARK: Final = len(LABELLED) + LONGEST_LABEL
MOST_LABELS: Final = 500  # of an account
_KEEP: Final = (
    "INSERT INTO marks (account, mark, block, bits) VALUES (:account, :mark, :block, :bits)"
    " ON CONFLICT (account, mark, block) DO UPDATE SET bits = excluded.bits"
)
_DROP: Final = "DELETE FROM marks WHERE account = :account AND mark = :mark AND block = :block"


@dataclass(frozen=True, slots=True)
class Marked:
    """The entries that have a mark: `number in marked`."""

    blocks: Mapping[int, bytes]

    def __contains__(self, number: int) -> bool:
        bits = self.blocks.get(number // BLOCK)
        return bits is not None and bool(bits[number % BLOCK // 8] >> number % 8 & 1)

    def __bool__(self) -> bool:
        return bool(self.blocks)


def marked(database: Database, account: int, mark: str) -> Marked:
    sql = "SELECT block, bits FROM marks WHERE account = :account AND mark = :mark"
    rows = database.rows(sql, {"account": account, "mark": mark})
    return Marked({row["block"]: bytes(row["bits"]) for row in rows})


def labels(database: Database, account: int) -> list[str]:
    """The names of all labels that an account gave, in order."""
    sql = "SELECT DISTINCT mark FROM marks WHERE account = :account AND mark LIKE 'label/%' ORDER BY mark"
    return [row["mark"].removeprefix(LABELLED) for row in database.rows(sql, {"account": account})]


def put(database: Database, account: int, mark: str, numbers: Iterable[int], *, on: bool) -> None:
    """These entries have the mark from now on, or have it no longer."""
    by_block: dict[int, list[int]] = {}
    for number in numbers:
        by_block.setdefault(number // BLOCK, []).append(number % BLOCK)
    who: Row = {"account": account, "mark": mark}
    for batch in batches(sorted(by_block)):
        which, values = listed("b", batch)
        sql = f"SELECT block, bits FROM marks WHERE account = :account AND mark = :mark AND block IN {which}"
        held = {row["block"]: bytes(row["bits"]) for row in database.rows(sql, {**who, **values})}
        bits = {block: _changed(held.get(block, EMPTY), by_block[block], on=on) for block in batch}
        database.run(_KEEP, [{**who, "block": block, "bits": bits[block]} for block in batch if any(bits[block])])
        database.run(_DROP, [{**who, "block": block} for block in batch if block in held and not any(bits[block])])


def _changed(bits: bytes, places: Sequence[int], *, on: bool) -> bytes:
    changed = bytearray(bits)
    for place in places:
        if on:
            changed[place >> 3] |= 1 << (place & 7)
        else:
            changed[place >> 3] &= ~(1 << (place & 7))
    return bytes(changed)


def clear(database: Database, mark: str, numbers: Iterable[int]) -> None:
    """No account has these entries marked so any longer."""
    wanted = list(numbers)
    for row in database.rows("SELECT DISTINCT account FROM marks WHERE mark = :mark", {"mark": mark}):
        put(database, row["account"], mark, wanted, on=False)


def rename(database: Database, account: int, mark: str, to: str) -> None:
    """Entries that have one mark have another in place of it."""
    put(database, account, to, entries(marked(database, account, mark)), on=True)
    drop(database, account, mark)


def drop(database: Database, account: int, mark: str) -> None:
    database.run("DELETE FROM marks WHERE account = :account AND mark = :mark", [{"account": account, "mark": mark}])


def entries(found: Marked) -> Iterator[int]:
    """The entries themselves, lowest first."""
    for block, bits in sorted(found.blocks.items()):
        for at, byte in enumerate(bits):
            for bit in range(8) if byte else ():
                if byte >> bit & 1:
                    yield block * BLOCK + at * 8 + bit


def flags(found: Marked, last: int) -> str:
    """A text that has 1 at the place of each entry with the mark, 0 at those of others, from 0 to `last` or beyond."""
    blocks = (found.blocks.get(block, EMPTY) for block in range(last // BLOCK + 1))
    return "".join(f"{int.from_bytes(bits, 'little'):0{BLOCK}b}"[::-1] for bits in blocks)


# --- what becomes of stories ------------------------------------------------------------------------------------------


def inherit(database: Database, parent: int, child: int) -> None:
    """A story that came off another is marked as that one is: who read it has read both."""
    for account, mark, holds in _everyone(database, [parent]):
        if holds[parent]:
            put(database, account, mark, [child], on=True)


def merge(database: Database, gone: int, into: int) -> None:
    """Two entries are one: read by who read both, starred and labelled by who did so with either."""
    for account, mark, holds in _everyone(database, [gone, into]):
        on = (holds[gone] and holds[into]) if mark == READ else (holds[gone] or holds[into])
        put(database, account, mark, [into], on=on)


def _everyone(database: Database, entries: Sequence[int]) -> list[tuple[int, str, dict[int, bool]]]:
    """Every account and mark that one of these entries may have, and which of them have it."""
    which, values = listed("b", sorted({entry // BLOCK for entry in entries}))
    sql = f"SELECT account, mark, block, bits FROM marks WHERE block IN {which} ORDER BY account, mark, block"
    found: dict[tuple[int, str], dict[int, bytes]] = {}
    for row in database.rows(sql, values):
        found.setdefault((row["account"], row["mark"]), {})[row["block"]] = bytes(row["bits"])
    return [(*who, {entry: entry in Marked(blocks) for entry in entries}) for who, blocks in found.items()]
