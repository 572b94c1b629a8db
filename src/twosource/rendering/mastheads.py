"""Who stands over a report: the outlet's name in words, its colour chip, its time and a link that is safe to follow.

Strategy: a table by report id, made once for a story. Colours are the second sign of an outlet and never the only one;
they go by the order of first publication, so that no outlet owns one and none reads as a party's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from twosource.model import Outlet, Report
from twosource.rendering import labels

# How many chips the style sheets know (Okabe-Ito, eight colours); later outlets start over.
CHIPS = 8


@dataclass(frozen=True, slots=True)
class Masthead:
    """What is set over a report. `chip` is 1 to CHIPS; `when` is in words; `url` is http(s) or None."""

    report: str
    name: str
    chip: int
    when: str
    url: str | None
    title: str
    byline: str | None


def safe_url(url: str | None) -> str | None:
    """`url` where it is an http or https address with a host, else None: nothing else is ever linked."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
        host = parts.hostname
    except ValueError:
        return None
    return url if parts.scheme in {"http", "https"} and host else None


def outlet_name(report: Report, outlets: Mapping[str, Outlet]) -> str:
    """The outlet in words: from the table by casefolded key or name, else as the report gives it."""
    if not report.outlet or not report.outlet.strip():
        return f"{labels.UNKNOWN_OUTLET} ({report.id})"
    known = outlets.get(report.outlet.casefold())
    return known.name if known else report.outlet


def mastheads(reports: Sequence[Report], outlets: Mapping[str, Outlet]) -> dict[str, Masthead]:
    """A masthead for every report, by report id, in the reports' order."""
    names = [outlet_name(report, outlets) for report in reports]
    chips = {name: place % CHIPS + 1 for place, name in enumerate(dict.fromkeys(names))}
    return {
        report.id: Masthead(
            report=report.id,
            name=name,
            chip=chips[name],
            when=labels.published(report.published),
            url=safe_url(report.url),
            title=(report.title or "").strip() or labels.NO_HEADLINE,
            byline=report.byline,
        )
        for report, name in zip(reports, names, strict=True)
    }
