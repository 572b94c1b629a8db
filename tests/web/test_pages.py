from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from tests.rendering import hostile, html, sample
from tests.web.conftest import browser, csrf
from tests.web.filled import DOSSIER, NOW, fill

from twosource.model import Report, Story
from twosource.rendering import addresses
from twosource.service import entries as entering
from twosource.store import Database, entries, open_store
from twosource.store.dossiers import keep_dossier
from twosource.store.marks import READ, marked
from twosource.store.material import keep_stories
from twosource.web.pages import LATEST
from twosource.web.pool import Pool
from twosource.web.site import Site

SECONDS = 600.0  # for what takes milliseconds on an idle machine
PATHS = [
    "/", "/stories/story-1", "/stories/story-1/shared", "/stories/story-1/quotes", "/stories/story-1/reports",
    "/reports/r-lantern", "/speakers/ada-quill", "/outlets/lantern", "/topics/tarn-bridge", "/search?q=bridge",
    "/briefs", "/feeds", "/keys", "/saved",
]  # fmt: skip


@pytest.fixture
def brief(store: Database) -> str:
    return fill(store)


@pytest.mark.parametrize("path", PATHS)
def test_every_page_is_there_and_is_kept_by_who_has_it(client: TestClient, brief: str, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 200
    assert len(answer.content) < 200_000
    again = client.get(path, headers={"If-None-Match": answer.headers["etag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("path", PATHS)
def test_an_empty_store_has_words_for_it(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {200, 404}
    assert "twosource feeds add" in client.get("/").text


def test_readers_who_wait_for_a_page_keep_no_connection_from_who_makes_it(site: Site, brief: str) -> None:
    url = site.config.store
    few = replace(site, pool=Pool(lambda: open_store(url), most=1, patience=SECONDS))
    asked = [path for path in PATHS if not path.startswith("/briefs")] * 4
    with browser(few) as client, ThreadPoolExecutor(len(asked)) as threads:
        assert {one.status_code for one in threads.map(client.get, asked)} == {200}
    few.pool.close()


def test_all_that_is_shown_stands_in_a_report(client: TestClient, brief: str) -> None:
    known = html.sources(sample.REPORTS) + "\n" + DOSSIER.title
    for path in PATHS:
        assert [one for one in html.theirs(html.parse(client.get(path).text)) if one not in known] == []


def test_links_of_every_page_lead_to_pages(client: TestClient, brief: str) -> None:
    seen = set()
    for path in [*PATHS, f"/briefs/{brief}"]:
        for href in html.parse(client.get(path).text).xpath("//main//a/@href[starts-with(., '/')]"):
            seen.add(str(href).partition("#")[0])
    assert len(seen) > 12
    assert {href: code for href in sorted(seen) if (code := client.get(href).status_code) not in {200, 303}} == {}


@pytest.mark.parametrize(
    "path",
    [
        "/stories/none", "/stories/story-1/none", "/stories/story-1/shared?page=9", "/reports/none", "/speakers/none",
        "/outlets/none", "/topics/none", "/briefs/none", "/stories/..~2f", "/reports/%2e%2e",
    ],
)  # fmt: skip
def test_what_is_not_there_is_told_in_words(client: TestClient, brief: str, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Traceback" not in answer.text


def test_a_question_that_cannot_be_asked_is_told_why(client: TestClient, brief: str) -> None:
    assert "is no day" in client.get("/search?q=after:yesterday").text
    assert "No report has this" in client.get("/search?q=zebra").text
    assert "What are you looking for" in client.get("/search").text


def test_a_search_leads_to_the_words_that_answer(client: TestClient, brief: str) -> None:
    (first, *_) = html.parse(client.get("/search?q=pillar").text).xpath("//li[@class='hit']//blockquote/a/@href")
    path, _, place = str(first).partition("#")
    (mark, *_) = html.parse(client.get("/search?q=pillar").text).xpath("//li[@class='hit']//blockquote/a")
    assert "pillar" in mark.text_content()
    assert path.startswith("/reports/r-")
    assert place.startswith("p")


def test_a_report_leads_to_its_story_whatever_its_id(client: TestClient, store: Database) -> None:
    fill(store, replace(hostile.DOSSIER, id="s/1?#"))
    page = html.parse(client.get(addresses.story("s/1?#")).text)
    assert page.xpath("//h1")[0].text_content().startswith("<script>")
    reports = [href for href in page.xpath("//main//a/@href") if str(href).startswith("/reports/")]
    assert reports
    assert all(client.get(str(href)).status_code == 200 for href in reports)
    assert client.get(addresses.speaker(hostile.WHO.key)).status_code == 200
    assert client.get(addresses.topic(hostile.QUOTES)).status_code == 200


def test_an_id_of_a_report_asked_for_as_a_story_leads_on(client: TestClient, store: Database) -> None:
    fill(store)
    answer = client.get("/stories/r-lantern")
    assert (answer.status_code, answer.headers["location"]) == (303, "/stories/story-1")


def test_a_story_without_a_dossier_is_being_put_together(client: TestClient, store: Database) -> None:
    fill(store)
    new = replace(sample.COURIER, id="r-new", text=sample.COURIER.text + " More.")
    other = replace(DOSSIER, id="other", reports=(new,), statements=(), utterances=(), differences=(), attributions=())
    fill_only(store, other, new)
    answer = client.get("/stories/other")
    assert answer.status_code == 200
    assert "being put together" in answer.text


def fill_only(store: Database, dossier: object, report: Report) -> None:
    from twosource.desk import is_state  # noqa: PLC0415
    from twosource.model import Page  # noqa: PLC0415
    from twosource.store.keeping import Found, keep  # noqa: PLC0415

    keep(store, [Found(Page(report.id, report.id, report.text.encode()), (report,))], NOW, follows=is_state)
    keep_stories(store, [Story("other", (report,))])


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
        fill_only(store, one, report)
        keep_stories(store, [Story(one.id, (report,))])
        assert keep_dossier(store, one, "test", NOW)
    first = html.parse(client.get("/").text)
    (older,) = first.xpath("//nav[@class='paging ours']/a/@href")
    second = html.parse(client.get(str(older)).text)
    assert "Page 2" in second.xpath("//h1")[0].text_content()
    shown = [page.xpath("//@data-story") for page in (first, second)]
    assert set(shown[0]) | set(shown[1]) == {"story-1", *(f"x{n}" for n in range(LATEST + 5))}
    assert client.get("/?after=nonsense&page=-3").status_code == 200
    assert client.get(f"/?after={quote('yesterday s')}").status_code == 200


def test_an_editors_way_and_notes_stand_below_a_story(client: TestClient, brief: str) -> None:
    assert "/stories/story-1/edit" in client.get("/stories/story-1").text
    assert "/stories/story-1/notes" in client.get("/stories/story-1").text


def test_a_brief_is_shown_as_it_was_composed(client: TestClient, brief: str) -> None:
    page = html.parse(client.get(f"/briefs/{brief}").text)
    assert page.xpath("//article")
    assert f"/briefs/{brief}" in client.get("/briefs").text


# --- what a device asks for -------------------------------------------------------------------------------------------


def test_the_site_can_be_installed(client: TestClient) -> None:
    told = client.get("/manifest.webmanifest").json()
    assert told["start_url"] == "/"
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    assert all(client.get(icon["src"]).status_code == 200 for icon in told["icons"])
    assert "text/javascript" in client.get("/sw.js").headers["content-type"]


def test_what_is_read_here_is_read_in_apps(client: TestClient, store: Database, site: Site, brief: str) -> None:
    entering.catch_up(store, site.outlets, lambda: NOW)
    number = entries.of_story(store, "story-1")
    assert number is not None
    token = {"csrf": csrf(client)}
    told = {**token, "mark": "read", "on": "1"}
    assert client.post("/stories/story-1/marks", data=told).status_code == 204
    assert number in marked(store, 1, READ)
    assert html.parse(client.get("/").text).xpath("//meta[@name='read']/@content") == ['["story-1"]']
    assert client.post("/stories/story-1/marks", data={**told, "on": ""}).status_code == 204
    assert number not in marked(store, 1, READ)
    assert client.post("/stories/none/marks", data=told).status_code == 204
    assert client.post("/stories/story-1/marks", data={**token, "mark": "x"}).status_code == 400


def test_briefs_that_are_listed_are_the_newest(
    client: TestClient, store: Database, brief: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twosource.web.pages.BRIEFS", 1)
    with store.write():
        store.run(
            "INSERT INTO briefs (id, body, composed) SELECT 'older', body, '2001-01-01T00:00:00+00:00' FROM briefs"
        )
    told = client.get("/briefs").text
    assert f"/briefs/{brief}" in told
    assert "/briefs/older" not in told
