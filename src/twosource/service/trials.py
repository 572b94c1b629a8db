"""What a reader's rules would have done to the brief of the last days, for the page where they are written.

Strategy: the weightiest stories of the period, as they stand on the shelf; nothing is kept. Fewer than a brief is made
of, since somebody waits for it: the others would be far down in either.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from twosource.briefing.importance import Period, Signals
from twosource.briefing.length import minutes
from twosource.briefing.rules import parse
from twosource.briefing.trial import Trial, tried
from twosource.model import Outlet
from twosource.store import Database, gathered
from twosource.store.dossiers import dossier, shelved
from twosource.store.keeping import newest_day

DAYS: Final = 7  # before the last report
MOST: Final = 60  # stories: twice what a brief of 15 minutes tells; chosen


def trial(database: Database, rules: str, length: int, outlets: Mapping[str, Outlet]) -> Trial | None:
    """What these rules would have done; None where there are no stories.

    Raises:
        RuleError: a rule that is none.
    """
    asked, last = parse(rules), newest_day(database)
    if last is None:
        return None
    since = last - timedelta(days=DAYS - 1)
    begin = datetime(since.year, since.month, since.day, tzinfo=UTC)
    rows = shelved(database, since=begin, limit=MOST, by="weight")
    found = [told for row in rows if (told := dossier(database, row.story))]
    places = gathered.places(database, [report.id for one in found for report in one.reports])
    return tried(found, Period(since, last), asked, length=minutes(length), signals=Signals(outlets, places))
