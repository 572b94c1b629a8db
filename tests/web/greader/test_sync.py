"""An app syncs with the site: what it asks is what public descriptions of the protocol say."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from starlette.testclient import TestClient
from tests.web.greader.app import LONG, READ, READING_LIST, STARRED, STATE, App
from tests.web.greader.conftest import BRIDGE, MILL, MILL_AGAIN, STRIKE, Newsroom

from twosource.model import Counts
from twosource.store.dossiers import dossier, story_of_report


def _titles(app: App, ids: set[int]) -> list[str]:
    return sorted(app.items[one]["title"] for one in ids)


def test_each_story_is_one_entry(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE, STRIKE, MILL_AGAIN)
    app.sync()
    assert len(app.items) == 3
    assert len(app.unread) == 3
    [mill] = [item for item in app.items.values() if "Gazette" in item["author"]]
    assert mill["author"] == "Courier and Gazette"
    assert "the flour mill in Orrin on Friday" in mill["summary"]["content"]
    assert "2 reports" in mill["summary"]["content"]
    assert 'href="https://gazette.example/mill-2"' in mill["summary"]["content"]
    assert mill["alternate"][0]["href"].startswith("http://127.0.0.1:8000/stories/")


def test_items_have_the_types_that_apps_expect(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    app.sync()
    [(number, item)] = app.items.items()
    assert len(str(number)) < 16
    assert item["id"] == f"{LONG}{number:016x}"
    assert isinstance(item["crawlTimeMsec"], str)
    assert isinstance(item["timestampUsec"], str)
    assert isinstance(item["published"], int)
    assert isinstance(item["updated"], int)
    assert READING_LIST in item["categories"]
    assert item["origin"]["streamId"].startswith("feed/")


def test_what_is_read_stays_read(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    app.sync()
    read = min(app.unread)
    assert app.edit([read], add=READ).text == "OK"
    app.sync()
    assert read not in app.unread
    assert len(app.unread) == 1
    assert app.edit([read], remove=READ).text == "OK"
    app.sync()
    assert read in app.unread


def test_to_keep_unread_is_to_be_unread(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    app.sync()
    [only] = app.unread
    app.edit([only], add=READ)
    app.edit([only], add=f"{STATE}kept-unread")
    app.sync()
    assert app.unread == {only}
    assert app.ids(f"{STATE}kept-unread") == [only]


def test_stars_and_labels(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    app.sync()
    one, other = sorted(app.unread)
    app.edit([one], add=STARRED)
    app.edit([other], add="user/-/label/To read again")
    app.sync()
    assert app.starred == {one}
    assert app.ids("user/-/label/To read again") == [other]
    assert STARRED in app.contents([str(one)])[0]["categories"]
    assert "user/-/label/To read again" in app.contents([str(other)])[0]["categories"]
    tags = {tag["id"] for tag in app.json("tag/list")["tags"]}
    assert {STARRED, "user/-/label/To read again"} <= tags
    app.edit([one], remove=STARRED)
    assert app.ids(STARRED) == []


def test_ids_in_every_form(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    app.sync()
    [number] = app.items
    forms = [str(number), f"{LONG}{number:016x}", f"{LONG}{number:x}", f"{number:016x}"]
    for form in forms:
        assert [item["id"] for item in app.contents([form])] == [f"{LONG}{number:016x}"]
    assert len(app.contents(forms)) == 1
    assert app.contents(["1", "nonsense", "f" * 16, f"{LONG}zz"]) == []


def test_continuation_leads_through_all_pages(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE, STRIKE)
    for order in ("d", "o"):
        whole = app.ids(READING_LIST, ("r", order))
        assert app.ids(READING_LIST, ("r", order), n=1) == whole
        assert app.ids(READING_LIST, ("r", order), n=2) == whole
    assert app.ids(READING_LIST, ("r", "o")) == app.ids(READING_LIST)[::-1]
    assert len(app.stream(READING_LIST, ("n", "1"))) == 3


def test_a_page_that_is_full_and_the_last_leads_nowhere(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    assert "continuation" not in app.json("stream/items/ids", ("s", READING_LIST), ("n", "2"))
    assert "continuation" in app.json("stream/items/ids", ("s", READING_LIST), ("n", "1"))


def test_only_what_is_newer_or_older(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    between = newsroom.now + timedelta(minutes=1)
    newsroom.publish(BRIDGE)
    new, old = app.ids(READING_LIST)
    for told in (str(between.timestamp()), str(int(between.timestamp())), str(int(between.timestamp() * 1_000_000))):
        assert app.ids(READING_LIST, ("ot", told)) == [new]
        assert app.ids(READING_LIST, ("nt", told)) == [old]


def test_streams_can_be_joined_and_left_out(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    one, other = app.ids(READING_LIST)
    app.edit([one], add=STARRED)
    assert app.ids(READING_LIST, ("it", STARRED)) == [one]
    assert app.ids(READING_LIST, ("xt", STARRED)) == [other]
    assert app.ids(READING_LIST, ("xt", STARRED), ("xt", f"{STATE}kept-unread")) == []


def test_outlets_are_feeds(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE, STRIKE, MILL_AGAIN)
    feeds = {feed["title"]: feed for feed in app.json("subscription/list")["subscriptions"]}
    assert sorted(feeds) == ["Courier", "Herald"]  # those that told a story first
    app.sync()
    assert _titles(app, set(app.ids(feeds["Herald"]["id"]))) == ["Bridge closed"]
    assert len(app.ids(feeds["Courier"]["id"])) == 2
    counts = {one["id"]: one["count"] for one in app.json("unread-count")["unreadcounts"]}
    assert counts[feeds["Courier"]["id"]] == 2
    assert counts[READING_LIST] == app.json("unread-count")["max"] == 3
    assert counts["user/-/label/Outlets"] == 3


def test_folders_and_titles_are_a_readers_own(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    feed = app.json("subscription/list")["subscriptions"][0]["id"]
    assert (
        app.post(
            "subscription/edit", ("ac", "edit"), ("s", feed), ("t", "My paper"), ("a", "user/-/label/Dailies")
        ).text
        == "OK"
    )
    shown = {one["id"]: one for one in app.json("subscription/list")["subscriptions"]}[feed]
    assert (shown["title"], shown["categories"][0]["label"]) == ("My paper", "Dailies")
    assert len(app.ids("user/-/label/Dailies")) == 1
    assert app.post("rename-tag", ("s", "user/-/label/Dailies"), ("dest", "user/-/label/Morning")).text == "OK"
    assert len(app.ids("user/-/label/Morning")) == 1
    assert app.post("disable-tag", ("s", "user/-/label/Morning")).text == "OK"
    shown = {one["id"]: one for one in app.json("subscription/list")["subscriptions"]}[feed]
    assert [one["label"] for one in shown["categories"]] == ["Outlets"], "Read You stops at a feed in no folder"
    assert app.post("rename-tag", ("s", "user/-/label/None"), ("dest", "user/-/label/Any")).status_code == 404


def test_an_outlet_that_a_reader_left_is_out_of_sight_and_can_come_back(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    [feed] = [one["id"] for one in app.json("subscription/list")["subscriptions"] if one["title"] == "Herald"]
    app.post("subscription/edit", ("ac", "unsubscribe"), ("s", feed))
    assert len(app.ids(READING_LIST)) == 1
    assert [one["title"] for one in app.json("subscription/list")["subscriptions"]] == ["Courier"]
    app.post("subscription/edit", ("ac", "subscribe"), ("s", feed))
    assert len(app.ids(READING_LIST)) == 2


def test_all_is_marked_as_read_up_to_a_time(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    between = newsroom.now + timedelta(minutes=1)
    newsroom.publish(BRIDGE)
    new, _ = app.ids(READING_LIST)
    assert (
        app.post("mark-all-as-read", ("s", READING_LIST), ("ts", str(int(between.timestamp() * 1_000_000)))).text
        == "OK"
    )
    app.sync()
    assert app.unread == {new}
    app.post("mark-all-as-read", ("s", READING_LIST))
    app.sync()
    assert app.unread == set()


def test_all_of_one_feed_or_label_is_marked_as_read(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    [feed] = [one["id"] for one in app.json("subscription/list")["subscriptions"] if one["title"] == "Herald"]
    app.post("mark-all-as-read", ("s", feed), ("ts", str(int(newsroom.now.timestamp()) + 1)))
    assert app.ids(READING_LIST, ("xt", READ)) == app.ids(READING_LIST, ("xt", feed))


# --- a story goes on --------------------------------------------------------------------------------------------------


def test_another_copy_calls_nobody_back_but_shows(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    app.sync()
    app.edit(list(app.unread), add=READ)
    newsroom.publish(replace(MILL, id="mill-copy", outlet="Mirror", url="https://mirror.example/m"))
    app.sync()
    assert app.unread == set()
    [item] = app.contents([str(next(iter(app.items)))])
    assert "Mirror" in item["author"]


def test_another_origin_makes_a_story_unread_and_moves_it_up(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    newsroom.publish(BRIDGE)
    app.sync()
    app.edit(list(app.unread), add=READ)
    bridge, mill = app.ids(READING_LIST)
    since = str(int(newsroom.now.timestamp()) + 60)
    told = dossier(newsroom.store, _story(newsroom, "mill"))
    assert told is not None
    newsroom.now += timedelta(minutes=5)
    newsroom.keep(replace(told, counts=Counts(1, 1, 1, told.counts.origins + 1)))
    newsroom.settle()
    app.sync()
    assert app.unread == {mill}
    assert app.ids(READING_LIST) == [mill, bridge]
    assert app.ids(READING_LIST, ("ot", since)) == [mill]


def test_counts_that_fall_and_rise_again_are_no_news(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    app.sync()
    told = dossier(newsroom.store, _story(newsroom, "mill"))
    assert told is not None
    newsroom.keep(replace(told, counts=Counts(1, 1, 1, 3)))
    newsroom.settle()
    app.edit(list(app.unread), add=READ)
    for origins in (1, 3, 2):
        newsroom.keep(replace(told, counts=Counts(1, 1, 1, origins)))
        newsroom.settle()
        app.sync()
        assert app.unread == set()


def _story(newsroom: Newsroom, report: str) -> str:
    found = story_of_report(newsroom.store, report)
    assert found is not None
    return found


# --- what apps ask beside ---------------------------------------------------------------------------------------------


def test_what_is_not_here_has_the_empty_answer_that_lets_an_app_go_on(app: App) -> None:
    assert app.json("preference/list") == {"prefs": []}
    assert app.json("preference/stream/list") == {"streamprefs": {}}
    assert app.json("friend/list") == {"friends": []}
    assert app.post("preference/stream/set", ("s", READING_LIST), ("k", "x"), ("v", "y")).text == "OK"


def test_a_ping_is_answered_to_whoever_may(phone: TestClient, app: App) -> None:
    assert phone.get("/reader/ping").text == "OK"


def test_contents_come_in_the_order_that_is_asked_for(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL, BRIDGE)
    ids = [str(one) for one in app.ids(READING_LIST)]
    answer = app.post("stream/items/contents", *(("i", one) for one in ids), ("r", "o"))
    stamps = [int(item["timestampUsec"]) for item in answer.json()["items"]]
    assert stamps == sorted(stamps)
    assert len(stamps) == 2


def test_a_label_is_renamed_and_dropped(app: App, newsroom: Newsroom) -> None:
    newsroom.publish(MILL)
    ids = app.ids(READING_LIST)
    app.edit(ids, add="user/-/label/a")
    assert app.post("rename-tag", ("s", "user/-/label/a"), ("dest", "user/-/label/b")).text == "OK"
    assert (app.ids("user/-/label/a"), app.ids("user/-/label/b")) == ([], ids)
    app.post("disable-tag", ("s", "user/-/label/b"))
    assert app.ids("user/-/label/b") == []
    app.edit(ids, add=f"{STATE}broadcast")  # known, and nothing here
