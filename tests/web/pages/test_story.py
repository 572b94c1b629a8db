from __future__ import annotations

from dataclasses import replace

from starlette.testclient import TestClient
from tests.rendering import hostile, html, sample
from tests.web.filled import fill, hold

from twosource.rendering import addresses
from twosource.store import Database


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
    hold(store, "other", replace(sample.COURIER, id="r-new", text=sample.COURIER.text + " More."))
    answer = client.get("/stories/other")
    assert answer.status_code == 200
    assert "being put together" in answer.text


def test_an_editors_way_and_notes_stand_below_a_story(client: TestClient, brief: str) -> None:
    assert "/stories/story-1/edit" in client.get("/stories/story-1").text
    assert "/stories/story-1/notes" in client.get("/stories/story-1").text
