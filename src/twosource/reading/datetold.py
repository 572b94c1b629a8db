"""Rules for what is told from another date: "the next day", "two years ago", "late in the day", "at 3 p.m.".

Strategy: as in `daterules`. The other date is the day of publication or one told shortly before, and where neither can
be meant the value holds X. What may live here: points in time that need such a date, and times of day.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from twosource.model import DateType
from twosource.reading import dateforms as forms
from twosource.reading import timex
from twosource.reading.dateplace import Place
from twosource.reading.daterule import (
    Rule,
    Value,
    amount_of,
    dated,
    day_of,
    month_of,
    named,
    part_of,
    unit_of,
    weekday_of,
    worded,
)
from twosource.reading.timex import UNITS, Unit


def _year_ago_period(m: re.Match[str], place: Place) -> Value:
    """The period last told, a year earlier: "the same month last year", "the year-ago quarter"."""
    unit = UNITS.get(m["unit"].lower(), Unit.YEAR)
    day = (unit is not Unit.YEAR and place.told_for(unit)) or place.anchor
    if day is None:
        return DateType.DATE, "XXXX"
    past = timex.moved(day, -1 if day.year == (place.anchor or day).year else 0, Unit.YEAR)
    return DateType.DATE, timex.of_unit(past, unit) if past else "XXXX"


# --- from another date ------------------------------------------------------------------------------------------------


def _told_again(m: re.Match[str], place: Place) -> Value:
    """From the date last told: "that day", "the same week", "the next morning"."""
    part = part_of(m["unit"])
    unit = Unit.DAY if part else unit_of(m["unit"])
    day = place.told_for(unit)
    moved = timex.moved(day, _SHIFTS.get((m["shift"] or "").lower(), 0), unit) if day else None
    if moved is None:
        return dated(None, "XXXX-XX-XX" if unit is Unit.DAY else "XXXX", part=part)
    return dated(moved, part=part) if unit is Unit.DAY else (DateType.DATE, timex.of_unit(moved, unit))


_SHIFTS = {"next": 1, "following": 1, "previous": -1, "preceding": -1}


def _the_unit(m: re.Match[str], place: Place) -> Value:
    """Of the day last told, else of the day of publication: "late in the day", "the end of the year"."""
    unit = unit_of(m["unit"])
    day = place.told_for(unit) or place.anchor
    return DateType.DATE, timex.of_unit(day, unit) if day else "XXXX-XX-XX" if unit is Unit.DAY else "XXXX"


def _ago(m: re.Match[str], place: Place) -> Value:
    unit, amount, way = unit_of(m["unit"]), amount_of(m["amount"]), m["way"].lower()
    back = way in {"ago", "earlier", "before", "previously"}
    if amount == "X":
        return DateType.DATE, "PAST_REF" if back else "FUTURE_REF"
    steps = int(float(amount)) * (2 if m["unit"].lower().startswith("fortnight") else 1)
    day = _told_from(way, unit, place)
    if unit.value.startswith("T") or day is None:
        return dated(day if way in {"ago", "from now", "earlier"} else None)
    moved = timex.moved(day, -steps if back else steps, unit)
    return DateType.DATE, timex.of_unit(moved, unit) if moved else "XXXX"


def _told_from(way: str, unit: Unit, place: Place) -> date | None:
    """The day that "ago", "from now", "earlier" or "later" counts from: publication, or a date told before."""
    if way in {"ago", "from now", "previously"}:
        return place.anchor
    told = place.told_for(unit)
    return told or (place.anchor if way == "earlier" else None)


# --- times of day -----------------------------------------------------------------------------------------------------


def _part_of_day(m: re.Match[str], place: Place) -> Value:
    day = place.anchor
    if day and m["when"].lower() == "last":
        day -= timedelta(days=1)
    return dated(day, part=part_of(m["part"]))


def _bare_part_of_day(m: re.Match[str], place: Place) -> Value:
    """Of the day last told: "in the morning", "late afternoon", "overnight"."""
    return dated(place.told_for(Unit.DAY), part=part_of(m["part"] or m["phased"] or "night"))


def _clock(m: re.Match[str], place: Place) -> Value | None:
    if _BARE_CLOCK.fullmatch(m[0]) and not _TELLS_A_TIME.search(place.text[: place.span.start][-12:]):
        return None  # "Romans 8:31", "with 7:41 to go"
    day = _clock_day(m, place)
    zulu = "Z" if (m["zone"] or "").strip() in {"UTC", "GMT"} else ""
    return dated(day, part=_hour(m["clock"]) + zulu)


def _clock_day(m: re.Match[str], place: Place) -> date | None:
    named, told_weekday = m["named"] or m["named_before"], m["weekday"] or m["weekday_before"]
    if place.anchor and m["month"]:
        number = day_of(m["day"])
        if m["year"]:
            return timex.valid_day(int(m["year"]), month_of(m["month"]), number)
        return timex.day_near(place.anchor, month_of(m["month"]), number, ahead=place.ahead)
    if place.anchor and told_weekday:
        return timex.weekday_from(place.anchor, weekday_of(told_weekday), ahead=place.ahead)
    if place.anchor and named:
        return place.anchor + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(named.lower(), 0))
    opens_paragraph = place.text[: place.span.start][-1:] in {"", "\n"}  # the entry of a live page
    return (None if opens_paragraph else place.told_for(Unit.DAY)) or place.anchor


_BARE_CLOCK = re.compile(r"\d{1,2}:\d\d")
_TELLS_A_TIME = re.compile(
    r"(?:^|\n|[(\-–]\s?|\b(?:at|by|until|till|from|to|around|about|since|before|after|and|between)\s)$", re.IGNORECASE
)


def _spoken_clock(m: re.Match[str], place: Place) -> Value:
    """The hour as it is said, of which half of the day is not told: "five minutes to four", "half past three"."""
    minutes = {"half": 30, "quarter": 15}.get((m["share"] or "").lower()) or int(amount_of(m["minutes"]))
    hour = int(amount_of(m["hour"]))
    if m["way"].lower() == "to":
        hour, minutes = (hour - 2) % 12 + 1, 60 - minutes
    return dated(place.told_for(Unit.DAY) or place.anchor, part=f"{hour:02d}:{minutes:02d}")


def _hour(words: str) -> str:
    words = words.lower()
    words = words.replace(".", ":", 1) if re.match(r"\d+\.\d", words) else words.replace(".", "").replace(" ", "")
    if words in {"noon", "midnight"}:
        return "12:00" if words == "noon" else "24:00"
    digits = re.findall(r"\d+", words)
    hour, minute = (digits[0][:2], digits[0][2:]) if len(digits[0]) == 4 else (digits[0], [*digits, "00"][1])
    late = "p" in words and int(hour) < 12
    return f"{int(hour) % 12 + 12 if late else 0 if 'am' in words and int(hour) == 12 else int(hour):02d}:{minute}"


# --- the table --------------------------------------------------------------------------------------------------------

_BEFORE_PART = forms.after("in", "by", "until", "since", "during", "throughout")
_BEFORE_THE_UNIT = forms.after("throughout", "end", "ended", "ending", "finish", "finished", "finishing", "for")
_CLOCK_DAY = (
    rf"(?:{forms.WEEKDAY},?\s)?(?P<month>{forms.MONTH})\s(?P<day>{forms.DAY})(?:,\s(?P<year>{forms.YEAR}))?"
    rf"|(?P<weekday>{forms.WEEKDAY})|(?P<named>yesterday|today|tomorrow)"
)

TOLD: tuple[Rule, ...] = (
    worded(rf"(?:(?:late|early|earlier|later)\s)?(?P<when>this|last)\s(?P<part>{forms.PART})", _part_of_day),
    worded(
        rf"{_BEFORE_PART}the\s(?:early\s|late\s)?(?P<part>{forms.PART})(?!\s(?:news|shows?|papers?)\b)|"
        rf"(?:early|late|mid)[ -](?P<phased>{forms.PART})|overnight",
        _bare_part_of_day,
    ),
    worded(rf"(?P<part>{forms.PART})(?P<phased>)(?=\s(?:trading|trade)\b)", _bare_part_of_day),
    worded(
        r"the\s(?:same|corresponding)\s(?P<unit>month|quarter|period|week|time)\s(?:of\s|in\s)?"
        r"(?:the\s)?(?:last|previous|prior|a)\syear(?:\s(?:ago|earlier|before))?",
        _year_ago_period,
    ),
    worded(r"(?:the\s|a\s)?year[- ](?:ago|earlier)\s(?P<unit>month|quarter|period)", _year_ago_period),
    worded(
        r"(?:(?:earlier|later)\s)?"
        r"(?:the\s(?:very\s)?(?P<shift>same|next|following|previous|preceding)|that\s(?:same|very)|that)\s"
        rf"(?P<unit>day|week|month|year|quarter|decade|{forms.PART})(?!['’]s\b|-|\s(?:one|two|three|\d))",
        _told_again,
    ),
    worded(
        r"(?:(?:(?:early|late|later|earlier)\s(?:in|on)|"
        rf"(?<!\bat )(?<!\bat the )(?:the\s)?{forms.EDGE}\sof)\s|{_BEFORE_THE_UNIT})"
        rf"the\s{forms.KIND_OF_YEAR}(?P<unit>day|{forms.LONG_UNIT})(?!\s(?:is|of|when)\b)",
        _the_unit,
    ),
    worded(
        rf"(?<!\bnot ){forms.ABOUT}(?P<amount>{forms.NUMBER}|{forms.VAGUE})\s(?P<unit>{forms.UNIT})s?\s"
        r"(?P<way>ago|earlier|later|from now|previously|before(?=[.,;]))",
        _ago,
    ),
    named(
        rf"(?:(?:(?P<weekday_before>{forms.WEEKDAY})|(?P<named_before>yesterday|today|tomorrow))\s(?:at\s)?)?"
        rf"(?P<clock>{forms.CLOCK})(?P<zone>{forms.ZONE})(?:,?\s(?:on\s)?(?:{_CLOCK_DAY}))?",
        _clock,
    ),
    worded(
        r"(?:(?P<minutes>[1-5]?[1-9]|[1-5]0|five|ten|twelve|twenty|twenty[ -]five)\sminutes|"
        r"(?:a\s)?(?P<share>quarter|half))\s"
        r"(?P<way>to|past)\s(?P<hour>1[0-2]|[1-9]|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)",
        _spoken_clock,
    ),
)
