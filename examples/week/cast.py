"""The people of the week: subscribers, a reader with an app, an editor; what each does, and when.

Strategy: they come by the doors that people come by: forms of the site, links in mails, the API of apps. `browser`
gives each a browser of their own. What they do is written down with its moment; whoever runs the week calls it then.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Final

import httpx2
from examples.week.corpus import outlets
from examples.week.post import Box
from examples.week.sites import feed_address

from twosource.delivery.addresses import address
from twosource.reading.feedlists import Subscription
from twosource.service.mailing import enlist
from twosource.service.subscriptions import follow
from twosource.store.accounts import Role, add_account
from twosource.store.dossiers import story_of_report
from twosource.store.subscribers import Wishes
from twosource.web.passwords import Passwords
from twosource.wiring import Wiring

PASSWORD: Final = "a week in March on the Lode"  # noqa: S105 - of people who do not exist
ANN, BEN, CAROL = "ann@post.example", "ben@post.example", "carol@post.example"
MERGED: Final = ("urn:npa-0310-marathon-short", "urn:snap-0310-marathon-short")
SPLIT: Final = "urn:packet-0311-store-results"
READING: Final = "user/-/state/com.google/reading-list"
READ: Final = "user/-/state/com.google/read"


def _on(day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=UTC)


@dataclass
class Cast:
    """Everybody; `synced` is how many items the app took each time."""

    wiring: Wiring
    box: Box
    browser: Callable[[], httpx2.Client]
    synced: list[int] = field(default_factory=list)

    def happenings(self) -> list[tuple[datetime, str, Callable[[], None]]]:
        return [
            (_on(9, 12), "Carol asks for briefs on the site", self.carol_asks),
            (_on(9, 13), "Carol follows the link in her mail", self.carol_confirms),
            (_on(11, 9), "Rhea's app takes what is unread", self.rhea_syncs),
            (_on(11, 15), "Edith, an editor, merges two stories that are one", self.edith_merges),
            (_on(12, 9), "Edith splits a report off that is of something else", self.edith_splits),
            (_on(13, 9), "Rhea's app takes what is unread", self.rhea_syncs),
            (_on(15, 21), "Rhea's app takes what is unread", self.rhea_syncs),
        ]

    # --- before it begins ---------------------------------------------------------------------------------------------

    def move_in(self) -> None:
        """Feeds are followed, accounts made, two subscribers put on the list."""
        now, passwords = self.wiring.world.now(), Passwords()
        with closing(self.wiring.store(create=True)) as database:
            for key, one in outlets().items():
                about = Subscription(
                    feed_address(key), outlet=one["name"], owner=one["owner"], language=one["language"]
                )
                follow(database, about, now)
            for name, role in (("ada", Role.ADMIN), ("edith", Role.EDITOR), ("rhea", Role.READER)):
                add_account(database, name, role, passwords.hashed(PASSWORD), now)
            people = [(address(ANN), Wishes(days="1234567", hour=7)), (address(BEN), Wishes("Europe/Berlin", "14", 18))]
            enlist(database, people, now, confirmed=True)

    # --- Carol, who subscribes ----------------------------------------------------------------------------------------

    def carol_asks(self) -> None:
        with self.browser() as browser:
            page = _sound(browser.get("/subscribe"))
            days = {"address": CAROL, "zone": "UTC", "hour": "8", "minutes": "5", "day": [*"1234567"]}
            _sound(browser.post("/subscribe", data={"csrf": _csrf(page), **days}))

    def carol_confirms(self) -> None:
        body = self.box.of(CAROL)[0].get_body(("plain",))
        found = re.search(r"(/subscribe/confirm/\S+)", body.get_content() if body else "")
        if not found:
            raise ValueError("no link in the mail that asks Carol")
        with self.browser() as browser:
            _sound(browser.get(found[1]))
            _sound(browser.post(found[1]))

    # --- Edith, who edits ---------------------------------------------------------------------------------------------

    def edith_merges(self) -> None:
        """The tabloid told the marathon's story in words of its own, and was left alone with it."""
        one, other = self.story_of(MERGED[0]), self.story_of(MERGED[1])
        self._edits(one, "merge", {"story": other})

    def edith_splits(self) -> None:
        """What a town fears for its shop is not what the company told its owners."""
        self._edits(self.story_of(SPLIT), "split", {"report": SPLIT})

    def _edits(self, story: str, what: str, fields: dict[str, str]) -> None:
        with self.browser() as browser:
            page = _sound(browser.get("/login"))
            sent = {"csrf": _csrf(page), "name": "edith", "password": PASSWORD}
            _sound(browser.post("/login", data=sent, follow_redirects=True))
            tools = _sound(browser.get(f"/stories/{story}/edit"))
            _sound(browser.post(f"/stories/{story}/{what}", data={"csrf": _csrf(tools), **fields}))

    def story_of(self, report: str) -> str:
        """The story that a report of the week is in."""
        with closing(self.wiring.store()) as database:
            found = story_of_report(database, report)
        if found is None:
            raise ValueError(f"{report} is in no story")
        return found

    # --- Rhea, who syncs ----------------------------------------------------------------------------------------------

    def rhea_syncs(self) -> None:
        """Her app takes the ids of what is unread, its texts, and says that the first half is read."""
        with self.browser() as browser:
            browser.headers.pop("Origin", None)  # an app is no page of a site
            sent = {"Email": "rhea", "Passwd": PASSWORD}
            told = _sound(browser.post("/accounts/ClientLogin", data=sent)).text
            auth = re.search(r"^Auth=(.+)$", told, re.MULTILINE)
            headers = {"Authorization": f"GoogleLogin auth={auth[1] if auth else ''}"}
            query = {"s": READING, "xt": READ, "n": "1000", "output": "json"}
            refs = _sound(browser.get("/reader/api/0/stream/items/ids", params=query, headers=headers)).json()[
                "itemRefs"
            ]
            ids = [str(ref["id"]) for ref in refs]
            token = _sound(browser.get("/reader/api/0/token", headers=headers)).text.strip()
            form: dict[str, Any] = {"i": ids[:100], "T": token, "output": "json"}
            items = _sound(browser.post("/reader/api/0/stream/items/contents", data=form, headers=headers)).json()[
                "items"
            ]
            form = {"i": ids[: len(ids) // 2], "a": READ, "T": token}
            _sound(browser.post("/reader/api/0/edit-tag", data=form, headers=headers))
            self.synced.append(len(items))


def _sound(answer: httpx2.Response) -> httpx2.Response:
    """Raises ValueError where the site refuses what somebody does."""
    if answer.status_code >= 400:
        raise ValueError(f"{answer.request.method} {answer.url}: {answer.status_code}\n{answer.text[:2_000]}")
    return answer


def _csrf(page: httpx2.Response) -> str:
    found = re.search(r'name="csrf" value="([0-9a-f]{64})"', page.text)
    if not found:
        raise ValueError(f"no form at {page.url}")
    return found[1]
