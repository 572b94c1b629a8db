"""The front page: what most origins report, what came last, and the stories day by day.

Strategy: the most important story is set large with a line of its own, the next few smaller beside each other, the
latest of the others in a column of their own; what is left stands under its day. No story stands there twice.
"""

from __future__ import annotations

from dataclasses import dataclass

from twosource.rendering import addresses
from twosource.rendering.pages.cards import Card, by_day
from twosource.rendering.pages.frame import Content, content
from twosource.rendering.words import Words

SECONDS = 6  # stories of the second rank: three rows of two columns
LATEST = 12  # as many as stand beside the lead and the seconds on a wide page


@dataclass(frozen=True, slots=True)
class Front:
    """What the front page shows.

    top: by importance; empty on pages after the first. latest: by their last report, and so goes on.
    older: where the next page begins, None where there is none. waiting: stories that are not ready, where none is;
    ungrouped: reports that are in no story, where there is none.
    """

    top: tuple[Card, ...]
    latest: tuple[Card, ...]
    older: str | None = None
    number: int = 1
    waiting: int = 0
    ungrouped: int = 0


def front_page(front: Front, words: Words) -> Content:
    """The weightiest story first, then some beside it; of the latest only those that stand nowhere else."""
    lead, *rest = front.top or (None,)
    seconds = tuple(rest[:SECONDS])
    top = {card.id for card in (lead, *seconds) if card}
    others = [card for card in front.latest if card.id not in top]
    latest = others[:LATEST] if lead else []
    return content(
        "site/front.jinja",
        words,
        front=front,
        lead=lead,
        seconds=seconds,
        latest=by_day(latest, words),
        days=by_day(others[len(latest) :], words),
        older=addresses.asked(addresses.FRONT, after=front.older, page=front.number + 1) if front.older else None,
    )
