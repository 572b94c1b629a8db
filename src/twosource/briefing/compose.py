"""Dossiers → the brief of a period, for one reader.

Strategy: keep the stories of the period and those that the reader was told of before, sort them by importance, and let
each be told in lines, the most important first, so that of two lines that say the same the more important story keeps
its own. A story told before is told again only with what has become of it; if nothing has, it is not.

What may live here: putting the parts together, and checking at the end that every line stands in its report.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from twosource.briefing.changes import Since
from twosource.briefing.choice import Shown
from twosource.briefing.importance import NO_SIGNALS, Period, Signals, Why, day_of, importance, total
from twosource.briefing.length import Length, minutes
from twosource.briefing.lines import telling
from twosource.briefing.material import Material, Materials
from twosource.briefing.rules import NO_RULES, Rules, Verb, profile
from twosource.briefing.told import NOTHING_TOLD, Told
from twosource.errors import VerbatimError
from twosource.model import Brief, BriefStory, Development, Dossier, News

RULE = "rule: "
NEW = (Development(News.NEW),)


def brief(dossiers: Sequence[Dossier], since: date | None, until: date | None, stories: int = 15) -> Brief:
    """The most important stories of a period for a reader of whom nothing is known, `stories` of them at most."""
    return compose(dossiers, Period(since, until), length=Length(stories))


def compose(
    dossiers: Sequence[Dossier],
    period: Period,
    *,
    rules: Rules = NO_RULES,
    told: Told = NOTHING_TOLD,
    length: Length | None = None,
    signals: Signals = NO_SIGNALS,
    materials: Materials | None = None,
) -> Brief:
    """The most important stories of a period for one reader, each in a few lines of its reports' own words.

    Args:
        dossiers: in any order, which makes no difference.
        period: a story falls into it if one of its reports does; an undated report does only where the period has no
            beginning. A story told before comes back when something has become of it, whatever the day.
        rules: the reader's own; each that touched a story is a term of its `why`, named `rule: ` and the rule.
        told: what the reader was told before.
        length: how much the reader has time for, unless the rules say.
        signals: what is known beside the reports.
        materials: the dossiers made ready, kept from one reader to the next, which saves most of the time.

    Returns:
        The brief, without stories if nothing happened. A side of the period that was left open is filled with the first
        or last day of the stories shown, and stays None where none of them is dated.

    Raises:
        VerbatimError: a line is not at its offsets in its report.
    """
    asked = minutes(rules.minutes) if rules.minutes else length or Length()
    desk = _Desk(period, rules, told, asked, signals, materials or Materials())
    candidates = [found for dossier in dossiers if (found := desk.candidate(dossier))]
    chosen = tuple(desk.told_in_lines(sorted(candidates, key=lambda found: found.rank)))
    verify(chosen)
    days = [day for story in chosen for report in story.dossier.reports if (day := day_of(report))]
    first, last = period.since or min(days, default=None), period.until or max(days, default=None)
    return Brief(first, last, chosen, told.last)


def nothing_to_send(brief: Brief) -> bool:
    """Whether nothing happened that the reader was not told: then nothing is sent."""
    return not brief.stories


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A story that may be told, and what the reader's rules say of it."""

    source: Material
    since: Since | None
    why: Why
    muted: frozenset[str]
    is_kept: bool

    @property
    def rank(self) -> tuple[float, str]:
        return (-total(self.why), self.source.dossier.id)


@dataclass(frozen=True, slots=True)
class _Desk:
    """All that a brief is made by, beside the dossiers."""

    period: Period
    rules: Rules
    told: Told
    length: Length
    signals: Signals
    materials: Materials

    def candidate(self, dossier: Dossier) -> _Candidate | None:
        """A story that may be told: one of the period, or one told before to which something has come."""
        before = self.told.of(dossier)
        if before is None and not any(map(self.period.holds, dossier.reports)):
            return None
        story = profile(dossier, self.signals.outlets)
        touching = self.rules.touching(story)
        if story.is_unwanted(touching):
            return None
        source = self.materials.of(dossier)
        since = Since(source, before) if before else None
        if since and not since.may_have_news:
            return None
        why = importance(dossier, self.period, self.signals, since.before if since else None)
        asked = tuple((RULE + rule.text, rule.by) for rule in touching)
        kept = any(rule.verb is Verb.KEEP for rule in touching)
        return _Candidate(source, since, why + asked, story.muted(touching), kept)

    def told_in_lines(self, ranked: Sequence[_Candidate]) -> Iterator[BriefStory]:
        """Stories as long as the reader has time for one more, and those that a rule keeps."""
        shown, room = Shown(), self.length.room()
        for found in ranked:
            if room.is_full and not found.is_kept:
                continue
            story = self._story(found, shown)
            if story:
                room.take(story)
                yield story

    def _story(self, found: _Candidate, shown: Shown) -> BriefStory | None:
        dossier, since = found.source.dossier, found.since
        before = len(shown.gists)
        headline, told = telling(found.source, shown, self.length.lines, muted=found.muted, since=since)
        if since is None:
            crowded_out = not told and telling(found.source, Shown(), muted=found.muted).lines
            return None if crowded_out else BriefStory(dossier, found.why, told, NEW, headline=headline)
        news = since.all_news(told)
        if not news:
            del shown.gists[before:]
        return BriefStory(dossier, found.why, told, news, since.before.counts, headline) if news else None


def verify(stories: Sequence[BriefStory]) -> None:
    """Check every line against its report once more."""
    for story in stories:
        for line in story.lines:
            if not line.passage.stands_in(story.dossier.report(line.passage.report)):
                raise VerbatimError(f"story {story.dossier.id}: a line is not at {line.passage.start} in its report")
