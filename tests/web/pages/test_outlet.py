"""An outlet's page has one address; other names of the outlet lead to it."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient
from tests.rendering import sample
from tests.web.conftest import CHEAP, browser

from twosource.store import Database
from twosource.web.site import Site

COURIER = sample.OUTLETS["courier"]
LISTED = {"courier": COURIER, "the ellery courier": COURIER, "courier.example": COURIER}


@pytest.mark.parametrize("name", ["The~20Ellery~20Courier", "courier.example", "COURIER.example"])
def test_an_outlet_is_found_by_what_the_table_of_outlets_calls_it(site: Site, brief: str, name: str) -> None:
    with browser(Site(site.config, site.pool, lambda: LISTED, passwords=CHEAP)) as client:
        answer = client.get(f"/outlets/{name}")
        assert (answer.status_code, answer.headers["location"]) == (302, "/outlets/courier")


def test_an_outlet_is_found_by_words_of_its_name_where_one_has_them(
    client: TestClient, store: Database, brief: str
) -> None:
    answer = client.get("/outlets/mirror")
    assert (answer.status_code, answer.headers["location"]) == (302, "/outlets/upland~20mirror")
    assert client.get(answer.headers["location"]).status_code == 200
    with store.write():
        store.run("UPDATE appearances SET name = 'The Mirror' WHERE name = 'courier'")
    assert client.get("/outlets/mirror").status_code == 404, "two have it"
