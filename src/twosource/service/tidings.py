"""What is to be said of a round of sending beside its figures: which mail waits and why, and why none went out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from twosource.store import Database, sends, subscribers
from twosource.store.dossiers import shelved
from twosource.store.staleness import behind
from twosource.store.subscribers import State

MOST_REASONS: Final = 5  # told of mail that waits: a server's words for each reader may differ


def waiting(database: Database) -> Iterator[str]:
    """How many mails wait for a later try, until when, and why: a line for each reason, the next first."""
    found = sends.waiting(database)
    for one in found[:MOST_REASONS]:
        waits = "1 mail waits" if one.many == 1 else f"{one.many} mails wait"
        yield f"{waits}; the next try is at {one.due:%Y-%m-%d %H:%M} UTC: {one.reason or 'not tried yet'}"
    if rest := sum(one.many for one in found[MOST_REASONS:]):
        yield f"{rest} more wait, for other reasons"


def why_none(database: Database, counts: Mapping[str, int], *, everybody: bool) -> str:
    """Why no mail went out, and what to do.

    Args:
        database: the store.
        counts: the figures of the round: `nothing` are readers for whom there was no news.
        everybody: whether it was to go to all readers, due or not.
    """
    readers = subscribers.counts(database)
    if not readers.get(State.ACTIVE):
        if asked := readers.get(State.PENDING):
            return (
                f"nobody has said yet that they want briefs; {asked} asked for them, or was added without --confirmed"
            )
        return "nobody gets briefs yet; `twosource subscribers add ADDRESS --confirmed` adds one who wants them"
    if counts["nothing"]:
        return _no_news(database)
    if everybody:
        return "all readers have their brief of today"
    due = subscribers.next_due(database)
    return f"nobody is due before {due:%Y-%m-%d %H:%M} UTC; --now sends to all" if due else "nobody is due"


def _no_news(database: Database) -> str:
    newest = next(iter(shelved(database, limit=1)), None)
    if newest is None:
        return "no story is told yet; `twosource gather` tells those of the reports in the store"
    told = "the newest story has no date" if newest.last is None else f"the newest story is of {newest.last:%Y-%m-%d}"
    late = behind(database).stories
    return f"nothing is new to them: {told}" + (
        f"; stories that `twosource gather` is still to tell: {late}" if late else ""
    )
