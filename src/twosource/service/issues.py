"""What readers are to get: briefs composed once for all who know and wish the same.

Strategy: what makes a brief is a key (what was told, rules, minutes, period); each key is composed, rendered and kept
once, and all readers of that key get that issue. The dossiers of the period are read from the store once a run.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from typing import Final

from twosource.briefing import NOTHING_TOLD, Told, compose, nothing_to_send, told_after, told_from_json, told_json
from twosource.briefing.importance import Period, Signals
from twosource.briefing.length import minutes
from twosource.briefing.material import Materials
from twosource.briefing.rules import NO_RULES, Rules, parse
from twosource.errors import Malformed, RuleError
from twosource.model import Dossier, Outlet
from twosource.rendering import addresses
from twosource.rendering.json import brief_json
from twosource.rendering.mail import Ways, brief_mail
from twosource.rendering.places import Link
from twosource.service.occasions import day_before
from twosource.store import Database, gathered, sends, subscribers
from twosource.store.dossiers import dossier, shelved
from twosource.store.material import keep_brief
from twosource.store.subscribers import Subscriber

MOST_DAYS: Final = 31  # of a period: who got nothing for longer is told of a month
MOST_STORIES: Final = 500  # of a period, the weightiest: a brief of 15 minutes tells about 30

Outlets = Mapping[str, Outlet]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a brief depends on. `told` is the digest of what its readers know."""

    told: str | None
    rules: str
    minutes: int
    since: date
    until: date


@dataclass
class Press:
    """Makes the issues of one run.

    database: the store, of the thread that asks. outlets: by casefolded key or name. ways: where readers can go from a
    mail. base: the address of the site, if it has one.
    """

    database: Database
    outlets: Outlets
    ways: Ways
    base: str | None
    now: datetime
    advance: Callable[[str], None] = lambda _: None
    _issues: dict[Wanted, sends.Issue | None] = field(default_factory=dict)
    _dossiers: dict[date, Sequence[Dossier]] = field(default_factory=dict)
    _signals: dict[date, Signals] = field(default_factory=dict)
    _told: dict[str | None, Told] = field(default_factory=dict)
    _materials: Materials = field(default_factory=Materials)

    def issue(self, reader: Subscriber, day: date) -> sends.Issue | None:
        """What a reader gets on the occasion of `day`; None: there is no news for them. Outside a transaction."""
        wanted = self._wanted(reader, day)
        if wanted not in self._issues:
            self._issues[wanted] = self._made(wanted)
            self.advance("brief")
        return self._issues[wanted]

    def _wanted(self, reader: Subscriber, day: date) -> Wanted:
        until = max(self.now.astimezone(UTC).date(), day)
        last = self._known(reader.told).last or day_before(reader.wishes, day)
        since = max(min(last, until), until - timedelta(days=MOST_DAYS))
        return Wanted(reader.told, reader.wishes.rules, reader.wishes.minutes, since, until)

    def _made(self, wanted: Wanted) -> sends.Issue | None:
        told = self._known(wanted.told)
        brief = compose(
            self._of_period(wanted.since),
            Period(wanted.since, wanted.until),
            rules=_rules(wanted.rules),
            told=told,
            length=minutes(wanted.minutes),
            signals=self._known_of(wanted.since),
            materials=self._materials,
        )
        if nothing_to_send(brief):
            return None
        mail = brief_mail(brief, self.outlets, self._link, self.ways)
        body, after = brief_json(brief), told_json(told_after(brief, told))
        key = hashlib.sha256(
            "\0".join((mail.subject, mail.html, mail.text, after)).encode("utf8", "replace")
        ).hexdigest()
        brief_id = keep_brief(self.database, body, self.now, own=bool(wanted.rules.strip()))
        with self.database.write():
            known = subscribers.keep_told(self.database, after)
            issue = sends.Issue(key, brief_id, mail.subject, mail.html, mail.text, known, self.now)
            sends.keep_issue(self.database, issue)
        return issue

    def _of_period(self, since: date) -> Sequence[Dossier]:
        """The dossiers of stories that have a report of that day or later, or were told anew: one may be corrected."""
        if since not in self._dossiers:
            begin = datetime.combine(since, time.min, UTC)
            news = shelved(self.database, since=begin, limit=MOST_STORIES, by="weight")
            anew = shelved(self.database, made=begin, limit=MOST_STORIES, by="weight")
            told = (dossier(self.database, story) for story in dict.fromkeys(one.story for one in (*news, *anew)))
            self._dossiers[since] = [one for one in told if one]
        return self._dossiers[since]

    def _known_of(self, since: date) -> Signals:
        """What is known beside the reports of these stories."""
        if since not in self._signals:
            reports = [report.id for one in self._of_period(since) for report in one.reports]
            self._signals[since] = Signals(self.outlets, gathered.places(self.database, reports))
        return self._signals[since]

    def _known(self, digest: str | None) -> Told:
        """What readers were told; one that cannot be read is forgotten: they are told all of the period."""
        if digest not in self._told:
            body = subscribers.told_body(self.database, digest) if digest else None
            try:
                self._told[digest] = told_from_json(body) if body else NOTHING_TOLD
            except Malformed:
                self._told[digest] = NOTHING_TOLD
        return self._told[digest]

    @property
    def _link(self) -> Link | None:
        base = self.base
        return (lambda story, place: addresses.absolute(base, addresses.link(story, place))) if base else None


def _rules(text: str) -> Rules:
    """A reader's rules; those that are understood no longer are as good as none."""
    try:
        return parse(text)
    except RuleError:
        return NO_RULES
