"""`serve` as a user runs it: a process that answers, gathers, and ends when it is asked to."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest
from click.testing import CliRunner

from twosource.cli import cli
from twosource.errors import ConfigError
from twosource.store import open_store

SECONDS = 900  # for what takes two on an idle machine


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("TWOSOURCE_")}
    return {**kept, "TWOSOURCE_STORE": f"sqlite:///{tmp_path / 'news.db'}", "COLUMNS": "200"}


@contextmanager
def serving(environment: dict[str, str], *words: str) -> Iterator[tuple[subprocess.Popen[str], str, str]]:
    """The process, where it listens, and what it told before."""
    asked = [sys.executable, "-m", "twosource", "serve", "--port", "0", *words]
    process = subprocess.Popen(asked, env=environment, stderr=subprocess.PIPE, text=True)
    assert process.stderr
    told = ""
    try:
        for line in process.stderr:
            told += line
            if found := re.search(r"open (http://\S+) in a browser", line):
                break
        else:
            pytest.fail(told)
        yield process, found[1], told
    finally:
        process.kill()
        process.wait(SECONDS)
        process.stderr.close()


def test_a_store_is_made_answers_are_given_and_it_ends_well(environment: dict[str, str]) -> None:
    with serving(environment) as (process, address, told):
        assert "a new store was made" in told
        assert httpx2.get(f"{address}/ready", timeout=SECONDS).json()["status"] == "ready"
        answer = httpx2.get(f"{address}/health", headers={"Host": "elsewhere.example"}, timeout=SECONDS)
        assert answer.status_code == 421
        process.send_signal(signal.SIGTERM)
        assert process.wait(SECONDS) == 0


def test_gathering_may_be_left_to_another_process(environment: dict[str, str], tmp_path: Path) -> None:
    database = open_store(environment["TWOSOURCE_STORE"], create=True)
    with database.alone(), serving(environment, "--no-gather", "--no-tell") as (process, address, told):
        assert "new store" not in told
        assert httpx2.get(f"{address}/health", timeout=SECONDS).status_code == 200
        process.send_signal(signal.SIGINT)
        assert process.wait(SECONDS) == 0
    database.close()


def test_others_are_not_let_in_without_accounts(environment: dict[str, str]) -> None:
    done = CliRunner().invoke(cli, ["serve", "--host", "0.0.0.0", "--port", "0"], env=environment)  # noqa: S104
    assert isinstance(done.exception, ConfigError)
    assert "twosource user add" in str(done.exception)


@pytest.mark.parametrize("told", ["news.example", "ftp://news.example", "https://news.example/below", "http://["])
def test_an_address_that_is_none_is_told(environment: dict[str, str], told: str) -> None:
    done = CliRunner().invoke(cli, ["serve", "--port", "0"], env={**environment, "TWOSOURCE_BASE_URL": told})
    assert isinstance(done.exception, ConfigError)
    assert "setting base_url" in str(done.exception)


@pytest.mark.parametrize(
    ("setting", "value"),
    [("PROXY_PEERS", "nonsense"), ("NEW_ACCOUNTS", "king"), ("OIDC_ISSUER", "http://id.example")],
)
def test_settings_of_who_may_are_looked_at(environment: dict[str, str], setting: str, value: str) -> None:
    done = CliRunner().invoke(cli, ["serve", "--port", "0"], env={**environment, f"TWOSOURCE_{setting}": value})
    assert isinstance(done.exception, ConfigError)
    assert f"setting {setting.lower()}" in str(done.exception)


def test_a_public_address_needs_accounts_too(environment: dict[str, str]) -> None:
    public = {**environment, "TWOSOURCE_BASE_URL": "https://news.example"}
    done = CliRunner().invoke(cli, ["serve", "--port", "0"], env=public)
    assert isinstance(done.exception, ConfigError)
    assert "news.example can be reached from other machines" in str(done.exception)


def test_a_port_that_is_taken_is_told(environment: dict[str, str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = CliRunner().invoke(cli, ["serve", "--port", port], env=environment)
    assert isinstance(done.exception, ConfigError)
    assert str(done.exception) == (
        f"port {port} of 127.0.0.1 is taken by another program, or by another `serve`; name another with --port"
    )
