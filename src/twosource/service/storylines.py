"""New reports in the store → the stories that they join, kept in the store.

Strategy: grouping decides on one report after the other (`grouping.stream`), and what it decides is written down; a
report without a story is one that is still to be decided on, so whatever is cut off goes on by itself. The stream's
memory is made anew from the store when it is first needed: the reports of stories that are awake, and the last of those
that rest, each in the story that it is in: nothing is decided twice.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from itertools import takewhile
from threading import Event
from typing import Final

from twosource import editing
from twosource.desk import said
from twosource.errors import StoreBusy
from twosource.grouping.corrections import constraints
from twosource.grouping.regrouping import amend, regroup
from twosource.grouping.stories import copy_of
from twosource.grouping.stream import (
    KEPT,
    REST_DAYS,
    WINDOW_DAYS,
    Decision,
    Intent,
    Join,
    Merge,
    Move,
    Open,
    Stories,
    apply,
    decide,
    parted,
)
from twosource.grouping.window import SECONDS_A_DAY
from twosource.store import Database, regroupings
from twosource.store.database import batches
from twosource.store.regroupings import Waiting
from twosource.store.storylines import (
    Arrived,
    arrived,
    changes,
    drop_if_empty,
    grouped,
    join,
    merge,
    placed,
    stories_of,
    unplaced,
    unplaced_after,
)

PORTION: Final = 200  # reports of one transaction
LOOK: Final = 1.0  # seconds after which it is asked whether an editor has said something


class Storylines:
    """The stories of a store as they go on."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stories: Stories | None = None
        self._last = 0
        self._changes = 0

    def catch_up(self, now: datetime, stopping: Callable[[], bool]) -> int:
        """Find the story of every report that is in none, until we are `stopping`; of how many it was found."""
        self.follow(now, stopping)
        numbers = unplaced(self._database) if self._stories is None else unplaced_after(self._database, self._last)
        done = 0
        if not numbers:
            return done
        with suppress(Stopped), self._remembering(now, stopping) as stories:
            for batch in takewhile(lambda _: not stopping(), batches(numbers, PORTION)):
                self._place(stories, list(arrived(self._database, batch)))
                self._last, done = max(self._last, batch[-1]), done + len(batch)
        return done

    def follow(self, now: datetime, stopping: Callable[[], bool]) -> None:
        """Regroup what editors have spoken of on the site, as far as it is due."""
        asked = regroupings.waiting(self._database, now)
        if not asked or stopping():
            return
        with self._database.write():
            regroupings.begin(self._database, asked, now)
        names = list(dict.fromkeys(name for one in asked for name in one.reports))
        with suppress(Stopped), self._remembering(now, stopping) as stories:
            if grouped(self._database, names) <= stories.reports.keys():
                self._amend(stories, asked, names, now)
            else:  # of some the stream has let go
                editing.regrouped(self._database, names)
                with self._database.write():
                    regroupings.settle(self._database, asked)

    @contextmanager
    def _remembering(self, now: datetime, stopping: Callable[[], bool]) -> Iterator[Stories]:
        """The stream's memory, to go on with; made anew where somebody has grouped or corrected meanwhile."""
        told = changes(self._database)
        try:
            if self._stories is None or told != self._changes:
                self._stories = remembered(self._database, now, stopping)
                self._changes = told
            yield self._stories
        except BaseException:
            self._stories = None  # it may be ahead of the store: made anew when it is next needed
            raise

    def _amend(self, stories: Stories, asked: Sequence[Waiting], names: Sequence[str], now: datetime) -> None:
        told = said(self._database)
        decision = regroup(stories, constraints(told), now, names)
        with self._database.write():
            turns = {one.edit: one.turn for one in regroupings.waiting(self._database)}
            meanwhile = any(turns.get(one.edit) != one.turn for one in asked) or said(self._database) != told
            if meanwhile or changes(self._database) != self._changes:
                return  # it still waits
            write_down(self._database, decision.intents)
            regroupings.settle(self._database, asked)
        amend(stories, decision)

    def _place(self, stories: Stories, new: Sequence[Arrived]) -> None:
        intents: list[Intent] = []
        for one in new:
            if one.report.id in stories.reports:  # it was let go of, and came again
                intents.append(Join(one.report.id, stories.story_of(one.report.id)))
            else:
                decision = decide(stories, one.report, one.at)
                apply(stories, decision)
                intents += decision.intents
        with self._database.write():
            write_down(self._database, intents)


def follow_editors(database: Database, now: Callable[[], datetime], stop: Event, look: float = LOOK) -> None:
    """Regroup what editors speak of until `stop`, whenever nobody else gathers into the store: who gathers does it."""
    while not stop.is_set():
        if regroupings.is_asked(database, now()):
            with suppress(StoreBusy), database.alone(wait=0):
                Storylines(database).follow(now(), stop.is_set)
        stop.wait(look)


class Stopped(Exception):
    """We are asked to stop."""


def remembered(database: Database, now: datetime, stopping: Callable[[], bool] = lambda: False) -> Stories:
    """The stream's memory as it was when the last report was placed.

    Raises:
        Stopped: before it was whole.
    """
    stories = Stories(constraints(said(database)))
    awake, resting = now - timedelta(days=WINDOW_DAYS), now - timedelta(days=WINDOW_DAYS + REST_DAYS)
    for one in placed(database, awake=awake, resting=resting, kept=KEPT):
        if stopping():
            raise Stopped
        apply(stories, _known(stories, one))
    return stories


def _known(stories: Stories, one: Arrived) -> Decision:
    """The decision that put a report where it is."""
    report, at = one.report, one.at.timestamp() / SECONDS_A_DAY
    key, look = copy_of(report, stories.constraints), stories.window.look(report)
    known = stories.window.copies.get(key)
    story = stories.home[known] if known is not None else one.story or ""
    document = None if known is not None else parted(stories, stories.window.document(report, look))
    return Decision((Join(report.id, story),), document, look, key, at)


def write_down(database: Database, intents: Iterable[Intent]) -> None:
    """Keep what was decided, inside a transaction. What comes last holds: each step is written before the next."""
    members: dict[str, str] = {}
    left: list[str] = []
    for intent in intents:
        match intent:
            case Join(report, story) | Open(report, story):
                members[report] = story
            case Move(reports, story):
                left += stories_of(database, reports)
                members |= dict.fromkeys(reports, story)
            case Merge(story, into):
                join(database, members)
                left += [story, *members.values()]
                members = {}
                merge(database, story, into)
            case _:
                pass
    join(database, members)
    drop_if_empty(database, [*left, *members.values()])
