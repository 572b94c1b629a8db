"""Permanent addresses of the reader's pages: `/stories/ID`, `/reports/ID#p120-240`, `/speakers/KEY` …

Strategy: an id or key is one step of a path, whatever it holds. Characters that need no escape stand as they are; each
other byte of its UTF-8 is `~` and two hexadecimal digits. So an id that is itself an address has no slash for a proxy
to fold, no `..` for a browser to resolve and no `%` for a server to decode twice, and can be read still:
`https://a.example/b c` is `https~3A~2F~2Fa.example~2Fb~20c`. `plain` undoes it.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlencode

from twosource.model import Passage

_ESCAPED: Final = re.compile(r"[^A-Za-z0-9_.-]|\A[.]+\Z")
_RUN: Final = re.compile(r"(?:~[0-9A-Fa-f]{2})+")

FRONT: Final = "/"
BRIEFS: Final = "/briefs"
FEEDS: Final = "/feeds"
SEARCH: Final = "/search"
KEYS: Final = "/keys"
SAVED: Final = "/saved"


def step(key: str) -> str:
    """`key` as one step of a path."""
    return _ESCAPED.sub(lambda found: "".join(f"~{byte:02X}" for byte in _bytes(found[0])), key)


def _bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def plain(written: str) -> str:
    """The key that `step` made this of. Anything may be given: what is no escape stays as it is."""
    return _RUN.sub(_decoded, written)


def _decoded(run: re.Match[str]) -> str:
    try:
        return bytes.fromhex(run[0].replace("~", "")).decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return run[0]


def asked(path: str, **values: object) -> str:
    """`path` with those of the values that are not None or empty as its query."""
    query = urlencode({name: str(value) for name, value in values.items() if value not in {None, ""}})
    return f"{path}?{query}" if query else path


def story(story_id: str, part: str = "") -> str:
    """A story's page, or the page of one part of it (`quotes`)."""
    return f"/stories/{step(story_id)}" + (f"/{part}" if part else "")


def report(report_id: str) -> str:
    return f"/reports/{step(report_id)}"


def passage(place: Passage) -> str:
    """A passage in its report's page."""
    return f"{report(place.report)}#{place_id(place.start, place.end)}"


def place_id(start: int, end: int) -> str:
    """The id of a span in its report's page."""
    return f"p{start}-{end}"


def speaker(key: str) -> str:
    return f"/speakers/{step(key)}"


def outlet(name: str) -> str:
    return f"/outlets/{step(outlet_key(name))}"


def outlet_key(name: str | None) -> str:
    """What an outlet is known by in addresses: its name as its reports give it, whatever the case."""
    return (name or "").strip().casefold()


def topic(key: str) -> str:
    return f"/topics/{step(key)}"


def brief(brief_id: str) -> str:
    return f"{BRIEFS}/{step(brief_id)}"


def link(story_id: str, place: Passage | None) -> str:
    """The way into the reader's pages from a brief: what `places.Link` is."""
    return story(story_id) if place is None else passage(place)


def export(story_id: str, form: str) -> str:
    """A story in another form, from the API: `ninjs`, `csv/statements`."""
    return f"/api/v1{story(story_id)}/exports/{form}"


def absolute(base: str, address: str) -> str:
    """`address` at the site whose address is `base`; as it is where `base` is empty."""
    return base.rstrip("/") + address
