"""`user` as an admin runs it."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.store.sample import NOW

from twosource.cli import cli
from twosource.store import open_store
from twosource.store.accounts import account_named, token_account
from twosource.web.passwords import Passwords

WORDS = "correct horse battery"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"TWOSOURCE_STORE": f"sqlite:///{tmp_path / 'news.db'}"}


def run(environment: dict[str, str], *words: str, typed: str | None = None) -> tuple[int, str]:
    done = CliRunner().invoke(cli, ["user", *words], env=environment, input=typed)
    assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
    return done.exit_code, done.output


def test_accounts_are_made_listed_changed_and_removed(environment: dict[str, str]) -> None:
    assert run(environment, "add", "Ada", typed=f"{WORDS}\n{WORDS}\n")[1].endswith("added ada, admin\n")
    assert run(environment, "add", "bob", "--role", "editor", "--no-password") == (0, "added bob, editor\n")
    assert run(environment, "role", "bob", "admin") == (0, "bob is admin now\n")
    assert run(environment, "password", "bob", "--stdin", typed=f"{WORDS}\n") == (0, "bob has a new password\n")
    told = run(environment, "list")[1]
    assert told == "ada  admin, by password\nbob  admin, by password\n"
    assert run(environment, "remove", "ada") == (0, "removed ada\n")
    database = open_store(environment["TWOSOURCE_STORE"])
    bob = account_named(database, "bob")
    database.close()
    assert bob
    assert Passwords().fits(bob.password, WORDS)


def test_a_token_is_printed_once_and_taken_back(environment: dict[str, str]) -> None:
    run(environment, "add", "ada", "--no-password")
    status, printed = run(environment, "token", "ada", "phone", "--read-only")
    assert (status, len(printed)) == (0, 44)
    database = open_store(environment["TWOSOURCE_STORE"])
    found = token_account(database, printed.strip(), NOW)
    assert found
    assert (found[0].name, found[1]) == ("ada", False)
    assert "app phone: reads, made" in run(environment, "list")[1]
    assert run(environment, "token", "ada", "phone", "--take-back") == (0, "")
    assert token_account(database, printed.strip(), NOW) is None
    database.close()


@pytest.mark.parametrize(
    ("words", "typed", "told"),
    [
        (("add", "ada"), "short\nshort\n", "has 5 characters; use 12 to 1,000"),
        (("add", "a b", "--no-password"), None, "use 1 to 64 letters"),
        (("add", "eve", "--no-password"), None, "is there already"),
        (("role", "eve", "reader"), None, "only admin"),
        (("role", "eve", "king"), None, "Invalid value"),
        (("remove", "nobody"), None, "nobody here is called nobody"),
        (("token", "eve", "phone", "--take-back"), None, "no token called phone"),
    ],
)
def test_what_cannot_be_is_wrong_usage(
    environment: dict[str, str], words: tuple[str, ...], typed: str | None, told: str
) -> None:
    run(environment, "add", "eve", "--no-password")
    status, output = run(environment, *words, typed=typed)
    assert (status, told in output) == (2, True), output
