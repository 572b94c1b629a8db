"""A visit gives what was learnt as a value, whatever comes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.gathering.hostile import FEED, HTML, head, says, server

from twosource.errors import Malformed
from twosource.gathering.feedstate import FeedState
from twosource.gathering.finding import discovered
from twosource.gathering.http import Fetcher, FetchLimits
from twosource.gathering.packs import PACKS, pack
from twosource.gathering.robots import PageFetcher
from twosource.gathering.visits import here, read_feed, read_page, server_of, visit_feed, visit_page
from twosource.model import Page, Report
from twosource.reading.decode import decode
from twosource.reading.feedlists import subscriptions

NOW = datetime(2026, 3, 20, tzinfo=UTC)
LEAD = b"The flour mill of Orrin burned down on Monday night."
ITEMS = (
    b"<rss><channel><title>Herald</title><ttl>90</ttl><item><link>/a</link><description>%s</description></item>" % LEAD
)
FETCHER = Fetcher(FetchLimits(seconds=20), allow_private=True)
PAGES = PageFetcher(FETCHER, lambda: NOW)


def test_a_feed_is_asked_with_what_is_known_and_read() -> None:
    with server({"/feed": says(head(200, FEED), ITEMS)}) as url:
        visit = visit_feed(FETCHER, here, FeedState(f"{url}/feed", NOW, etag='"1"'), "The Herald")
    assert visit.read is not None
    [item] = visit.read.items
    assert (item.url, item.outlet, visit.read.entries, visit.read.ttl) == (f"{url}/a", "The Herald", 1, 90)
    assert item.report is not None
    assert item.report.text == LEAD.decode()


def test_what_stands_in_the_way_of_a_feed_is_said() -> None:
    behaviours = {"/none": says(head(404)), "/page": says(head(200, HTML), b"<p>Hi</p>")}
    with server(behaviours) as url:
        none = visit_feed(FETCHER, here, FeedState(f"{url}/none", NOW), None)
        page = visit_feed(FETCHER, here, FeedState(f"{url}/page", NOW), None)
    away = visit_feed(FETCHER, here, FeedState(f"{url}/none", NOW), None)
    assert none.exchange is not None
    assert (none.exchange.status, none.read, none.away) == (404, None, False)
    assert (page.problem, page.read, page.away) == ("not a feed", None, False)
    assert (away.exchange, away.away, "does not answer" in away.problem) == (None, True, True)


def test_a_page_is_called_what_its_entry_is() -> None:
    article = b"<article>%s</article>" % (b"<p>%s</p>" % LEAD * 9)
    robots = says(head(), b"User-agent: *\nDisallow: /no\nCrawl-delay: 2")
    with server({"/robots.txt": robots, "/a": says(head(200, HTML), article), "/b": says(head(503))}) as url:
        found = visit_page(PAGES, here, f"{url}/a", "tag:a", "The Herald")
        busy = visit_page(PAGES, here, f"{url}/b", "tag:b", None)
        forbidden = visit_page(PAGES, here, f"{url}/no", "tag:no", None)
    assert isinstance(found.found, Report)
    assert (found.found.id, found.found.outlet, found.delay) == ("tag:a", "The Herald", 2.0)
    assert busy.exchange is not None
    assert (busy.exchange.status, busy.found) == (503, None)
    assert (forbidden.away, "robots.txt" in forbidden.problem) == (False, True)


def test_a_page_that_is_a_feed_is_no_report() -> None:
    two = ITEMS + b"<item><link>/b</link><description>%s</description></item>" % LEAD[::-1]
    with pytest.raises(Malformed, match="2 reports"):
        read_page(Page("x", "x", two))


def test_entries_that_say_nothing_make_no_feed() -> None:
    with pytest.raises(Malformed, match="none with a page or a text"):
        read_feed(Page("x", "x", b"<rss><channel><item/><item/></channel></rss>"))


@pytest.mark.parametrize(
    ("url", "host"), [("https://News.Example:8080/a", "news.example"), ("mailto:x", ""), ("a", "")]
)
def test_a_host_is_named_without_its_port(url: str, host: str) -> None:
    assert server_of(url) == host


# --- finding feeds ----------------------------------------------------------------------------------------------------

SITE = b"""<head><link rel="alternate" type="application/rss+xml" href="/gone">
<link rel="alternate" type="application/rss+xml" href="/feed"><link rel="alternate" type="application/atom+xml"
href="/sport" title="Sport"></head>"""


def test_the_feed_of_a_site_is_the_first_that_is_one_and_the_others_are_told() -> None:
    behaviours = {"/": says(head(200, HTML), SITE), "/feed": says(head(200, FEED), ITEMS), "/gone": says(head(410))}
    with server(behaviours) as url:
        found = discovered(FETCHER, here, f"{url}/")
        same = discovered(FETCHER, here, f"{url}/feed")
    assert (found.url, found.read.title) == (f"{url}/feed", "Herald")
    assert [other.url for other in found.others] == [f"{url}/gone", f"{url}/sport"]
    assert (same.url, same.others) == (f"{url}/feed", ())


@pytest.mark.parametrize(("first", "learnt"), [(301, "/old/feed"), (308, "/old/feed"), (302, "/"), (307, "/")])
def test_a_feed_that_has_moved_for_good_is_found_where_it_is(first: int, learnt: str) -> None:
    behaviours = {
        "/": says(head(first, b"Location: /old/feed\r\n")),
        "/old/feed": says(head(302, b"Location: /today\r\n")),
        "/today": says(head(200, FEED), ITEMS),
    }
    with server(behaviours) as url:
        assert discovered(FETCHER, here, f"{url}/").url == f"{url}{learnt}", "up to what may be another tomorrow"


def test_a_feed_that_no_page_tells_of_is_found_where_feeds_are() -> None:
    with server({"/": says(head(200, HTML), b"<p>Hello</p>"), "/rss.xml": says(head(200, FEED), ITEMS)}) as url:
        assert discovered(FETCHER, here, f"{url}/").url == f"{url}/rss.xml"


def test_who_waits_for_a_feed_waits_no_longer_than_they_would() -> None:
    behaviours = {"/": says(head(200, HTML), b"<p>Hello</p>"), "/rss.xml": says(head(200, FEED), ITEMS)}
    with server(behaviours) as url, pytest.raises(Malformed, match="none found"):
        discovered(FETCHER, here, f"{url}/", patience=0)


def test_a_site_without_a_feed_says_so() -> None:
    with server({"/": says(head(200, HTML), b"<p>Hello</p>")}) as url, pytest.raises(Malformed, match="none found"):
        discovered(FETCHER, here, f"{url}/")


# --- starter packs ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", PACKS)
def test_a_pack_names_outlets_with_their_owners_once_each(name: str) -> None:
    found = subscriptions(name, decode(pack(name)))
    assert len(found) >= 10
    assert len({one.url for one in found}) == len(found)
    for one in found:
        assert one.url.startswith("https://")
        assert one.outlet
        assert one.owner
        assert one.language
        assert one.folder


def test_an_outlet_has_one_owner_in_all_packs() -> None:
    owners: dict[str, set[str | None]] = {}
    for name in PACKS:
        for one in subscriptions(name, decode(pack(name))):
            owners.setdefault(one.outlet or "", set()).add(one.owner)
    assert {outlet: found for outlet, found in owners.items() if len(found) > 1} == {}
