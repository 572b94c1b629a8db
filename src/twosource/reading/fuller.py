"""Two readings of one report, off its page and out of its feed → the fuller, with what only the other tells of it.

Strategy: a page has the whole text as a rule, and is taken; where it gives clearly less than the feed does it was cut,
or read amiss, and the feed stands in for it. What the one does not say of itself (byline, title, subjects, the time of
day) the other may. No word of the text is mixed.

What may live here: which of two readings is the better. How they came here is for `gathering`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Final

from twosource.model import Report

LESS: Final = 0.8  # of the length of the feed's text, below which a page was cut or read amiss; chosen, not measured

_TOLD: Final = ("outlet", "url", "title", "byline", "credit", "language")


def is_fuller(page: Report, feed: Report) -> bool:
    """Whether a page gives as much of a report as its feed, or nearly."""
    return len(page.text) >= LESS * len(feed.text)


def joined(one: Report, other: Report) -> Report:
    """`one`, with what it does not tell of itself from `other`."""
    lacking = {name: value for name in _TOLD if getattr(one, name) is None and (value := getattr(other, name))}
    subjects = tuple(dict.fromkeys((*one.subjects, *other.subjects)))
    return replace(one, **lacking, subjects=subjects, published=_published(one, other))


def _published(one: Report, other: Report) -> date | None:
    """What the first says, or the second where that has the time of day too, or the first nothing."""
    more = one.published is None or (isinstance(other.published, datetime) and not isinstance(one.published, datetime))
    return other.published if more and other.published else one.published
