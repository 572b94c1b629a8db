"""Addresses that are told what happens, as an admin names them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.gathering.hostile import head, says, server

from twosource.cli import cli
from twosource.store import open_store

HOOK = "https://hooks.example/news"


@pytest.fixture(autouse=True)
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    url = f"sqlite:///{tmp_path / 'news.db'}"
    monkeypatch.setenv("TWOSOURCE_STORE", url)
    open_store(url, create=True).close()


def run(words: str) -> Result:
    return CliRunner().invoke(cli, ["webhooks", *words.split()])


def test_a_secret_is_shown_once() -> None:
    added = run(f"add {HOOK} --event story.new --event story.new")
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/=]{44}\n", added.stdout)
    listed = run("list")
    assert listed.output == f"1  {HOOK}  story.new  nothing sent yet\n"
    assert run("remove 1").output == "removed webhook 1\n"
    assert run("list").output == ""


@pytest.mark.parametrize(
    "words",
    [
        "add http://hooks.example/",
        "add https://10.0.0.1/",
        f"add {HOOK} --event story.gone",
        "remove 1",
        "test 1",
        "deliveries 1",
        "again 1 x",
    ],
)
def test_what_cannot_be_done_is_told(words: str) -> None:
    done = run(words)
    assert (done.exit_code, "Error: " in done.output) == (2, True)


def test_an_address_is_told_once() -> None:
    assert run(f"add {HOOK}").exit_code == 0
    again = run(f"add {HOOK}")
    assert (again.exit_code, "is told already" in again.output) == (2, True)
    assert run("list").output == f"1  {HOOK}  story.new, story.changed, brief.made  nothing sent yet\n"


def test_a_test_says_what_came_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOSOURCE_ALLOW_PRIVATE_ADDRESSES", "yes")
    with server({"": says(head(204))}) as url:
        assert run(f"add {url}/hook").exit_code == 0
        assert run("test 1").output == "webhook 1 answered 204\n"
    refused = run("test 1")
    assert refused.exit_code == 1
    assert "webhook.test failed" in run("list").output


def test_one_that_has_ended_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOSOURCE_ALLOW_PRIVATE_ADDRESSES", "yes")
    pages = {"": says(head(410))}
    with server(pages) as url:
        assert run(f"add {url}/hook").exit_code == 0
        assert run("test 1").exit_code == 1
        assert "ended: webhook.test failed its server answered 410" in run("list").output
        pages[""] = says(head(204))
        assert run("test 1").output == "webhook 1 answered 204; it is told again\n"
    assert "ended" not in run("list").output
    assert run("test 2").exit_code == 2


def test_what_was_sent_is_listed_and_sent_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TWOSOURCE_ALLOW_PRIVATE_ADDRESSES", "yes")
    with server({"": says(head(500))}) as url:
        assert run(f"add {url}/hook").exit_code == 0
        assert run("test 1").exit_code == 1
    told = run("deliveries 1").output
    found = re.fullmatch(r"\S+ \S+  webhook\.test  -  failed its server answered 500  (msg_\w+)\n", told)
    assert found, told
    assert run(f"again 1 {found[1]}").output.startswith(f"webhook 1 is sent {found[1]} again")
    assert "webhook.test  -  waiting" in run("deliveries 1").output
    twice = run(f"again 1 {found[1]}")
    assert (twice.exit_code, "waits already" in twice.output) == (2, True)
