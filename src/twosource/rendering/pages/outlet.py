"""An outlet's page: what it has alone, whom it cites, how often it copies.

Strategy: figures are of all stories that it has a report in, and are handed in; what it has alone, and which earlier
report a copy has its words from, is taken from the dossiers of the stories that the page shows (`outlet_in`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from twosource.model import Dossier, Origin, Outlet, Passage, Report, Statement, Status
from twosource.rendering import addresses, labels, pictures
from twosource.rendering.pages.cards import Card
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words

if TYPE_CHECKING:
    from markupsafe import Markup

SHOWN = 3  # lines that it has alone, of each story
CITED = 20  # sources that are named
FIRST = 8  # of them stand there at once


@dataclass(frozen=True, slots=True)
class OutletIn:
    """What one story has of an outlet: its reports, what it alone has, and of whom its copies are."""

    card: Card
    reports: tuple[Report, ...]
    alone: tuple[Passage, ...]
    copied: tuple[str, ...]

    @property
    def names_itself(self) -> bool:
        """Whether the story goes by the headline that stands over it already."""
        return any((report.title or "").strip() == self.card.title.strip() for report in self.reports)


def outlet_in(dossier: Dossier, card: Card, key: str, words: Words) -> OutletIn | None:
    """What a story has of the outlet of that key, None where it has no report of it."""
    found = tuple(report for report in dossier.reports if addresses.outlet_key(report.outlet) == key)
    ids = frozenset(report.id for report in found)
    copied = tuple(dict.fromkeys(_copied(dossier, ids, words)))
    return OutletIn(card, found, tuple(_alone(dossier, ids)), copied) if found else None


def _alone(dossier: Dossier, ids: frozenset[str]) -> Iterator[Passage]:
    """Nothing is had alone in a story that no other outlet tells."""
    if any(report.id not in ids for report in dossier.reports):
        yield from (one.testimonies[0].passage for one in dossier.statements if _is_alone(one, ids))


def _is_alone(statement: Statement, ids: frozenset[str]) -> bool:
    return statement.status is Status.SINGLE and statement.testimonies[0].passage.report in ids


def _copied(dossier: Dossier, ids: frozenset[str], words: Words) -> Iterator[str]:
    """The outlets of the earlier reports that its own have their words from."""
    outlets = {report.id: report.outlet or words("outlet.unknown") for report in dossier.reports}
    for copy in dossier.copies:
        first, *later = copy.reports
        if first not in ids and any(report in ids for report in later):
            yield outlets[first]


@dataclass(frozen=True, slots=True)
class Figures:
    """What an outlet has, over all stories: how many, its reports, copies among them, its lines, those it has alone."""

    stories: int
    reports: int
    copies: int
    lines: int
    alone: int

    @property
    def parts(self) -> tuple[tuple[str, int], ...]:
        """Its lines by who has them."""
        return (("alone", self.alone), ("shared", self.lines - self.alone))


@dataclass(frozen=True, slots=True)
class OutletPage:
    """An outlet. `cites` are those it owes passages to and how many, the most first; `older` leads on."""

    name: str
    figures: Figures
    cites: Sequence[tuple[Origin, int]] = ()
    stories: tuple[OutletIn, ...] = ()
    outlet: Outlet | None = None
    older: str | None = None

    def picture(self, words: Words) -> Markup:
        return pictures.parts(self.figures.parts, words("outlet.lines.picture"))

    def cited(self, words: Words) -> list[tuple[str, int]]:
        """Whom it owes its passages to, in words."""
        return [(labels.source(origin, words), many) for origin, many in self.cites[:CITED]]


def outlet_page(outlet: OutletPage, words: Words) -> Content:
    return content("site/outlet.jinja", words, outlet=outlet, shown=SHOWN, first=FIRST)
