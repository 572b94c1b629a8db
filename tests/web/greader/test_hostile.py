"""What apps should never send, and what adds and exports feeds."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from starlette.testclient import TestClient
from tests.web.conftest import CHEAP
from tests.web.greader.app import READ, READING_LIST, STARRED, App
from tests.web.greader.conftest import BRIDGE, MILL, Newsroom

from twosource.service.subscriptions import followed
from twosource.store import Database, marks
from twosource.store.accounts import LOCAL, Role, add_account
from twosource.web.greader.routes import routes
from twosource.web.site import Site

STRANGE = (
    "<script>alert(1)</script>", "\u202e", "x" * 3000, "user/-/label/" + "x" * 1000, "feed/0", "feed/-1", "%",
    "' OR 1=1 --",
)  # fmt: skip


@pytest.mark.parametrize("told", STRANGE)
@pytest.mark.parametrize("path", ["stream/items/ids", "stream/contents"])
def test_streams_that_there_are_not(app: App, told: str, path: str) -> None:
    answer = app.get(path, ("s", told))
    assert answer.status_code in {400, 404}
    assert "<script>" not in answer.text


@pytest.mark.parametrize("told", ["user/-/label/none", "user/-/state/com.google/broadcast", "user/-/label/<b>"])
def test_streams_with_nothing_in_them(app: App, told: str) -> None:
    assert app.ids(told) == []


@pytest.mark.parametrize(
    "fields",
    [[], [("i", "1")], [("a", READ)], [("i", "1"), ("a", "nonsense")], [("i", "1"), ("a", READING_LIST)],
     [("i", "1"), ("a", "feed/1")], [("i", "1"), ("a", "user/-/label/" + "x" * 101)],
     [("i", "1"), ("a", "user/-/label/a\nb")]],
)  # fmt: skip
def test_edits_that_mean_nothing(app: App, newsroom: Newsroom, store: Database, fields: list[tuple[str, str]]) -> None:
    newsroom.publish(MILL)
    status = app.post("edit-tag", *fields).status_code
    assert status == (200 if fields == [("a", READ)] else 400)
    assert store.rows("SELECT * FROM marks") == []


def test_more_entries_at_once_than_may_be(app: App) -> None:
    assert app.post("edit-tag", *[("i", str(n)) for n in range(10_001)], ("a", READ)).status_code == 400
    assert app.post("edit-tag", *[("i", str(n)) for n in range(10_000)], ("a", READ)).text == "OK"


@pytest.mark.parametrize(
    ("path", "field"),
    [("edit-tag", "a"), ("edit-tag", "r"), ("disable-tag", "s"), ("disable-tag", "t"), ("subscription/edit", "s"),
     ("stream/items/ids", "it"), ("stream/items/ids", "xt")],
)  # fmt: skip
def test_more_streams_at_once_than_may_be(app: App, path: str, field: str) -> None:
    named = [(field, f"user/-/label/{n}") for n in range(101)]
    answer = app.post(path, ("ac", "edit"), *([("s", READING_LIST)] if field in {"it", "xt"} else []), *named)
    assert (answer.status_code, "100 are the most" in answer.text) == (400, True)


def test_bodies_come_in_pages_however_many_are_asked_for(
    app: App, newsroom: Newsroom, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("twosource.web.greader.listing.MOST_BODIES", 1)
    newsroom.publish(MILL, BRIDGE)
    first = app.get("stream/contents", ("n", "10000")).json()
    rest = app.get("stream/contents", ("n", "10000"), ("c", first["continuation"])).json()
    assert [len(one["items"]) for one in (first, rest)] == [1, 1]
    assert "continuation" not in rest


def test_a_number_of_more_digits_than_any_is_no_outlet(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    longest = f"feed/{1:018d}9"
    assert app.post("subscription/edit", ("ac", "edit"), ("s", longest)).status_code == 400
    assert app.get("stream/items/ids", ("s", longest)).status_code == 404


def test_no_more_labels_than_may_be(
    app: App, newsroom: Newsroom, store: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    newsroom.publish(MILL)
    monkeypatch.setattr("twosource.web.greader.marking.MOST_LABELS", 2)
    [one] = app.ids(READING_LIST)
    assert [app.edit([one], add=f"user/-/label/{name}").status_code for name in "abac"] == [200, 200, 200, 400]
    assert marks.labels(store, LOCAL) == ["a", "b"]


@pytest.mark.parametrize("path", ["rename-tag", "disable-tag", "mark-all-as-read", "subscription/edit"])
@pytest.mark.parametrize("told", ["", "nonsense", "user/-/label/" + "x" * 200, "feed/999"])
def test_writes_that_name_nothing(app: App, path: str, told: str) -> None:
    answer = app.post(path, ("s", told), ("dest", told), ("ac", "edit"), ("ts", "never"))
    assert answer.status_code in {400, 404}


def test_what_an_action_may_be(app: App) -> None:
    assert app.post("subscription/edit", ("ac", "destroy"), ("s", "feed/1")).status_code == 400


@given(st.text(max_size=30), st.text(max_size=30), st.text(max_size=30))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_query_breaks_it(phone: TestClient, stream: str, number: str, time: str) -> None:
    query = {"s": stream, "n": number, "ot": time, "c": number, "xt": stream, "r": time}
    for path in ("stream/items/ids", "stream/contents"):
        assert phone.get(f"/reader/api/0/{path}", params=query).status_code in {200, 400, 404, 414}


@given(st.lists(st.tuples(st.sampled_from("sairTt"), st.text(max_size=30)), max_size=6))
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_no_form_breaks_it(app: App, fields: list[tuple[str, str]]) -> None:
    for path in ("edit-tag", "stream/items/contents", "subscription/edit", "subscription/quickadd"):
        assert app.post(path, *fields).status_code in {200, 400, 401, 404}


def test_a_title_with_markup_is_text_to_apps(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(
        replace(
            MILL,
            title="<img src=x onerror=alert(1)>",
            text="<script>x</script> " + MILL.text,
            url="javascript:alert(1)",
        )
    )
    [item] = app.stream(READING_LIST)
    assert "<script>" not in item["summary"]["content"]
    assert "<img" not in item["summary"]["content"]
    assert "javascript:" not in item["summary"]["content"]


# --- feeds ------------------------------------------------------------------------------------------------------------


def test_an_editor_adds_what_the_site_reads(app: App, store: Database) -> None:
    told = app.post("subscription/quickadd", ("quickadd", "vane.example/feed.xml")).json()
    assert (told["numResults"], told["streamName"]) == (1, "vane.example")
    assert list(followed(store)) == ["https://vane.example/feed.xml"]
    [feed] = app.json("subscription/list")["subscriptions"]
    assert (feed["id"], feed["url"]) == (told["streamId"], "https://vane.example/feed.xml")
    answer = app.post("subscription/edit", ("ac", "subscribe"), ("s", "feed/https://b.example/rss"), ("t", "The B"))
    assert answer.text == "OK"
    assert {one["title"] for one in app.json("subscription/list")["subscriptions"]} == {"vane.example", "The B"}


def test_a_reader_does_not(phone: TestClient, store: Database, site: Site) -> None:
    add_account(store, "boss", Role.ADMIN, None, site.now())
    add_account(store, "ann", Role.READER, CHEAP.hashed("secret of ann"), site.now())
    app = App(phone)
    app.log_in("ann", "secret of ann")
    assert app.post("subscription/quickadd", ("quickadd", "https://vane.example/feed.xml")).status_code == 403
    assert app.post("subscription/edit", ("ac", "subscribe"), ("s", "feed/https://b.example/rss")).status_code == 403
    assert not followed(store)


@pytest.mark.parametrize(
    "url", ["", "javascript:alert(1)", "ftp://a.example/", "https://" + "x" * 700, "file:///etc/passwd"]
)
def test_what_is_no_address_of_a_feed(app: App, store: Database, url: str) -> None:
    assert app.post("subscription/quickadd", ("quickadd", url)).json()["numResults"] == 0
    assert app.post("subscription/edit", ("ac", "subscribe"), ("s", f"feed/{url}")).status_code == 400
    assert not followed(store)


def test_the_outlets_leave_as_a_list(app: App, newsroom: Newsroom, phone: TestClient) -> None:
    newsroom.publish(MILL, BRIDGE)
    for path in ("/reader/api/0/subscription/export", "/reader/subscriptions/export"):
        root = etree.fromstring(phone.get(path).content)
        assert {one.get("text") for one in root.iter("outline")} == {"Outlets", "Courier", "Herald"}


# --- who may ----------------------------------------------------------------------------------------------------------


def test_whoever_has_no_account_gets_nothing(phone: TestClient, store: Database, site: Site) -> None:
    add_account(store, "boss", Role.ADMIN, None, site.now())
    for route in routes():
        path = route.path.replace("{stream:path}", READING_LIST).replace("//", "/")
        for method in sorted(route.methods or ()):
            answer = phone.request(method, path)
            assert answer.status_code == 401, path


def test_marks_are_each_readers_own(phone: TestClient, store: Database, site: Site, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    apps = []
    for name in ("ann", "bob"):
        add_account(store, name, Role.READER, CHEAP.hashed(f"secret of {name}"), site.now())
        apps.append(App(phone))
        apps[-1].log_in(name, f"secret of {name}")
    ann, bob = apps
    ann.edit(ann.ids(READING_LIST), add=READ)
    ann.edit(ann.ids(READING_LIST), add=STARRED)
    assert (len(bob.ids(READING_LIST, ("xt", READ))), bob.ids(STARRED)) == (2, [])
