"""The life of a reader, over real SMTP and HTTP: asked, confirmed, sent to, changed, unsubscribed, come back."""

from __future__ import annotations

import base64
import email
import re
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path
from threading import Event
from urllib.parse import urlsplit

import dkim
import pytest
from starlette.testclient import TestClient
from tests.delivery import post
from tests.delivery.post import Box
from tests.store.shelf import filled, mill
from tests.web.conftest import csrf

from twosource.config import Config
from twosource.delivery.bounces import returned
from twosource.errors import ConfigError, ServerAway, ServerRefused
from twosource.service.mailing import Tokens, Use, take_back, tokens
from twosource.service.mailroom import Mailroom, journal_path
from twosource.store import Database, open_store, subscribers
from twosource.store.dossiers import keep_dossier
from twosource.store.sends import tally
from twosource.store.subscribers import State, Subscriber, Wishes
from twosource.web.app import application
from twosource.web.pool import Pool
from twosource.web.site import Site

MONDAY = datetime(2026, 3, 16, 8, tzinfo=UTC)
BASE = "https://news.example"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Database]:
    with closing(open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)) as database:
        filled(database)
        assert keep_dossier(database, mill(), "rules", MONDAY)
        yield database


@pytest.fixture
def box() -> Box:
    return Box()


@pytest.fixture
def config(tmp_path: Path, box: Box) -> Iterator[Config]:
    with post.opened(box) as port:
        yield Config(
            store=f"sqlite:///{tmp_path / 'news.db'}",
            smtp_url=f"smtp://127.0.0.1:{port}",
            base_url=BASE,
            mail_from="Bríefs, daily <briefs@news.example>",
            mail_bounces="back@news.example",
            public_briefs=True,
        )


def sent(store: Database, config: Config, now: datetime = MONDAY, **how: bool) -> dict[str, int]:
    figures = Mailroom(store, config, dict, lambda: now).round(Event(), **how)
    return {name: many for name, many in figures.items() if many}


def reader(store: Database, name: str = "ann", **changes: object) -> Subscriber:
    one = Subscriber(f"{name}@a.example", f"{name}@a.example", state=State.ACTIVE, salt=name, due=MONDAY, added=MONDAY)
    with store.write():
        [kept] = subscribers.add(store, [replace(one, **changes)])  # type: ignore[arg-type]
    return kept


def again(store: Database, whose: Subscriber) -> Subscriber:
    found = subscribers.numbered(store, whose.number)
    assert found is not None
    return found


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=SMTP)
    assert isinstance(message, EmailMessage)
    return message


def path_in(message: EmailMessage, what: str) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    found = re.search(rf"{BASE}(/{what}/[a-z0-9]+)", part.get_content())
    assert found, part.get_content()
    return found[1]


def test_a_life(store: Database, config: Config, box: Box) -> None:
    with closing(Pool(lambda: open_store(config.store))) as pool:
        site = Site(config, pool, now=lambda: MONDAY - timedelta(days=1))
        client = TestClient(application(site), base_url=BASE, headers={"Origin": BASE}, follow_redirects=False)
        asked = {"csrf": csrf(client), "address": "ann@a.example", "day": ["1"], "hour": "8"}
        assert client.post("/subscribe", data=asked).status_code == 200

        assert sent(store, config, MONDAY - timedelta(days=1)) == {"asked": 1}
        question = read(box.taken[-1].content)
        assert question["To"] == "ann@a.example"
        program = TestClient(application(site), base_url=BASE, follow_redirects=False)
        confirm = path_in(question, "subscribe/confirm")
        assert program.get(confirm).status_code == 200
        assert sent(store, config) == {}, "looking at the link confirms nothing"
        assert program.post(confirm).status_code == 200

        assert sent(store, config) == {"planned": 1, "sent": 1}
        brief = read(box.taken[-1].content)
        assert "flour mill" in str(brief.get_body(("plain",)))
        assert sent(store, config) == {}, "once"
        assert program.get(path_in(brief, "issues")).status_code == 200

        wishes = path_in(brief, "preferences")
        assert program.post(wishes, data={"do": "keep", "day": ["3"], "hour": "6", "zone": "UTC"}).status_code == 200
        assert sent(store, config, MONDAY + timedelta(days=2)) == {"nothing": 1}, "no news is no mail"
        assert len(box.taken) == 2

        one_click = urlsplit(brief["List-Unsubscribe"].split(",")[0].strip("<> "))
        assert program.post(one_click.path, data={"List-Unsubscribe": "One-Click"}).status_code == 200
        assert sent(store, config, MONDAY + timedelta(days=9)) == {}
        assert subscribers.counts(store) == {"unsubscribed": 1}


