"""When a page or feed entry says that it was published.

Strategy: the machine-readable forms first (ISO 8601, RFC 2822, seconds since 1970), then the few that people write with
a month's name. A form that two readers would read differently (3/4/2019) is no date. Midnight sharp is how software
writes "that day", so it gives the day alone.

What may live here: values of metadata. Dates in running text are read by `dates`.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from typing import Final

FIRST_YEAR: Final = 1900  # digitised archives go back further than the web; software's zero is 1970 or 0001
LAST_YEAR: Final = 2100
MAX_LENGTH: Final = 80  # the longest seen in 381 real pages and feeds has 44

_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            *("january jan", "february feb", "march mar", "april apr", "may", "june jun"),
            *("july jul", "august aug", "september sept sep", "october oct", "november nov", "december dec"),
        ),
        start=1,
    )
    for name in names.split()
}
_ISO: Final = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ]+(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d(?::?\d\d)?)?)?",
    re.IGNORECASE,
)
_RFC_2822: Final = re.compile(
    r"(?:[a-z]{3,9},? )?\d{1,2} [a-z]{3,9} \d{2,4} \d{1,2}:\d\d(?::\d\d)?(?: [a-z+-]|$)", re.I
)
_NAMED: Final = re.compile(
    r"(?:(?P<m1>[a-z]{3,9})\.? (?P<d1>\d{1,2})(?:st|nd|rd|th)?,? "
    r"|(?P<d2>\d{1,2})(?:st|nd|rd|th)? (?P<m2>[a-z]{3,9})\.?,? )"
    r"(?P<y>\d{4})\b(?:,? (?:at )?(?P<h>\d{1,2})[:.](?P<min>\d\d)(?: ?(?P<half>[ap])\.?m\b\.?)?"
    r"(?: (?P<zone>[a-z]{2,4})\b)?)?",
    re.IGNORECASE,
)
_SLASHED: Final = re.compile(r"(?:(\d{4})[/.](\d\d?)[/.](\d\d?)|(\d\d?)[/.](\d\d?)[/.](\d{4}))(?!\d)")
_ZONES: Final = {  # hours from UTC; IST and the like, which are several, are none
    "UTC": 0,
    "GMT": 0,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "EET": 2,
    "EEST": 3,
    "EST": -5,
    "EDT": -4,
    "CST": -6,
    "CDT": -5,
    "MST": -7,
    "MDT": -6,
    "PST": -8,
    "PDT": -7,
}
_DATE_WORD: Final = (
    r"(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
    r"|\d{1,4}(?:st|nd|rd|th)?"
    r"|\d{1,2}[:.]\d\d(?::\d\d)?|[ap]\.?m\.?|\d{1,2}(?:[:.]\d\d)?[ap]\.?m\.?|at|on|[a-z]{2,4}t|utc|gmt|bst|eastern"
    r"|local|time"
    r"|published|updated|posted|first|last|modified|created|\d{4}-\d\d-\d\d(?:t[\d:.+z-]+)?"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}"
)
_DATE_LINE: Final = re.compile(rf"\W*(?:{_DATE_WORD})(?:[\s,|•·:—–-]+(?:{_DATE_WORD}))*\W*", re.IGNORECASE)
_DATE_LEAD: Final = re.compile(
    r"^\W*(?:(?:first |last )?(?:published|updated|posted|created|modified)(?: on| at)?:?\s*)+", re.IGNORECASE
)
_EPOCH: Final = re.compile(r"\d{10}(?:\d{3})?")


def when(value: str) -> date | None:
    """The moment that `value` names: a `datetime` where it has a time of day, else a `date`; None if it is no date."""
    value = " ".join(value.split())
    if not value or len(value) > MAX_LENGTH:
        return None
    found = _iso(value) or _epoch(value) or _mail(value) or _named(value) or _slashed(value)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return None
    if isinstance(found, datetime) and (found.hour, found.minute, found.second) == (0, 0, 0):
        return found.date()
    return found


def date_of(line: str) -> date | None:
    """The date that a line is, where it is nothing else: "Published: 21 March 2018", not a sentence with a date."""
    return when(_DATE_LEAD.sub("", line).strip(" .|•·")) if _DATE_LINE.fullmatch(line) else None


def stated(value: str) -> date | None:
    """The date that a field of a record states, in a form of machines and with nothing else; None for anything else."""
    value = " ".join(value.split())
    machine_made = _ISO.fullmatch(value) or _EPOCH.fullmatch(value) or _RFC_2822.match(value)
    return when(value) if machine_made else None


def _iso(value: str) -> date | None:
    match = _ISO.match(value)
    if match is None:
        return None
    year, month, day, hour, minute, second, zone = match.groups()
    try:
        if hour is None:
            return date(int(year), int(month), int(day))
        whole = datetime(int(year), int(month), int(day), int(hour), int(minute), int(second or 0))  # noqa: DTZ001
        return whole if zone is None else datetime.fromisoformat(whole.isoformat() + _offset(zone))
    except ValueError:
        return None


def _offset(zone: str) -> str:
    if zone[0] not in "+-":
        return "+00:00"
    digits = zone[1:].replace(":", "").ljust(4, "0")
    return f"{zone[0]}{digits[:2]}:{digits[2:]}"


def _epoch(value: str) -> date | None:
    if not _EPOCH.fullmatch(value):
        return None
    return datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=int(value[:10]))


def _mail(value: str) -> date | None:
    if not _RFC_2822.match(value):  # the parser would take "9:30 pm" for half past nine in the morning
        return None
    try:
        return parsedate_to_datetime(value)
    except (ValueError, TypeError, OverflowError):
        return None


def _named(value: str) -> date | None:
    for match in _NAMED.finditer(value):
        month = _MONTHS.get((match["m1"] or match["m2"]).lower())
        if month is None:
            continue
        try:
            day = date(int(match["y"]), month, int(match["d1"] or match["d2"]))
            return _at(day, match["h"], match["min"], match["half"], match["zone"])
        except ValueError:
            continue
    return None


def _at(day: date, hour: str | None, minute: str | None, half: str | None, zone: str | None) -> date:
    if hour is None or minute is None:
        return day
    hours = int(hour) % 12 + 12 * (half.lower() == "p") if half else int(hour)
    offset = _ZONES.get((zone or "").upper())
    of_zone = None if offset is None else timezone(timedelta(hours=offset)) if offset else UTC
    return datetime(day.year, day.month, day.day, hours, int(minute), tzinfo=of_zone)


def _slashed(value: str) -> date | None:
    match = _SLASHED.match(value)
    if match is None:
        return None
    year, month, day, first, second, last = (int(group) if group else 0 for group in match.groups())
    if not year:
        if first <= 12 and second <= 12 and first != second:
            return None
        year, month, day = (last, first, second) if second > 12 else (last, second, first)
    try:
        return date(year, month, day)
    except ValueError:
        return None
