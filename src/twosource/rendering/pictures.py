"""Pictures as inline SVG: small, without a script, black on white when printed. Each has a table behind it in the page.

Strategy: numbers in, markup out. Colours come from the page's style sheet (`currentColor`), so that light, dark and
print need no second picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from markupsafe import Markup

from twosource.rendering import labels

# Pixels: one cell of the matrix, the radius of its dot, and the band of numbers over it.
CELL, RADIUS, BAND = 26, 7, 20

_DOT = {
    labels.OWN: Markup('<circle cx="{x}" cy="{y}" r="{r}" class="own"/>'),
    labels.REPEATS: Markup('<circle cx="{x}" cy="{y}" r="{r}" class="repeats"/>'),
    labels.UNTOLD: Markup(
        '<circle cx="{x}" cy="{y}" r="{r}" class="repeats"/><path d="M{x} {top}a{r} {r} 0 0 0 0 {d}z" class="own"/>'
    ),
}


def dot(kind: str, x: int, y: int) -> Markup:
    """One of ● ○ ◐, drawn around (x, y)."""
    return _DOT[kind].format(x=x, y=y, r=RADIUS, top=y - RADIUS, d=2 * RADIUS)


def matrix(columns: Sequence[tuple[int, str]], rows: Sequence[Sequence[str]], label: str) -> Markup:
    """Statements by reports: `columns` are numbers with the address each leads to, a row's cells are dots or empty."""
    width, height = CELL * len(columns), BAND + CELL * len(rows)
    head = Markup("").join(
        Markup('<a href="#{}"><text x="{}" y="15">{}</text></a>').format(target, CELL * place + CELL // 2, number)
        for place, (number, target) in enumerate(columns)
    )
    lines = Markup("").join(
        Markup('<path d="M0 {y}H{w}" class="rule"/>').format(y=BAND + CELL * row + CELL // 2, w=width)
        for row in range(len(rows))
    )
    cells = Markup("").join(
        dot(kind, CELL * column + CELL // 2, BAND + CELL * row + CELL // 2)
        for row, kinds in enumerate(rows)
        for column, kind in enumerate(kinds)
        if kind
    )
    return Markup('<svg role="group" aria-label="{}" width="{}" height="{}">{}{}{}</svg>').format(
        label, width, height, lines, head, cells
    )


def fractions(moments: Sequence[datetime | None]) -> list[float | None]:
    """Where each moment stands between the first (0) and the last (1); None where it is not known or all are one."""
    known = [when for when in moments if when]
    if len(set(known)) < 2:
        return [None] * len(moments)
    first, last = min(known), max(known)
    return [None if when is None else (when - first) / (last - first) for when in moments]


def strip(fraction: float | None) -> Markup:
    """One report's row of the strip of who reported when: a rule with a dot. Its time stands beside it in words."""
    # From 6 to 94 per cent, so that the dots at both ends stay inside.
    place = None if fraction is None else Markup('<circle cx="{:.1f}%" cy="8" r="5"/>').format(6 + 88 * fraction)
    return Markup(
        '<svg class="strip" aria-hidden="true" width="100%" height="16"><path d="M0 8h2000"/>{}</svg>'
    ).format(place or "")
