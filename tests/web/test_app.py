"""The site as a whole: it lives, says when it can answer, and says what is wrong in words of its own."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from starlette.testclient import TestClient
from tests.store.test_material import sent_to
from tests.web.conftest import browser

from twosource.errors import StoreAway, StoreBusy
from twosource.rendering.assets import KINDS, asset_address, assets
from twosource.service.figures import Figures
from twosource.service.follower import Progress
from twosource.store import Database
from twosource.store.accounts import LOCAL
from twosource.store.backlog import Backlog
from twosource.store.edits import keep_edit
from twosource.store.regroupings import ask
from twosource.web.metrics import Metrics
from twosource.web.pool import Pool
from twosource.web.site import Site


def test_it_lives_and_is_ready(client: TestClient) -> None:
    assert client.get("/health").json()["status"] == "alive"
    assert client.get("/ready").json()["status"] == "ready"


def test_figures_name_routes_never_addresses(client: TestClient) -> None:
    client.get("/health")
    client.get("/nothing/of/that/name")
    told = client.get("/metrics").text
    assert 'twosource_requests_total{method="GET",route="/health",status="200"} 1.0' in told
    assert 'route="none",status="404"' in told
    assert "of/that" not in told


def test_what_is_not_there_is_told_in_our_words(client: TestClient) -> None:
    answer = client.get("/nothing")
    assert answer.status_code == 404
    assert "There is no such page" in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_what_a_page_refers_to_is_there_and_is_kept_for_ever(client: TestClient) -> None:
    page = client.get("/account").text
    addresses = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert addresses
    for address in addresses:
        answer = client.get(address)
        assert answer.status_code == 200
        assert "immutable" in answer.headers["cache-control"]
    assert client.get(asset_address("base.css").replace("base.", "base.0")).status_code == 404
    assert client.get("/static/..%2f..%2fpyproject.toml").status_code == 404
    assert client.get("/favicon.ico").headers["content-type"] == KINDS["svg"]
    assert client.get("/robots.txt").text.endswith("Disallow: /\n")
    assert all(asset.address.startswith("/static/") for asset in assets().values())


def test_who_has_a_page_is_told_so(client: TestClient) -> None:
    client.get("/account")  # gives the browser its cookie
    first = client.get("/account")
    again = client.get("/account", headers={"If-None-Match": f'"x", {first.headers["etag"]}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/account", headers={"If-None-Match": '"x"'}).status_code == 200
    assert client.head("/account").headers["etag"] == first.headers["etag"]
    assert first.headers["cache-control"] == "private, no-cache"


def test_large_answers_are_packed(client: TestClient) -> None:
    address = asset_address("base.css")
    assert client.get(address, headers={"Accept-Encoding": "gzip"}).headers["content-encoding"] == "gzip"
    assert "content-encoding" not in client.get(address, headers={"Accept-Encoding": "identity"}).headers


def test_a_store_that_is_away_is_told_and_health_goes_on(site: Site) -> None:
    def away() -> Database:
        raise StoreAway("store postgresql://secret/news: no answer")

    client = browser(replace(site, pool=Pool(away)))
    assert client.get("/health").status_code == 200
    ready = client.get("/ready")
    assert (ready.status_code, ready.json()) == (503, {"status": "not ready", "store": "StoreAway"})
    page = client.get("/account")
    assert (page.status_code, "The store does not answer" in page.text, "secret" in page.text) == (503, True, False)
    assert page.headers["retry-after"] == "10"


def test_a_busy_store_is_told(site: Site) -> None:
    def busy() -> Database:
        raise StoreBusy("another process is writing")

    assert "another process writes" in browser(replace(site, pool=Pool(busy))).get("/account").text


def test_figures_of_gathering(site: Site) -> None:
    found = Figures({"fine": 3}, {"page": 2}, {"new": 2}, 2, 9_000, {"keeping": 0.5}, 7, 1)
    progress = Progress(told=5, seconds={"telling": 2.5}, behind=4)
    beside = {"gathering": True, "telling": False}
    full = replace(site, figures=lambda: found, progress=lambda: progress, running=lambda: beside)
    told = browser(full).get("/metrics").text
    assert 'twosource_stories_total{outcome="told"} 5.0' in told
    assert "twosource_stories_behind 4.0" in told
    assert 'twosource_running{part="telling"} 0.0' in told
    assert 'twosource_feeds_total{health="fine"} 3.0' in told
    assert "twosource_bytes_total 9000.0" in told
    assert "twosource_jobs_waiting 7.0" in told


def test_faults_are_told_in_the_language_that_was_asked_in(client: TestClient) -> None:
    assert client.get("/api/v1/nothing").json()["error"]["status"] == 404
    assert client.get("/reader/api/0/nothing").text.startswith("There is no such page")
    assert client.get("/nothing").text.startswith("<!doctype html>")


def test_figures_of_what_waits(client: TestClient, store: Database) -> None:
    told = client.get("/metrics").text
    assert "twosource_store_up 1.0" in told
    assert 'twosource_sends{state="planned"} 0.0' in told
    assert 'twosource_webhook_deliveries{state="waiting"} 0.0' in told
    assert "twosource_corrections_waiting 0.0" in told
    with store.write():
        number = keep_edit(
            store, {"kind": "merge", "groups": [["a"]]}, account=LOCAL, who="", now=datetime.now(UTC), correction="x"
        )
        ask(store, number)
    sent_to(store, "ann@courier.example", "a brief")
    told = client.get("/metrics").text
    assert 'twosource_sends{state="planned"} 1.0' in told
    assert 'twosource_sends{state="bounced"} 0.0' in told
    assert 'twosource_subscribers{state="pending"} 1.0' in told
    assert "twosource_corrections_waiting 1.0" in told


def test_a_store_that_does_not_answer_is_told_of() -> None:
    def away() -> Backlog:
        raise StoreAway("it is elsewhere")

    assert b"twosource_store_up 0.0" in Metrics(waiting=away).text()
