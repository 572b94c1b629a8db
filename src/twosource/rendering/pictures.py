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
# An arrow's bow where it goes to the next row, how far two of the same rows lie apart, and where its row's dot is.
ARC, ARC_APART, ARC_DOT = 48, 20, 6
# A bar at its widest, all bars together, and the highest.
BAR, BARS_WIDE, BARS_HIGH = 28, 320, 96

_DOT = {
    labels.OWN: '<circle cx="{x}" cy="{y}" r="{r}" class="own"/>',
    labels.REPEATS: '<circle cx="{x}" cy="{y}" r="{r}" class="repeats"/>',
    labels.UNTOLD: (
        '<circle cx="{x}" cy="{y}" r="{r}" class="repeats"/><path d="M{x} {top}a{r} {r} 0 0 0 0 {d}z" class="own"/>'
    ),
}


def dot(kind: str, x: int, y: int) -> Markup:
    """One of ● ○ ◐, drawn around (x, y)."""
    return Markup(_DOT[kind].format(x=x, y=y, r=RADIUS, top=y - RADIUS, d=2 * RADIUS))  # noqa: S704 - numbers alone


def matrix(columns: Sequence[tuple[int, str]], rows: Sequence[Sequence[str]], label: str) -> Markup:
    """Statements by reports: `columns` are numbers with the address each leads to, a row's cells are dots or empty.

    It may be pressed together sideways, as paper asks for: its rows stay where the names beside them are.
    """
    width, height = CELL * len(columns), BAND + CELL * len(rows)
    head = Markup("").join(
        Markup('<a href="{}"><text x="{}" y="15">{}</text></a>').format(target, CELL * place + CELL // 2, number)
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
    size = Markup('viewBox="0 0 {w} {h}" width="{w}" height="{h}" preserveAspectRatio="none"')
    frame = size.format(w=width, h=height)
    return Markup('<svg role="group" aria-label="{}" {}>{}{}{}</svg>').format(label, frame, lines, head, cells)


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


# --- who cites and who copies whom ------------------------------------------------------------------------------------


def arcs(rows: int, links: Sequence[tuple[int, int, str]], label: str) -> Markup:
    """Arrows from row to row, bent to the right: `links` are from, to and the class of the line.

    The farther apart two rows are the wider is their bow, so that arrows do not lie on one another; of two arrows
    between the same rows the second is wider still.
    """
    bows: dict[tuple[int, int], int] = {}
    drawn = []
    for start, end, kind in links:
        pair = (min(start, end), max(start, end))
        bows[pair] = bows.get(pair, -1) + 1
        drawn.append(_arrow(start, end, ARC * abs(end - start) ** 0.7 + ARC_APART * bows[pair], kind))
    width = max((reach for reach, _ in drawn), default=0) + ARC_APART
    marks = Markup("").join(
        Markup('<circle cx="{}" cy="{}" r="3"/>').format(ARC_DOT, CELL * row + CELL // 2)
        for row in sorted({row for start, end, _ in links for row in (start, end)})
    )
    return Markup('<svg class="arcs" role="img" aria-label="{}" width="{:.0f}" height="{}">{}{}</svg>').format(
        label, width, CELL * rows, marks, Markup("").join(arrow for _, arrow in drawn)
    )


def _arrow(start: int, end: int, bow: float, kind: str) -> tuple[float, Markup]:
    """How far it reaches to the right, and the arrow: a half ellipse that ends in a head beside its row's dot."""
    top, bottom = (CELL * row + CELL // 2 for row in (start, end))
    radius = abs(bottom - top) / 2
    sweep = 1 if bottom > top else 0
    edge = ARC_DOT + 6
    line = Markup('<path class="{}" d="M{x} {:.0f}A{:.0f} {:.0f} 0 0 {} {x} {:.0f}"/>').format(
        kind, top, bow, radius, sweep, bottom, x=edge
    )
    head = Markup('<path class="head" d="M{x} {y}l8 -4v8z"/>').format(x=edge, y=bottom)
    return edge + bow, line + head


# --- amounts ----------------------------------------------------------------------------------------------------------


def bars(amounts: Sequence[tuple[str, int]], label: str) -> Markup:
    """Amounts over time as upright bars, the first and the last named below; each 1 pixel high at least."""
    most = max((amount for _, amount in amounts), default=0) or 1
    width = min(BAR, max(2, BARS_WIDE // max(1, len(amounts))))
    whole = max(BARS_WIDE, width * len(amounts))
    apart = (whole - width) / max(1, len(amounts) - 1)  # so that the last stands over its name
    drawn = Markup("").join(
        Markup('<rect x="{}" y="{}" width="{}" height="{}"/>').format(
            round(apart * at), BARS_HIGH - height, max(1, width - 2), height
        )
        for at, (_, amount) in enumerate(amounts)
        if (height := max(1, round(BARS_HIGH * amount / most)) if amount else 0)
    )
    ends = (amounts[0][0], amounts[-1][0]) if amounts else ("", "")
    text = Markup('<text x="0" y="{y}">{}</text>').format(ends[0], y=BARS_HIGH + 18)
    if len(amounts) > 1:
        text += Markup('<text x="{}" y="{y}" class="last">{}</text>').format(whole, ends[1], y=BARS_HIGH + 18)
    return Markup(
        '<svg class="bars" role="img" aria-label="{}" viewBox="0 0 {w} {h}" width="{w}" height="{h}">'
        '<path d="M0 {base}H{w}" class="rule"/>{}{}</svg>'
    ).format(label, drawn, text, w=whole, h=BARS_HIGH + 24, base=BARS_HIGH)


def parts(amounts: Sequence[tuple[str, int]], label: str) -> Markup:
    """Amounts as parts of one whole, side by side, each of the class that is given with it."""
    whole = sum(amount for _, amount in amounts) or 1
    drawn, place = [], 0.0
    for kind, amount in amounts:
        share = 100 * amount / whole
        if amount:
            drawn.append(
                Markup('<rect class="{}" x="{:.2f}%" y="1" width="{:.2f}%" height="22"/>').format(kind, place, share)
            )
        place += share
    return Markup('<svg class="parts" role="img" aria-label="{}" width="100%" height="24">{}</svg>').format(
        label, Markup("").join(drawn)
    )
