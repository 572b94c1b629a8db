"""English: its messages, a module for each group of pages. A message whose key begins alike stands beside it."""

from __future__ import annotations

from itertools import chain
from types import MappingProxyType
from typing import Final

from twosource.rendering.words.catalogue import Words
from twosource.rendering.words.english import (
    admin,
    brief,
    doorstep,
    faults,
    following,
    frame,
    labels,
    lists,
    said,
    story,
    subscribing,
    talk,
    webhooks,
)

PARTS: Final = (
    frame,
    lists,
    story,
    labels,
    brief,
    doorstep,
    subscribing,
    talk,
    admin,
    following,
    webhooks,
    faults,
    said,
)


def form(number: int) -> int:
    """One, or several."""
    return 0 if number == 1 else 1


ENGLISH: Final = Words("en", MappingProxyType(dict(chain.from_iterable(part.MESSAGES.items() for part in PARTS))), form)
