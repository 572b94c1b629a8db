"""How long we wait before we ask again: after failures, and where a server asks for it.

Strategy: failures double the wait. What a server asks for (RFC 9110, Retry-After) is heeded up to a cap. Pure: time and
chance are handed in.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from twosource.gathering.exchange import Exchange
from twosource.gathering.headers import retry_after

# --- limits: chosen, not measured; a news reader's patience against a small server's ----------------------------------

MOST_ASKED: Final = timedelta(days=2)  # that a server may ask us to wait
FIRST_BACKOFF: Final = timedelta(minutes=10)  # after the first failure
LONGEST_BACKOFF: Final = timedelta(days=1)


def backoff(failures: int, chance: float) -> timedelta:
    """How long to wait after that many failures in a row: twice as long each time, half of it by chance (0 to 1)."""
    whole: timedelta = min(FIRST_BACKOFF * 2 ** min(failures - 1, 20), LONGEST_BACKOFF)
    return whole * (0.5 + 0.5 * chance)


def asked_for(exchange: Exchange, now: datetime) -> timedelta:
    """How long a server asks us to wait; no time where it does not."""
    return retry_after(exchange.headers, now, MOST_ASKED)


def hold(exchange: Exchange, now: datetime) -> datetime | None:
    """Until when the whole host asks to be left alone; None where it does not."""
    asked = asked_for(exchange, now) if exchange.status in {429, 503} else timedelta()
    return now + asked if asked else None
