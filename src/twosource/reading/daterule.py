"""What a rule for dates is, and how its words are read: numbers, units, months, weekdays.

What may live here: what `daterules`, `datetold` and `datespans` share.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from twosource.model import DateType
from twosource.reading import dateforms as forms
from twosource.reading.dateplace import Place
from twosource.reading.numerals import numerals
from twosource.reading.timex import PARTS_OF_DAY, UNITS, WEEKDAYS, Unit

Value = tuple[DateType, str]
Resolve = Callable[["re.Match[str]", Place], Value | None]


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern and what its match comes to. `cased` are rules for names, which have a capital wherever they stand."""

    pattern: re.Pattern[str]
    resolve: Resolve
    cased: bool


def named(pattern: str, resolve: Resolve) -> Rule:
    """A rule for names and figures."""
    return Rule(re.compile(_bounded(pattern)), resolve, cased=True)


def worded(pattern: str, resolve: Resolve) -> Rule:
    """A rule for common words, in any case."""
    return Rule(re.compile(_bounded(pattern), re.IGNORECASE), resolve, cased=False)


def _bounded(pattern: str) -> str:
    return rf"(?<![\w$£€])(?<!\w['’])(?:{pattern})(?!\w)"


# --- reading the groups of a match ------------------------------------------------------------------------------------


def month_of(words: str) -> int:
    return forms.MONTH_NAMES[words.rstrip(".").lower()]


def day_of(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def weekday_of(words: str) -> int:
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(words.rstrip(".").lower()[:3]))


def unit_of(words: str) -> Unit:
    return UNITS[words.lower().rstrip("s").replace("centurie", "century")]


def amount_of(words: str) -> str:
    """A number as TIMEX3 writes it ("2.5"), X where the words do not tell."""
    words = " ".join(words.lower().replace("-", " ").split())
    if words in {"a", "an"}:
        return "1"
    if "half" in words and "and" not in words:
        return "0.5"
    whole = re.sub(r" and a half$|\s?½$| 1/2$", "", words)
    found = numerals(whole + " days")
    value = found[0].value + (0.5 if whole != words else 0) if found else None
    return "X" if value is None else f"{value:g}"


def when_of(m: re.Match[str]) -> str:
    """Which one is meant: "last", "this", "next", "past", …; empty where no word tells."""
    words = (m["when"] or "").lower().removeprefix("this ")
    return "" if words == "the" else words


def part_of(words: str | None) -> str:
    """The TIMEX3 code of a part of the day; empty for none."""
    return PARTS_OF_DAY.get((words or "").lower(), "")


def dated(day: date | None, unknown: str = "XXXX-XX-XX", *, part: str = "") -> Value:
    value = day.isoformat() if day else unknown
    return (DateType.TIME, f"{value}T{part}") if part else (DateType.DATE, value)
