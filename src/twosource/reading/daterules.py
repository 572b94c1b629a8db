"""Rules for points in time by the names and numbers of the calendar: days, weeks, months, seasons, years.

Strategy: a table of rules, each a bounded pattern and a function from its match, in its place, to a TIMEX3 value, None
where the match is no date after all. The grammar (interval, granularity, anchor, tense) follows HeidelTime (Strötgen
and Gertz, 2013). What is told from another date is in `datetold`; how long, how often and "now" are in `datespans`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta

from twosource.model import DateType
from twosource.reading import dateforms as forms
from twosource.reading import timex
from twosource.reading.dateplace import Place, Tense
from twosource.reading.daterule import (
    Rule,
    Value,
    dated,
    day_of,
    month_of,
    named,
    part_of,
    unit_of,
    weekday_of,
    when_of,
    worded,
)
from twosource.reading.timex import SEASONS, Unit


def _step(words: str) -> int:
    """Where "last", "this" and "next" lead, in units."""
    return {"last": -1, "past": -1, "previous": -1, "this": 0}.get(words.lower(), 1)


def _year_meant(m: re.Match[str], place: Place) -> int | None:
    """The year that is written, meant by "of last year" or "that year", or shared ("June and July 2016"), if one is."""
    if m["year"]:
        return int(m["year"])
    if m["which"] and place.anchor:
        return place.anchor.year + _step(m["which"])
    if m["told"] and (told := place.told_for(Unit.YEAR)):
        return told.year + (m["told"].lower() in {"the following", "the next"})
    shared = _SHARES_YEAR.match(place.text, place.span.end)
    return int(shared["year"]) if shared else None


_OF_YEAR = (
    r"(?:,?\s(?:of\s)?(?:(?P<which>last|this|next)\syear|(?P<told>that|the same|the following|the next)\syear"
    rf"|(?P<year>{forms.YEAR})))"
)
_SHARES_YEAR = re.compile(
    rf"(?:\s?[-–]\s?|,?\s(?:and|or|to|until|through)\s){forms.MONTH}(?:\s{forms.DAY}\b)?,?\s(?P<year>{forms.YEAR})\b"
)

# --- days -------------------------------------------------------------------------------------------------------------


def _full_date(m: re.Match[str], _: Place) -> Value | None:
    day = timex.valid_day(int(m["year"]), month_of(m["month"]), day_of(m["day"]))
    return dated(day) if day else None


def _numeric_date(m: re.Match[str], _: Place) -> Value | None:
    year = int(m["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    month, number = int(m["month"]), int(m["day"])
    day = timex.valid_day(year, month, number) or timex.valid_day(year, number, month)  # 3/21/18, or 21/3/18
    return dated(day) if day else None


def _day_of_month(m: re.Match[str], place: Place) -> Value | None:
    month, day = month_of(m["month"]), day_of(m["day"])
    if timex.valid_day(2000, month, day) is None or _names_an_event(month, day, place):
        return None
    if year := _year_meant(m, place):
        return dated(timex.valid_day(year, month, day), f"{year}-{month:02d}")
    if place.anchor is None or m["told"]:
        return dated(None, f"XXXX-{month:02d}-{day:02d}")
    return dated(timex.day_near(place.anchor, month, day, ahead=place.ahead))


def _names_an_event(month: int, day: int, place: Place) -> bool:
    """Whether this is the name of the attacks of 2001, which is told without a year and is no day of this year."""
    return (month, day) == (9, 11) and bool(forms.EVENT_AFTER.match(place.text, place.span.end))


def _weekday(m: re.Match[str], place: Place) -> Value:
    number, anchor, when = weekday_of(m["weekday"]), place.anchor, when_of(m)
    if anchor is None:
        return dated(None, f"XXXX-WXX-{number + 1}", part=part_of(m["part"]))
    if when in {"next", "coming", "following"}:
        day = timex.weekday_from(anchor + timedelta(days=1), number, ahead=True)
    elif when in {"last", "past", "previous"}:
        day = timex.weekday_from(anchor - timedelta(days=1), number, ahead=False)
    elif when == "this":
        over = number < anchor.weekday() and place.tense is not Tense.PAST
        day = timex.weekday_of_week(anchor, number, 1 if over else 0)
    else:
        day = timex.weekday_from(anchor, number, ahead=place.ahead)
    return dated(day, part=part_of(m["part"]))


def _named_day(m: re.Match[str], place: Place) -> Value | None:
    word = m["named"].lower()
    if _OPENS.search(place.text[: place.span.start][-2:]) and _CLOSES.match(place.text, place.span.end):
        return None  # a programme: “Today”
    shift = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}.get(word, 0)
    day = place.anchor + timedelta(days=shift) if place.anchor else None
    return dated(day, part=part_of(m["part"]) or ("NI" if word == "tonight" else ""))


_OPENS, _CLOSES = re.compile(r"[“\"]$|[‘'`]{2}$"), re.compile(r",?[”\"]|['’]{2}")


def _holiday(m: re.Match[str], place: Place) -> Value:
    name = re.sub(r"\s", " ", m["holiday"].lower().replace("’", "'"))
    if m["year"]:
        return dated(_holiday_in(name, int(m["year"])))
    if place.anchor is None:
        return dated(
            None, "XXXX-{:02d}-{:02d}".format(*forms.HOLIDAYS[name]) if name in forms.HOLIDAYS else "XXXX-XX-XX"
        )
    around = [_holiday_in(name, place.anchor.year + shift) for shift in (-1, 0, 1)]
    return dated(timex.nearest(place.anchor, around, ahead=place.ahead))


def _holiday_in(name: str, year: int) -> date | None:
    if name in forms.HOLIDAYS:
        return timex.valid_day(year, *forms.HOLIDAYS[name])
    if name in forms.MOVING_HOLIDAYS:
        return timex.weekday_of_month(year, *forms.MOVING_HOLIDAYS[name])
    easter = timex.easter(year)
    return easter + timedelta(days=forms.EASTER_HOLIDAYS[name]) if easter else None


# --- weeks, months, quarters, years -----------------------------------------------------------------------------------


def _month_of_year(m: re.Match[str], place: Place) -> Value:
    return DateType.DATE, f"{_year_meant(m, place) or 'XXXX'}-{month_of(m['month']):02d}"


def _bare_month(m: re.Match[str], place: Place) -> Value:
    month, anchor = month_of(m["month"]), place.anchor
    if shared := _SHARES_YEAR.match(place.text, place.span.end):
        return DateType.DATE, f"{shared['year']}-{month:02d}"
    if anchor is None:
        return DateType.DATE, f"XXXX-{month:02d}"
    when = when_of(m)
    ahead = when in {"next", "coming"} or (when in {"", "this"} and _month_is_ahead(month, place))
    first = timex.month_near(anchor, month, ahead=ahead)
    if when == "last" and first.month == anchor.month:
        first = first.replace(year=first.year - 1)
    return DateType.DATE, timex.of_unit(first, Unit.MONTH)


def _month_is_ahead(month: int, place: Place) -> bool:
    """Whether a month without a year is the coming one: by the tense, or, where none is told, because it is near."""
    if place.tense is not Tense.UNTOLD or place.anchor is None:
        return place.ahead
    return 0 < (month - place.anchor.month) % 12 <= _MONTHS_AHEAD


_MONTHS_AHEAD = 3  # "the party's convention in July", told in May: no verb tells, and last year's is old news


def _year(m: re.Match[str], place: Place) -> Value | None:
    before, after = place.text[: place.span.start][-24:], place.text[place.span.end :][:24]
    if _NO_YEAR_BEFORE.search(before) or _NO_YEAR_AFTER.match(after):
        return None
    return DateType.DATE, m["year"]


_NO_YEAR_BEFORE = re.compile(
    r"(?:[$£€#./:]|(?<!\d\d\d\d)[\-–−]|\d,|\b(?:over|than|about|nearly|some|least|number|Room|Route|Flight|No\.?|at))\s?$"
)
_NO_YEAR_AFTER = re.compile(
    r"[%°/:]|[.,]\d|[-–](?!era|style|\d{2,4}\b)|\s(?:people|troops|jobs|miles|feet|dollars|pounds|euros|homes|votes|"
    r"metres|meters|points|tons|tonnes|employees|workers|others|men|women|children|students|members|delegates|pages|"
    r"times|hours|days|words|calories|Index)\b"
)


def _short_year(m: re.Match[str], _: Place) -> Value:
    return DateType.DATE, f"19{m['short']}"


def _decade(m: re.Match[str], _: Place) -> Value:
    if m["decade"]:
        return DateType.DATE, m["decade"]
    named = m["named"] and next(i for i, name in enumerate(_DECADES, 2) if m["named"].lower() == name)
    return DateType.DATE, f"19{named or m['short_decade']}"


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")


def _century(m: re.Match[str], _: Place) -> Value:
    return DateType.DATE, f"{day_of(m['ordinal']) - 1:02d}"


def _relative_unit(m: re.Match[str], place: Place) -> Value:
    unit = unit_of(m["unit"])
    if place.anchor is None:
        return DateType.DATE, "XXXX"
    step = 0 if _is_week_just_past(m, place.anchor) else _step(when_of(m))
    day = timex.moved(place.anchor, step, unit)
    return DateType.DATE, timex.of_unit(day, unit) if day else "XXXX"


def _is_week_just_past(m: re.Match[str], anchor: date) -> bool:
    """Whether this is "this past week", told when the working week is over."""
    return when_of(m) == "past" and unit_of(m["unit"]) is Unit.WEEK and anchor.weekday() >= _FRIDAY


_FRIDAY = 4


def _weekend(m: re.Match[str], place: Place) -> Value:
    if place.anchor is None:
        return DateType.DATE, "XXXX-WXX-WE"
    when = when_of(m)
    step = _step(when) if when else 0
    if place.anchor.weekday() < _WEEKEND_IS_NEWS.get(when, 0) and not place.ahead:
        step = -1
    day = timex.moved(place.anchor, step, Unit.WEEK) or place.anchor
    return DateType.DATE, f"{timex.of_unit(day, Unit.WEEK)}-WE"


_WEEKEND_IS_NEWS = {"": 3, "this": 1}  # so many days "the weekend" and "this weekend" are the one that was


def _season(m: re.Match[str], place: Place) -> Value | None:
    code, when = SEASONS[m["season"].lower()], when_of(m)
    if year := _year_meant(m, place):
        return DateType.DATE, f"{year}-{code}"
    if place.anchor is None or m["told"]:
        return DateType.DATE, f"XXXX-{code}"
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    if when == "this":
        return DateType.DATE, f"{place.anchor.year}-{code}"
    ahead = when in {"next", "coming"} or (not when and _month_is_ahead(begins, place))
    first = timex.month_near(place.anchor, begins, ahead=ahead)
    still_on = when == "last" and (place.anchor - first).days < _SEASON_DAYS
    return DateType.DATE, f"{first.year - still_on}-{code}"


_SEASON_DAYS = 92


def _part_of_year(m: re.Match[str], place: Place) -> Value | None:
    ordinal = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}.get(m["nth"].lower(), 4)
    letter = "H" if m["half"].lower() == "half" else "Q"
    if letter == "H" and (ordinal > 2 or not (m["year"] or m["of"])):
        return None
    if m["year"]:
        return DateType.DATE, f"{m['year']}-{letter}{ordinal}"
    if place.anchor is None:
        return DateType.DATE, f"XXXX-{letter}{ordinal}"
    if m["of"]:
        step = {"last": -1, "next": 1}.get((m["which"] or "").lower(), 0)
        return DateType.DATE, f"{place.anchor.year + step}-{letter}{ordinal}"
    ends = 3 * ordinal
    last_year = place.anchor.month <= ends and not place.ahead and 12 + place.anchor.month - ends <= _MONTHS_OF_RESULTS
    return DateType.DATE, f"{place.anchor.year - last_year}-{letter}{ordinal}"


_MONTHS_OF_RESULTS = 6  # so long after its end a quarter is still the one that is reported on


# --- the table --------------------------------------------------------------------------------------------------------

_ON = rf"(?:{forms.WEEKDAY},?\s+)?"
_MONTH_DAY = rf"(?P<month>{forms.MONTH})(?:\s|(?<=\.))(?P<day>{forms.DAY})"
_DAY_MONTH = rf"(?:the\s)?(?P<day>{forms.DAY})\s(?:of\s)?(?P<month>{forms.MONTH})"
_IN_YEAR = rf"(?P<year>{forms.YEAR})"
_RELATIVE = r"last|next|this(?:\s(?:past|coming))?"
_BEFORE_MONTH = forms.after(
    *("in", "In", "by", "By", "since", "Since", "until", "of", "from", "to", "and", "for", "through", "before"),
    *("after", "late", "early", "mid", "mid-", "during", "this", "last", "next", "the"),
)
_BEFORE_SEASON = forms.after("in", "over", "during", "until", "by", "since")
_BEFORE_HOLIDAY = forms.after(  # "they celebrate Christmas" tells of no day
    *("on", "On", "by", "By", "before", "Before", "after", "After", "since", "Since", "until", "Until", "at", "around"),
    *("from", "last", "this", "next", "over", "near"),
)
_HOLIDAY = forms.any_of((*forms.HOLIDAYS, *forms.MOVING_HOLIDAYS, *forms.EASTER_HOLIDAYS))

POINTS: tuple[Rule, ...] = (
    named(rf"{_ON}{_MONTH_DAY},?\s{_IN_YEAR}", _full_date),
    named(rf"{_ON}{_DAY_MONTH},?\s{_IN_YEAR}", _full_date),
    named(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", _numeric_date),
    named(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d\d)(?!/)", _numeric_date),
    named(rf"{_ON}{_MONTH_DAY}(?![:,.]?\d){_OF_YEAR}?", _day_of_month),
    named(rf"{_ON}{_DAY_MONTH}{_OF_YEAR}?", _day_of_month),
    named(rf"{forms.PHASE}(?P<month>{forms.MONTH}){_OF_YEAR}", _month_of_year),
    named(
        rf"(?:(?P<when>{_RELATIVE})\s|(?:early|late|mid)[ -]|{_BEFORE_MONTH})(?P<month>{forms.MONTH})(?!\s\d)",
        _bare_month,
    ),
    named(rf"(?P<when>){forms.PHASE}(?P<month>{forms.LONG_MONTH})", _bare_month),
    named(rf"{forms.PHASE}{_IN_YEAR}", _year),
    named(r"(?<!\d)[’'](?P<short>[3-9]\d)(?=\s|[.,;)])", _short_year),
    worded(
        rf"(?:the\s)?{forms.PHASE}(?:(?P<decade>1[5-9]\d|20\d)0['’]?s|['’](?P<short_decade>\d)0s"
        rf"|(?<=the )(?P<named>{'|'.join(_DECADES)}))",
        _decade,
    ),
    worded(r"(?:the\s)?(?P<ordinal>\d\d?(?:st|nd|rd|th))[ -]century", _century),
    named(
        rf"{forms.IN_NO_NAME}(?:(?P<when>{forms.WHEN})\s|(?:early|late|earlier|later)\s(?:on\s)?)?"
        rf"(?P<weekday>{forms.WEEKDAY})(?:\s(?P<part>{forms.PART}))?{forms.NAME_AFTER}",
        _weekday,
    ),
    worded(
        r"(?:the\s)?(?:earlier\s|later\s)?(?P<named>day before yesterday|day after tomorrow|yesterday|today|"
        rf"tomorrow|tonight)(?:\s(?P<part>{forms.PART}))?",
        _named_day,
    ),
    worded(
        rf"(?:(?:earlier|later|early|late)\s(?:in\s)?|(?:the\s)?{forms.EDGE}\sof\s)?(?:the\s)?"
        rf"(?P<when>{_RELATIVE}|previous|coming)\s{forms.KIND_OF_YEAR}(?P<unit>{forms.LONG_UNIT})(?!\sof\s(?-i:[A-Z]))",
        _relative_unit,
    ),
    worded(rf"(?P<when>{forms.WHEN}|the)\sweekend", _weekend),
    worded(rf"{forms.PHASE}(?:the\s)?(?P<when>)(?P<season>{forms.SEASON}){_OF_YEAR}", _season),
    worded(
        rf"(?:(?:early|late|earlier|later)\s)?(?P<when>{_RELATIVE}|{_BEFORE_SEASON}the)\s(?P<season>{forms.SEASON})"
        r"(?P<year>)(?P<which>)(?P<told>)(?!\s(?:of|before|after|when|that)\b)",
        _season,
    ),
    worded(
        r"(?:the\s)?(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[ -](?P<half>quarter|half)"
        rf"(?P<of>\sof\s(?:(?P<which>this|last|next|the)\s(?:\w+\s)?year|{_IN_YEAR})|)(?!\s\w*final|back)",
        _part_of_year,
    ),
    named(rf"{_BEFORE_HOLIDAY}(?P<holiday>{_HOLIDAY})(?:,?\s{_IN_YEAR})?{forms.NO_HOLIDAY_AFTER}", _holiday),
)
