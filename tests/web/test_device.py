from __future__ import annotations

from starlette.testclient import TestClient
from tests.rendering import html
from tests.web.conftest import csrf
from tests.web.filled import NOW, fill

from twosource.service import entries as entering
from twosource.store import Database, entries
from twosource.store.marks import READ, marked
from twosource.web.site import Site


def test_the_site_can_be_installed(client: TestClient) -> None:
    told = client.get("/manifest.webmanifest").json()
    assert told["start_url"] == "/"
    assert {icon["purpose"] for icon in told["icons"]} == {"any", "maskable"}
    assert all(client.get(icon["src"]).status_code == 200 for icon in told["icons"])
    assert "text/javascript" in client.get("/sw.js").headers["content-type"]


def test_what_is_read_here_is_read_in_apps(client: TestClient, store: Database, site: Site) -> None:
    fill(store)
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
