"""Which hosts are left alone, for how long, whatever the clock does."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from twosource.service.figures import Count
from twosource.service.ledger import Ledger
from twosource.store import Database
from twosource.store.gathered import FAR, Hold, hold_host

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
MOMENT = timedelta(seconds=1)  # the store knows no shorter one


@pytest.mark.parametrize(
    ("until", "held"),
    [
        (NOW - MOMENT, False),
        (NOW, False),
        (NOW + MOMENT, True),
        (NOW + FAR, True),
        (NOW + FAR + MOMENT, False),  # no wait of ours: the clock was turned back since
    ],
)
def test_a_host_is_left_alone_until_then_and_never_for_longer_than_we_say(
    store: Database, until: datetime, held: bool
) -> None:
    with store.write():
        hold_host(store, Hold("a.example", until, 1, "busy"))
    ledger = Ledger(store, lambda: 0.5, Count())
    assert not ledger.is_held("a.example", NOW), "what others wrote down is looked at when it is said"
    ledger.look_at_holds()
    assert ledger.is_held("a.example", NOW) == held
    assert not ledger.is_held("b.example", NOW)
    assert not ledger.is_held("", NOW)
