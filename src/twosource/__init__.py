"""TwoSource: reports of one event side by side, and who says so, line by line.

The public names: the nouns, the walk along the path, and the two errors that a caller meets. What walks the path is
imported when it is first used, so that `import twosource` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from twosource.errors import InputError, TwoSourceError
from twosource.model import (
    Attribution,
    Brief,
    Counts,
    Difference,
    Dossier,
    Outlet,
    Page,
    Passage,
    Report,
    Span,
    Speaker,
    Statement,
    Story,
    Utterance,
)

if TYPE_CHECKING:
    from twosource.pipeline import attributions, brief, date_mentions, dossiers, read, stories, take_in

__version__ = "0.1.0"
__all__ = [
    "Attribution",
    "Brief",
    "Counts",
    "Difference",
    "Dossier",
    "InputError",
    "Outlet",
    "Page",
    "Passage",
    "Report",
    "Span",
    "Speaker",
    "Statement",
    "Story",
    "TwoSourceError",
    "Utterance",
    "attributions",
    "brief",
    "date_mentions",
    "dossiers",
    "read",
    "stories",
    "take_in",
]


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("twosource.pipeline"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
