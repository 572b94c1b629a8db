"""What is published is read, kept and grouped, once, as politely as servers ask."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import timedelta
from itertools import count
from threading import Event

import pytest
from tests.service.press import Answer, Press, headline, page, story
from tests.service.rounds import BUSY, START, Rounds
from tests.store.sample import page_of

from twosource.errors import StoreBusy, StoreDamaged, StoreError
from twosource.gathering.fates import MOST_TRIES
from twosource.gathering.feedstate import Health
from twosource.gathering.schedule import MOVES
from twosource.model import Enclosure
from twosource.service import gatherer
from twosource.service.gatherer import Gatherer
from twosource.service.subscriptions import followed, outlets, unfollow
from twosource.store import Database
from twosource.store.gathered import Tally, holds, places, tallies
from twosource.store.keeping import reports
from twosource.store.material import memberships

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


@pytest.fixture
def rounds(store: Database, press: Press) -> Rounds:
    press.publish("herald", "mill", "ferry")
    found = Rounds(store)
    found.follow(press.feed_url("herald"), outlet="Orrin Herald", owner="Row", language="en", country="GB")
    return found


def texts(rounds: Rounds) -> dict[str, str]:
    return {report.id.rpartition("/")[2]: report.text for report in reports(rounds.database)}


def test_what_is_published_is_read_from_its_pages_kept_and_grouped(rounds: Rounds, press: Press) -> None:
    figures = rounds.gather()
    assert texts(rounds) == {name: "\n\n".join(story(name)) for name in ("mill", "ferry")}
    [report, _] = reports(rounds.database)
    assert (report.outlet, report.language, report.url) == ("Orrin Herald", "en", report.id)
    assert memberships(rounds.database).keys() == {press.page_url("herald", name) for name in ("mill", "ferry")}
    assert (figures.feeds, figures.pages) == ({"fine": 1}, {"page": 2})
    assert (figures.reports["new"], figures.grouped, figures.waiting, figures.under_way) == (2, 2, 0, 0)
    assert figures.bytes > 0
    assert figures.seconds.keys() == {"keeping", "grouping"}
    one = rounds.feed(press.feed_url("herald"))
    assert (one.state.health, one.about.title, one.outlet) == (Health.FINE, "The Herald", "Orrin Herald")
    [outlet] = outlets(followed(rounds.database).values()).values()
    assert (outlet.name, outlet.owner, outlet.country) == ("Orrin Herald", "Row", "GB")


def test_files_of_a_feed_are_kept_with_the_report_of_the_page(rounds: Rounds, press: Press) -> None:
    item = f"<item><link>{press.page_url('herald', 'mill')}</link><enclosure url='/mill.mp3' type='audio/mpeg'/></item>"
    body = f"<rss><channel><title>Herald</title>{item}</channel></rss>".encode()
    press.special["/herald/feed"] = lambda _: Answer(body, headers={"Content-Type": "application/rss+xml"})
    rounds.gather()
    [report] = reports(rounds.database)
    assert report.text == "\n\n".join(story("mill"))
    assert report.media == (Enclosure(f"{press.url}/mill.mp3", "audio/mpeg"),)


def test_where_an_editor_put_an_entry_is_kept(rounds: Rounds, press: Press) -> None:
    days = {
        "ferry": "Mon, 09 Mar 2026 08:00:00 GMT",
        "mill": "Tue, 10 Mar 2026 08:00:00 GMT",
        "fire": "Mon, 09 Mar 2026 07:00:00 GMT",
    }
    made = "".join(
        f"<item><link>{press.page_url('herald', name)}</link><pubDate>{day}</pubDate></item>"
        for name, day in days.items()
    )
    body = f"<rss><channel><title>Herald</title>{made}</channel></rss>".encode()
    press.special["/herald/feed"] = lambda _: Answer(body, headers={"Content-Type": "application/rss+xml"})
    rounds.gather()
    ids = {name: press.page_url("herald", name) for name in days}
    assert places(rounds.database, list(ids.values())) == {ids["ferry"]: 0, ids["mill"]: 1, ids["fire"]: 2}


def test_what_did_not_change_is_not_asked_for_again(rounds: Rounds, press: Press) -> None:
    rounds.gather()
    sent, asked = press.sent, press.asked.total()
    assert rounds.gather().feeds == {}, "it is not due yet"
    rounds.gather(2 * HOUR)
    assert rounds.feed(press.feed_url("herald")).state.health is Health.UNCHANGED
    assert (press.sent, press.asked.total()) == (sent, asked + 1)


def test_of_what_changed_only_what_is_new_is_fetched(rounds: Rounds, press: Press) -> None:
    rounds.gather()
    press.publish("herald", "bridge")
    press.asked.clear()
    figures = rounds.gather(2 * HOUR)
    assert (figures.reports["new"], press.asked["/herald/mill"], press.asked["/herald/bridge"]) == (1, 0, 1)


def test_an_entry_that_changes_is_read_again_and_what_it_was_is_kept(
    rounds: Rounds, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    rounds.gather()
    monkeypatch.setattr("tests.service.press.headline", lambda name: f"Corrected: {headline(name)}")
    press.special["/herald/mill"] = lambda _: Answer(page("mill").replace(b"on Tuesday", b"on Wednesday"))
    figures = rounds.gather(2 * HOUR)
    assert (figures.reports["new"], figures.reports["changed"]) == (0, 2)
    [mill] = [report for report in reports(rounds.database) if report.id.endswith("/mill")]
    assert (mill.revision, "on Wednesday" in mill.text, "on Tuesday" in mill.earlier[0].text) == (2, True, True)


def test_a_page_that_is_away_is_tried_again_and_at_last_the_feeds_own_text_is_kept(
    rounds: Rounds, press: Press
) -> None:
    press.special["/herald/mill"] = lambda _: Answer(status=500)
    assert rounds.gather().pages == {"page": 1, "again": 1}
    assert tallies(rounds.database)[press.feed_url("herald")].reasons == (("the server answered 500", 1),)
    for _ in range(MOST_TRIES - 1):
        assert "mill" not in texts(rounds)
        rounds.gather(DAY)
    assert texts(rounds)["mill"] == story("mill")[0]
    assert tallies(rounds.database)[press.feed_url("herald")].waiting == 0


def test_the_feeds_text_is_kept_where_the_page_gives_less_and_its_page_is_the_feed(
    rounds: Rounds, press: Press
) -> None:
    press.special["/herald/mill"] = lambda _: Answer(
        b"<p>Subscribe to read on.</p>", headers={"Content-Type": "text/html"}
    )
    assert rounds.gather().pages == {"page": 1, "feed": 1}
    found = page_of(rounds.database, press.page_url("herald", "mill"))
    assert found is not None
    assert (found[1] or b"").startswith(b"<rss")


def test_feeds_bytes_from_which_nothing_was_read_are_let_go(rounds: Rounds) -> None:
    rounds.gather()
    names = {row["name"] for row in rounds.database.rows("SELECT name FROM pages")}
    assert {name.rpartition("/")[2] for name in names} == {"mill", "ferry"}


def test_an_entry_without_a_page_is_its_text(rounds: Rounds, press: Press) -> None:
    feed = f'<rss><channel><item><guid isPermaLink="false">7</guid><description>{story("x")[0]}</description></item>'
    press.special["/notes"] = lambda _: Answer(f"{feed}</channel></rss>".encode())
    rounds.follow(f"{press.url}/notes")
    rounds.gather()
    assert texts(rounds)["notes#7"] == story("x")[0]


def test_a_host_that_asks_to_be_left_alone_is(rounds: Rounds, press: Press) -> None:
    press.special["/herald/ferry"] = lambda _: Answer(status=429, headers={"Retry-After": "7200"})
    press.publish("herald", *(f"more-{n}" for n in range(40)))
    rounds.pace = gatherer.Pace(workers=1, pause=0)
    rounds.gather()
    [hold] = holds(rounds.database).values()
    assert (hold.until, hold.reason) == (START + 2 * HOUR, "the server answered 429")
    asked = press.asked.total()
    rounds.gather(HOUR)
    assert press.asked.total() == asked, "neither its pages nor its feeds"
    del press.special["/herald/ferry"]
    rounds.gather(2 * HOUR)
    assert len(texts(rounds)) == 42
    assert holds(rounds.database) == {}


def test_a_host_that_is_away_twice_is_left_alone_for_longer_each_time(store: Database) -> None:
    rounds = Rounds(store)
    rounds.follow("http://127.0.0.1:9/feed")
    waits = []
    for _ in range(4):
        rounds.gather(DAY)
        [hold] = holds(store).values()
        waits.append(hold.until - rounds.now)
    assert waits == sorted(set(waits))
    assert waits[0] == timedelta()
    assert rounds.feed("http://127.0.0.1:9/feed").state.health is Health.FAILING


def test_a_feed_that_moved_for_good_is_read_there_with_all_that_was_read(rounds: Rounds, press: Press) -> None:
    rounds.gather()
    press.special["/herald/feed"] = lambda _: Answer(status=301, headers={"Location": "/new/feed"})
    press.publish("new", "bridge")
    for _ in range(MOVES):
        rounds.gather(DAY)
    [url] = followed(rounds.database)
    assert url == press.feed_url("new")
    assert rounds.feed(url).state.health is Health.MOVED
    assert tallies(rounds.database)[url] == Tally(kept=3)


def test_a_feed_that_moved_to_where_another_is_read_is_read_no_more(rounds: Rounds, press: Press) -> None:
    press.special["/herald/feed"] = lambda _: Answer(status=308, headers={"Location": "/new/feed"})
    press.publish("new", "bridge")
    rounds.follow(press.feed_url("new"))
    for _ in range(MOVES):
        rounds.gather(DAY)
    state = rounds.feed(press.feed_url("herald")).state
    assert (state.due, state.health, "read already" in state.reason) == (None, Health.MOVED, True)


def test_a_feed_that_was_removed_while_it_was_asked_stays_removed(rounds: Rounds, press: Press) -> None:
    url = press.feed_url("herald")

    def remove(_: Mapping[str, str]) -> Answer:
        asked.set()
        removed.wait(30)
        return Answer(b"<rss><channel></channel></rss>")

    asked, removed = Event(), Event()
    press.special["/herald/feed"] = remove
    with closing(Gatherer(rounds.database, rounds.outside(), BUSY)) as one:
        one._look(again=False)
        one._hand_out()
        asked.wait(30)
        unfollow(rounds.database, url)
        removed.set()
        one.once(Event())
    assert followed(rounds.database) == {}


def test_one_host_sees_one_request_at_a_time(rounds: Rounds, press: Press) -> None:
    at_once, most, lock = count(), [0], threading.Lock()
    now = [0]

    @contextmanager
    def counted() -> Iterator[None]:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        yield
        with lock:
            now[0] -= 1

    def slow(name: str) -> Answer:
        with counted():
            time.sleep(0.01)
            next(at_once)
            return Answer(page(name), headers={"Content-Type": "text/html"})

    names = [f"more-{n}" for n in range(8)]
    press.publish("herald", *names)
    for name in names:
        press.special[f"/herald/{name}"] = lambda _, name=name: slow(name)  # type: ignore[misc]
    rounds.pace = gatherer.Pace(workers=8, per_host=1, pause=0)
    rounds.gather()
    assert (next(at_once), most[0]) == (8, 1)


def test_who_is_asked_to_stop_stops_and_the_next_run_goes_on(rounds: Rounds, press: Press) -> None:
    stop = Event()

    def stopping(headers: Mapping[str, str]) -> Answer:
        stop.set()
        return Answer(page("mill"), headers={"Content-Type": "text/html"})

    press.publish("herald", *(f"more-{n}" for n in range(30)))
    press.special["/herald/mill"] = stopping
    rounds.pace = gatherer.Pace(workers=1, pause=0)
    rounds.gather(stop=stop)
    tally = tallies(rounds.database)[press.feed_url("herald")]
    assert tally.waiting > 0
    assert tally.kept + tally.waiting == 32
    del press.special["/herald/mill"]
    rounds.gather()
    assert len(texts(rounds)) == 32
    assert press.asked.total() <= 32 + 3, "the feed once, robots.txt twice, and no page twice but one"


def test_watching_goes_on_until_it_is_stopped_and_waits_for_a_store_that_is_away(
    rounds: Rounds, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gatherer, "RECOVERY", 0.01)
    stop, told = Event(), list[StoreError]()
    often = replace(BUSY, look=0.05)
    with closing(Gatherer(rounds.database, rounds.outside(), often, advance=lambda _: None)) as one:
        write, times = one._ledger.write, count()

        def busy_at_first(*given: object) -> None:
            if next(times) < 2:
                raise StoreBusy("another process is writing")
            write(*given)  # type: ignore[arg-type]
            if len(texts(rounds)) == 2:
                stop.set()

        monkeypatch.setattr(one._ledger, "write", busy_at_first)
        one.watch(stop, told.append)
    assert [type(error) for error in told] == [StoreBusy, StoreBusy]
    assert texts(rounds).keys() == {"mill", "ferry"}


def test_a_store_that_is_damaged_ends_the_watch(rounds: Rounds, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Gatherer(rounds.database, rounds.outside(), BUSY)) as one:

        def damaged(*_: object) -> None:
            raise StoreDamaged("the file is damaged")

        monkeypatch.setattr(one._ledger, "write", damaged)
        with pytest.raises(StoreDamaged):
            one.watch(Event(), lambda _: None)


def test_a_clock_that_was_turned_back_stops_nothing(rounds: Rounds, press: Press) -> None:
    press.special["/herald/mill"] = lambda _: Answer(status=500)
    rounds.gather()
    rounds.now = START - 900 * DAY
    del press.special["/herald/mill"]
    press.publish("herald", "bridge")
    rounds.gather()
    assert texts(rounds).keys() == {"mill", "ferry", "bridge"}


def test_a_bug_in_a_worker_is_not_passed_over(rounds: Rounds) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    rounds.run = broken  # type: ignore[assignment]
    with pytest.raises(ZeroDivisionError):
        rounds.gather()
