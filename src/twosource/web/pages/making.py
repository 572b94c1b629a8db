"""What pages are made of, kept in the larder: dossiers read back, and what a page says of them.

Strategy: a page is kept under all that it is made of: its stories, and when the dossier of each was made. What is not
there waits its turn to be made, and holds no connection to the store until then.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final, TypeVar

from twosource.model import Dossier
from twosource.rendering.pages.cards import Card
from twosource.rendering.pages.frame import Content
from twosource.store import Database
from twosource.store.dossiers import Shelved, dossier
from twosource.web.site import Site

Made = TypeVar("Made")

BODY: Final = 30  # bytes of a dossier in memory for each byte of its texts, measured on BASIL


def kept(site: Site, key: tuple[object, ...], make: Callable[[Database], Content]) -> Content:
    """What a page says, kept under `key`, else made."""
    return once(site, key, make, lambda made: made.size)


def once(site: Site, key: tuple[object, ...], make: Callable[[Database], Made], size: Callable[[Made], int]) -> Made:
    """What is kept, else made of the store. Never within a `with site.store()`: who makes would wait for who waits."""
    assert not site.pool.held, key[0]  # noqa: S101 - a fault of ours, which would show but under load
    return site.larder.pages.get(key, lambda: with_store(site, make), size)


def with_store(site: Site, make: Callable[[Database], Made]) -> Made:
    with site.store() as database:
        return make(database)


def dossier_of(site: Site, database: Database, shown: Shelved) -> Dossier | None:
    """The dossier of a story that a list shows. To be asked for where a page is made: see `kept`."""

    def size(made: Dossier | None) -> int:
        return BODY * sum(len(one.text) for one in made.reports) if made else 0

    return site.larder.dossiers.get((shown.story, shown.made), lambda: dossier(database, shown.story), size)


def state(rows: Sequence[Shelved]) -> tuple[tuple[str, datetime], ...]:
    """What a page of these stories is made of."""
    return tuple((one.story, one.made) for one in rows)


def card_of(site: Site, shown: Shelved) -> Card:
    names = tuple(called(site, name) for name in shown.outlets)
    return Card(shown.story, shown.title, shown.counts, names, shown.first, shown.last)


def called(site: Site, outlet: str) -> str:
    """The name of an outlet, where it is known by one."""
    known = site.outlets.get(outlet.casefold())
    return known.name if known else outlet
