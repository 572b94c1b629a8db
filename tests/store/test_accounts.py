"""Accounts, sessions and tokens, on both databases."""

from __future__ import annotations

import io
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.store.sample import NOW

from twosource.errors import BadField, StoreRefused
from twosource.store import Database, open_store
from twosource.store.accounts import (
    IDLE,
    LOCAL,
    LONGEST_NAME,
    LONGEST_SESSION,
    NOTED,
    Role,
    account_named,
    account_numbered,
    accounts,
    add_account,
    add_token,
    begin_session,
    end_session,
    end_sessions,
    has_accounts,
    identified,
    identify,
    proper_name,
    rehash,
    remove_account,
    remove_token,
    secret,
    session_account,
    set_password,
    set_role,
    token_account,
    tokens,
)
from twosource.store.checking import check
from twosource.store.exporting import write_export
from twosource.store.importing import read_export


def quiet(_: str) -> None:
    """No progress."""


def test_the_first_account_takes_the_place_of_the_reader_on_this_machine(database: Database) -> None:
    local = account_numbered(database, LOCAL)
    assert local
    assert (local.name, local.role, has_accounts(database), accounts(database)) == ("", Role.ADMIN, False, [])
    add_token(database, "phone's", local, "phone", writes=True, now=NOW)
    ada = add_account(database, "Ada", Role.READER, "hash", NOW)
    assert (ada.number, ada.name, ada.role, has_accounts(database)) == (LOCAL, "ada", Role.ADMIN, True)
    assert [token.name for token in tokens(database, ada)] == ["phone"]
    bob = add_account(database, "bob", Role.READER, None, NOW)
    assert accounts(database) == [ada, bob]
    assert account_named(database, "ada") == ada
    with pytest.raises(StoreRefused, match="is there already"):
        add_account(database, "ADA", Role.READER, None, NOW)


def test_the_last_admin_stays_one(database: Database) -> None:
    ada = add_account(database, "ada", Role.ADMIN, None, NOW)
    bob = add_account(database, "bob", Role.EDITOR, None, NOW)
    with pytest.raises(StoreRefused, match="only admin"):
        remove_account(database, ada)
    with pytest.raises(StoreRefused, match="only admin"):
        set_role(database, ada, Role.READER)
    set_role(database, bob, Role.ADMIN)
    begin_session(database, "of ada", ada, NOW)
    remove_account(database, ada)
    assert session_account(database, "of ada", NOW) is None, "what hangs on an account goes with it"
    remove_account(database, bob)
    assert not has_accounts(database)
    assert account_numbered(database, LOCAL), "there is always a reader on this machine"
    assert not list(check(database, quiet))


def test_a_session_lasts_while_it_is_used_but_not_for_ever(database: Database) -> None:
    ada = add_account(database, "ada", Role.ADMIN, None, NOW)
    begin_session(database, "cookie", ada, NOW)
    assert session_account(database, "cookie", NOW + IDLE + timedelta(seconds=1)) is None
    now = NOW
    while now - NOW <= LONGEST_SESSION - IDLE:
        now += IDLE - timedelta(days=1)
        assert session_account(database, "cookie", now) == ada
    assert session_account(database, "cookie", NOW + LONGEST_SESSION + timedelta(seconds=1)) is None
    assert session_account(database, "another", NOW) is None
    begin_session(database, "later", ada, NOW + 2 * LONGEST_SESSION)
    assert len(database.rows("SELECT 1 FROM sessions")) == 1, "what is over is let go of"


def test_a_session_ends_when_it_is_ended(database: Database) -> None:
    ada = add_account(database, "ada", Role.ADMIN, "old", NOW)
    for cookie in ("one", "two"):
        begin_session(database, cookie, ada, NOW)
    end_session(database, "one")
    assert [session_account(database, cookie, NOW) for cookie in ("one", "two")] == [None, ada]
    end_sessions(database, ada)
    assert session_account(database, "two", NOW) is None
    begin_session(database, "three", ada, NOW)
    rehash(database, ada, "newer")
    assert session_account(database, "three", NOW), "the same password, hashed anew"
    set_password(database, ada, "another")
    assert session_account(database, "three", NOW) is None
    rehash(database, ada, "too late")
    found = account_named(database, "ada")
    assert found
    assert found.password == "another"  # noqa: S105 - a hash, as far as the store knows


