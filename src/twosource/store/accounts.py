"""Who may: accounts, their sessions and tokens, the site's secrets.

Strategy: what lets somebody in (a session's cookie, a token) is kept as a SHA-256 digest alone: it has 256 random bits,
so that nobody who reads the store can find it. Passwords are hashed by who calls (`web.passwords`). Account number 1 is
there from the start and has no name: the reader on this machine. The first account that is made takes its place, with
all that hangs on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from typing import Final

from twosource.store.database import Database, Row

LOCAL: Final = 1
"""The number of the reader on this machine."""


class Role(IntEnum):
    """What somebody may do: each may all that those before it may."""

    STRANGER = 0
    READER = 1
    EDITOR = 2
    ADMIN = 3

    @property
    def label(self) -> str:
        return self.name.lower()


ROLES: Final = {role.label: role for role in Role if role is not Role.STRANGER}
"""Those that an account may have, by name."""


@dataclass(frozen=True, slots=True)
class Account:
    """Somebody with a name here. `password` is a hash, None where none lets in."""

    number: int
    name: str
    role: Role
    password: str | None = None
    added: datetime | None = None


def _account(row: Row) -> Account:
    added = datetime.fromisoformat(row["added"]) if row["added"] else None
    return Account(row["number"], row["name"], ROLES[row["role"]], row["password"], added)


def has_accounts(database: Database) -> bool:
    """Whether anybody must log in: false as long as there is but the reader on this machine."""
    return bool(database.rows("SELECT 1 FROM accounts WHERE name <> '' LIMIT 1"))


def local_account(database: Database) -> Account:
    return _account(database.rows("SELECT * FROM accounts WHERE number = :number", {"number": LOCAL})[0])
