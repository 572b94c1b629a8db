"""Every rule of when a feed is asked again, and what holds whatever happens."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.gathering import schedule, waiting
from twosource.gathering.exchange import Exchange, Hop
from twosource.gathering.feedstate import Contents, FeedState, Health, Move, from_record, to_record
from twosource.gathering.schedule import answered, conditions, failed

URL = "https://harbourgazette.example/rss"
NOW = datetime(2024, 3, 5, 9, 30, tzinfo=UTC)
NEWS = Contents(entries=20, new=3)
SAME = Contents(entries=20, new=0)
HOUR = timedelta(hours=1)


def state(**known: object) -> FeedState:
    return FeedState(**{"url": URL, "due": NOW, **known})  # type: ignore[arg-type]


def after(
    status: int = 200,
    contents: Contents | None = NEWS,
    *,
    before: FeedState | None = None,
    hops: tuple[Hop, ...] = (),
    **headers: str,
) -> FeedState:
    told = {name.replace("_", "-"): value for name, value in headers.items()}
    return answered(before or state(), Exchange(status, told, hops), contents, now=NOW, chance=0.0)


def wait(found: FeedState) -> timedelta:
    assert found.due is not None
    return found.due - NOW


def test_validators_go_back_as_they_came() -> None:
    found = after(etag='W/"a, 1"', last_modified="Tue, 05 Mar 2024 09:30:00 GMT")
    assert conditions(found) == {"If-None-Match": 'W/"a, 1"', "If-Modified-Since": "Tue, 05 Mar 2024 09:30:00 GMT"}
    assert conditions(after(before=found)) == {}


def test_an_answer_of_not_modified_keeps_the_validators_that_it_does_not_repeat() -> None:
    found = after(304, None, before=state(etag='"1"', last_modified="then"), etag='"2"')
    assert (found.etag, found.last_modified, found.health) == ('"2"', "then", Health.UNCHANGED)


@pytest.mark.parametrize(
    ("contents", "health", "reason"),
    [
        (NEWS, Health.FINE, "3 of 20 entries are new"),
        (SAME, Health.UNCHANGED, "it has no entry that is new"),
        (Contents(0, 0), Health.EMPTY, "it has no entries"),
        (None, Health.NOT_A_FEED, "the page is no feed"),
    ],
)
def test_a_feed_does_as_its_contents_say(contents: Contents | None, health: Health, reason: str) -> None:
    found = after(contents=contents)
    assert (found.health, found.reason, found.since) == (health, reason, NOW)


def test_why_a_page_is_no_feed_is_told_and_its_validators_are_not_kept() -> None:
    found = answered(state(), Exchange(200, {"etag": '"1"'}), None, now=NOW, chance=0, problem="asks for consent")
    assert (found.reason, found.etag, found.failures) == ("asks for consent", None, 1)


def test_a_feed_that_changes_is_asked_more_often_and_one_that_does_not_more_seldom() -> None:
    assert wait(after()) == HOUR / 2
    assert wait(after(contents=SAME)) == HOUR * 1.5
    busy = idle = state()
    for _ in range(30):
        busy, idle = after(before=busy), after(304, None, before=idle)
    assert (wait(busy), wait(idle)) == (schedule.SHORTEST, schedule.LONGEST)


@pytest.mark.parametrize(
    ("headers", "waited"),
    [
        ({"cache_control": "public, max-age=7200"}, 2 * HOUR),
        ({"cache_control": "max-age=7200", "age": "1800"}, 1.5 * HOUR),
        ({"cache_control": "max-age=7200, no-cache"}, HOUR / 2),
        ({"cache_control": "max-age=60"}, HOUR / 2),
        ({"cache_control": "max-age=999999999"}, waiting.MOST_ASKED),
        ({"cache_control": "s-maxage=7200"}, HOUR / 2),
        ({"expires": format_datetime(NOW + 3 * HOUR, usegmt=True)}, 3 * HOUR),
        ({"expires": "Tue, 05 Mar 2024 04:00:00 GMT", "date": "Tue, 05 Mar 2024 00:00:00 GMT"}, 4 * HOUR),
        ({"expires": "0"}, HOUR / 2),
        ({"expires": format_datetime(NOW + 3 * HOUR, usegmt=True), "cache_control": "max-age=7200"}, 2 * HOUR),
    ],
)
def test_what_the_server_says_of_freshness_is_heeded_up_to_a_cap(headers: dict[str, str], waited: timedelta) -> None:
    assert wait(after(**headers)) == waited  # type: ignore[arg-type]


def test_a_feed_may_ask_for_time_itself() -> None:
    assert wait(after(contents=Contents(20, 3, ttl=180))) == 3 * HOUR
    assert wait(after(contents=Contents(20, 3, ttl=10**9))) == waiting.MOST_ASKED


def test_chance_lengthens_a_wait_by_a_tenth_at_most() -> None:
    found = answered(state(), Exchange(200, {}), NEWS, now=NOW, chance=1.0)
    assert wait(found) == HOUR / 2 * 1.1


def test_gone_is_for_good() -> None:
    found = after(410, None)
    assert (found.health, found.due) == (Health.GONE, None)
    assert not schedule.is_due(found, NOW + timedelta(days=9_999))


@pytest.mark.parametrize("status", [401, 402, 403, 429, 451])
def test_a_server_that_refuses_blocks(status: int) -> None:
    found = after(status, None)
    assert found.health is Health.BLOCKED
    assert str(status) in found.reason


@pytest.mark.parametrize("status", [400, 404, 418, 500, 503, 301])
def test_a_server_that_errs_fails(status: int) -> None:
    assert after(status, None).health is Health.FAILING


@pytest.mark.parametrize("written", ["7200", format_datetime(NOW + 2 * HOUR, usegmt=True)])
@pytest.mark.parametrize("status", [429, 503])
def test_retry_after_is_heeded_in_both_forms(status: int, written: str) -> None:
    assert wait(after(status, None, retry_after=written)) == 2 * HOUR


@pytest.mark.parametrize("written", ["", "-5", "soon", "1e9", "Mon, 04 Mar 2024 09:30:00 GMT", "²"])
def test_what_asks_for_no_time_is_passed_over(written: str) -> None:
    assert wait(after(503, None, retry_after=written)) == waiting.FIRST_BACKOFF / 2


def test_failures_double_the_wait_and_one_good_answer_forgets_them() -> None:
    found = state()
    waits = []
    for _ in range(10):
        found = failed(found, "no answer", now=NOW, chance=1.0)
        waits.append(wait(found))
    assert waits[:4] == [waiting.FIRST_BACKOFF * factor for factor in (1, 2, 4, 8)]
    assert waits[-1] == waiting.LONGEST_BACKOFF
    assert after(before=found).failures == 0


def test_failing_since_the_first_failure() -> None:
    first = failed(state(), "no answer", now=NOW, chance=0)
    second = failed(first, "no such host", now=NOW + HOUR, chance=0)
    assert (second.since, second.reason) == (NOW, "no such host")


AWAY = "https://new.example/rss"


@pytest.mark.parametrize("status", [301, 308])
def test_a_new_address_is_learnt_when_it_is_told_again_and_again(status: int) -> None:
    found = state()
    for _ in range(schedule.MOVES - 1):
        found = after(before=found, hops=(Hop(status, AWAY),))
        assert found.url == URL
    found = after(before=found, hops=(Hop(status, AWAY),), etag='"1"')
    assert (found.url, found.health, found.move, found.etag) == (AWAY, Health.MOVED, None, '"1"')
    assert after(before=found).health is Health.FINE


def test_what_is_told_in_between_is_no_repetition() -> None:
    there = after(hops=(Hop(301, AWAY),))
    assert there.move == Move(AWAY, 1)
    assert after(before=there, hops=(Hop(301, "https://other.example/"),)).move == Move("https://other.example/", 1)
    assert after(before=there).move is None
    assert failed(there, "no answer", now=NOW, chance=0).move is None


def test_only_the_permanent_part_of_the_way_is_learnt() -> None:
    assert after(hops=(Hop(302, AWAY), Hop(301, URL + "2"))).move is None
    assert after(hops=(Hop(301, AWAY), Hop(302, URL + "2"))).move == Move(AWAY, 1)
    assert after(hops=(Hop(301, AWAY), Hop(308, URL))).move is None


def test_a_feed_may_say_itself_that_it_moved() -> None:
    assert after(contents=Contents(1, 1, newer=AWAY)).move == Move(AWAY, 1)


def test_a_clock_that_was_turned_back_does_not_keep_a_feed_waiting() -> None:
    late = state(due=NOW + timedelta(days=400))
    assert schedule.is_due(late, NOW)
    assert not schedule.is_due(state(due=NOW + HOUR), NOW)
    assert schedule.is_due(state(due=NOW - HOUR), NOW)


# --- invariants -------------------------------------------------------------------------------------------------------

TEXTS = st.text(max_size=20) | st.sampled_from(
    ["max-age=5", "max-age=999999999", "99999999", "Tue, 05 Mar 2100 00:00:00 GMT", "Fri, 31 Dec 9999 23:59:59 -1200"]
)
HEADERS = st.dictionaries(
    st.sampled_from(["etag", "last-modified", "cache-control", "expires", "date", "retry-after", "age"]), TEXTS
)
HOPS = st.lists(st.builds(Hop, st.sampled_from([301, 302, 308]), st.sampled_from([URL, AWAY])), max_size=3).map(tuple)
EXCHANGES = st.builds(Exchange, st.sampled_from([200, 304, 301, 403, 404, 429, 500, 503]) | st.integers(100, 599), HEADERS, HOPS)  # fmt: skip # noqa: E501
CONTENTS = st.none() | st.builds(
    Contents, st.integers(0, 99), st.integers(0, 99), st.none() | st.integers(0, 10**9), st.none() | st.just(AWAY)
)
VISITS = st.lists(st.tuples(EXCHANGES | st.none(), CONTENTS, st.floats(0, 1)), max_size=12)


@given(VISITS)
def test_after_any_history_the_next_visit_lies_ahead_within_bounds(
    visits: list[tuple[Exchange | None, Contents | None, float]],
) -> None:
    found, now = state(), NOW
    for exchange, contents, chance in visits:
        if exchange is None:
            found = failed(found, "no answer", now=now, chance=chance)
        else:
            found = answered(found, exchange, contents, now=now, chance=chance)
        assert schedule.SHORTEST <= found.interval <= schedule.LONGEST
        assert from_record(found.url, json.loads(json.dumps(to_record(found)))) == found
        if found.due is None:
            assert found.health is Health.GONE
            return
        assert now < found.due <= now + waiting.MOST_ASKED * (1 + schedule.JITTER)
        assert not schedule.is_due(found, now)
        assert schedule.is_due(found, found.due)
        now = found.due
