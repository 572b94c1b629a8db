"""`twosource user`: who has an account here, what they may, and what lets them and their apps in."""

from __future__ import annotations

import secrets
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import click

from twosource import clock
from twosource.cli.console import CommandGroup, opened_store
from twosource.errors import BadField, StoreRefused
from twosource.store import Database
from twosource.store.accounts import (
    ROLES,
    Account,
    account_named,
    accounts,
    add_account,
    add_token,
    proper_name,
    remove_account,
    remove_token,
    set_password,
    set_role,
    tokens,
)
from twosource.wiring import Wiring

role_type: Final = click.Choice(list(ROLES))
name_argument: Final = click.argument("name")
stdin_option: Final = click.option("--stdin", "from_stdin", is_flag=True, help="Read the password from standard input.")


@click.group("user", cls=CommandGroup)
def command() -> None:
    """Who has an account here. As long as nobody has, whoever sits at this machine reads without one."""


@command.command("add")
@name_argument
@click.option("--role", type=role_type, default="reader", show_default=True, help="What they may. The first: admin.")
@click.option("--no-password", is_flag=True, help="They come by a proxy or an identity provider alone.")
@stdin_option
def add(name: str, role: str, no_password: bool, from_stdin: bool) -> None:
    """Make an account. The first one keeps all that was marked and noted at this machine before."""
    with opened_store(Wiring(), create=True) as database, told_as_usage():
        if account_named(database, proper_name(name)):
            raise click.UsageError(f"an account called {name} is there already")
        kept = None if no_password else _hashed(from_stdin)
        made = add_account(database, name, ROLES[role], kept, clock.now())
    click.echo(f"added {made.name}, {made.role.label}")


@command.command("list")
def list_() -> None:
    """Every account with its role, how it is let in, and the tokens of its apps."""
    with opened_store(Wiring()) as database:
        for account in accounts(database):
            how = "by password" if account.password else "without a password"
            click.echo(f"{account.name}  {account.role.label}, {how}")
            for token in tokens(database, account):
                used = f"used {token.used:%Y-%m-%d}" if token.used else "never used"
                may = "reads and writes" if token.writes else "reads"
                click.echo(f"  app {token.name}: {may}, made {token.made:%Y-%m-%d}, {used}")


@command.command("remove")
@name_argument
def remove(name: str) -> None:
    """Let go of an account, and of all that is its own: marks, notes, tokens."""
    with opened_store(Wiring()) as database, told_as_usage():
        remove_account(database, _account(database, name))
    click.echo(f"removed {name}")


@command.command("role")
@name_argument
@click.argument("role", type=role_type)
def role(name: str, role: str) -> None:
    """Change what somebody may."""
    with opened_store(Wiring()) as database, told_as_usage():
        set_role(database, _account(database, name), ROLES[role])
    click.echo(f"{name} is {role} now")


@command.command("password")
@name_argument
@stdin_option
def password(name: str, from_stdin: bool) -> None:
    """Give somebody a new password, and log them out everywhere."""
    with opened_store(Wiring()) as database, told_as_usage():
        account = _account(database, name)
        set_password(database, account, _hashed(from_stdin))
    click.echo(f"{name} has a new password")


@command.command("token")
@name_argument
@click.argument("app")
@click.option("--read-only", is_flag=True, help="It may change nothing.")
@click.option("--take-back", is_flag=True, help="Let the app in no more.")
def token(name: str, app: str, read_only: bool, take_back: bool) -> None:
    """Make a token by which APP is let in as NAME, and print it: it is shown this once."""
    secret = secrets.token_urlsafe(32)
    with opened_store(Wiring()) as database, told_as_usage():
        account = _account(database, name)
        if take_back:
            if not remove_token(database, account, app):
                raise click.UsageError(f"{name} has no token called {app}")
            return
        add_token(database, secret, account, app, writes=not read_only, now=clock.now())
    click.echo(secret)


@contextmanager
def told_as_usage() -> Iterator[None]:
    """What cannot be is wrong usage here: a name that is none, one that is taken, no admin left."""
    try:
        yield
    except (BadField, StoreRefused) as error:
        raise click.UsageError(str(error)) from error


def _account(database: Database, name: str) -> Account:
    found = account_named(database, proper_name(name))
    if found is None:
        raise click.UsageError(f"nobody here is called {name}; `twosource user list` tells who is")
    return found


def _hashed(from_stdin: bool) -> str:
    from twosource.web.passwords import Passwords  # noqa: PLC0415 - only a new password needs it

    if from_stdin:
        given = sys.stdin.readline().rstrip("\r\n")
    else:
        given = click.prompt("Password, 12 characters or more", hide_input=True, confirmation_prompt="Once more")
    return Passwords().hashed(given)
