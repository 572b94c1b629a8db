"""Pictures as inline SVG: small, without a script, black on white when printed. Each has a table behind it in the page.

Strategy: numbers in, markup out. Colours come from the page's style sheet (`currentColor`), so that light, dark and
print need no second picture.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from markupsafe import Markup

from twosource.model import moment
from twosource.rendering import labels

# Pixels: one cell of the matrix, the radius of its dot, and the band of numbers over it; a step's height, and its dot.
CELL, RADIUS, BAND = 26, 7, 20
STEP, STEP_DOT = 56, 5

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


def _extent(published: date | None) -> tuple[datetime, datetime] | None:
    """From when to when a report may have appeared: a moment, or the whole day where no time is known."""
    when = moment(published)
    if when is None:
        return None
    return (when, when) if isinstance(published, datetime) else (when, when + timedelta(days=1))


def fractions(published: Sequence[date | None]) -> list[tuple[float, float] | None]:
    """From where to where each stands between the first (0) and the last (1); None where unknown or all are one."""
    extents = [_extent(value) for value in published]
    known = {extent for extent in extents if extent}
    if len(known) < 2:
        return [None] * len(extents)
    first, last = min(start for start, _ in known), max(end for _, end in known)
    return [
        extent and ((extent[0] - first) / (last - first), (extent[1] - first) / (last - first)) for extent in extents
    ]


def strip(fraction: tuple[float, float] | None) -> Markup:
    """One report's row of the strip of who reported when: a dot for a moment, a bar for a day."""
    return Markup(
        '<svg class="strip" aria-hidden="true" width="100%" height="16"><path d="M0 8h2000"/>{}</svg>'
    ).format("" if fraction is None else _when(*fraction))


def _when(start: float, end: float) -> Markup:
    # From 6 to 94 per cent, so that the dots at both ends stay inside.
    left, right = 6 + 88 * start, 6 + 88 * end
    if start == end:
        return Markup('<circle cx="{:.1f}%" cy="8" r="5"/>').format(left)
    return Markup('<rect x="{:.1f}%" y="4" width="{:.1f}%" height="8" rx="4"/>').format(left, right - left)


def step(before: float, now: float) -> Markup:
    """One step of a figure over time, from the height of the one before it to its own, each 0 to 1."""
    margin = STEP_DOT + 1
    top, bottom = (margin + (STEP - 2 * margin) * (1 - height) for height in (now, before))
    return Markup(
        '<svg class="step" aria-hidden="true" width="100%" height="{}"><path d="M{x} {:.0f}V{y:.0f}H2000"/>'
        '<circle cx="{x}" cy="{y:.0f}" r="{}"/></svg>'
    ).format(STEP, bottom, STEP_DOT, x=margin, y=top)
