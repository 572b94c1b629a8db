"""Starter packs: well-known outlets of a region, as OPML: addresses of their public feeds, owners, countries.

Nothing of what they publish is here. An owner is whoever decides on the newsroom: outlets of one owner are one family,
and never count as independent of each other. Feeds move: `twosource feeds list` tells which.
"""

from __future__ import annotations

from importlib.resources import files
from typing import Final

from twosource.model import Page

PACKS: Final = ("africa", "americas", "asia", "europe", "middle-east", "oceania", "world")


def pack(name: str) -> Page:
    """The list of a region, one of PACKS."""
    entry = files(__name__) / f"{name}.opml"
    return Page(f"pack {name}", name, entry.read_bytes(), content_type="text/x-opml")
