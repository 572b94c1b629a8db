from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.rendering import html

from twosource.store import Database


def test_a_brief_is_shown_as_it_was_composed(client: TestClient, brief: str) -> None:
    page = html.parse(client.get(f"/briefs/{brief}").text)
    assert page.xpath("//article")
    listed = html.parse(client.get("/briefs").text).xpath("//ol/li")[0]
    assert listed.xpath(".//a/@href") == [f"/briefs/{brief}"]
    assert page.xpath("//article//h2//*[@class='theirs']")[0].text_content() in listed.text_content()


def test_briefs_that_are_listed_are_the_newest(
    client: TestClient, store: Database, brief: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twosource.web.pages.briefs.BRIEFS", 1)
    with store.write():
        store.run(
            "INSERT INTO briefs (id, body, composed) SELECT 'older', body, '2001-01-01T00:00:00+00:00' FROM briefs"
        )
    told = client.get("/briefs").text
    assert f"/briefs/{brief}" in told
    assert "/briefs/older" not in told
