"""Asking for briefs by mail, and all that follows, as a browser and a mail program meet it."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import FROM_HERE, HOME, Browser, browser, csrf
from tests.web.greader.conftest import BRIDGE, MILL, STRIKE, Newsroom

from twosource.config import Config
from twosource.service.mailing import Use, tokens
from twosource.store import Database, subscribers
from twosource.store.accounts import Role, add_account
from twosource.store.sends import Issue, keep_issue
from twosource.store.subscribers import State, Subscriber, Wishes
from twosource.web.app import application
from twosource.web.site import Site
from twosource.web.subscribing import FROM_ONE

PEER = ("127.0.0.1", 50_000)
NOW = datetime(2026, 3, 18, 12, tzinfo=UTC)  # a Wednesday
ASKED = {"address": "ann@a.example", "day": ["1", "4"], "hour": "8", "zone": "Europe/Berlin", "minutes": "3"}


@pytest.fixture
def site(site: Site) -> Site:
    """One that sends mail, to whoever comes."""
    config = replace(site.config, smtp_url="smtp://127.0.0.1", public_briefs=True)
    return replace(site, config=config, now=lambda: NOW)


@pytest.fixture
def ann(store: Database) -> Subscriber:
    """A reader who is to be asked."""
    with store.write():
        [kept] = subscribers.add(store, [Subscriber("ann@a.example", "ann@a.example", salt="x", added=NOW)])
    return kept


def link(store: Database, use: Use, whose: Subscriber) -> str:
    path = {Use.CONFIRM: "/subscribe/confirm", Use.WISHES: "/preferences", Use.UNSUBSCRIBE: "/unsubscribe"}[use]
    return f"{path}/{tokens(store).made(use, whose)}"


def now_(store: Database, whose: Subscriber) -> Subscriber:
    held = subscribers.numbered(store, whose.number)
    assert held is not None
    return held


def mailer(site: Site) -> TestClient:
    """A mail program: it has no cookies, and says of no page that it comes from there."""
    client = browser(site)
    del client.headers["Origin"]
    return client


def asks(client: TestClient, **given: object) -> int:
    return client.post("/subscribe", data={"csrf": csrf(client), **ASKED, **given}).status_code


# --- asking -----------------------------------------------------------------------------------------------------------


def test_who_asks_is_asked_by_mail_first(client: TestClient, store: Database) -> None:
    assert "Ask for briefs" in client.get("/subscribe").text
    assert asks(client) == 200
    [kept] = subscribers.everybody(store)
    assert (kept.state, kept.asked, kept.due) == (State.PENDING, NOW, None)
    assert kept.wishes == Wishes("Europe/Berlin", "14", 8, 3)


def test_nobody_learns_whether_an_address_is_known(client: TestClient, ann: Subscriber, store: Database) -> None:
    told = [
        client.post("/subscribe", data={"csrf": csrf(client), **ASKED, "address": to}).text
        for to in ("ann@a.example", "bob@a.example")
    ]
    assert told[0] == told[1].replace("bob@", "ann@")


def test_a_known_reader_keeps_their_wishes_whoever_asks(client: TestClient, ann: Subscriber, store: Database) -> None:
    with store.write():
        subscribers.change(store, [replace(ann, state=State.UNSUBSCRIBED, wishes=Wishes(hour=5))])
    assert asks(client) == 200
    assert (now_(store, ann).wishes.hour, now_(store, ann).state) == (5, State.UNSUBSCRIBED)
    assert now_(store, ann).asked == NOW, "and is asked again"


def test_who_complained_is_never_written_to_again(client: TestClient, ann: Subscriber, store: Database) -> None:
    with store.write():
        subscribers.change(store, [replace(ann, state=State.COMPLAINED)])
    assert asks(client) == 200
    assert now_(store, ann).asked is None


def test_one_address_is_written_to_a_few_times_a_day(client: TestClient, store: Database, site: Site) -> None:
    for _ in range(3):
        assert asks(client) == 200
    [kept] = subscribers.everybody(store)
    with store.write():
        subscribers.change(store, [replace(kept, asked=None)])
    assert asks(client) == 200, "the answer is the same"
    assert now_(store, kept).asked is None


def test_one_place_asks_so_often(client: TestClient) -> None:
    assert {asks(client, address=f"r{number}@a.example") for number in range(30)} == {200}
    assert asks(client) == 429


@pytest.mark.parametrize(
    "wrong",
    [
        {"address": "ann"},
        {"address": "ann@a.example\r\nBcc: bob@a.example"},
        {"address": "<script>@a.example"},
        {"zone": "Mars/Olympus"},
        {"zone": "../../etc/passwd"},
        {"day": []},
        {"hour": "25"},
        {"hour": "١"},
        {"minutes": "9999999999"},
        {"rules": "hate everything"},  # the form has no such field, but whoever comes may send it
    ],
)
def test_what_cannot_be_is_said_in_the_form(client: TestClient, store: Database, wrong: dict[str, object]) -> None:
    answer = client.post("/subscribe", data={"csrf": csrf(client), **ASKED, **wrong})
    assert (answer.status_code, 'role="alert"' in answer.text) == (400, True)
    assert "<script>@" not in answer.text
    assert list(subscribers.everybody(store)) == []


def test_another_site_cannot_ask(client: TestClient, store: Database) -> None:
    assert client.post("/subscribe", data=ASKED).status_code == 403
    assert list(subscribers.everybody(store)) == []


def test_a_site_that_sends_no_mail_says_so(site: Site) -> None:
    with browser(replace(site, config=Config(store=site.config.store))) as client:
        assert client.get("/subscribe").status_code == 404


def test_strangers_ask_only_where_they_may(site: Site, members: Browser) -> None:
    closed = replace(site, config=replace(site.config, public_briefs=False))
    with browser(closed) as client:
        assert client.get("/subscribe").headers["location"] == "/login?next=/subscribe"
        client.get("/login")
        assert client.post("/subscribe", data=ASKED).status_code == 403
    with browser(closed) as client:
        client.cookies.update(members(Role.READER).cookies)
        assert client.get("/subscribe").status_code == 200


# --- behind links -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("use", [Use.CONFIRM, Use.WISHES, Use.UNSUBSCRIBE])
def test_looking_changes_nothing(client: TestClient, store: Database, ann: Subscriber, use: Use) -> None:
    """Programs follow links in mail before its reader does."""
    answer = client.get(link(store, use, ann))
    assert (answer.status_code, "<button" in answer.text) == (200, True)
    assert client.head(link(store, use, ann)).status_code == 200
    assert now_(store, ann) == ann


def test_one_click_confirms_and_may_be_repeated(site: Site, store: Database, ann: Subscriber) -> None:
    with mailer(site) as client:
        for _ in range(2):
            answer = client.post(link(store, Use.CONFIRM, ann))
            assert answer.status_code == 200
        kept = now_(store, ann)
        assert (kept.state, kept.due) == (State.ACTIVE, datetime(2026, 3, 23, 7, tzinfo=UTC))
        assert "You have said so already" in client.get(link(store, Use.CONFIRM, ann)).text
        onward = re.search(r'href="(/preferences/[a-z2-7]+)"', answer.text)
        assert onward
        assert client.get(onward[1]).status_code == 200


def test_one_click_unsubscribes_without_login_or_cookie(site: Site, store: Database, ann: Subscriber) -> None:
    """As RFC 8058 has a mail program do it."""
    with store.write():
        subscribers.change(store, [replace(ann, state=State.ACTIVE, due=NOW)])
    with mailer(site) as client:
        for _ in range(2):
            answer = client.post(link(store, Use.UNSUBSCRIBE, ann), data={"List-Unsubscribe": "One-Click"})
            assert (answer.status_code, answer.history) == (200, [])
            assert (now_(store, ann).state, now_(store, ann).due) == (State.UNSUBSCRIBED, None)
        assert client.get(link(store, Use.UNSUBSCRIBE, ann)).status_code == 200


def test_wishes_are_changed_behind_a_link(site: Site, store: Database, ann: Subscriber) -> None:
    with store.write():
        subscribers.change(store, [replace(ann, state=State.ACTIVE, due=NOW)])
    mine = link(store, Use.WISHES, ann)
    with mailer(site) as client:
        given = {"do": "keep", **ASKED, "rules": "mute topic sport"}
        assert "Kept." in client.post(mine, data=given).text
        kept = now_(store, ann)
        assert kept.wishes == Wishes("Europe/Berlin", "14", 8, 3, "mute topic sport")
        assert kept.due == datetime(2026, 3, 19, 7, tzinfo=UTC), "and the next one is due by them"
        wrong = client.post(mine, data={**given, "rules": "hate everything"})
        assert (wrong.status_code, "hate everything" in wrong.text) == (400, True)
        assert now_(store, ann) == kept
        assert client.post(mine, data={"do": "end"}).status_code == 200
        assert now_(store, ann).state is State.UNSUBSCRIBED
        assert "Ask for them again" in client.get(mine).text


def test_a_link_is_for_one_use_and_one_reader(client: TestClient, store: Database, ann: Subscriber) -> None:
    token = tokens(store).made(Use.WISHES, ann)
    for wrong in (
        f"/unsubscribe/{token}",
        f"/preferences/{token[:-1]}{'a' if token[-1] != 'a' else 'b'}",
        f"/preferences/{token}a",
        "/preferences/é",
        "/preferences/" + "a" * 24,
        f"/subscribe/confirm/{token}",
    ):
        assert client.get(wrong).status_code == 404, wrong
        assert client.post(wrong).status_code == 404, wrong
    assert now_(store, ann) == ann
    with store.write():
        subscribers.change(store, [replace(ann, salt="another")])
    assert client.get(f"/preferences/{token}").status_code == 404, "a new salt ends all links"


def test_links_are_not_guessed(client: TestClient, store: Database, ann: Subscriber) -> None:
    """A mail provider unsubscribes its people from a few addresses: a link that is one is never refused."""
    tried = [client.get("/unsubscribe/" + "a" * 24).status_code for _ in range(121)]
    assert (tried[0], tried[-1]) == (404, 429)
    assert client.post(link(store, Use.UNSUBSCRIBE, ann)).status_code == 200


def test_a_page_behind_a_link_is_kept_by_nobody(client: TestClient, store: Database, ann: Subscriber) -> None:
    """Its address is its key: no cache between us and its reader keeps it, and no other site is told it."""
    answer = client.get(link(store, Use.WISHES, ann))
    assert "public" not in answer.headers["cache-control"]
    assert answer.headers["referrer-policy"] in {"no-referrer", "same-origin", "strict-origin"}
    assert 'content="noindex"' in answer.text


@pytest.mark.parametrize(
    ("rules", "told"),
    [("mute topic sport\nhate everything", "line 2"), ("x" * 20_001, "20,000 are the most")],
)
def test_rules_that_cannot_be_understood_are_named(
    client: TestClient, store: Database, ann: Subscriber, rules: str, told: str
) -> None:
    answer = client.post(link(store, Use.WISHES, ann), data={"do": "keep", **ASKED, "rules": rules})
    alert = re.search(r'<p class="wrong" role="alert">(.*?)</p>', answer.text)
    assert alert
    assert (answer.status_code, told in alert[1]) == (400, True), alert[1]
    assert now_(store, ann) == ann


def test_rules_are_tried_on_the_past_and_nothing_is_kept(client: TestClient, store: Database, ann: Subscriber) -> None:
    mine, before = link(store, Use.WISHES, ann), now_(store, ann).wishes
    given = {"do": "try", **ASKED, "rules": "mute outlet Courier\nfollow topic nothing-of-the-kind"}
    assert "no stories yet" in client.post(mine, data=given).text
    Newsroom(store).publish(MILL, BRIDGE, STRIKE)
    page = client.post(mine, data=given).text
    assert "Fire guts mill" in page
    assert "left out" in page
    assert "mute outlet Courier" in page
    assert "These rules touched nothing" in page
    assert "Nothing is kept yet" in page
    assert now_(store, ann).wishes == before
    same = client.post(mine, data={**given, "rules": ""}).text
    assert "would have been the same" in same
    assert client.post(mine, data={**given, "rules": "hate everything"}).status_code == 400
    assert client.post(mine, data={**given, "zone": "Moon"}).status_code == 400
    answers = [client.post(mine, data={**given, "rules": ""}).status_code for _ in range(20)]
    assert answers[-1] == 429


def test_a_bounced_address_that_says_so_gets_briefs_again(site: Site, store: Database, ann: Subscriber) -> None:
    with store.write():
        subscribers.change(store, [replace(ann, state=State.BOUNCED, soft=4, reason="full")])
    with mailer(site) as client:
        client.post(link(store, Use.CONFIRM, ann))
    kept = now_(store, ann)
    assert (kept.state, kept.soft, kept.reason) == (State.ACTIVE, 0, "")


def test_who_complained_confirms_nothing(site: Site, store: Database, ann: Subscriber) -> None:
    with store.write():
        subscribers.change(store, [replace(ann, state=State.COMPLAINED)])
    with mailer(site) as client:
        assert client.post(link(store, Use.CONFIRM, ann)).status_code == 404
    assert now_(store, ann).state is State.COMPLAINED


# --- a brief on the web -----------------------------------------------------------------------------------------------


def test_a_brief_is_read_on_the_web_without_what_is_a_readers_own(client: TestClient, store: Database) -> None:
    html = (
        '<p style="margin:0">Mill <a href="https://n.example/issues/the-readers-own-token-web">web</a>'
        '<a href="https://n.example/unsubscribe/the-readers-own-token-unsubscribe">end</a></p>'
    )
    with store.write():
        told = subscribers.keep_told(store, "{}")
        keep_issue(store, Issue("0a1b", "brief", "The week", html, "text", told, NOW))
    answer = client.get("/issues/0a1b")
    assert "the-readers-own-token" not in answer.text
    assert "/unsubscribe/" not in answer.text
    assert "https://n.example/subscribe" in answer.text
    assert "style-src 'unsafe-inline'" in answer.headers["content-security-policy"]
    assert "script" not in answer.headers["content-security-policy"]
    assert client.get("/issues/none").status_code == 404


def test_behind_a_proxy_one_asker_does_not_use_up_what_others_may_ask(site: Site, store: Database) -> None:
    add_account(store, "ann", Role.ADMIN, None, NOW)  # a site behind a proxy has one
    config = replace(site.config, proxy_peers="127.0.0.1")
    client = TestClient(application(replace(site, config=config)), base_url=HOME, headers=FROM_HERE, client=PEER)
    token = csrf(client)

    def from_(place: str, n: int) -> int:
        client.headers["X-Forwarded-For"] = place
        fields = {"csrf": token, **ASKED, "address": f"somebody{n}@a.example"}
        return client.post("/subscribe", data=fields).status_code

    assert [from_("192.0.2.1", n) for n in range(FROM_ONE.tries + 1)] == [200] * FROM_ONE.tries + [429]
    assert from_("192.0.2.2", 0) == 200
