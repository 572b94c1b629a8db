"""Feeds as they are followed: who publishes them, and how they do; in and out of the store.

Strategy: a feed's row holds its address, its outlet, and as JSON the state that `schedule` keeps with, under `about`,
what a list of feeds says of it. A state that was written by nothing of ours is that of a feed not asked yet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any, Final

from twosource.errors import InputError, Malformed, TooLarge
from twosource.gathering.feedstate import FeedState, from_record, to_record
from twosource.gathering.visits import server_of
from twosource.model import Outlet, Page
from twosource.reading.decode import decode
from twosource.reading.feedlists import Subscription, listed
from twosource.store import Database
from twosource.store.gathered import Tally, put_state, rename_feed
from twosource.store.material import Feed, drop_feed, feeds, put_feeds

LONGEST_ADDRESS: Final = 600  # characters of a feed's address: an index entry of PostgreSQL holds 2,704 bytes


@dataclass(frozen=True, slots=True)
class Followed:
    """A feed that is read, and how it does."""

    about: Subscription
    state: FeedState

    @property
    def url(self) -> str:
        return self.state.url

    @property
    def outlet(self) -> str | None:
        """What its reports name as their outlet."""
        return self.about.outlet or self.about.title


SHOWN: Final = 80  # characters of an address that is too long


def followed(database: Database) -> dict[str, Followed]:
    """All feeds, by address."""
    return {feed.url: _followed(feed) for feed in feeds(database)}


def _followed(feed: Feed) -> Followed:
    about = feed.state.get("about")
    told: dict[str, Any] = about if isinstance(about, dict) else {}
    known = {name: value for name, value in told.items() if name in _TOLD and isinstance(value, str)}
    folder = tuple(map(str, told.get("folder") or ()))
    return Followed(Subscription(feed.url, folder=folder, outlet=feed.outlet, **known), _state(feed))


_TOLD: Final = ("title", "site", "owner", "language", "country")


def _state(feed: Feed) -> FeedState:
    try:
        return from_record(feed.url, feed.state)
    except (KeyError, TypeError, ValueError, AttributeError):
        return FeedState(feed.url, due=_LONG_AGO)


_LONG_AGO: Final = datetime.fromisoformat("2000-01-01T00:00:00+00:00")


def record(one: Followed) -> dict[str, Any]:
    """What the store holds of a feed, beside address and outlet."""
    about = {name: value for name, value in asdict(one.about).items() if name in (*_TOLD, "folder") and value}
    return {**to_record(one.state), "about": about}


def follow(database: Database, about: Subscription, now: datetime) -> bool:
    """Follow a feed from now on; whether it is new. One that is followed already is told of anew, and asked again."""
    return follow_all(database, [about], now)[0]


def follow_all(database: Database, abouts: Sequence[Subscription], now: datetime) -> list[bool]:
    """`follow` of each, all or none: whether each is new."""
    with database.write():
        known = followed(database)
        new = [about.url not in known for about in abouts]
        for about in abouts:
            known[about.url] = _asked_now(known.get(about.url), about, now)
        told = (known[about.url] for about in abouts)
        put_feeds(database, [Feed(one.url, one.about.outlet, record(one)) for one in told])
    return new


def _asked_now(before: Followed | None, about: Subscription, now: datetime) -> Followed:
    if before is None:
        return Followed(about, FeedState(about.url, due=now))
    told = {name: value for name, value in asdict(about).items() if value}
    return Followed(replace(before.about, **told), replace(before.state, due=now))


def feeds_in(page: Page) -> tuple[Subscription | Malformed, ...]:
    """The feeds of a list, as `feedlists.listed` has them. Raises as it does, and Malformed where it holds none."""
    if not (found := listed(page.name, decode(page))):
        raise Malformed(page.name, "no feed in it", "give a list of feeds in OPML, as other readers export it")
    return found


def as_kept(about: Subscription | Malformed) -> Subscription | InputError:
    """A feed of a list as it is, or the error that says why it cannot be kept."""
    if isinstance(about, Malformed) or len(about.url) <= LONGEST_ADDRESS:
        return about
    return TooLarge(about.url[:SHOWN] + "…", f"an address of {len(about.url):,} characters", "name a shorter one")


def unfollow(database: Database, url: str) -> bool:
    """Read a feed no longer; whether it was read. Its reports stay."""
    known = url in followed(database)
    drop_feed(database, url)
    return known


def update(database: Database, url: str, one: Followed) -> Followed | None:
    """Write down how the feed at `url` does, inside a transaction; what is there now, None where nothing is.

    A feed that moves to where another is read already is read no more.
    """
    if one.url != url and not rename_feed(database, url, one.url):
        reason = f"moved to {one.url}, which is read already"
        one = replace(one, state=replace(one.state, url=url, due=None, reason=reason))
    one = replace(one, about=replace(one.about, url=one.url))
    return one if put_state(database, one.url, record(one)) else None


def outlets(all_followed: Iterable[Followed]) -> Mapping[str, Outlet]:
    """The outlets that feeds tell of, by casefolded name, as `gathering.outlets` has them."""
    found: dict[str, Outlet] = {}
    for one in all_followed:
        if name := one.outlet:
            about = one.about
            domain = server_of(about.site or "") or None
            outlet = Outlet(name.casefold(), name, domain, about.owner, about.language, about.country)
            found.setdefault(name.casefold(), outlet)
    return found


def feed_json(one: Followed, tally: Tally) -> dict[str, Any]:
    """A feed and how it does, as programs read it; `tally`: of its entries."""
    state, about = one.state, one.about
    entries = {"waiting": tally.waiting, "kept": tally.kept, "failed": tally.failed}
    troubles = [{"reason": reason, "entries": many} for reason, many in tally.reasons]
    return {
        "url": one.url,
        "title": about.title,
        "site": about.site,
        "folder": list(about.folder),
        "outlet": about.outlet,
        "owner": about.owner,
        "language": about.language,
        "country": about.country,
        "health": state.health.value,
        "reason": state.reason,
        "since": _iso(state.since),
        "due": _iso(state.due),
        "failures": state.failures,
        "entries": entries,
        "troubles": troubles,
    }


def _iso(when: datetime | None) -> str | None:
    return when.isoformat() if when else None
