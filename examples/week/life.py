"""The week as it is lived: the parts of `serve`, moment after moment.

Strategy: the same parts as `serve` runs side by side (gathering, telling, sending, the site) take turns here, under a
clock that leaps to the next moment at which anything is due. So a week takes minutes, and comes out the same each time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cached_property, partial
from pathlib import Path
from threading import Event
from typing import Final

from examples.week import post
from examples.week.cast import Cast
from examples.week.clock import Leaping
from examples.week.net import Net
from examples.week.post import Box
from examples.week.sites import Log, plan, served
from examples.week.watch import Sample, sample
from starlette.testclient import TestClient
from starlette.types import ASGIApp

from twosource.service.follower import Follower
from twosource.service.gatherer import Gatherer, Pace
from twosource.service.mailroom import Mailroom
from twosource.service.subscriptions import followed
from twosource.store import Database
from twosource.store.gathered import waiting_hosts
from twosource.store.subscribers import next_due
from twosource.web.app import application
from twosource.web.pool import Pool
from twosource.web.site import Site
from twosource.wiring import Wiring, World

LEAST: Final = timedelta(minutes=30)  # between two moments: what falls due within it is done together
HOME: Final = "http://127.0.0.1:8000"
FEW: Final = Pace(workers=8, per_host=2, pause=0.0)

Told = Callable[[str], None]


@dataclass
class Week:
    """One week that is, or was, lived in `folder`; `samples` of memory and open files are taken once a day."""

    folder: Path
    wiring: Wiring
    net: Net
    log: Log
    box: Box
    cast: Cast
    site: Site
    samples: list[Sample] = field(default_factory=list)

    def browser(self) -> TestClient:
        """A browser on this machine, that nobody has logged in with."""
        return TestClient(self.app, base_url=HOME, headers={"Origin": HOME})

    @cached_property
    def app(self) -> ASGIApp:
        return application(self.site)


def settings(folder: Path, mail: int, home: str) -> dict[str, str]:
    """The environment of TwoSource in the week."""
    return {
        "TWOSOURCE_STORE": f"sqlite:///{folder / 'news.db'}",
        "TWOSOURCE_SMTP_URL": f"smtp://127.0.0.1:{mail}?tls=none",
        "TWOSOURCE_MAIL_FROM": "TwoSource <briefs@twosource.example>",
        "TWOSOURCE_BASE_URL": home,
        "TWOSOURCE_PUBLIC_BRIEFS": "true",
    }


@contextmanager
def lived(folder: Path, tell: Told = lambda _: None, until: datetime | None = None) -> Iterator[Week]:
    """The week, lived to its end (or `until`), with all that is in it still there to be looked at."""
    clock, box = Leaping(plan()["begins"]), Box()
    with ExitStack() as held:
        port, log = held.enter_context(served(clock))
        net = Net(port, clock)
        world = World(now=clock, chance=lambda: 0.5, fetcher=net.fetcher())
        wiring = Wiring(settings(folder, held.enter_context(post.opened(box)), HOME), world)
        outlets = partial(wiring.outlets, None, stored=True)
        site = Site(wiring.config, held.enter_context(closing(Pool(wiring.store))), outlets, clock)
        week = Week(folder, wiring, net, log, box, Cast(wiring, box, lambda: week.browser()), site)  # noqa: PLW0108 - there is none yet
        week.cast.move_in()
        _live(week, clock, until or plan()["ends"], tell)
        yield week


def _live(week: Week, clock: Leaping, until: datetime, tell: Told) -> None:
    wiring, stop = week.wiring, Event()
    happenings = week.cast.happenings()
    with ExitStack() as held:
        database = held.enter_context(closing(wiring.store()))
        outside, making = held.enter_context(wiring.outside(FEW.per_host)), held.enter_context(wiring.making())
        follower = held.enter_context(closing(Follower(database, making)))
        mailroom = Mailroom(database, wiring.config, partial(wiring.outlets, None, stored=True), clock)
        while clock() < until:
            while happenings and happenings[0][0] <= clock():
                _, what, do = happenings.pop(0)
                tell(f"{clock():%a %H:%M}  {what}")
                do()
            with closing(Gatherer(database, outside, FEW)) as gatherer:
                gatherer.once(stop)
            follower.once(stop)
            sent = mailroom.round(stop)
            tell(f"{clock():%a %H:%M}  {_told(gatherer.figures.reports, sent)}")
            if len(week.samples) < (clock() - plan()["begins"]).days:
                week.samples.append(sample(f"{clock():%a %H:%M}"))
            clock.leap(max(clock() + LEAST, _next(database, clock(), [when for when, _, _ in happenings], until)))


def _next(database: Database, now: datetime, planned: list[datetime], until: datetime) -> datetime:
    """The next moment at which a feed or a reader is due, or something happens."""
    feeds = [one.state.due for one in followed(database).values() if one.state.due]
    waits = [now + LEAST] if waiting_hosts(database, now) else []
    return min(when for when in (*feeds, *waits, next_due(database), *planned, until) if when)


def _told(reports: Mapping[str, int], sent: Mapping[str, int]) -> str:
    news = [f"{many} reports {kind}" for kind, many in reports.items() if many]
    mails = [f"{many} mails {kind}" for kind, many in sent.items() if many and kind in {"sent", "asked", "nothing"}]
    return ", ".join([*news, *mails]) or "nothing new"