def test_a_mail_that_comes_back_ends_it(store: Database, config: Config, box: Box) -> None:
    ann = reader(store)
    sent(store, config)
    returns_to = box.taken[0].sender
    bounce = (
        f"From: MAILER-DAEMON@a.example\r\nTo: {returns_to}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/report;"
        ' report-type=delivery-status; boundary="x"\r\n\r\n--x\r\nContent-Type: message/delivery-status\r\n\r\n'
        "Reporting-MTA: dns; a.example\r\n\r\nFinal-Recipient: rfc822; ann@a.example\r\nAction: failed\r\n"
        "Status: 5.1.1\r\nDiagnostic-Code: smtp; 550 no such user\r\n\r\n--x--\r\n"
    )
    found = returned(bounce.encode())
    assert found is not None
    for _ in range(2):
        assert take_back(store, found, MONDAY) == again(store, ann)
    assert (again(store, ann).state, again(store, ann).due) == (State.BOUNCED, None)
    assert again(store, ann).reason == "5.1.1 smtp; 550 no such user"
    forged = found.__class__(found.kind, Tokens(b"guess").made(Use.BOUNCE, ann), (), "")
    assert take_back(store, forged, MONDAY) is None


# --- the message ------------------------------------------------------------------------------------------------------


def test_headers_are_as_the_standards_have_them(store: Database, config: Config, box: Box) -> None:
    """RFC 5322, 2045, 2369, 2919, 3834, 8058."""
    ann = reader(store, name="ann", salt="s")
    with store.write():
        subscribers.change(store, [replace(ann, name='Ann "Æ" Abel\r\nBcc: bob@a.example')])
    sent(store, config)
    [taken] = box.taken
    head, _, _ = taken.content.partition(b"\r\n\r\n")
    assert head.isascii()
    assert max(map(len, taken.content.split(b"\r\n"))) <= 998
    message = read(taken.content)
    assert message.defects == []
    once = ("From", "To", "Subject", "Date", "Message-ID", "MIME-Version", "List-Id", "List-Unsubscribe")
    assert [len(message.get_all(name, [])) for name in once] == [1] * len(once)
    assert message["Bcc"] is None
    assert message["To"].addresses[0].addr_spec == "ann@a.example"
    assert message["From"].addresses[0].display_name == "Bríefs, daily"
    assert re.fullmatch(r"<[0-9a-f]{32}@news\.example>", message["Message-ID"])
    assert message["Date"].datetime == MONDAY
    assert message["List-Id"] == "TwoSource briefs <briefs.news.example>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    token = tokens(store).made(Use.UNSUBSCRIBE, again(store, ann))
    assert message["List-Unsubscribe"].split(", ") == [
        f"<{BASE}/unsubscribe/{token}>",
        f"<mailto:back+u{token}@news.example?subject=unsubscribe>",
    ]
    assert message["Auto-Submitted"] == "auto-generated"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    html = message.get_body(("html",))
    assert html is not None
    assert "<img" not in html.get_content()
    assert "the-readers-own-token" not in taken.content.decode()
    assert taken.sender == f"back+b{tokens(store).made(Use.BOUNCE, again(store, ann))}@news.example"


