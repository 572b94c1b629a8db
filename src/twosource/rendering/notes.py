"""Notes of readers → HTML: plain text with links, and nothing else.

Strategy: a note is somebody's text, so all of it is escaped; what looks like an address of the web becomes a link that
passes no credit on and tells nobody where its reader came from. Characters that turn the direction of what follows, or
show nothing, are taken out: they serve to make a note look like something else.
"""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape

from twosource.rendering.mastheads import safe_url

_ADDRESS: Final = re.compile(r"https?://[^\s<>\"'“”‘’«»]{1,2000}", re.IGNORECASE)
_LAST: Final = ".,;:!?)]}…"
_HIDING: Final = re.compile(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]"
)
_PARAGRAPHS: Final = re.compile(r"\n[ \t]*\n\s*")


def plain(text: str) -> str:
    """A note as it is kept: its lines as they were written, without characters that hide or turn others."""
    return _HIDING.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip()


def note_html(text: str) -> Markup:
    """A note as paragraphs, with its addresses as links."""
    made = (Markup('<p dir="auto">{}</p>').format(_lines(part)) for part in _PARAGRAPHS.split(plain(text)) if part)
    return Markup("\n").join(made)


def _lines(text: str) -> Markup:
    return Markup("<br>\n").join(_linked(line) for line in text.split("\n"))


def _linked(line: str) -> Markup:
    parts: list[Markup] = []
    at = 0
    for found in _ADDRESS.finditer(line):
        address = found[0].rstrip(_LAST)
        if safe_url(address) is None:
            continue
        link = Markup('<a href="{}" rel="nofollow noreferrer ugc">{}</a>').format(address, address)
        parts += [escape(line[at : found.start()]), link]
        at = found.start() + len(address)
    return Markup("").join([*parts, escape(line[at:])])
