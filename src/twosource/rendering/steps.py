"""A figure over time as steps, each as high as its number, with those who gave it.

Strategy: points in order of publication; those that follow one another with one number are one step. The picture is
drawn step by step, each with the riser from the one before, so that they make one line side by side on a page.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from twosource.model import FigureLine, SlotValue
from twosource.rendering import pictures

if TYPE_CHECKING:
    from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Step:
    """A number as the first to give it put it, all who gave it in a row, and its piece of the line."""

    given: tuple[SlotValue, ...]
    picture: Markup

    @property
    def first(self) -> SlotValue:
        return self.given[0]


def steps(line: FigureLine) -> tuple[Step, ...]:
    """The steps of a figure, first published first."""
    found = [(number, [point.given for point in of]) for number, of in groupby(line.points, lambda point: point.number)]
    low, high = min(number for number, _ in found), max(number for number, _ in found)
    heights = [(number - low) / ((high - low) or 1) for number, _ in found]
    risers = pairwise([heights[0], *heights])
    return tuple(
        Step(tuple(given), pictures.step(before, now)) for (_, given), (before, now) in zip(found, risers, strict=True)
    )
