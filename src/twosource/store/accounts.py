"""Who may: accounts, what lets somebody in, the site's secrets.

Strategy: what lets somebody in (a session's cookie, a token) is kept as a SHA-256 digest alone: it has 256 random bits,
so that nobody who reads the store can find it. Passwords come hashed. Account number 1 is there from the start and has
no name: the reader on this machine. The first account that is made takes its place, with all that hangs on it, and is
an admin; the last admin stays one.

Names and roles are exported. Hashes of passwords, sessions, tokens, identities and secrets are not: an export goes to
other hands, and a backup (`twosource backup`) keeps them.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum
from typing import Any, Final

from twosource.errors import BadField, StoreBusy, StoreRefused
from twosource.store.database import Database, Row

LOCAL: Final = 1
"""The number of the reader on this machine."""
LONGEST_NAME: Final = 64
APP: Final = "app: "
"""What the names of tokens begin with that an app was given for a password."""

# --- how long what lets somebody in does so: chosen, not measured -----------------------------------------------------

IDLE: Final = timedelta(days=30)  # a session that nobody uses
LONGEST_SESSION: Final = timedelta(days=180)
NOTED: Final = timedelta(hours=1)  # between two notes of when a session or token was used: a write an hour, not a page


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
    """Somebody who may read here. `password`: a hash, None where none lets in. `name`: empty of the local reader.

    notes_hidden: how many notes of theirs an editor has hidden.
    """

    number: int
    name: str
    role: Role
    password: str | None = None
    added: datetime | None = None
    notes_hidden: int = 0


@dataclass(frozen=True, slots=True)
class Token:
    """What an app of an account is let in by. `writes`: whether it may change anything."""

    name: str
    writes: bool
    made: datetime
    used: datetime | None


def digest(secret: str) -> str:
    """What is kept of a session's cookie or a token."""
    return hashlib.sha256(secret.encode("utf8", "surrogatepass")).hexdigest()


def proper_name(name: str) -> str:
    """A name as it is kept: one form of letters, small.

    Raises:
        BadField: it holds what a name cannot.
    """
    found = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold()).strip()
    if not 1 <= len(found) <= LONGEST_NAME or not all(letter.isalnum() or letter in "._@+-" for letter in found):
        told = found[:LONGEST_NAME].encode("unicode_escape").decode("ascii")
        raise BadField(f"account name {told!r}", "not a name", f"use 1 to {LONGEST_NAME} letters, digits and . _ @ + -")
    return found


# --- accounts ---------------------------------------------------------------------------------------------------------


def has_accounts(database: Database) -> bool:
    """Whether anybody must log in: false as long as there is but the reader on this machine."""
    return bool(database.rows("SELECT 1 FROM accounts WHERE name <> '' LIMIT 1"))


def accounts(database: Database) -> list[Account]:
    """Those with a name, by name."""
    return [_account(row) for row in database.rows("SELECT * FROM accounts WHERE name <> '' ORDER BY name")]


def account_named(database: Database, name: str) -> Account | None:
    """The account of that name, in the form of `proper_name`; the local reader's is empty."""
    return _one(database.rows("SELECT * FROM accounts WHERE name = :name", {"name": name}))


def account_numbered(database: Database, number: int) -> Account | None:
    return _one(database.rows("SELECT * FROM accounts WHERE number = :number", {"number": number}))


def add_account(database: Database, name: str, role: Role, password: str | None, now: datetime) -> Account:
    """A new account. The first one is an admin's, whatever its role, and takes the local reader's place.

    Raises:
        BadField: no name for an account.
        StoreRefused: the name is taken.
    """
    name = proper_name(name)
    with database.write():
        if account_named(database, name):
            raise StoreRefused(f"an account called {name} is there already")
        first = not has_accounts(database)
        number = LOCAL if first else database.rows("SELECT MAX(number) + 1 AS next FROM accounts")[0]["next"]
        row = {"number": number, "name": name, "role": (Role.ADMIN if first else role).label, "password": password}
        if first:
            change = "UPDATE accounts SET name = :name, role = :role, password = :password, added = :added"
            database.run(f"{change} WHERE number = :number", [{**row, "added": now.isoformat()}])
        else:
            database.run(KEEP_ACCOUNT, [{**row, "added": now.isoformat(), "notes_hidden": 0}])
    return Account(number, name, ROLES[str(row["role"])], password, now)


