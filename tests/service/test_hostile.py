"""A hostile server harms nothing, and each of its tricks is named in the feed's health, or by the feed's entries."""

from __future__ import annotations

import gzip
import re
import struct
from collections.abc import Sequence
from datetime import timedelta

import pytest
from tests.gathering.hostile import FEED, HTML, Behaviour, bomb, drips, head, says, server
from tests.service.rounds import LIMITS, Rounds

from twosource.gathering import guard
from twosource.gathering.feedstate import Health
from twosource.gathering.http import Fetcher, FetchLimits
from twosource.store import Database
from twosource.store.gathered import Tally, tallies
from twosource.store.keeping import reports

SENTENCE = b"The ferry to Port Ellery was cancelled on Tuesday after a crack was found in its hull."
ITEM = b"<item><guid>a:1</guid><title>Ferry</title><link>%s</link><description>%s</description></item>"
HASTY = FetchLimits(seconds=4, bytes=1_000_000, unpacked=2_000_000)
HELLO = struct.pack("!BHH", 22, 0x0303, 400) + b"\x02\x00\x01\x8c" + b"x" * 20  # of TLS, cut off
LOOP = head(302, b"Location: /trick\r\n")
WALL = head(302, b"Location: /trick\r\nSet-Cookie: %s=1\r\n" % (b"a" * 3_000))
DEEP_XML = b"<rss><channel><item><description>" + b"<a>" * 10_000 + SENTENCE
MILLION = gzip.compress(b"<rss><channel>" + b"<item/>" * 1_000_000)


TRICKS: Sequence[tuple[str, Behaviour, Health, str]] = [
    ("slow loris, headers", drips(b"HTTP/1.1 200 OK\r\n", b"X-A: 1\r\n", 0.05), Health.FAILING, "long|timed out"),
    ("slow loris, body", drips(head(200, b"Content-Length: 100000\r\n"), b"x", 0.05), Health.FAILING, "long|timed out"),
    ("endless body", drips(head(200, FEED), b"x" * 65_536, 0), Health.FAILING, "over 1,000,000 bytes"),
    (
        "gzip bomb",
        says(head(200, b"Content-Encoding: gzip\r\n"), bomb(200)),
        Health.FAILING,
        "2,000,000 bytes unpacked",
    ),
    ("redirect loop", says(LOOP), Health.FAILING, "more than 8 redirects"),
    ("cookies wall", says(WALL), Health.FAILING, "more than 8 redirects"),
    ("more promised than sent", says(head(200, b"Content-Length: 5000\r\n"), SENTENCE), Health.FAILING, "."),
    ("two lengths", says(head(200, b"Content-Length: 5\r\nContent-Length: 6\r\n"), b"123456"), Health.FAILING, "."),
    ("no HTTP", says(b"220 mail ready\r\n"), Health.FAILING, "."),
    ("deep HTML", says(head(200, HTML), b"<div>" * 10_000, SENTENCE), Health.NOT_A_FEED, "not a feed"),
    ("deep XML", says(head(200, FEED), DEEP_XML), Health.NOT_A_FEED, "none with a page or a text"),
    ("not a feed", says(head(200, HTML), b"<p>Hello</p>"), Health.NOT_A_FEED, "not a feed"),
    ("empty feed", says(head(200, FEED), b"<rss><channel></channel></rss>"), Health.EMPTY, "no entries"),
    ("a password", says(head(401)), Health.BLOCKED, "password"),
    ("gone", says(head(410)), Health.GONE, "gone for good"),
]


@pytest.mark.parametrize(("behaviour", "health", "reason"), [t[1:] for t in TRICKS], ids=[t[0] for t in TRICKS])
def test_a_feed_that_plays_a_trick_is_told_by_its_health(
    store: Database, behaviour: Behaviour, health: Health, reason: str
) -> None:
    hasty = "long" in reason
    with server({"/trick": behaviour}) as url:
        rounds = Rounds(store, Fetcher(HASTY if hasty else LIMITS, allow_private=True))
        rounds.follow(f"{url}/trick")
        rounds.gather()
        state = rounds.feed(f"{url}/trick").state
    assert state.health is health
    assert re.search(reason, state.reason), state.reason
    assert (state.due is None) == (health is Health.GONE)
    assert list(reports(store)) == []


