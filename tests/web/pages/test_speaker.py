from __future__ import annotations

from dataclasses import replace

from starlette.testclient import TestClient
from tests.rendering import html
from tests.web.conftest import browser
from tests.web.filled import fill

from twosource.store import Database
from twosource.web.larder import Larder
from twosource.web.site import Site


def test_a_speakers_page_is_the_same_of_the_parts_as_of_the_whole(
    client: TestClient, store: Database, site: Site
) -> None:
    fill(store)
    of_parts = _said(client)
    assert of_parts
    store.run("DELETE FROM spoken")
    with browser(replace(site, larder=Larder())) as another:
        assert _said(another) == of_parts


def _said(client: TestClient) -> str:
    answer = client.get("/speakers/ada-quill")
    assert answer.status_code == 200, answer.text
    (main,) = html.parse(client.get("/speakers/ada-quill").text).xpath("//main")
    return str(main.text_content())


def test_where_a_speakers_page_goes_on_is_a_number_of_ours(client: TestClient, store: Database) -> None:
    fill(store)
    for wrong in ("x", "-1", "9" * 40, "²"):
        assert client.get(f"/speakers/ada-quill?after={wrong}").status_code == 200
