"""The reports that grouping compares with, and an index of them that proposes.

Strategy: a report is looked up by its rarest words, which few others have; the lists of these are walked until a budget
is spent, so that a lookup costs the same however full the window is. The most often met are then compared in earnest.
Reports with the very same text are one document throughout: copies make nothing rarer, closer or more common.

What may live here: what is in the window, and finding what is near. It is a value that its owner changes: nothing here
decides, and looking up changes nothing but the numbers given to new words.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from twosource.grouping.features import CALENDAR, Look, Rarity, Sparse, Stems, look
from twosource.grouping.judgement import NEAR
from twosource.grouping.likeness import LEAST_PAIR, Document, Floats, likenesses
from twosource.model import Report, moment

LOOKUPS = 1500  # entries of the index read for one report: from 600 to 3000 B-cubed F1 is the same within .007
LATEST = 256  # documents that are met by one word, the latest; with 128 it is a fifth faster, and no worse on dev

SECONDS_A_DAY = 86400

Numbers = NDArray[np.intc]


class Window:
    """Documents by number, with all that is needed to find those near to one."""

    def __init__(self) -> None:
        self.rarity = Rarity()
        self.stems = Stems()
        self.documents: dict[int, Document] = {}
        self.copies: dict[object, int] = {}
        self._keys: dict[int, object] = {}
        self._index: dict[int, array[int]] = {}
        self._scratch: Floats = np.zeros(1024)
        self._next = 0

    def look(self, report: Report) -> Look:
        return look(report, self.stems)

    def document(self, report: Report, seen: Look) -> Document:
        """The report as a document of this window, with what is near it; it is not in the window yet."""
        when = moment(report.published)
        days = None if when is None else when.timestamp() / SECONDS_A_DAY
        title, names = tuple(self.rarity.numbered(seen.title)), frozenset(self.rarity.numbered(seen.names))
        own = frozenset(self.rarity.numbered(seen.names - CALENDAR))
        made = Document(self._next, self.rarity.vector(seen), title, names, own, days, [report.id])
        for other, likeness in self._near(made).items():
            made.link(other, likeness)
        return made

    def admit(self, document: Document, key: object) -> None:
        """Take in a document that was made last. `key` is equal for documents that are copies."""
        self._next += 1
        self.documents[document.number] = document
        self.copies[key] = document.number
        self._keys[document.number] = key
        for other, likeness in document.near.items():
            self.documents[other].link(document.number, likeness)
        for term in document.words.terms.tolist():
            having = self._index.get(term)
            if having is None:
                having = self._index[term] = array("i")
            having.append(document.number)
            if len(having) >= 2 * LATEST:
                del having[:LATEST]

    def twin(self, number: int, report: str, before: Sequence[Document]) -> Document:
        """A document of its own for one of the reports of a document, to be admitted after those of `before`."""
        of = self.documents[number]
        twin = Document(self._next + len(before), of.words, of.title, of.names, of.own, of.days, [report])
        same = (one.number for one in before if one.words is of.words)
        for other, likeness in (*of.near.items(), *((other, 1.0) for other in (number, *same))):
            twin.link(other, likeness)
        return twin

    def close_to_copies(self, number: int) -> None:
        """From now on a copy of this document is a document of its own."""
        del self.copies[self._keys[number]]
        self._keys[number] = (number,)
        self.copies[number,] = number

    def likeness(self, one: int, other: int) -> float:
        """How alike two documents are, whatever an editor has said of them."""
        self._make_room()
        (found,) = likenesses(self.documents[one], [self.documents[other]], self._scratch)
        return found

    def dismiss(self, number: int) -> None:
        """Take a document out, and its words with it."""
        gone = self.documents.pop(number)
        del self.copies[self._keys.pop(number)]
        self.rarity.drop(gone.words)
        for other in gone.near:
            self.documents[other].unlink(number)
        for term in gone.words.terms.tolist():
            if number in (having := self._index[term]):
                having.remove(number)
            if not having:
                del self._index[term]

    def _near(self, document: Document) -> Mapping[int, float]:
        numbers = self._proposed(document.words)
        if not numbers:
            return {}
        self._make_room()
        others = [self.documents[number] for number in numbers]
        found = zip(numbers, likenesses(document, others, self._scratch), strict=True)
        return {number: likeness for number, likeness in found if likeness >= LEAST_PAIR or likeness < 0}

    def _make_room(self) -> None:
        if len(self._scratch) < len(self.rarity.reach):
            self._scratch = np.zeros(2 * len(self.rarity.reach))

    def _proposed(self, vector: Sparse) -> list[int]:
        """The documents that share most of the rarest words, as far as LOOKUPS goes."""
        reach = self.rarity.reach
        met: list[Numbers] = []
        weights: list[float] = []
        left = LOOKUPS
        rarest = sorted((reach[term], term, weight) for term, weight in zip(*_lists(vector), strict=True))
        for _, term, weight in rarest:
            if term in self._index:
                met.append(np.frombuffer(self._index[term], np.intc)[-LATEST:])
                weights.append(weight * weight)
                left -= len(met[-1])
            if left <= 0:
                break
        if not met:
            return []
        numbers, at = np.unique(np.concatenate(met), return_inverse=True)
        shared = np.bincount(at, np.repeat(weights, list(map(len, met))))
        best: list[int] = numbers[np.argsort(-shared, kind="stable")[:NEAR]].tolist()
        return best


def _lists(vector: Sparse) -> tuple[list[int], list[float]]:
    return vector.terms.tolist(), vector.weights.tolist()