def test_a_mail_sent_again_has_the_name_that_it_had(store: Database, config: Config, box: Box) -> None:
    reader(store)
    names: list[str] = []
    box.ends = lambda _: "250 OK" if names else "451 4.3.0 later"
    assert sent(store, config) == {"planned": 1, "later": 1}
    names.append("now")
    assert sent(store, config, MONDAY + timedelta(minutes=5)) == {"sent": 1}
    first = read(box.taken[0].content)["Message-ID"]
    store.run("UPDATE sends SET state = 'planned'")
    assert sent(store, config, MONDAY + timedelta(hours=1)) == {"sent": 1}
    assert read(box.taken[1].content)["Message-ID"] == first


def test_mail_is_signed(store: Database, config: Config, box: Box, tmp_path: Path) -> None:
    openssl, key = shutil.which("openssl"), tmp_path / "key.pem"
    if openssl is None:
        pytest.skip("no openssl on this machine")
    subprocess.run([openssl, "genrsa", "-traditional", "-out", str(key), "1024"], check=True, capture_output=True)
    public = [openssl, "rsa", "-in", str(key), "-pubout", "-outform", "DER"]
    told = subprocess.run(public, check=True, capture_output=True).stdout
    record = b"v=DKIM1; k=rsa; p=" + base64.b64encode(told)
    reader(store)
    sent(store, replace(config, dkim_key=str(key), dkim_selector="s1"))
    content = box.taken[0].content

    def dns(name: bytes | str, timeout: int = 5) -> bytes:
        assert name in {b"s1._domainkey.news.example.", "s1._domainkey.news.example."}
        return record

    assert dkim.verify(content, dnsfunc=dns)
    assert not dkim.verify(content.replace(b"flour", b"flower"), dnsfunc=dns)
    assert not dkim.verify(content.replace(b"List-Unsubscribe-Post: L", b"List-Unsubscribe-Post: X"), dnsfunc=dns)
    assert not dkim.verify(b"From: evil@a.example\r\n" + content, dnsfunc=dns)


def test_a_key_that_is_none_is_told(store: Database, config: Config, tmp_path: Path) -> None:
    reader(store)
    with pytest.raises(ConfigError, match="cannot be read"):
        sent(store, replace(config, dkim_key=str(tmp_path / "none")))
    (tmp_path / "bad.pem").write_text("no key")
    with pytest.raises(ConfigError, match="cannot be signed"):
        sent(store, replace(config, dkim_key=str(tmp_path / "bad.pem")))


# --- what servers say -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "becomes"),
    [
        ("550 5.1.1 no such user", (State.BOUNCED, 0, "failed")),
        ("550 no such user", (State.BOUNCED, 0, "failed")),
        ("552 5.2.2 full", (State.ACTIVE, 1, "failed")),
        ("554 5.7.1 we do not like you", (State.ACTIVE, 1, "failed")),
        ("450 4.2.0 later", (State.ACTIVE, 0, "planned")),
    ],
)
def test_what_a_server_says_of_one_reader_is_about_that_reader(
    store: Database, config: Config, box: Box, said: str, becomes: tuple[State, int, str]
) -> None:
    state, soft, sends = becomes
    ann, bob = reader(store), reader(store, "bob")
    box.says = lambda to, _: said if to.startswith("ann") else "250 OK"
    sent(store, config)
    assert (again(store, ann).state, again(store, ann).soft) == (state, soft)
    assert again(store, bob).told
    assert not again(store, ann).told
    assert tally(store) == {sends: 1, "sent": 1}


def test_a_mail_is_tried_for_a_day_and_then_given_up(store: Database, config: Config, box: Box) -> None:
    ann, now = reader(store), MONDAY
    box.says = lambda _, __: "451 4.7.1 greylisted"
    for _ in range(9):
        sent(store, config, now)
        now += timedelta(hours=12)
    assert (tally(store)["failed"], len(box.asked)) == (1, 9)
    assert again(store, ann).soft == 1


