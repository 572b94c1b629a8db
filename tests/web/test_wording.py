"""Every page of the site in a language that nobody speaks: what is still English is found by its lack of brackets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient
from tests.rendering import sample
from tests.rendering.words.brackets import BRACKETED, TAG, outside
from tests.web.conftest import Browser, browser, csrf
from tests.web.filled import DOSSIER, NOW, fill, hold

from twosource.gathering.feedstate import Health
from twosource.model import Dossier, Reason
from twosource.rendering.pages.story import PARTS
from twosource.rendering.words import ENGLISH
from twosource.service.mailing import Use, tokens
from twosource.service.subscriptions import followed, update
from twosource.store import Database, subscribers
from twosource.store.accounts import LOCAL, Role
from twosource.store.dossiers import keep_dossier
from twosource.store.notes import Anchor, NoteState, keep_note
from twosource.store.subscribers import Subscriber
from twosource.web.app import declared
from twosource.web.site import Site

STORY = f"/stories/{DOSSIER.id}"
NAMES = (
    "reader",
    "editor",
    "admin",
    "ann@a.example",
    "UTC",
    "127.0.0.1",
    "zzzz",
    "nobody",
    "gone",
    "Press",
    "Alone",
    "Other",
)
"""What these tests themselves put into pages: names of accounts, addresses, what was searched for."""
NO_PAGE = {
    "/static/{name}", "/favicon.ico", "/robots.txt", "/manifest.webmanifest", "/sw.js",
    "/login/provider", "/login/provider/back", "/issues/{id}", "/admin/feeds/list.opml",
}  # fmt: skip
"""What a browser asks for and no reader reads, a file; and a brief as it was mailed, in the language of that."""


def theirs(dossier: Dossier = DOSSIER) -> Iterator[str]:
    """All words of the news in the sample."""
    for report in dossier.reports:
        yield from filter(
            None, (report.text, report.title, report.byline, report.outlet, report.url, report.id, report.credit)
        )
    for outlet in sample.OUTLETS.values():
        yield from filter(None, (outlet.key, outlet.name, outlet.domain, outlet.owner))
    for speaker in (said.attribution.speaker for said in dossier.attributions):
        yield from (speaker.name, *speaker.roles)
    yield from (utterance.medium or "" for utterance in dossier.utterances)
    for one in dossier.statements:
        yield from (why.text for why in (*one.reasons, *(why for told in one.testimonies for why in told.reasons)))
    yield from (testimony.origin.name for statement in dossier.statements for testimony in statement.testimonies)
    yield from (topic.name for topic in dossier.topics)
    yield from (dossier.title, dossier.id, "https://lantern.example/feed", *NAMES)


THEIRS = tuple(theirs())


@pytest.fixture
def site(site: Site) -> Site:
    """One that speaks nothing else, and sends mail to whoever comes."""
    config = replace(site.config, smtp_url="smtp://127.0.0.1", public_briefs=True)
    return replace(site, config=config, languages=(BRACKETED,), now=lambda: NOW, running=lambda: {"gathering": True})


@pytest.fixture
def brief(store: Database) -> str:
    """The sample, with a report that is in no story, a feed that fails, notes, and somebody who gets briefs."""
    made = fill(store)
    hold(store, "story-2", replace(sample.LANTERN, id="r-alone", title="Alone"))
    [(url, one)] = followed(store).items()
    with store.write():
        update(store, url, replace(one, state=replace(one.state, health=Health.FAILING, reason="no answer", since=NOW)))
        for shared, state in ((False, NoteState.SHOWN), (True, NoteState.WAITING), (True, NoteState.HIDDEN)):
            keep_note(
                store,
                LOCAL,
                Anchor("r-lantern", sample.LANTERN.revision),
                "nobody",
                shared=shared,
                state=state,
                now=NOW,
                parent=None,
            )
        subscribers.add(store, [Subscriber("ann@a.example", "ann@a.example", salt="x", added=NOW)])
    return made


def left(answer: Any) -> list[str]:
    """What of a page is in no bracket."""
    assert answer.headers["content-type"].startswith("text/html"), answer.text
    return outside(answer.text, THEIRS)


PAGES = {
    "/": ("/", "/?page=2"),
    "/stories/{id}": (STORY, "/stories/story-2", "/stories/gone"),
    "/stories/{id}/{part}": tuple(f"{STORY}/{part}" for part in (*PARTS, "none", "quotes?page=9")),
    "/reports/{id}": tuple(f"/reports/{one}" for one in ("r-lantern", "r-courier", "r-mirror", "r-alone", "gone")),
    "/speakers/{key}": ("/speakers/ada-quill", "/speakers/fire-brigade", "/speakers/nobody"),
    "/outlets/{key}": ("/outlets/lantern", "/outlets/upland~20mirror", "/outlets/nobody"),
    "/topics/{key}": ("/topics/tarn-bridge", "/topics/nobody"),
    "/search": (
        "/search", *(f"/search?q={one}" for one in ("bridge", "zzzz", "after:zzzz", "-zzzz", "zzzz+" * 70)),
    ),
    "/briefs": ("/briefs",),
    "/briefs/{id}": ("/briefs/gone",),
    "/feeds": ("/feeds",),
    "/keys": ("/keys",),
    "/saved": ("/saved", "/saved?offline"),
    "/account": ("/account",),
    "/admin": ("/admin",),
    "/admin/feeds": ("/admin/feeds",),
    "/admin/webhooks": ("/admin/webhooks",),
    "/notes": ("/notes",),
    "/notes/waiting": ("/notes/waiting",),
    "/stories/{id}/notes": tuple(
        f"{STORY}/notes{one}" for one in ("", "?report=r-lantern&start=0&end=9", "?report=gone", "?answer=1")
    ),
    "/stories/{id}/edit": (f"{STORY}/edit", "/stories/gone/edit"),
    "/corrections": ("/corrections",),
    "/subscribe": ("/subscribe",),
    "/login": (),  # of strangers, below
    "/subscribe/confirm/{token}": ("/subscribe/confirm/none",),
    "/preferences/{token}": ("/preferences/none",),
    "/unsubscribe/{token}": ("/unsubscribe/none",),
}  # fmt: skip
"""The addresses that are asked of each page, as they are and as they are not."""


def test_no_page_is_left_out() -> None:
    asked = {route.path for route in declared() if "GET" in (route.methods or ()) and route.speaks == "page"}
    assert asked - NO_PAGE == set(PAGES)


def test_every_page_is_in_the_words_of_its_reader(client: TestClient, brief: str) -> None:
    addresses = [*(one for asked in PAGES.values() for one in asked), f"/briefs/{brief}", "/nothing/here"]
    assert {one: words for one in addresses if (words := left(client.get(one)))} == {}


def test_what_is_written_down_in_english_says_so_and_what_is_ours_is_said_again(client: TestClient, brief: str) -> None:
    assert '<bdi lang="en">no answer</bdi>' in client.get("/feeds").text
    client.post("/admin/feeds/pause", data={"csrf": csrf(client), "url": "https://lantern.example/feed"})
    assert "<bdi>⟦paused by an admin⟧</bdi>" in client.get("/feeds").text
    assert left(client.get("/admin")) == []


def test_all_that_an_editor_can_do_is_written_down_in_the_words_of_its_reader(client: TestClient, brief: str) -> None:
    token = csrf(client)
    for what, fields in (
        ("split", {"report": "r-lantern"}),
        ("move", {"report": "r-lantern", "story": "story-2"}),
        ("apart", {"story": "story-2"}),
        ("merge", {"story": "story-2"}),
        ("copy", {"report": ["r-lantern", "r-courier"]}),
        ("owner", {"outlet": "Daily Lantern", "owner": ""}),
        ("speaker", {"place": "0-9 r-lantern", "name": "nobody", "kind": "person"}),
    ):
        assert client.post(f"{STORY}/{what}", data={"csrf": token, **fields}).status_code == 303
    client.post("/corrections/1/undo", data={"csrf": token})
    assert left(client.get("/corrections")) == []


def test_an_empty_site_too(client: TestClient) -> None:
    addresses = (
        "/",
        "/briefs",
        "/feeds",
        "/notes",
        "/notes/waiting",
        "/corrections",
        "/admin",
        "/admin/webhooks",
        "/account",
        "/saved",
    )
    assert {one: words for one in addresses if (words := left(client.get(one)))} == {}


def test_why_a_count_is_as_it_is_is_said_in_the_words_of_its_reader(client: TestClient, store: Database) -> None:
    """What evidence writes is English, and is said again."""
    said = [
        message.format(name="Press", one="Press", other="Other")
        for key, message in ENGLISH.messages.items()
        if key.startswith("reason.")
    ]
    first, *rest = DOSSIER.statements
    told = replace(first, reasons=tuple(Reason("rule", text) for text in said))
    hold(store, DOSSIER.id, *DOSSIER.reports)
    assert keep_dossier(store, replace(DOSSIER, statements=(told, *rest)), "test", NOW)
    page = client.get(STORY)
    assert len(said) > 30
    assert page.text.count("Press") >= 10
    assert left(page) == []


# --- what is sent -----------------------------------------------------------------------------------------------------


def test_what_a_form_is_told(client: TestClient, brief: str) -> None:
    token = csrf(client)
    sent: tuple[tuple[str, dict[str, object]], ...] = (
        ("/account/tokens", {"name": " "}),
        ("/account/tokens", {"name": "reader", "scope": "write"}),
        ("/account/tokens", {"name": "reader", "scope": "write"}),
        ("/account/tokens", {"name": "x" * 200}),
        ("/account/password", {"old": "x", "new": "y"}),
        ("/admin/accounts", {"role": "reader", "name": "reader", "password": "zzzz"}),
        ("/admin/accounts", {"role": "reader", "name": "zzzz zzzz", "password": "zzzz" * 9}),
        ("/admin/role", {"role": "nobody"}),
        ("/admin/role", {"role": "admin", "name": "nobody"}),
        ("/admin/feeds/pause", {"url": "https://nobody.example"}),
        ("/notes/99/delete", {}),
        (f"/notes/{2**60}/delete", {}),
        ("/notes/99/show", {}),
        (f"{STORY}/notes", {"body": " "}),
        (f"{STORY}/notes", {"body": "zzzz", "report": "r-lantern", "start": "5", "end": "4"}),
        ("/stories/gone/notes", {"body": "zzzz"}),
        (f"{STORY}/split", {}),
        (f"{STORY}/split", {"report": "gone"}),
        (f"{STORY}/move", {}),
        (f"{STORY}/move", {"report": "r-lantern", "story": DOSSIER.id}),
        (f"{STORY}/merge", {"story": DOSSIER.id}),
        (f"{STORY}/merge", {"story": "gone"}),
        (f"{STORY}/merge", {}),
        (f"{STORY}/apart", {"story": DOSSIER.id}),
        (f"{STORY}/copy", {}),
        (f"{STORY}/owner", {}),
        (f"{STORY}/speaker", {}),
        (f"{STORY}/speaker", {"place": "0-9 gone", "name": "nobody", "kind": "person"}),
        ("/corrections/99/undo", {}),
        ("/subscribe", {"address": "nobody"}),
        ("/subscribe", {"address": "ann@a.example", "day": "9"}),
        ("/subscribe", {"address": "ann@a.example", "day": "1", "hour": "77"}),
        ("/subscribe", {"address": "ann@a.example", "day": "1", "minutes": "77"}),
        ("/subscribe", {"address": "ann@a.example", "day": "1", "zone": "nobody"}),
        ("/subscribe", {"address": "ann@a.example", "day": "1"}),
    )  # fmt: skip
    found = {}
    for address, fields in sent:
        answer = client.post(address, data={"csrf": token, **fields})
        if words := left(answer):
            found[address, str(fields)[:60], answer.status_code] = words
    assert found == {}


def test_what_is_refused_before_it_is_looked_at(client: TestClient) -> None:
    answers = [
        client.post("/notes/1/delete", data={"csrf": "x"}),
        client.post("/notes/1/delete", headers={"Origin": "https://elsewhere.example"}),
        client.post("/keys"),
        client.get("/search", params={"q": "x" * 5_000}),
        client.get("/keys", headers={"Host": "elsewhere.example"}),
        client.get("/keys", headers={"Cookie": "x" * 20_000}),
        client.get("/account", headers={"Authorization": "Bearer x"}),
        client.get("/keys?%00"),
        client.post("/login", content=b"x" * 2_000_000, headers={"Content-Type": "application/x-www-form-urlencoded"}),
    ]
    assert [one.status_code for one in answers] == [403, 403, 405, 414, 421, 431, 401, 400, 413]
    assert [words for one in answers if (words := left(one))] == []


def test_who_is_logged_in_and_who_is_not(members: Browser, brief: str) -> None:
    stranger, reader, admin = members(Role.STRANGER), members(Role.READER), members(Role.ADMIN)
    login = {"csrf": csrf(stranger), "name": "reader", "password": "x"}
    answers = [
        stranger.get("/login"),
        *(stranger.post("/login", data=login) for _ in range(11)),
        stranger.post(f"{STORY}/notes", data={"csrf": login["csrf"]}),
        *(reader.get(one) for one in ("/", STORY, "/account", "/admin", f"{STORY}/edit", f"{STORY}/notes")),
        *(admin.get(one) for one in ("/", STORY, "/account", "/admin")),
        reader.post("/account/password", data={"csrf": csrf(reader), "old": "zzzz", "new": "zzzz"}),
        reader.post("/account/password", data={"csrf": csrf(reader), "old": "PASSWORD of reader", "new": "zzzz"}),
        admin.post("/admin/role", data={"csrf": csrf(admin), "name": "admin", "role": "reader"}),
    ]
    assert {429, 401, 403, 400, 409, 200} >= {one.status_code for one in answers}
    assert [words for one in answers if (words := left(one))] == []


def test_behind_the_links_of_a_mail(client: TestClient, store: Database, brief: str) -> None:
    [ann] = subscribers.everybody(store)
    ask, wish, end = (tokens(store).made(use, ann) for use in (Use.CONFIRM, Use.WISHES, Use.UNSUBSCRIBE))
    kept = {"day": "1", "hour": "7", "zone": "UTC", "minutes": "5"}
    answers = [
        client.get(f"/subscribe/confirm/{ask}"),
        client.post(f"/subscribe/confirm/{ask}"),
        client.get(f"/preferences/{wish}"),
        client.post(f"/preferences/{wish}", data={**kept, "do": "keep"}),
        client.post(f"/preferences/{wish}", data={**kept, "do": "keep", "rules": "zzzz\nfollow zzzz zzzz"}),
        client.post(f"/preferences/{wish}", data={**kept, "do": "keep", "rules": "minutes zzzz\nfollow topic"}),
        client.post(
            f"/preferences/{wish}", data={**kept, "do": "try", "rules": "follow topic bridge\nmute topic zzzz"}
        ),
        client.get(f"/unsubscribe/{end}"),
        client.post(f"/unsubscribe/{end}"),
        client.get(f"/unsubscribe/{end}"),
        client.get(f"/preferences/{wish}"),
    ]
    assert [words for one in answers if (words := left(one))] == []


# --- which language ---------------------------------------------------------------------------------------------------


def test_the_language_is_the_one_that_a_browser_asks_for(site: Site, store: Database) -> None:
    with browser(replace(site, languages=(ENGLISH, BRACKETED))) as client:
        asked = {
            one: client.get("/keys", headers={"Accept-Language": one}).text for one in (TAG, "de", "en;q=0.5, " + TAG)
        }
        fault = client.get("/nothing", headers={"Accept-Language": TAG}).text
        manifest = client.get("/manifest.webmanifest", headers={"Accept-Language": TAG}).json()
    assert ['dir="rtl"' in page for page in asked.values()] == [True, False, True]
    assert f'lang="{TAG}" dir="rtl"' in fault
    assert (manifest["lang"], manifest["dir"]) == (TAG, "rtl")


def test_programs_are_told_in_english(client: TestClient) -> None:
    assert client.get("/api/v1/stories/gone").json()["error"]["title"] == ENGLISH("fault.404")
    assert client.get("/outlets/gone.atom").text == ENGLISH("none.list") + "\n"