KEEP_ACCOUNT: Final = (
    "INSERT INTO accounts (number, name, role, password, added, notes_hidden)"
    " VALUES (:number, :name, :role, :password, :added, :notes_hidden)"
)


def remove_account(database: Database, account: Account) -> None:
    """Let go of an account and of all that is its own.

    Raises:
        StoreRefused: it is the last admin's, and others are there.
    """
    with database.write():
        others = [one for one in accounts(database) if one.number != account.number]
        if others and not any(one.role is Role.ADMIN for one in others):
            raise StoreRefused(f"{account.name} is the only admin; make another one first")
        database.run("DELETE FROM accounts WHERE number = :number", [{"number": account.number}])
        if account.number == LOCAL:
            database.run("INSERT INTO accounts (number, name, role) VALUES (:number, '', 'admin')", [{"number": LOCAL}])


def set_role(database: Database, account: Account, role: Role) -> None:
    """Raises StoreRefused where nobody would be an admin any more."""
    with database.write():
        others = [one for one in accounts(database) if one.number != account.number]
        if role is not Role.ADMIN and not any(one.role is Role.ADMIN for one in others):
            raise StoreRefused(f"{account.name} is the only admin; make another one first")
        values = {"role": role.label, "number": account.number}
        database.run("UPDATE accounts SET role = :role WHERE number = :number", [values])


def set_password(database: Database, account: Account, password: str | None) -> None:
    """A new password's hash; whoever was let in by the old one, browser or app, is out."""
    with database.write():
        values = {"password": password, "number": account.number}
        database.run("UPDATE accounts SET password = :password WHERE number = :number", [values])
        database.run("DELETE FROM sessions WHERE account = :number", [{"number": account.number}])
        apps = {"number": account.number, "apps": f"{APP}%"}
        database.run("DELETE FROM tokens WHERE account = :number AND name LIKE :apps", [apps])


def rehash(database: Database, account: Account, password: str) -> None:
    """The same password, hashed by what is asked for today."""
    with database.write():
        values = {"new": password, "old": account.password, "number": account.number}
        database.run("UPDATE accounts SET password = :new WHERE number = :number AND password = :old", [values])


def take_in(database: Database, found: Sequence[Mapping[str, Any]]) -> None:
    """Accounts of an export, within a transaction: those whose names are not here, without a password.

    Raises:
        BadField: no name for an account.
        KeyError: no role.
    """
    for one in found:
        row = {"name": proper_name(one["name"]), "role": ROLES[one["role"]].label, "added": one["added"]}
        row["notes_hidden"] = int(one.get("notes_hidden", 0))
        if account_named(database, row["name"]):
            continue
        first = "UPDATE accounts SET name = :name, role = :role, added = :added, notes_hidden = :notes_hidden"
        if one["local"] and database.run(f"{first} WHERE number = :number AND name = ''", [{**row, "number": LOCAL}]):
            continue
        number = database.rows("SELECT MAX(number) + 1 AS next FROM accounts")[0]["next"]
        database.run(KEEP_ACCOUNT, [{**row, "number": number, "password": None}])


def _one(rows: list[Row]) -> Account | None:
    return _account(rows[0]) if rows else None


def _account(row: Row) -> Account:
    return Account(
        row["number"], row["name"], ROLES[row["role"]], row["password"], _when(row["added"]), row["notes_hidden"]
    )


def _when(kept: str | None) -> datetime | None:
    return datetime.fromisoformat(kept) if kept else None


# --- sessions ---------------------------------------------------------------------------------------------------------


def begin_session(database: Database, cookie: str, account: Account, now: datetime) -> None:
    """Let in whoever shows this cookie from now on; sessions that are over are let go of."""
    row = {"digest": digest(cookie), "account": account.number, "now": now.isoformat()}
    over = {"idle": (now - IDLE).isoformat(), "longest": (now - LONGEST_SESSION).isoformat()}
    with database.write():
        database.run("DELETE FROM sessions WHERE seen < :idle OR began < :longest", [over])
        database.run(
            "INSERT INTO sessions (digest, account, began, seen) VALUES (:digest, :account, :now, :now)", [row]
        )


def session_account(database: Database, cookie: str, now: datetime) -> Account | None:
    """Whose session it is, if it is one and not over."""
    sql = "SELECT a.*, s.began, s.seen FROM sessions s JOIN accounts a ON a.number = s.account WHERE digest = :digest"
    for row in database.rows(sql, {"digest": digest(cookie)}):
        began, seen = datetime.fromisoformat(row["began"]), datetime.fromisoformat(row["seen"])
        if now - seen > IDLE or now - began > LONGEST_SESSION:
            return None
        if now - seen > NOTED:
            _note(database, "UPDATE sessions SET seen = :now WHERE digest = :digest", cookie, now)
        return _account(row)
    return None


