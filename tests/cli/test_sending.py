"""`twosource send`, `subscribers` and `bounces`, as they are typed."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.delivery import post
from tests.delivery.post import Box
from tests.delivery.test_bounces import report
from tests.store.shelf import filled, mill

from twosource import clock
from twosource.cli import cli
from twosource.store import open_store
from twosource.store.dossiers import keep_dossier
from twosource.store.subscribers import State, everybody


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    return {"TWOSOURCE_STORE": f"sqlite:///{tmp_path / 'news.db'}", "TWOSOURCE_BASE_URL": "https://news.example"}


def run(environment: dict[str, str], *words: str, given: bytes | None = None) -> Result:
    return CliRunner().invoke(cli, words, env=environment, input=given)


def test_readers_are_added_listed_exported_imported_and_removed(environment: dict[str, str], tmp_path: Path) -> None:
    added = run(environment, "subscribers", "add", "Ann <ann@a.example>", "--days", "mon,thu", "--zone", "Asia/Kolkata")
    assert (added.exit_code, added.stdout) == (0, "ann@a.example is asked by mail first\n")
    assert "is there already" in run(environment, "subscribers", "add", "ann@a.example", "--confirmed").stdout
    assert "gets briefs" in run(environment, "subscribers", "add", "=bob@a.example", "--confirmed").stdout
    listed = run(environment, "subscribers", "list")
    assert "pending      ann@a.example  mon,thu 07:00 Asia/Kolkata" in listed.stdout
    exported = run(environment, "subscribers", "export")
    assert exported.stdout.splitlines()[1:] == [
        'ann@a.example,Ann,Asia/Kolkata,"mon,thu",7,5,,pending',
        "'=bob@a.example,,UTC,mon,7,5,,active",
    ]
    assert run(environment, "subscribers", "remove", "ann@a.example").exit_code == 0
    assert run(environment, "subscribers", "remove", "ann@a.example").exit_code == 2
    assert run(environment, "subscribers", "remove", "ann").exit_code == 2
    listing = tmp_path / "list.csv"
    listing.write_text(
        "\ufeffName,Address,days,state\nEve,eve@a.example,daily,active\nCid,cid@,,\nDan,dan@a.example,,bounced\n"
    )
    imported = run(environment, "subscribers", "import", str(listing), "--confirmed")
    assert (imported.exit_code, "line 3" in imported.stderr) == (1, True)
    with closing(open_store(environment["TWOSOURCE_STORE"])) as database:
        assert [(one.address, one.name, one.state) for one in everybody(database)][1:] == [
            ("eve@a.example", "Eve", State.ACTIVE)
        ]
    assert run(environment, "subscribers", "import", "-", given=b"who\nx\n").exit_code == 1
    assert run(environment, "subscribers", "import", "-", given=b"address\n\xff\n").exit_code == 1


@pytest.mark.parametrize(
    "words", ["ann", "a@a.example --days never", "a@a.example --zone Mars", "a@a.example --hour 25"]
)
def test_what_cannot_be_is_wrong_usage(environment: dict[str, str], words: str) -> None:
    assert run(environment, "subscribers", "add", *words.split()).exit_code == 2


@pytest.fixture
def friday(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the day after the fire."""
    monkeypatch.setattr(clock, "now", lambda: datetime(2026, 3, 13, 8, tzinfo=UTC))


def told(environment: dict[str, str]) -> None:
    """A store with a story that is told."""
    with closing(open_store(environment["TWOSOURCE_STORE"], create=True)) as database:
        filled(database)
        assert keep_dossier(database, mill(), "rules", datetime(2026, 3, 13, tzinfo=UTC))


@pytest.mark.usefixtures("friday")
def test_briefs_are_written_or_sent(environment: dict[str, str], tmp_path: Path) -> None:
    told(environment)
    assert run(environment, "subscribers", "add", "ann@a.example", "--confirmed").exit_code == 0
    assert "due before" in run(environment, "send", "--dry-run", "-o", str(tmp_path / "out")).stderr
    dry = run(environment, "send", "--dry-run", "--now", "-o", str(tmp_path / "out"))
    assert (dry.exit_code, "1 mail into" in dry.stderr) == (0, True), dry.output
    with post.opened(Box()) as port:
        environment["TWOSOURCE_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
        sent = run(environment, "send", "--now")
        assert (sent.exit_code, sent.stdout) == (0, "1 sent\n"), sent.output


def test_mail_of_a_day_is_tried_without_a_site_or_a_server(environment: dict[str, str], tmp_path: Path) -> None:
    del environment["TWOSOURCE_BASE_URL"]
    told(environment)
    assert run(environment, "subscribers", "add", "ann@a.example", "--confirmed").exit_code == 0
    none = run(environment, "send", "--dry-run", "--now", "-o", str(tmp_path / "out"))
    assert (none.exit_code, "wrote no mail: nothing is new to them" in none.stderr) == (0, True), none.output
    dry = run(environment, "send", "--dry-run", "--day", "2026-03-13", "-o", str(tmp_path / "out"))
    assert (dry.exit_code, "1 mail into" in dry.stderr, "127.0.0.1:8000" in dry.stderr) == (0, True, True), dry.output
    assert b"127.0.0.1:8000/unsubscribe/" in (tmp_path / "out" / "2026-03-13-1.eml").read_bytes()
    assert run(environment, "send", "--day", "2026-03-13").exit_code == 2


@pytest.mark.usefixtures("friday")
def test_mail_that_waits_is_told(environment: dict[str, str]) -> None:
    told(environment)
    assert run(environment, "subscribers", "add", "ann@a.example", "--confirmed").exit_code == 0
    with post.opened(Box(says=lambda _, __: "451 4.3.0 come again")) as port:
        environment["TWOSOURCE_SMTP_URL"] = f"smtp://127.0.0.1:{port}"
        sent = run(environment, "send", "--now")
    assert (sent.exit_code, sent.stdout) == (0, "0 sent; 1 to be tried again\n"), sent.output
    waits, remedy = sent.stderr.splitlines()
    assert waits.startswith("1 mail waits; the next try is at ")
    assert "come again" in waits
    assert "with --watch" in remedy
    away = run({**environment, "TWOSOURCE_SMTP_URL": f"smtp://127.0.0.1:{post.free()}"}, "send", "--now")
    assert away.exit_code == 0, "nothing is due: no server is asked"
    assert "1 mail waits" in away.stderr


def test_mail_that_came_back_is_read(environment: dict[str, str], tmp_path: Path) -> None:
    assert run(environment, "subscribers", "add", "ann@a.example", "--confirmed").exit_code == 0
    (tmp_path / "one.eml").write_bytes(report(to="back@news.example"))
    found = run(environment, "bounces", str(tmp_path / "one.eml"))
    assert (found.exit_code, found.stdout) == (0, "ann@a.example: hard, 5.1.1 smtp; 550 said so; bounced now\n")
    nobody = run(environment, "bounces", "-", given=b"Subject: hello\n\nx")
    assert (nobody.exit_code, nobody.stderr) == (0, "1 read, 1 of no reader\n")