def test_where_no_server_answers_nothing_is_lost(store: Database, config: Config, box: Box) -> None:
    reader(store)
    away = replace(config, smtp_url=f"smtp://127.0.0.1:{post.free()}")
    for _ in range(12):
        with pytest.raises(ServerAway):
            sent(store, away)
        store.run("UPDATE sends SET due = :now", [{"now": MONDAY.isoformat()}])
    assert sent(store, config) == {"sent": 1}


def test_a_server_that_takes_nothing_from_us_is_nobodys_fault(store: Database, config: Config) -> None:
    ann = reader(store, "ann")
    long = replace(config, mail_bounces=None, mail_from="b" * 64 + "@news.example")
    with pytest.raises((ServerRefused, ServerAway)), post.opened(_Refusing()) as port:
        sent(store, replace(long, smtp_url=f"smtp://127.0.0.1:{port}"))
    assert (again(store, ann), tally(store)) == (replace(ann, due=again(store, ann).due), {"planned": 1})


class _Refusing(Box):
    async def handle_MAIL(self, *_: object) -> str:  # noqa: N802 - as aiosmtpd calls it
        return "550 5.7.1 sender rejected"


def test_one_who_ends_it_meanwhile_gets_none(store: Database, config: Config, box: Box) -> None:
    reader(store)
    box.says = lambda _, times: "450 later" if times == 1 else "250 OK"
    sent(store, config)
    store.run("UPDATE subscribers SET state = 'unsubscribed', due = NULL")
    assert sent(store, config, MONDAY + timedelta(hours=1)) == {}
    assert box.taken == []


def test_all_readers_may_be_sent_to_now(store: Database, config: Config, box: Box) -> None:
    reader(store, due=MONDAY + timedelta(days=3))
    reader(store, "eve", state=State.PENDING, due=None)
    assert sent(store, config, everybody=True) == {"planned": 1, "sent": 1}
    assert sent(store, config, everybody=True).get("sent") is None, "once a day"


def test_those_who_know_the_same_get_the_same(store: Database, config: Config, box: Box) -> None:
    for name in ("ann", "bob"):
        reader(store, name)
    reader(store, "cid", wishes=Wishes(rules="mute topic fires\nmute outlet Courier\nmute outlet The Orrin Herald"))
    figures = sent(store, config)
    assert (figures["sent"], len(store.rows("SELECT id FROM issues"))) == (2, 1)
    assert figures["nothing"] == 1


def test_an_address_that_is_none_stops_nobody(store: Database, config: Config, box: Box) -> None:
    bad = reader(store, "ann", address="no address")
    reader(store, "bob")
    assert sent(store, config)["sent"] == 1
    assert again(store, bad).state is State.BOUNCED


def test_without_a_server_or_a_way_out_nothing_is_sent(store: Database, config: Config) -> None:
    with pytest.raises(ConfigError, match="no mail server"):
        sent(store, replace(config, smtp_url=None))
    with pytest.raises(ConfigError, match="unsubscribe"):
        sent(store, replace(config, base_url=None, mail_bounces=None))


def test_the_journal_lies_where_it_outlives_us(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert journal_path(Config(store="sqlite:///a/news.db")) == Path("a/news.db-handing-over")
    assert journal_path(Config(journal="x")) == Path("x")
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    assert journal_path(Config(store="postgresql://h/d")).parent == tmp_path


def test_watching_goes_on_where_a_server_is_away(store: Database, config: Config) -> None:
    reader(store)
    told: list[str] = []
    stop = Event()

    def tell(line: str) -> None:
        told.append(line)
        stop.set()

    away = replace(config, smtp_url=f"smtp://127.0.0.1:{post.free()}")
    Mailroom(store, away, dict, lambda: MONDAY).watch(stop, tell)
    assert "does not answer" in told[0]