def test_a_feed_of_a_million_entries(store: Database) -> None:
    packed = says(head(200, FEED + b"Content-Encoding: gzip\r\n"), MILLION)
    with server({"/trick": packed}) as url:
        rounds = Rounds(store, Fetcher(allow_private=True))
        rounds.follow(f"{url}/trick")
        rounds.gather()
        state = rounds.feed(f"{url}/trick").state
    assert (state.health, "1,000,000 entries" in state.reason) == (Health.NOT_A_FEED, True)


@pytest.mark.parametrize("target", ["http://127.0.0.2/", "http://169.254.169.254/latest/meta-data/", "http://[::1]/"])
def test_a_feed_that_redirects_to_a_private_address(
    store: Database, target: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    with server({"/trick": says(head(301, b"Location: %s\r\n" % target.encode()))}) as url:
        rounds = Rounds(store, Fetcher(LIMITS))
        rounds.follow(f"{url}/trick")
        rounds.gather()
        state = rounds.feed(f"{url}/trick").state
    assert (state.health, "private address" in state.reason) == (Health.FAILING, True)


def test_a_name_that_changes_its_answer(store: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """Public while the feed is read, private when its entry's page is asked for."""
    monkeypatch.setattr(guard, "is_public", lambda address: address == "127.0.0.1")
    answers = iter([["127.0.0.1"]])
    item = b"<rss><channel><item><guid>a:1</guid><link>/page</link></item></channel></rss>"
    with server({"/trick": says(head(200, FEED), item)}) as url:
        port = url.rpartition(":")[2]
        feed = f"http://news.example:{port}/trick"
        rounds = Rounds(store, Fetcher(LIMITS, resolve=lambda *_: next(answers, ["10.0.0.1"])))
        rounds.follow(feed)
        rounds.gather()
        assert rounds.feed(feed).state.health is Health.FINE
        ((reason, many),) = tallies(store)[feed].reasons
    assert (many, "robots.txt" in reason or "private address" in reason) == (1, True)
    assert list(reports(store)) == []


@pytest.mark.parametrize("hello", [HELLO, head() + SENTENCE], ids=["cut off", "plain text"])
def test_a_feed_whose_encryption_fails(store: Database, hello: bytes) -> None:
    with server({"": says(hello)}) as url:
        feed = url.replace("http:", "https:") + "/trick"
        rounds = Rounds(store)
        rounds.follow(feed)
        rounds.gather()
        assert rounds.feed(feed).state.health is Health.FAILING


@pytest.mark.parametrize("charset", ["utf-16", "no-such-charset", "utf-7"])
def test_a_feed_that_lies_about_its_charset_is_read(store: Database, charset: str) -> None:
    lie = b"Content-Type: application/rss+xml; charset=%s\r\n" % charset.encode()
    body = b"<rss><channel>%s</channel></rss>" % (ITEM % (b"/page", SENTENCE))
    with server(
        {"/trick": says(head(200, lie), body), "/robots.txt": says(head(404)), "/page": says(head(404))}
    ) as url:
        rounds = Rounds(store)
        rounds.follow(f"{url}/trick")
        rounds.gather()
    assert [report.text for report in reports(store)] == [SENTENCE.decode()], "the feed's own, where there is no page"


PAGES: Sequence[tuple[str, Behaviour, str]] = [
    ("slow loris", drips(head(200, b"Content-Length: 100000\r\n"), b"x", 0.05), "long|timed out"),
    ("endless body", drips(head(200, HTML), b"x" * 65_536, 0), "over 1,000,000 bytes"),
    ("gzip bomb", says(head(200, b"Content-Encoding: gzip\r\n"), bomb(200)), "2,000,000 bytes unpacked"),
    ("a bomb in the file itself", says(head(200), bomb(100)), "."),
    ("redirect loop", says(head(302, b"Location: /page\r\n")), "redirects"),
    ("cookies wall", says(head(302, b"Location: /page\r\nSet-Cookie: a=1\r\n")), "redirects"),
    ("deep HTML", says(head(200, HTML), b"<div>" * 10_000, SENTENCE), "deep"),
    ("nothing", says(head(200, HTML), b"<p>Hi</p>"), "."),
    ("a picture", says(head(200, b"Content-Type: image/png\r\n"), b"\x89PNG\r\n\x1a\n" + bytes(300)), "."),
    ("no such page", says(head(404)), "404"),
]


@pytest.mark.parametrize(("behaviour", "reason"), [p[1:] for p in PAGES], ids=[p[0] for p in PAGES])
def test_a_page_that_plays_a_trick_is_told_with_its_feed(store: Database, behaviour: Behaviour, reason: str) -> None:
    item = b"<rss><channel><item><guid>a:1</guid><link>/page</link></item></channel></rss>"
    behaviours = {"/feed": says(head(200, FEED), item), "/robots.txt": says(head(404)), "/page": behaviour}
    with server(behaviours) as url:
        rounds = Rounds(store, Fetcher(HASTY if "long" in reason else LIMITS, allow_private=True))
        rounds.follow(f"{url}/feed")
        rounds.gather()
        assert rounds.feed(f"{url}/feed").state.health is Health.FINE
        tally = tallies(store)[f"{url}/feed"]
    ((told, many),) = tally.reasons
    assert (many, tally.kept) == (1, 0)
    assert re.search(reason, told), told
    assert list(reports(store)) == []


def test_a_page_is_not_fetched_where_robots_txt_forbids_it(store: Database) -> None:
    item = b"<rss><channel>%s</channel></rss>" % (ITEM % (b"/page", SENTENCE))
    forbidden = says(head(), b"User-agent: *\nDisallow: /")
    with server({"/feed": says(head(200, FEED), item), "/robots.txt": forbidden}) as url:
        rounds = Rounds(store)
        rounds.follow(f"{url}/feed")
        rounds.gather()
        assert tallies(store)[f"{url}/feed"] == Tally(kept=1)
    assert [report.text for report in reports(store)] == [SENTENCE.decode()]


def test_nobody_can_take_the_name_of_another_hosts_entry(store: Database) -> None:
    page = says(head(200, HTML), b"<article>%s</article>" % (b"<p>%s</p>" % SENTENCE * 9))
    robots = {"/robots.txt": says(head(404))}
    thief = b"<rss><channel><item><guid>%s/page</guid><link>http://thief.example:%s/lie</link></item></channel></rss>"
    behaviours = {"/page": page, **robots}
    with server(behaviours) as url:
        port = url.rpartition(":")[2].encode()
        true = f"http://news.example:{port.decode()}"
        item = b"<item><guid>%s/page</guid><link>%s/page</link></item>" % (true.encode(), true.encode())
        behaviours["/a"] = says(head(200, FEED), thief % (true.encode(), port))
        behaviours["/b"] = says(head(200, FEED), b"<rss><channel>%s</channel></rss>" % item)
        behaviours["/lie"] = says(
            head(200, HTML), b"<article>%s</article>" % (b"<p>It was all a lie, he said.</p>" * 9)
        )
        rounds = Rounds(store, Fetcher(LIMITS, allow_private=True, resolve=lambda *_: ["127.0.0.1"]))
        for host, path in (("thief", "a"), ("news", "b")):
            rounds.follow(f"http://{host}.example:{port.decode()}/{path}")
            rounds.gather()
    assert {report.url and report.url.split("/")[2].split(".")[0] for report in reports(store)} == {"thief", "news"}


def test_what_a_feed_gave_before_stays_its_own_when_its_site_moves_to_another_host(store: Database) -> None:
    page = says(head(200, HTML), b"<article>%s</article>" % (b"<p>%s</p>" % SENTENCE * 9))
    behaviours = {"/page": page, "/robots.txt": says(head(404))}
    with server(behaviours) as url:
        port = url.rpartition(":")[2]
        rounds = Rounds(store, Fetcher(LIMITS, allow_private=True, resolve=lambda *_: ["127.0.0.1"]))
        rounds.follow(f"http://old.example:{port}/feed")
        for host in ("old", "new"):
            link = f"http://{host}.example:{port}/page".encode()
            item = b"<item><guid isPermaLink='false'>urn:1</guid><link>%s</link></item>" % link
            behaviours["/feed"] = says(head(200, FEED), b"<rss><channel>%s</channel></rss>" % item)
            rounds.gather(timedelta(hours=2))
    assert [report.id for report in reports(store)] == ["urn:1"]
    assert [tally.kept for tally in tallies(store).values()] == [1]