def test_a_token_lets_in_until_it_is_taken_back(database: Database) -> None:
    ada = add_account(database, "ada", Role.ADMIN, None, NOW)
    add_token(database, "secret", ada, "phone", writes=False, now=NOW)
    with pytest.raises(StoreRefused, match="is there already"):
        add_token(database, "other", ada, "phone", writes=False, now=NOW)
    assert token_account(database, "secret", NOW) == (ada, False)
    later = NOW + NOTED / 2
    assert token_account(database, "secret", later) == (ada, False)
    assert [token.used for token in tokens(database, ada)] == [NOW], "noted once an hour"
    token_account(database, "secret", NOW + 2 * NOTED)
    assert [token.used for token in tokens(database, ada)] == [NOW + 2 * NOTED]
    assert token_account(database, "phone", NOW) is None
    assert remove_token(database, ada, "phone")
    assert not remove_token(database, ada, "phone")
    assert token_account(database, "secret", NOW) is None


def test_no_secret_stands_in_the_store(database: Database) -> None:
    ada = add_account(database, "ada", Role.ADMIN, None, NOW)
    begin_session(database, "cookie's secret", ada, NOW)
    add_token(database, "token's secret", ada, "phone", writes=True, now=NOW)
    kept = [
        value
        for table in ("sessions", "tokens")
        for row in database.rows(f"SELECT * FROM {table}")
        for value in row.values()
    ]
    assert not any("secret" in str(value) for value in kept)


def test_identities_and_secrets_stay(database: Database) -> None:
    ada = add_account(database, "ada", Role.ADMIN, None, NOW)
    assert identified(database, "https://id.example", "7") is None
    for _ in range(2):
        identify(database, "https://id.example", "7", ada)
    assert identified(database, "https://id.example", "7") == ada
    made = count()
    assert {secret(database, "key", lambda: str(next(made))) for _ in range(3)} == {"0"}


def test_accounts_travel_without_what_lets_them_in(database: Database, tmp_path: Path) -> None:
    ada = add_account(database, "ada", Role.ADMIN, "hash of ada", NOW)
    bob = add_account(database, "bob", Role.EDITOR, "hash of bob", NOW)
    add_token(database, "secret", bob, "phone", writes=True, now=NOW)
    stream = io.BytesIO()
    write_export(database, stream)
    other = open_store(f"sqlite:///{tmp_path / 'other.db'}", create=True)
    for _ in range(2):
        stream.seek(0)
        read_export(other, stream, "export", quiet)
    found = accounts(other)
    assert [(one.number, one.name, one.role, one.password) for one in found] == [
        (ada.number, "ada", Role.ADMIN, None),
        (bob.number, "bob", Role.EDITOR, None),
    ]
    assert tokens(other, bob) == []
    assert not list(check(other, quiet))
    other.close()


@pytest.mark.parametrize(
    ("sql", "problem"),
    [
        ("UPDATE accounts SET role = 'king'", "has a role that there is not"),
        ("DELETE FROM accounts", "number 1, is missing"),
    ],
)
def test_faults_are_named(database: Database, sql: str, problem: str) -> None:
    database.run(sql)
    assert any(problem in fault.problem for fault in check(database, quiet))


@pytest.mark.parametrize(
    "name", ["", " ", "a b", "a/b", "<b>", "a\0", "x" * (LONGEST_NAME + 1), "a\u202eb", "\ud800", "a'b"]
)
def test_what_is_no_name_is_refused(name: str) -> None:
    with pytest.raises(BadField, match="account name"):
        proper_name(name)


@given(st.text(max_size=80))
def test_a_name_has_one_form(name: str) -> None:
    try:
        found = proper_name(name)
    except BadField:
        return
    assert proper_name(found) == found
    assert found.isprintable()
