"""Two numbers against each other: "88 to 71", "88 votes to 72", "3-1".

What may live here: what is written so. Whether it is a vote, and what differs, is for `tallies` and `clashes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from twosource.model import Span

_TALLY = re.compile(
    r"(?<![\w.,$£€%-])(\d{1,4})(?:\s+votes?)?(?:\s+to\s+|\s+against\s+|\s?[-–—]\s?)(\d{1,4})"
    r"(?![\w%-]|[.,:]\d|\s*per\s?cent|\s*%|\s+(?:years|months|weeks|days|hours|minutes|seats|points)\b)"
)


def sides(text: str) -> Iterator[tuple[Span, tuple[int, int]]]:
    """Each such pair in `text`, with where it stands, the lower number first."""
    for match in _TALLY.finditer(text):
        low, high = sorted((int(match[1]), int(match[2])))
        yield Span(*match.span()), (low, high)
