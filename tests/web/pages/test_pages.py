from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from starlette.testclient import TestClient
from tests.rendering import html, sample
from tests.web.conftest import browser
from tests.web.filled import DOSSIER

from twosource.store import open_store
from twosource.web.pool import Pool
from twosource.web.site import Site

SECONDS = 600.0  # for what takes milliseconds on an idle machine
PATHS = [
    "/", "/stories/story-1", "/stories/story-1/shared", "/stories/story-1/quotes", "/stories/story-1/reports",
    "/reports/r-lantern", "/speakers/ada-quill", "/outlets/lantern", "/topics/tarn-bridge", "/search?q=bridge",
    "/briefs", "/feeds", "/keys", "/saved",
]  # fmt: skip


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
