"""Stories that could be told together with one: of the same days and about the same, for an editor to choose from.

Strategy: candidates are the newest stories that appeared about when it did, and the newest that share a topic with it.
What they share (topics, words of the headline) counts the more the fewer of them have it; then the nearer in time comes
first. Nothing is claimed by the order, and nothing is merged by it: it is a list to choose from.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from twosource.store.database import Database, batches, listed
from twosource.store.dossiers import Shelved, shelf_row, shelved
from twosource.store.terms import terms

# --- limits: chosen, not measured -------------------------------------------------------------------------------------

AROUND: Final = timedelta(days=3)  # before its first report and after its last: as long as an event is followed up
CANDIDATES: Final = 200  # of the same days, and as many of each topic's
TOPICS: Final = 12  # of the story, by which others are sought
SHORTEST: Final = 4  # characters of a word of a headline that tells something


def nearby(database: Database, story: str, limit: int = 8) -> list[Shelved]:
    """Stories that share something with this one, the nearest first; none where it has no dossier."""
    this = shelf_row(database, story)
    if this is None:
        return []
    topics = _topics_of(database, [story]).get(story, frozenset())
    found = {one.story: one for one in _candidates(database, this, sorted(topics)[:TOPICS]) if one.story != story}
    about = _topics_of(database, list(found))
    marks = {one: about.get(one, frozenset()) | _words(shown.title) for one, shown in found.items()}
    return _nearest(this, topics | _words(this.title), found, marks)[:limit]


def _candidates(database: Database, this: Shelved, topics: Sequence[str]) -> list[Shelved]:
    found = []
    if this.first and this.last:
        since, until = this.first - AROUND, this.last + AROUND
        found += shelved(database, since=since, until=until, limit=CANDIDATES)
    for topic in topics:
        found += shelved(database, topic=topic, limit=CANDIDATES)
    return found


def _nearest(
    this: Shelved, of: frozenset[str], found: Mapping[str, Shelved], marks: Mapping[str, frozenset[str]]
) -> list[Shelved]:
    many = Counter(mark for each in marks.values() for mark in each)
    shared = {one: sum(1 / many[mark] for mark in marks[one] & of) for one in found}
    return sorted(
        (shown for one, shown in found.items() if shared[one]),
        key=lambda shown: (-shared[shown.story], _apart(this, shown), shown.story),
    )


def _apart(one: Shelved, other: Shelved) -> timedelta:
    """How long lies between the last reports of two stories; longest where that is not known."""
    return abs(one.last - other.last) if one.last and other.last else timedelta.max


def _words(title: str) -> frozenset[str]:
    """The words of a headline, told apart from keys of topics."""
    return frozenset(f" {word}" for word in terms(title) if len(word) >= SHORTEST)


def _topics_of(database: Database, stories: Sequence[str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for batch in batches(stories):
        which, values = listed("s", batch)
        for row in database.rows(f"SELECT story, topic FROM subjects WHERE story IN {which}", values):
            found.setdefault(row["story"], set()).add(row["topic"])
    return {story: frozenset(topics) for story, topics in found.items()}
