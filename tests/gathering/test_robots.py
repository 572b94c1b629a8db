from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.gathering.hostile import HTML, head, says, server

from twosource.errors import Forbidden, Unreachable
from twosource.gathering import robots
from twosource.gathering.exchange import Exchange
from twosource.gathering.http import Fetcher, FetchLimits
from twosource.gathering.robots import PageFetcher, rules
from twosource.model import Page

NOW = datetime(2024, 3, 5, tzinfo=UTC)
PAGE = b"<p>The bridge opened.</p>"
RULES = b"User-agent: *\nDisallow: /private\nCrawl-delay: 3\n\nUser-agent: TwoSource\nDisallow: /press/*.pdf$\n"


def told(content: bytes) -> Exchange:
    return Exchange(200, {}, page=Page("robots.txt", "robots.txt", content))


def fetcher() -> PageFetcher:
    return PageFetcher(Fetcher(FetchLimits(seconds=5, bytes=10_000), allow_private=True), lambda: NOW)


def content(pages: PageFetcher, url: str) -> bytes | None:
    page = pages.exchange(url).page
    return page.content if page else None


def test_what_is_said_to_us_by_name_goes_before_what_is_said_to_all() -> None:
    found = rules(told(RULES))
    assert found.allow("https://x.example/private")
    assert not found.allow("https://x.example/press/a.pdf")
    assert found.delay == 0
    everyone = rules(told(RULES.partition(b"\n\n")[0]))
    assert not everyone.allow("https://x.example/private/1")
    assert everyone.delay == 3


@pytest.mark.parametrize("asked", [b"1e300", b"-5", b"soon"])
def test_a_delay_has_bounds(asked: bytes) -> None:
    assert 0 <= rules(told(b"User-agent: *\nCrawl-delay: " + asked)).delay <= robots.LONGEST_DELAY


@pytest.mark.parametrize(("status", "allowed"), [(404, True), (403, True), (410, True), (429, False), (503, False), (301, False)])  # fmt: skip # noqa: E501
def test_a_site_without_rules_allows_all_and_one_that_cannot_tell_nothing(status: int, allowed: bool) -> None:
    assert rules(Exchange(status, {})).allow("https://x.example/") is allowed
    assert rules(Exchange(status, {})).delay == 0


def test_a_page_that_is_forbidden_is_not_fetched_and_the_rules_are_asked_for_once() -> None:
    pages = fetcher()
    behaviours = {"/robots.txt": says(head(), RULES), "/ferry": says(head(200, HTML), PAGE)}
    with server(behaviours) as url:
        assert content(pages, f"{url}/ferry") == PAGE
        del behaviours["/robots.txt"]
        assert content(pages, f"{url}/ferry") == PAGE
        with pytest.raises(Unreachable, match=r"robots\.txt"):
            pages.exchange(f"{url}/press/a.pdf")


def test_rules_are_asked_for_again_after_a_day() -> None:
    times = iter([NOW, NOW + 2 * robots.KEPT, NOW + 2 * robots.KEPT])
    pages = PageFetcher(Fetcher(FetchLimits(seconds=5), allow_private=True), lambda: next(times))
    behaviours = {"/robots.txt": says(head(), b"")}
    with server(behaviours) as url:
        assert pages.rules_of(url).allow(f"{url}/x")
        behaviours["/robots.txt"] = says(head(), b"User-agent: *\nDisallow: /")
        assert not pages.rules_of(url).allow(f"{url}/x")


def test_a_page_elsewhere_is_asked_for_there() -> None:
    with server({"/robots.txt": says(head(), b"User-agent: *\nDisallow: /")}) as closed:
        behaviours = {"/robots.txt": says(head(404)), "/": says(head(302, b"Location: %s/\r\n" % closed.encode()))}
        with server(behaviours) as url, pytest.raises(Unreachable, match=r"robots\.txt"):
            fetcher().exchange(f"{url}/")


def test_rules_that_are_too_large_forbid_nothing_and_a_site_that_is_away_everything() -> None:
    with server({"/robots.txt": says(head(), b"#" * 20_000), "/": says(head(), PAGE)}) as url:
        assert content(fetcher(), f"{url}/") == PAGE
    with pytest.raises(Unreachable, match=r"robots\.txt"):
        fetcher().exchange(f"{url}/")


def test_a_page_at_a_private_address_is_refused_as_one_and_not_for_want_of_its_rules() -> None:
    pages = PageFetcher(Fetcher(FetchLimits(seconds=5), resolve=lambda *_: ["10.0.0.1"]), lambda: NOW)
    with pytest.raises(Forbidden, match="private address"):
        pages.exchange("http://intranet.example/")


def test_the_rules_of_many_sites_do_not_pile_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(robots, "MAX_SITES", 2)
    pages = PageFetcher(Fetcher(FetchLimits(seconds=5), resolve=lambda *_: ["10.0.0.1"]), lambda: NOW + timedelta(1))
    for number in range(4):
        pages.rules_of(f"http://site{number}.example/")
    assert len(pages._known) == 2
