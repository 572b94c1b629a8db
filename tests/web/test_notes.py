"""Notes and discussions."""

from __future__ import annotations

from dataclasses import replace

import pytest
from httpx2 import Response
from starlette.testclient import TestClient
from tests.store.sample import found, keep
from tests.web.conftest import Browser, csrf
from tests.web.greader.conftest import BRIDGE, MILL, MILL_AGAIN, Newsroom

from twosource import editing
from twosource.grouping.corrections import split
from twosource.store import Database
from twosource.store.accounts import Role, accounts
from twosource.store.dossiers import story_of_report
from twosource.store.notes import is_trusted, trust

HOSTILE = '<script>alert(1)</script> \u202eevil\u0007 javascript:alert(2) https://a.example/"onclick=x'


@pytest.fixture
def newsroom(store: Database) -> Newsroom:
    return Newsroom(store)


@pytest.fixture
def story(newsroom: Newsroom, store: Database) -> str:
    newsroom.publish(MILL, BRIDGE, MILL_AGAIN)
    told = story_of_report(store, "mill")
    assert told is not None
    return told


def _write(client: TestClient, story: str, body: str, **fields: str) -> Response:
    return client.post(f"/stories/{story}/notes", data={"csrf": csrf(client), "body": body, **fields})


def test_a_note_on_a_story(client: TestClient, story: str) -> None:
    assert client.get(f"/stories/{story}/notes").status_code == 200
    answer = _write(client, story, "Why on a Friday?")
    assert (answer.status_code, answer.headers["location"]) == (303, f"/stories/{story}/notes#note1")
    page = client.get(f"/stories/{story}/notes").text
    assert "Why on a Friday?" in page
    assert "for you alone" in page


def test_a_note_on_a_passage_shows_its_words(client: TestClient, story: str) -> None:
    start = MILL.text.index("Two men")
    place = {"report": "mill", "start": str(start), "end": str(len(MILL.text))}
    query = "&".join(f"{name}={value}" for name, value in place.items())
    assert MILL.text[start:] in client.get(f"/stories/{story}/notes?{query}").text
    _write(client, story, "Who?", **place)
    assert f'href="/reports/mill#p{start}-{len(MILL.text)}"' in client.get(f"/stories/{story}/notes").text


def test_a_note_goes_where_its_report_goes(client: TestClient, story: str, newsroom: Newsroom, store: Database) -> None:
    _write(client, story, "On the second report.", report="mill-2", start="0", end="4")
    editing.correct(store, [split(["mill"], ["mill-2"])], newsroom.now)
    newsroom.tell()
    other = story_of_report(store, "mill-2")
    first = story_of_report(store, "mill")
    assert other != first
    assert "On the second report." in client.get(f"/stories/{other}/notes").text
    assert "On the second report." not in client.get(f"/stories/{first}/notes").text


def test_a_note_keeps_its_words_when_the_report_is_edited(
    client: TestClient, story: str, newsroom: Newsroom, store: Database
) -> None:
    _write(client, story, "Where?", report="mill", start="2", end="6")
    keep(store, [found(replace(MILL, text=f"Update: {MILL.text}"))], newsroom.now)
    [note] = client.get("/notes.json").json()["notes"]
    assert (note["text"], note["revision"]) == ("fire", 1)


def test_a_note_is_text_whatever_is_in_it(client: TestClient, story: str) -> None:
    assert _write(client, story, HOSTILE).status_code == 303
    page = client.get(f"/stories/{story}/notes").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
    assert "\u202e" not in page
    assert 'href="javascript' not in page


@pytest.mark.parametrize(
    ("fields", "status"),
    [({"body": ""}, 400), ({"body": "  \u200b "}, 400), ({"body": "x" * 10_001}, 400), ({"body": "a\0b"}, 400),
     ({"body": "x", "report": "bridge", "start": "0", "end": "4"}, 404), ({"body": "x", "report": "no"}, 404),
     *(({"body": "x", "report": "mill", "start": start, "end": end}, 400)
       for start, end in (("5", "5"), ("-1", "4"), ("0", "99999"), ("²", "4"), ("", "")))],
)  # fmt: skip
def test_what_is_no_note_is_refused(client: TestClient, story: str, fields: dict[str, str], status: int) -> None:
    assert _write(client, story, **fields).status_code == status
    assert client.get("/notes.json").json()["notes"] == []


def test_a_note_is_deleted_for_good(client: TestClient, story: str, store: Database) -> None:
    _write(client, story, "First.", shared="1")
    _write(client, story, "An answer.", shared="1", parent="1")
    assert [note["answers"] for note in client.get("/notes.json").json()["notes"]] == [None, 1]
    assert client.post("/notes/1/delete", data={"csrf": csrf(client)}).status_code == 303
    assert store.rows("SELECT number, parent FROM notes") == [{"number": 2, "parent": None}]
    assert client.post("/notes/1/delete", data={"csrf": csrf(client)}).status_code == 404
    assert client.post(f"/notes/{2**63}/delete", data={"csrf": csrf(client)}).status_code == 404


