"""What came of asking for an entry's page → its fate: kept, from which text; tried again; given up.

Strategy: the page is asked for the whole text, and the feed stands in for it where the page gives no report, or less
than the feed does (`reading.fuller`). What may yet come right (no answer, a server in trouble) is tried again, each
time later; when that is over the feed's own text is what there is.

What may live here: judgement of an answer. Pure: time and chance are handed in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from twosource.errors import InputError
from twosource.gathering.exchange import PageVisit
from twosource.gathering.waiting import backoff, hold
from twosource.model import Report
from twosource.reading.fuller import is_fuller, joined

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

MOST_TRIES: Final = 5  # of a page, over some five hours

_PASSING: Final = frozenset({408, 425, 429})  # statuses under 500 that may be others next time


@dataclass(frozen=True, slots=True)
class Fate:
    """What becomes of an entry. With a report it is done; else it is tried again when it is `due`, or given up.

    `from_feed` tells whether the report was read from the feed's bytes. `reason` says what was wrong, in a clause.
    """

    report: Report | None = None
    from_feed: bool = False
    due: datetime | None = None
    reason: str = ""


def fate_of(visit: PageVisit, own: Report | None, tries: int, *, now: datetime, chance: float) -> Fate:
    """What becomes of an entry after its page was asked for.

    Args:
        visit: what came of it.
        own: the report that the feed itself gives.
        tries: how often the page was asked for in vain before.
        now: the time of the answer.
        chance: a number by chance, from 0 to 1.
    """
    if isinstance(visit.found, Report):
        return _better(visit.found, own)
    if isinstance(visit.found, InputError):
        return _instead(own, visit.found.problem)
    status = visit.exchange.status if visit.exchange else None
    reason = visit.problem or f"the server answered {status}"
    passing = visit.away if status is None else status >= 500 or status in _PASSING
    if not passing or tries + 1 >= MOST_TRIES:
        return _instead(own, reason)
    asked = hold(visit.exchange, now) if visit.exchange else None
    later = now + backoff(tries + 1, chance)
    return Fate(due=max(later, asked) if asked else later, reason=reason)


def _better(page: Report, own: Report | None) -> Fate:
    """The page's report, with what only the feed tells of it; or the feed's where it gives more."""
    if own is None:
        return Fate(page)
    if is_fuller(page, own):
        return Fate(joined(page, own))
    return Fate(joined(own, page), from_feed=True)


def _instead(own: Report | None, reason: str) -> Fate:
    return Fate(own, from_feed=own is not None, reason=reason)
