"""What docs/threat-model.md tells of and no other test tries."""

from __future__ import annotations

import gzip
import io
from pathlib import Path
from unittest.mock import patch

import pytest
from argon2 import PasswordHasher
from starlette.testclient import TestClient
from tests.web.conftest import Browser, client, csrf, members, site, store

from twosource.errors import InputError
from twosource.gathering.visits import read_feed
from twosource.model import Page
from twosource.reading.feedlists import subscriptions
from twosource.store import Database, importing, open_store, transfer
from twosource.store.accounts import Role

__all__ = ["client", "members", "site", "store"]  # fixtures

LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
ENTITIES = (
    f'<!DOCTYPE x [<!ENTITY l0 "ha">{LAUGHS}<!ENTITY f SYSTEM "{{file}}"><!ENTITY u SYSTEM "http://127.0.0.1:9/">]>'
)
FEED = (
    "<rss version='2.0'><channel><title>&l11;&f;&u;</title><item><title>&l11; &f; &u;</title>"
    "<link>https://a.example/1</link><description>The mill burned down. &l11;&f;&u;</description></item>"
    "</channel></rss>"
)
LIST = "<opml version='2.0'><body><outline text='&l11;' xmlUrl='https://a.example/rss'/></body></opml>"


@pytest.mark.parametrize("kind", ["feed", "list"])
def test_entities_bring_nothing_in(tmp_path: Path, kind: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("the words of a file of ours", encoding="utf8")
    head = ENTITIES.format(file=secret.as_uri())
    try:
        if kind == "feed":
            found = repr(read_feed(Page("a", "a", f"{head}{FEED}".encode(), "https://a.example/rss")))
        else:
            found = repr(subscriptions("a", head + LIST))
    except InputError as error:
        found = str(error)
    assert "words of a file" not in found
    assert "haha" not in found
    assert len(found) < 10_000


def test_a_name_that_is_not_there_costs_as_many_hashes(members: Browser) -> None:
    stranger = members(Role.STRANGER)
    token = csrf(stranger)

    def hashes(name: str) -> int:
        with patch.object(PasswordHasher, "verify", autospec=True, side_effect=PasswordHasher.verify) as verified:
            answer = stranger.post("/login", data={"csrf": token, "name": name, "password": "wrong words here"})
        assert answer.status_code == 403
        return int(verified.call_count)

    assert hashes("reader") == hashes("nobody") == hashes("no name at all \u202e") == 1


def test_a_session_that_was_there_before_is_not_the_one_after(members: Browser) -> None:
    browser = members(Role.STRANGER)
    planted = "planted-by-somebody-else-0123456789"
    browser.cookies.set("twosource", planted)
    fields = {"csrf": csrf(browser), "name": "reader", "password": "PASSWORD of reader"}
    answer = browser.post("/login", data=fields)
    assert answer.status_code == 303
    assert planted not in answer.headers["set-cookie"]
    browser.cookies.clear()
    browser.cookies.set("twosource", planted)
    assert browser.get("/account").status_code == 303, "still a stranger"


@pytest.mark.parametrize(
    "asked", ["../../../../etc/passwd", "%2e%2e%2f%2e%2e%2fetc%2fpasswd", "/etc/passwd", "..%5c..%5cx"]
)
def test_an_id_is_never_a_path(client: TestClient, asked: str) -> None:
    for place in ("/stories/", "/reports/", "/briefs/", "/static/", "/api/v1/stories/", "/outlets/", "/topics/"):
        answer = client.get(place + asked)
        assert answer.status_code in {307, 400, 404, 422}, place
        assert "root:" not in answer.text


def test_a_line_without_an_end_is_not_held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(importing, "LONGEST_LINE", 1_000)
    database: Database = open_store(f"sqlite:///{tmp_path / 'news.db'}", create=True)
    head = b'{"twosource":"export","version":%d}\n' % transfer.VERSION
    packed = gzip.compress(head + b'{"kind":"' + b"x" * 1_000_000, 9)
    with pytest.raises(InputError, match="over 1,000 bytes"):
        importing.read_export(database, io.BytesIO(packed), "hostile.export", lambda _: None)
    database.close()