def end_session(database: Database, cookie: str) -> None:
    with database.write():
        database.run("DELETE FROM sessions WHERE digest = :digest", [{"digest": digest(cookie)}])


def end_sessions(database: Database, account: Account) -> None:
    """Log an account out everywhere."""
    with database.write():
        database.run("DELETE FROM sessions WHERE account = :number", [{"number": account.number}])


def _note(database: Database, sql: str, secret: str, now: datetime) -> None:
    with suppress(StoreBusy), database.write():  # another time will do
        database.run(sql, [{"now": now.isoformat(), "digest": digest(secret)}])


# --- tokens -----------------------------------------------------------------------------------------------------------


def add_token(database: Database, secret: str, account: Account, name: str, *, writes: bool, now: datetime) -> None:
    """Let in an app that shows `secret`.

    Raises:
        StoreRefused: the account has a token of that name.
    """
    row = {"digest": digest(secret), "account": account.number, "name": name, "made": now.isoformat()}
    sql = "INSERT INTO tokens (digest, account, name, scope, made) VALUES (:digest, :account, :name, :scope, :made)"
    with database.write():
        if any(one.name == name for one in tokens(database, account)):
            raise StoreRefused(f"a token called {name} is there already")
        database.run(sql, [{**row, "scope": "write" if writes else "read"}])


def tokens(database: Database, account: Account) -> list[Token]:
    """The tokens of an account, the oldest first."""
    sql = "SELECT * FROM tokens WHERE account = :number ORDER BY made, name"
    return [
        Token(row["name"], row["scope"] == "write", datetime.fromisoformat(row["made"]), _when(row["used"]))
        for row in database.rows(sql, {"number": account.number})
    ]


def token_account(database: Database, secret: str, now: datetime) -> tuple[Account, bool] | None:
    """Whose token it is, and whether it may change anything; None of what is none."""
    sql = "SELECT a.*, t.scope, t.used FROM tokens t JOIN accounts a ON a.number = t.account WHERE digest = :digest"
    for row in database.rows(sql, {"digest": digest(secret)}):
        used = _when(row["used"])
        if used is None or now - used > NOTED:
            _note(database, "UPDATE tokens SET used = :now WHERE digest = :digest", secret, now)
        return _account(row), row["scope"] == "write"
    return None


def remove_token(database: Database, account: Account, name: str) -> bool:
    """Let an app in no more; whether there was such a token."""
    with database.write():
        values = {"number": account.number, "name": name}
        return database.run("DELETE FROM tokens WHERE account = :number AND name = :name", [values]) > 0


# --- identities and secrets -------------------------------------------------------------------------------------------


def identified(database: Database, issuer: str, subject: str) -> Account | None:
    """The account of whom an identity provider calls `subject`."""
    sql = "SELECT a.* FROM identities i JOIN accounts a ON a.number = i.account WHERE issuer = :i AND subject = :s"
    return _one(database.rows(sql, {"i": issuer, "s": subject}))


def is_identified(database: Database, issuer: str, account: Account) -> bool:
    """Whether an identity provider knows somebody as this account."""
    sql = "SELECT 1 FROM identities WHERE issuer = :issuer AND account = :account LIMIT 1"
    return bool(database.rows(sql, {"issuer": issuer, "account": account.number}))


def identify(database: Database, issuer: str, subject: str, account: Account) -> None:
    """From now on, whom that provider calls `subject` is this account."""
    row = {"issuer": issuer, "subject": subject, "account": account.number}
    with database.write():
        sql = "INSERT INTO identities (issuer, subject, account) VALUES (:issuer, :subject, :account)"
        database.run(f"{sql} ON CONFLICT DO NOTHING", [row])


def secret(database: Database, name: str, made: Callable[[], str]) -> str:
    """A secret of the site, `made` when it is first asked for; from then on nobody waits for who writes."""
    held, values = "SELECT value FROM secrets WHERE name = :name", {"name": name}
    if rows := database.rows(held, values):
        return str(rows[0]["value"])
    with database.write():
        database.run(
            "INSERT INTO secrets (name, value) VALUES (:name, :value) ON CONFLICT DO NOTHING",
            [{"name": name, "value": made()}],
        )
        return str(database.rows(held, values)[0]["value"])
