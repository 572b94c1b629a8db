"""The figures of a run (`runs/run.json`) → its report, one page of HTML.

Strategy: what is counted is counted elsewhere; here figures get words, and are put in the order in which the page shows
them: largest first, in each list. A reason that has no words of ours yet is shown by its name. Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import Any, Final

from twosource.rendering.archive import Amount, Aside, Day, HeardSpeaker, RunReport, Share, Stage, run_page

REASONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "ListPage": "lists of reports",
        "ConsentWall": "pages that ask for consent in place of a report",
        "PaywallStub": "first lines of a report, the rest for subscribers",
        "EmptyPage": "pages with no text of their own",
        "NotArticle": "pages that hold no report",
        "NotText": "binary where text was expected",
        "Truncated": "bytes that stop too early",
        "TooLarge": "over a limit of size",
        "TooDeep": "nested too deep",
        "Malformed": "not the format that they claim to be",
        "MissingField": "records without a field that is a must",
        "BadField": "a field that cannot be understood",
        "Day": "published on a day that was not asked for",
        "DuplicateId": "a second report with an id already taken",
    }
)
TAKEN: Final[Mapping[str, str]] = MappingProxyType(
    {
        "reports": "reports",
        "read": "texts that were read for voices",
        "copies": "the very words of an earlier report",
        "templates": "machine-made, in no story",
        "states": "states of one report, folded into it",
    }
)
SUMMARY: Final = ("stories", "attributions", "statements", "differences", "copies", "speakers")


def page(figures: Mapping[str, Any]) -> str:
    """The report as one self-contained HTML file, without a script."""
    return run_page(told(figures))


def told(figures: Mapping[str, Any]) -> RunReport:
    """The figures as the page takes them; what they lack is shown as nothing."""
    taken, counts = figures.get("taken", {}), figures.get("counts", {})
    return RunReport(
        figures.get("name", ""),
        summary=(
            *([Amount("reports", taken["reports"])] if "reports" in taken else ()),
            *(Amount(name, counts[name]) for name in SUMMARY if name in counts),
        ),
        found=_amounts(figures.get("found", {})),
        taken=tuple(Amount(words, taken[name]) for name, words in TAKEN.items() if taken.get(name)),
        dropped=_dropped(figures.get("rejected", {})),
        capped=tuple(Amount(one["what"], one["count"]) for one in figures.get("capped", ())),
        aside=tuple(Aside(one["file"], one["place"], _worded(one["reason"])) for one in figures.get("aside", ())),
        aside_in_all=figures.get("aside_in_all", 0),
        days=tuple(Day(date.fromisoformat(one["day"]), one["reports"], one["stories"]) for one in _dated(figures)),
        outlets=tuple(Share(**one) for one in figures.get("outlets", ())),
        outlets_in_all=figures.get("outlets_in_all", 0),
        voices=tuple(HeardSpeaker(**one) for one in figures.get("voices", ())),
        voices_in_all=figures.get("voices_in_all", 0),
        stages=tuple(Stage(**one) for one in figures.get("stages", ())),
        versions=_settings(figures.get("versions", {})),
        settings=_settings(figures.get("settings", {})),
    )


def _dropped(rejected: Mapping[str, Mapping[str, int]]) -> tuple[Amount, ...]:
    """What was rejected by reason, whatever its kind; damaged records say that they are."""
    found: dict[str, int] = {}
    for kind, reasons in rejected.items():
        for reason, count in reasons.items():
            words = f"damaged: {_worded(reason)}" if kind == "damaged" else _worded(reason)
            found[words] = found.get(words, 0) + count
    return _amounts(found)


def _worded(reason: str) -> str:
    return REASONS.get(reason, reason)


def _amounts(counts: Mapping[str, int]) -> tuple[Amount, ...]:
    """Those that there are any of, the most first."""
    return tuple(Amount(name, n) for name, n in sorted(counts.items(), key=lambda one: (-one[1], one[0])) if n)


def _dated(figures: Mapping[str, Any]) -> Sequence[Mapping[str, Any]]:
    """Days in their order; what has no day stands in none."""
    return sorted((one for one in figures.get("days", ()) if _is_day(one["day"])), key=lambda one: str(one["day"]))


def _is_day(value: str | None) -> bool:
    try:
        return bool(value) and bool(date.fromisoformat(str(value)))
    except ValueError:
        return False


def _settings(values: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple((name, str(value)) for name, value in sorted(values.items()))
