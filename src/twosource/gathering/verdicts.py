"""What came of asking for an entry's page → whether it is kept, from which text, tried again, or given up.

Strategy: the page is asked for the whole text, and the feed stands in for it: where the page gives no report, or less
than the feed does. What may yet come right (no answer, a server in trouble) is tried again, each time later; when that
is over the feed's own text is what there is.

What may live here: judgement. No clock, no chance, no socket: all are handed in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from twosource.errors import InputError
from twosource.gathering.schedule import backoff, hold
from twosource.gathering.visits import PageVisit
from twosource.model import Report

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

MOST_TRIES: Final = 5  # of a page, over some five hours
LESS: Final = 0.8  # of the length of the feed's text: a page that gives less was cut, or read amiss

_PASSING: Final = frozenset({408, 425, 429})  # statuses under 500 that may be others next time


@dataclass(frozen=True, slots=True)
class Verdict:
    """What becomes of an entry. With a report it is done; else it is tried again when it is `due`, or given up.

    `from_feed` tells whether the report was read from the feed's bytes. `reason` says what was wrong, in a clause.
    """

    report: Report | None = None
    from_feed: bool = False
    due: datetime | None = None
    reason: str = ""


def judged(visit: PageVisit, own: Report | None, tries: int, *, now: datetime, chance: float) -> Verdict:
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
    return Verdict(due=max(later, asked) if asked else later, reason=reason)


def _better(page: Report, own: Report | None) -> Verdict:
    """The page's report, with what only the feed tells of it; or the feed's where it gives more."""
    if own is None:
        return Verdict(page)
    if len(page.text) < LESS * len(own.text):
        return Verdict(_joined(own, page), from_feed=True)
    return Verdict(_joined(page, own))


def _instead(own: Report | None, reason: str) -> Verdict:
    return Verdict(own, from_feed=own is not None, reason=reason)


def _joined(one: Report, other: Report) -> Report:
    """`one`, with what it does not tell of itself from `other`."""
    lacking = {name: value for name in _TOLD if getattr(one, name) is None and (value := getattr(other, name))}
    subjects = tuple(dict.fromkeys((*one.subjects, *other.subjects)))
    return replace(one, **lacking, subjects=subjects, published=_published(one, other))


_TOLD: Final = ("outlet", "url", "title", "byline", "credit", "language")


def _published(one: Report, other: Report) -> date | None:
    """What the first says, or the second where that has the time of day too, or the first nothing."""
    more = one.published is None or (isinstance(other.published, datetime) and not isinstance(one.published, datetime))
    return other.published if more and other.published else one.published
