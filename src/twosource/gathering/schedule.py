"""A feed's past and what its server answered → when it is asked again, how, and how it does.

Strategy: a decision is a value. `answered` and `failed` take the state of a feed, what happened, the time and a number
by chance, and give the next state; whoever fetches applies it. What a server asks for is heeded where it asks for more
time than we would take, up to a cap. A feed that changes is asked twice as often, one that does not half as often again
as seldom, between two bounds. Failures double the wait. Only a server that says "gone" is never asked again.

What may live here: judgement of a feed. Pure: time and chance are handed in. Times are aware datetimes.

The rules of HTTP are those of RFC 9110 (validators, Retry-After, statuses) and RFC 9111 (freshness).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from twosource.gathering.exchange import Exchange
from twosource.gathering.feedstate import Contents, FeedState, Health, Move
from twosource.gathering.headers import http_date, seconds
from twosource.gathering.waiting import LONGEST_BACKOFF, MOST_ASKED, asked_for, backoff

# --- limits: chosen, not measured; a news reader's patience against a small server's ----------------------------------

SHORTEST: Final = timedelta(minutes=15)  # between two visits to a feed that always has something new
LONGEST: Final = timedelta(days=1)  # between two visits to a feed that never has
JITTER: Final = 0.1  # of a wait, at most, is added by chance, so that feeds do not fall into step
MOVES: Final = 3  # visits in a row that are sent to one new address, before it is the feed's

# --- tables -----------------------------------------------------------------------------------------------------------

_BLOCKED: Final = {
    401: "asks for a password",
    402: "asks for money",
    403: "refuses us",
    429: "finds us too frequent",
    451: "may not answer by law",
}
_MAX_AGE: Final = re.compile(r"(?:^|[\s,;])max-age\s{0,3}=\s{0,3}\"?(\d{1,9})", re.IGNORECASE)
_NO_CACHE: Final = re.compile(r"(?:^|[\s,;])no-(?:cache|store)\b", re.IGNORECASE)


# --- asking -----------------------------------------------------------------------------------------------------------


def is_due(state: FeedState, now: datetime) -> bool:
    """Whether the feed is to be asked. One that is due later than any wait of ours was set by a clock turned back."""
    return state.due is not None and not now < state.due <= now + _longest()


def conditions(state: FeedState) -> dict[str, str]:
    """The headers that let a server answer "not modified"."""
    told = {"If-None-Match": state.etag, "If-Modified-Since": state.last_modified}
    return {name: value for name, value in told.items() if value}


# --- judging ----------------------------------------------------------------------------------------------------------


def answered(
    state: FeedState, exchange: Exchange, contents: Contents | None, *, now: datetime, chance: float, problem: str = ""
) -> FeedState:
    """The next state of a feed whose server answered.

    Args:
        state: what was remembered.
        exchange: the answer.
        contents: what its page holds, None where there is none or it is no feed.
        now: the time of the answer.
        chance: a number by chance, from 0 to 1.
        problem: why its page is no feed, in a clause.
    """
    status = exchange.status
    if status == 304:
        return _well(state, exchange, None, now, chance)
    if 200 <= status < 300:
        if contents is None:
            return _ill(
                state, Health.NOT_A_FEED, problem or "the page is no feed", now, chance=chance, exchange=exchange
            )
        return _well(state, exchange, contents, now, chance)
    if status == 410:
        return replace(_of_health(state, Health.GONE, "its server says that it is gone for good", now), due=None)
    if status in _BLOCKED:
        return _ill(
            state, Health.BLOCKED, f"the server {_BLOCKED[status]} ({status})", now, chance=chance, exchange=exchange
        )
    return _ill(state, Health.FAILING, f"the server answered {status}", now, chance=chance, exchange=exchange)


def failed(state: FeedState, problem: str, *, now: datetime, chance: float) -> FeedState:
    """The next state of a feed that could not be had; `problem` says why, in a clause."""
    return _ill(state, Health.FAILING, problem, now, chance=chance)


def _well(state: FeedState, exchange: Exchange, contents: Contents | None, now: datetime, chance: float) -> FeedState:
    """After a feed, or the word that it is the one we have (`contents` None)."""
    interval = _interval(state.interval, changed=contents is not None and contents.new > 0)
    asked = max(_fresh_for(exchange.headers, now), timedelta(minutes=min((contents and contents.ttl) or 0, 10_000)))
    wait = max(interval, min(asked, MOST_ASKED))
    move = _sent_to(exchange, contents, state)
    next_state = replace(
        _moved(state, move, now) or replace(_of_health(state, *_doing(contents), now), move=move),
        due=now + wait * (1 + JITTER * chance),
        interval=interval,
        failures=0,
    )
    headers = exchange.headers
    if contents is None:  # a 304 need not repeat them
        return replace(
            next_state,
            etag=headers.get("etag", state.etag),
            last_modified=headers.get("last-modified", state.last_modified),
        )
    return replace(next_state, etag=headers.get("etag"), last_modified=headers.get("last-modified"))


def _doing(contents: Contents | None) -> tuple[Health, str]:
    if contents is None:
        return Health.UNCHANGED, "the server says that nothing changed"
    if not contents.entries:
        return Health.EMPTY, "it has no entries"
    if not contents.new:
        return Health.UNCHANGED, "it has no entry that is new"
    return Health.FINE, f"{contents.new} of {contents.entries} entries are new"


def _ill(
    state: FeedState, health: Health, reason: str, now: datetime, *, chance: float, exchange: Exchange | None = None
) -> FeedState:
    failures = state.failures + 1
    asked = asked_for(exchange, now) if exchange else timedelta()
    wait = max(backoff(failures, chance), asked)
    return replace(_of_health(state, health, reason, now), due=now + wait, failures=failures, move=None)


def _of_health(state: FeedState, health: Health, reason: str, now: datetime) -> FeedState:
    since = state.since if state.health is health and state.since else now
    return replace(state, health=health, reason=reason, since=since)


# --- moving -----------------------------------------------------------------------------------------------------------


def _sent_to(exchange: Exchange, contents: Contents | None, state: FeedState) -> Move | None:
    """Where we are sent for good: by permanent redirects up to the first that is not, or by the feed itself."""
    url = exchange.settled or (contents.newer if contents else None)
    if url is None or url == state.url:
        return None
    return Move(url, state.move.times + 1 if state.move and state.move.url == url else 1)


def _moved(state: FeedState, move: Move | None, now: datetime) -> FeedState | None:
    """The state under the new address where it is learnt, None where it is not."""
    if move is None or move.times < MOVES:
        return None
    state = _of_health(state, Health.MOVED, f"moved from {state.url} to {move.url}", now)
    return replace(state, url=move.url, move=None)


# --- waiting ----------------------------------------------------------------------------------------------------------


def _interval(before: timedelta, *, changed: bool) -> timedelta:
    return max(SHORTEST, before / 2) if changed else min(LONGEST, before * 1.5)


def _longest() -> timedelta:
    return max(MOST_ASKED, LONGEST, LONGEST_BACKOFF) * (1 + JITTER)


def _fresh_for(headers: Mapping[str, str], now: datetime) -> timedelta:
    """How long the answer holds by the server's word: `max-age` before `Expires`, no time where it must be asked."""
    control = headers.get("cache-control", "")
    if _NO_CACHE.search(control):
        return timedelta()
    if found := _MAX_AGE.search(control):
        return max(timedelta(), timedelta(seconds=int(found[1])) - seconds(headers.get("age")))
    expires = http_date(headers.get("expires"))
    return max(timedelta(), expires - (http_date(headers.get("date")) or now)) if expires else timedelta()
