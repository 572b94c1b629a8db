"""What becomes of an entry by what came of asking for its page."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from twosource.errors import PaywallStub
from twosource.gathering.exchange import Exchange, PageVisit
from twosource.gathering.fates import MOST_TRIES, Fate, fate_of
from twosource.model import Report

NOW = datetime(2026, 3, 20, 8, tzinfo=UTC)
OWN = Report("a", "The mill burned down.", "Herald", "https://h.example/a", "Fire", published=NOW, subjects=("fires",))
PAGE = Report("a", "The mill burned down. Nothing is left of it.", published=date(2026, 3, 20), subjects=("mills",))
STUB = PaywallStub("a", "stops after a few lines", "subscribe")


def fate(visit: PageVisit, own: Report | None = OWN, tries: int = 0) -> Fate:
    return fate_of(visit, own, tries, now=NOW, chance=0.0)


def test_the_pages_text_is_kept_with_what_only_the_feed_tells() -> None:
    kept = fate(PageVisit(found=PAGE))
    assert kept.report == replace(OWN, text=PAGE.text, subjects=("mills", "fires"))
    assert not kept.from_feed
    assert fate(PageVisit(found=PAGE), None) == Fate(PAGE)


def test_what_the_page_tells_goes_before_what_the_feed_does() -> None:
    told = replace(PAGE, title="Mill fire", published=datetime(2026, 3, 19, 22, tzinfo=UTC))
    kept = fate(PageVisit(found=told)).report
    assert kept is not None
    assert (kept.title, kept.published) == ("Mill fire", told.published)


def test_the_feeds_text_is_kept_where_the_page_gives_clearly_less() -> None:
    kept = fate(PageVisit(found=replace(PAGE, text="Subscribe.", byline="Ada Lunt")))
    assert (kept.from_feed, kept.report and kept.report.text) == (True, OWN.text)
    assert kept.report is not None
    assert kept.report.byline == "Ada Lunt"


@pytest.mark.parametrize(
    "visit",
    [
        PageVisit(Exchange(200, {}), STUB),
        PageVisit(Exchange(404, {})),
        PageVisit(Exchange(403, {})),
        PageVisit(problem="its robots.txt asks us not to fetch it"),
        PageVisit(problem="over 10,000,000 bytes"),
    ],
)
def test_where_the_page_will_never_do_the_feed_stands_in_or_the_entry_is_given_up(visit: PageVisit) -> None:
    kept = fate(visit)
    assert (kept.report, kept.from_feed, kept.due) == (OWN, True, None)
    given_up = fate(visit, None)
    assert (given_up.report, given_up.from_feed, given_up.due) == (None, False, None)
    assert kept.reason == given_up.reason != ""


@pytest.mark.parametrize(
    "visit", [PageVisit(Exchange(503, {})), PageVisit(Exchange(429, {})), PageVisit(problem="no answer", away=True)]
)
def test_what_may_come_right_is_tried_again_each_time_later_and_not_for_ever(visit: PageVisit) -> None:
    waits = [fate(visit, tries=tries).due for tries in range(MOST_TRIES - 1)]
    known = [due for due in waits if due]
    assert len(known) == len(waits)
    assert known == sorted(set(known))
    assert known[0] > NOW
    last = fate(visit, tries=MOST_TRIES - 1)
    assert (last.report, last.due) == (OWN, None)


def test_a_server_that_says_when_to_come_again_is_heeded() -> None:
    asked = PageVisit(Exchange(503, {"retry-after": "7200"}))
    assert fate(asked).due == NOW + timedelta(hours=2)
