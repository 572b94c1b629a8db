"""What came of a request, as values: made by `http` and `visits`, judged by `schedule` and `fates`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import takewhile
from typing import Final

from twosource.errors import InputError
from twosource.model import Page, Report


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: the status that was answered, and the address that it leads to."""

    status: int
    url: str


PERMANENT: Final = frozenset({301, 308})


@dataclass(frozen=True, slots=True)
class Exchange:
    """The last answer's status, what it says of caching and waiting, and the way there.

    `headers` are keyed by small letters, values verbatim. `page` comes with the statuses from 200 to 299.
    """

    status: int
    headers: Mapping[str, str]
    hops: tuple[Hop, ...] = ()
    page: Page | None = None

    @property
    def settled(self) -> str | None:
        """Where we are sent for good: by permanent redirects up to the first that is not. None where by none."""
        good = list(takewhile(lambda hop: hop.status in PERMANENT, self.hops))
        return good[-1].url if good else None


@dataclass(frozen=True, slots=True)
class PageVisit:
    """What came of asking for a page: an answer, and the report on its page or why it has none.

    `delay` is how many seconds its site wants between two pages; `asked` tells whether anybody was asked.
    """

    exchange: Exchange | None = None
    found: Report | InputError | None = field(default=None, repr=False)
    problem: str = ""
    away: bool = False
    delay: float = 0.0
    asked: bool = True
