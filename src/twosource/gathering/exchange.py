"""What came of a request, as values: made by `http`, judged by `schedule`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from twosource.model import Page


@dataclass(frozen=True, slots=True)
class Hop:
    """A redirect: the status that was answered, and the address that it leads to."""

    status: int
    url: str


@dataclass(frozen=True, slots=True)
class Exchange:
    """The last answer's status, what it says of caching and waiting, and the way there.

    `headers` are keyed by small letters, values verbatim. `page` comes with the statuses from 200 to 299.
    """

    status: int
    headers: Mapping[str, str]
    hops: tuple[Hop, ...] = ()
    page: Page | None = None
