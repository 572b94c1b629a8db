"""Where a list goes on: read from the address, as an earlier page of it gave it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Final

from starlette.requests import Request

from twosource.store.dossiers import Shelved, cursor

LATEST: Final = 40  # stories of a page, by time
FEW: Final = 10  # of a page that shows their lines


def number_of(request: Request, name: str = "page") -> int:
    """A positive number of the query, 1 where it is none."""
    given = request.query_params.get(name, "")
    return max(1, int(given)) if given.isascii() and given.isdigit() and len(given) < 6 else 1


def place_of(request: Request, name: str = "after") -> int | None:
    """A place of the query, as the databases hold them; None where it is none."""
    given = request.query_params.get(name, "")
    return int(given) if given.isascii() and given.isdigit() and len(given) < 19 else None


def after_of(request: Request) -> str | None:
    """Where a list of stories goes on; None where it was not we who wrote it."""
    given = request.query_params.get("after", "")
    when, _, story_id = given.partition(" ")
    return given if story_id and (not when or _is_time(when)) else None


def _is_time(told: str) -> bool:
    try:
        return datetime.fromisoformat(told).tzinfo is not None
    except ValueError:
        return False


def page_of(rows: Sequence[Shelved], most: int) -> tuple[Sequence[Shelved], str | None]:
    """The rows of a page, of which one more was asked for than it shows, and where the next begins."""
    return rows[:most], cursor(rows[most - 1]) if len(rows) > most else None