def test_no_flood_of_notes(client: TestClient, story: str) -> None:
    found = [_write(client, story, f"note {number}").status_code for number in range(12)]
    assert found[0] == 303
    assert found[-1] == 429


# --- others -----------------------------------------------------------------------------------------------------------


def test_a_private_note_is_seen_by_nobody_else(members: Browser, story: str) -> None:
    _write(members(Role.READER), story, "Mine alone.")
    for role in (Role.EDITOR, Role.ADMIN):
        assert "Mine alone." not in members(role).get(f"/stories/{story}/notes").text
        assert members(role).post("/notes/1/delete", data={"csrf": csrf(members(role))}).status_code == 404
        assert members(role).post("/notes/1/hide", data={"csrf": csrf(members(role))}).status_code == 404


def test_a_shared_note_waits_for_an_editor_and_the_next_does_not(members: Browser, story: str) -> None:
    reader, editor, admin = (members(role) for role in (Role.READER, Role.EDITOR, Role.ADMIN))
    _write(reader, story, "A first word.", shared="1")
    assert "A first word." in editor.get("/notes/waiting").text
    assert "A first word." in reader.get(f"/stories/{story}/notes").text
    assert editor.post("/notes/1/show", data={"csrf": csrf(editor)}).status_code == 303
    _write(reader, story, "A second word.", shared="1")
    assert "A second word." in admin.get(f"/stories/{story}/notes").text
    assert "A second word." not in editor.get("/notes/waiting").text


def test_what_an_editor_hides_is_seen_by_its_writer_and_editors_alone(members: Browser, story: str) -> None:
    reader, editor = members(Role.READER), members(Role.EDITOR)
    _write(editor, story, "From an editor.", shared="1")
    assert "From an editor." in reader.get(f"/stories/{story}/notes").text
    editor.post("/notes/1/hide", data={"csrf": csrf(editor)})
    assert "From an editor." not in reader.get(f"/stories/{story}/notes").text
    _write(reader, story, "To a hidden one.", shared="1", parent="1")
    assert reader.get("/notes.json").json()["notes"][0]["answers"] is None


def test_whoever_deletes_what_was_hidden_is_not_trusted_again(members: Browser, story: str) -> None:
    reader, editor = members(Role.READER), members(Role.EDITOR)
    _write(reader, story, "A good word.", shared="1")
    editor.post("/notes/1/show", data={"csrf": csrf(editor)})
    _write(reader, story, "A bad word.", shared="1")
    for _ in range(2):  # once is enough
        editor.post("/notes/2/hide", data={"csrf": csrf(editor)})
    reader.post("/notes/2/delete", data={"csrf": csrf(reader)})
    _write(reader, story, "Another bad word.", shared="1")
    assert "Another bad word." in editor.get("/notes/waiting").text


def test_what_is_shown_again_is_forgiven(members: Browser, story: str, store: Database) -> None:
    reader, editor = members(Role.READER), members(Role.EDITOR)
    _write(reader, story, "A good word.", shared="1")
    for verdict in ("hide", "show", "show"):
        editor.post("/notes/1/" + verdict, data={"csrf": csrf(editor)})
    _write(reader, story, "A second word.", shared="1")
    assert "A second word." not in editor.get("/notes/waiting").text
    editor.post("/notes/1/hide", data={"csrf": csrf(editor)})
    [reader_account] = [one for one in accounts(store) if one.name == "reader"]
    assert reader_account.notes_hidden == 1
    assert not is_trusted(store, reader_account.number)
    with store.write():
        trust(store, reader_account.number)
    assert is_trusted(store, reader_account.number)


TABLE = [
    ("GET", "/notes", Role.READER), ("GET", "/notes.json", Role.READER), ("GET", "/notes/waiting", Role.EDITOR),
    ("POST", "/notes/1/delete", Role.READER), ("POST", "/notes/1/show", Role.EDITOR),
    ("POST", "/notes/1/hide", Role.EDITOR), ("GET", "/stories/x/notes", Role.READER),
    ("POST", "/stories/x/notes", Role.READER), ("GET", "/stories/x/edit", Role.EDITOR),
    ("GET", "/corrections", Role.EDITOR), ("POST", "/corrections/1/undo", Role.EDITOR),
    *(("POST", f"/stories/x/{what}", Role.EDITOR)
      for what in ("split", "merge", "move", "apart", "copy", "owner", "speaker")),
]  # fmt: skip


@pytest.mark.parametrize(("method", "path", "least"), TABLE)
def test_who_may(members: Browser, method: str, path: str, least: Role) -> None:
    for role in Role:
        client = members(role)
        answer = client.get(path) if method == "GET" else client.post(path, data={"csrf": csrf(client)} if role else {})
        if role is Role.STRANGER:
            assert answer.status_code in {303, 401}
            assert answer.headers.get("location", "/login").startswith("/login")
        elif role < least:
            assert answer.status_code == 403
        else:
            assert answer.status_code in {200, 303, 400, 404}


@pytest.mark.parametrize("path", [path for method, path, _ in TABLE if method == "POST"])
def test_nothing_is_done_for_a_page_of_another_site(client: TestClient, path: str) -> None:
    assert client.post(path, data={"body": "x"}).status_code == 403
