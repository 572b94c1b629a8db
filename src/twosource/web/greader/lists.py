"""What one reader has in their streams: entries of the store, with what the reader marked, hid and put into folders.

Strategy: entries are walked in the order of their stamps, and each is looked up in what the reader's bits, folders and
topics say; so any streams may be asked for together, and left out, by one rule. Who has read everything but ten entries
of 100,000 waits for a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from itertools import islice
from typing import Final

from twosource.store import Database, entries, marks
from twosource.store.entries import LAST, Listed, Shelf, Sought
from twosource.store.marks import LABELLED, READ, STARRED, Marked
from twosource.web.greader.streams import Kind, Part, Stream

FOLDER: Final = "Outlets"
"""Where an outlet is that its reader put nowhere: some apps pass over a feed that is in no folder, Read You stops."""
TOPICS: Final = 60
"""Topics that apps are told of as labels: what can be read on a phone. The stream of any other can be asked for too."""
Holds = Callable[[Listed], bool]


class Lists:
    """The streams of an account."""

    def __init__(self, database: Database, account: int) -> None:
        self._database = database
        self.account = account

    @cached_property
    def shelves(self) -> dict[int, Shelf]:
        """All outlets by number, also those that are hidden."""
        return {shelf.number: shelf for shelf in entries.shelves(self._database, self.account)}

    @cached_property
    def read(self) -> Marked:
        return marks.marked(self._database, self.account, READ)

    @cached_property
    def starred(self) -> Marked:
        return marks.marked(self._database, self.account, STARRED)

    @cached_property
    def labels(self) -> dict[str, Marked]:
        """The labels that the reader gave to entries."""
        names = marks.labels(self._database, self.account)
        return {name: marks.marked(self._database, self.account, LABELLED + name) for name in names}

    @cached_property
    def topics(self) -> list[str]:
        """What apps are told of as labels, but those that the reader uses as folders."""
        return [topic for topic in entries.main_topics(self._database, TOPICS) if topic not in self.folders]

    @cached_property
    def folders(self) -> dict[str, list[Shelf]]:
        """Outlets that are not hidden, by folder."""
        found: dict[str, list[Shelf]] = {}
        for shelf in self.shelves.values():
            if not shelf.hidden:
                found.setdefault(folder_of(shelf), []).append(shelf)
        return found

    def holds(self, stream: Stream) -> Holds:
        """Whether an entry is in a stream."""
        if stream.kind is Kind.LABEL:
            return self._labelled(stream.name)
        told: dict[Kind, Holds] = {
            Kind.ALL: self._shown,
            Kind.READ: lambda one: one.number in self.read,
            Kind.UNREAD: lambda one: one.number not in self.read,
            Kind.STARRED: lambda one: one.number in self.starred,
            Kind.OUTLET: lambda one: str(one.outlet) == stream.name,
            Kind.NONE: lambda _: False,
        }
        return told[stream.kind]

    def _shown(self, one: Listed) -> bool:
        return one.outlet is None or one.outlet not in self.shelves or not self.shelves[one.outlet].hidden

    def _labelled(self, name: str) -> Holds:
        folder = {shelf.number for shelf in self.folders.get(name, ())}
        own = self.labels.get(name, Marked({}))
        topic = entries.about(self._database, name)
        return lambda one: one.outlet in folder or one.number in own or one.number in topic

    def knows(self, stream: Stream) -> bool:
        """Whether there is such a stream: an outlet of no such number and a label of no such name are none."""
        if stream.kind is Kind.OUTLET:
            is_number = stream.name.isdecimal() and stream.name.isascii() and len(stream.name) < 19
            return is_number and int(stream.name) in self.shelves
        return True

    def walk(self, stream: Stream, part: Part) -> Iterator[Listed]:
        """The entries of a part of a stream, in order; all of them, whatever the part's count."""
        wanted = [self.holds(one) for one in (stream, *part.only)]
        unwanted = [self.holds(one) for one in part.without]
        sought = Sought(part.since, part.until, part.oldest)
        for one in entries.walk(self._database, sought, part.after):
            if all(holds(one) for holds in wanted) and not any(holds(one) for holds in unwanted):
                yield one

    def page(self, stream: Stream, part: Part) -> tuple[list[Listed], str | None]:
        """One page, and what leads to the next; None where there is none."""
        found = list(islice(self.walk(stream, part), part.count + 1))
        page = found[: part.count]
        return page, str(page[-1].stamp) if page and len(found) > part.count else None

    def before(self, stream: Stream, until: int) -> Iterator[int]:
        """The numbers of all entries of a stream that last grew by then."""
        return (one.number for one in self.walk(stream, Part(until=min(until, LAST))))


def folder_of(shelf: Shelf) -> str:
    """The folder that an outlet is in."""
    return shelf.folder or FOLDER
