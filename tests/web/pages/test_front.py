from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from tests.rendering import html, sample
from tests.web.conftest import HOME
from tests.web.filled import DOSSIER, NOW, fill, hold

from twosource.model import Page
from twosource.store import Database
from twosource.store.dossiers import keep_dossier
from twosource.store.keeping import ReadPage, keep
from twosource.web.app import application
from twosource.web.pages.paging import LATEST
from twosource.web.site import Site


def test_the_front_page_goes_on_page_by_page(client: TestClient, store: Database) -> None:
    fill(store)
    for number in range(LATEST + 5):
        when = NOW + timedelta(hours=number)
        report = replace(
            sample.COURIER, id=f"r{number}", published=when, text=f"Line {number}.", title=f"Title {number}"
        )
        one = replace(
            DOSSIER, id=f"x{number}", title=f"Title {number}", reports=(report,), attributions=(), statements=(),
            utterances=(), differences=(), timeline=(), copies=(), figures=(),
        )  # fmt: skip
        hold(store, one.id, report)
        assert keep_dossier(store, one, "test", NOW)
    first = html.parse(client.get("/").text)
    (older,) = first.xpath("//nav[@class='paging ours']/a/@href")
    second = html.parse(client.get(str(older)).text)
    assert "Page 2" in second.xpath("//h1")[0].text_content()
    shown = [page.xpath("//@data-story") for page in (first, second)]
    assert set(shown[0]) | set(shown[1]) == {"story-1", *(f"x{n}" for n in range(LATEST + 5))}
    assert client.get("/?after=nonsense&page=-3").status_code == 200
    assert client.get(f"/?after={quote('yesterday s')}").status_code == 200


def test_where_nothing_much_is_new_what_mattered_at_any_time_is_shown_with_its_day(
    client: TestClient, store: Database
) -> None:
    fill(store)
    for name, days in (("old", 400), ("late", 0)):
        report = replace(
            sample.COURIER, id=name, published=(NOW - timedelta(days=days)).date(), title=f"The {name} one"
        )
        one = replace(
            DOSSIER, id=name, title=f"The {name} one", reports=(report,), attributions=(), statements=(),
            utterances=(), differences=(), timeline=(), copies=(), figures=(),
        )  # fmt: skip
        hold(store, name, report)
        assert keep_dossier(store, one, "test", NOW)
    page = html.parse(client.get("/").text)
    told = {card.get("data-story"): card.text_content() for card in page.xpath("//article[@data-story]")}
    assert set(told) == {"story-1", "old", "late"}
    assert "3 April 2030" in told["old"]
    assert "2031" not in told["late"]
    assert "00:00" not in page.text_content()  # of a day that has no hour


@pytest.mark.parametrize(("days", "told"), [(0, False), (90, True)])
def test_where_all_news_is_of_long_ago_each_story_stands_with_its_day(
    site: Site, store: Database, days: int, told: bool
) -> None:
    fill(store)
    later = replace(site, now=lambda: NOW + timedelta(days=days))
    with TestClient(application(later), base_url=HOME) as client:
        page = html.parse(client.get("/").text)
    assert bool(page.xpath("//article[@data-story='story-1']/p[contains(., 'May 2031')]")) is told


def test_an_empty_page_says_what_is_there_and_what_it_waits_for(client: TestClient, store: Database) -> None:
    empty = client.get("/").text
    assert "No reports are in the store" in empty
    assert 'href="/admin/feeds"' in empty
    new = replace(sample.COURIER, id="new")
    keep(store, [ReadPage(Page("new", "new", b"new", fetched=NOW), (new,))], NOW, follows=lambda *_: False)
    kept_apart = client.get("/").text
    assert "1 report is in the store, and waits to be put into a story" in kept_apart
    assert "No reports are in the store" not in kept_apart
    hold(store, "one", new)
    assert "being put together" in client.get("/").text
