"""What a program of a reader writes."""

from __future__ import annotations

from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import Browser, browser, csrf
from tests.web.greader.conftest import BRIDGE, MILL, Newsroom

from twosource.store import Database
from twosource.store.accounts import Role, account_named, add_token
from twosource.store.dossiers import story_of_report
from twosource.store.marks import READ, STARRED, marked
from twosource.web.api.writing import Marks, Notes, OneNote
from twosource.web.site import Site

API = "/api/v1"


@pytest.fixture
def story(store: Database) -> str:
    Newsroom(store).publish(MILL, BRIDGE)
    found = story_of_report(store, "mill")
    assert found is not None
    return found


def _send(client: TestClient, method: str, path: str, told: Any = None) -> Any:
    return client.request(method, f"{API}{path}", json=told, headers={"X-CSRF-Token": csrf(client)})


def test_a_story_is_marked_and_what_is_left_out_stays(client: TestClient, story: str, store: Database) -> None:
    path = f"/stories/{story}/marks"
    assert client.get(f"{API}{path}").json() == {"version": 1, "story": story, "read": False, "saved": False}
    assert _send(client, "PUT", path, {"saved": True}).json()["saved"] is True
    told = _send(client, "PUT", path, {"read": True})
    assert (told.json()["read"], told.json()["saved"]) == (True, True)
    Marks.model_validate_json(told.content)
    assert marked(store, 1, READ).blocks
    assert marked(store, 1, STARRED).blocks
    assert _send(client, "PUT", path, {"read": False}).json()["read"] is False


@pytest.mark.parametrize("told", [{"read": "yes"}, {"starred": True}, [], None, {"read": 1}])
def test_marks_that_are_none_are_refused(client: TestClient, story: str, told: Any) -> None:
    assert _send(client, "PUT", f"/stories/{story}/marks", told).status_code == 422


def test_a_story_that_is_not_there_has_no_marks(client: TestClient, story: str) -> None:
    assert client.get(f"{API}/stories/none/marks").status_code == 404
    assert _send(client, "PUT", "/stories/none/marks", {"read": True}).status_code == 404
    assert _send(client, "POST", "/stories/none/notes", {"body": "x"}).status_code == 404


def test_notes_are_written_listed_and_deleted(client: TestClient, story: str) -> None:
    path = f"/stories/{story}/notes"
    first = _send(client, "POST", path, {"body": "Who?", "report": "mill", "start": 2, "end": 6, "shared": True})
    assert first.status_code == 201
    OneNote.model_validate_json(first.content)
    assert first.json()["note"]["text"] == MILL.text[2:6]
    second = _send(client, "POST", path, {"body": "Nobody.", "answers": first.json()["note"]["number"]})
    assert second.json()["note"]["answers"] == first.json()["note"]["number"]
    listed = client.get(f"{API}/notes")
    Notes.model_validate_json(listed.content)
    assert [one["body"] for one in listed.json()["notes"]] == ["Who?", "Nobody."]
    number = first.json()["note"]["number"]
    assert _send(client, "DELETE", f"/notes/{number}").status_code == 204
    assert _send(client, "DELETE", f"/notes/{number}").status_code == 404


@pytest.mark.parametrize(
    ("told", "status"),
    [
        ({"body": ""}, 422),
        ({"body": " "}, 400),
        ({"body": "a\0b"}, 422),
        ({"body": "x" * 10_001}, 422),
        ({"body": "x", "more": 1}, 422),
        ({"body": "x", "report": "mill", "start": 5, "end": 5}, 400),
        ({"body": "x", "report": "mill", "start": 0, "end": 10**6}, 400),
        ({"body": "x", "report": "bridge", "start": 0, "end": 4}, 404),
        ({"body": "x", "answers": 0}, 422),
    ],
)
def test_notes_that_are_none_are_refused(client: TestClient, story: str, told: Any, status: int) -> None:
    assert _send(client, "POST", f"/stories/{story}/notes", told).status_code == status
    assert client.get(f"{API}/notes").json()["notes"] == []


def test_a_token_that_only_reads_writes_nothing(site: Site, members: Browser, story: str, store: Database) -> None:
    reader = account_named(store, "reader")
    assert reader is not None
    for secret, writes in (("reads" * 8, False), ("writes" * 7, True)):
        add_token(store, secret, reader, secret[:6], writes=writes, now=site.now())
        with browser(site) as app:
            app.headers["Authorization"] = f"Bearer {secret}"
            expected = (200, 201) if writes else (403, 403)
            marks = app.put(f"{API}/stories/{story}/marks", json={"read": True})
            note = app.post(f"{API}/stories/{story}/notes", json={"body": "x"})
            assert (marks.status_code, note.status_code) == expected
            assert app.get(f"{API}/notes").status_code == 200


def test_nobody_deletes_or_reads_the_notes_of_another(members: Browser, story: str) -> None:
    assert _send(members(Role.READER), "POST", f"/stories/{story}/notes", {"body": "Mine."}).status_code == 201
    assert _send(members(Role.ADMIN), "DELETE", "/notes/1").status_code == 404
    assert members(Role.ADMIN).get(f"{API}/notes").json()["notes"] == []
    assert members(Role.READER).put(f"{API}/stories/{story}/marks", json={"read": True}).status_code == 403
