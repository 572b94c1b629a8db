"""Dates, times, durations and sets in English text, resolved to TIMEX3 values.

Strategy: a table of rules, each a bounded pattern (its words are in `dateforms`) and a function from its match to a
value. At each place the longest match wins. What is relative is resolved against the day of publication, past or future
by the tense around it, and where that day is not known a value holds X for what cannot be told: no date is invented.
The grammar (interval, granularity, anchor, tense) follows HeidelTime (Strötgen and Gertz, 2013); values follow the
TIMEX3 guidelines of TimeML. Developed on MEANTIME alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from twosource.model import DateMention, DateType, Span
from twosource.reading import dateforms as forms
from twosource.reading import timex
from twosource.reading.numerals import numerals
from twosource.reading.timex import PARTS_OF_DAY, SEASONS, UNITS, WEEKDAYS, Unit

CLAUSE = 60  # characters on either side in which a tense is looked for: about ten words
EARLIEST_YEAR, LATEST_YEAR = 1500, 2100  # of a day of publication: newspapers are younger than the one


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a match stands: the day that it is told from, and whether its clause looks ahead."""

    text: str
    span: Span
    anchor: date | None

    @property
    def ahead(self) -> bool:
        before, after = self._clause()
        if forms.AHEAD.search(before):
            return not forms.PAST_VERB.search(before[_last_end(forms.AHEAD, before) :])
        return bool(forms.AHEAD.search(after)) and not forms.PAST_VERB.search(before)

    def _clause(self) -> tuple[str, str]:
        before = self.text[max(0, self.span.start - CLAUSE) : self.span.start]
        after = self.text[self.span.end : self.span.end + CLAUSE]
        return re.split(r"[.!?;\n]\s", before)[-1], re.split(r"[.!?;,\n](?:\s|$)", after)[0]


def _last_end(pattern: re.Pattern[str], text: str) -> int:
    return max(match.end() for match in pattern.finditer(text))


_Value = tuple[DateType, str]
_Resolve = Callable[["re.Match[str]", _Place], _Value | None]


@dataclass(frozen=True, slots=True)
class _Rule:
    pattern: re.Pattern[str]
    resolve: _Resolve


def dates(text: str, published: date | None) -> tuple[DateMention, ...]:
    """Every date, time, duration and set in `text`, in order, none overlapping.

    Args:
        text: English prose.
        published: the day, or moment, from which "yesterday" is told. Without it relative dates hold X.
    """
    anchor = published.date() if isinstance(published, datetime) else published
    if anchor and not EARLIEST_YEAR <= anchor.year <= LATEST_YEAR:
        anchor = None  # a clock gone wrong tells nothing
    found: list[DateMention] = []
    for match, rule in _longest(text):
        span = Span(*match.span())
        value = rule.resolve(match, _Place(text, span, anchor))
        if value is not None:
            found.append(DateMention(span, *value))
    return tuple(found)


def _longest(text: str) -> Iterator[tuple[re.Match[str], _Rule]]:
    """Matches from left to right, the longest at each place, the earlier rule where two are as long."""
    matches = [(m, rule) for rule in _RULES for m in rule.pattern.finditer(text) if m.end() > m.start()]
    matches.sort(key=lambda pair: (pair[0].start(), -pair[0].end()))
    end = 0
    for match, rule in matches:
        if match.start() >= end:
            yield match, rule
            end = match.end()


# --- reading the groups of a match ------------------------------------------------------------------------------------


def _month(words: str) -> int:
    return forms.MONTH_NAMES[words.rstrip(".").lower()]


def _day(words: str) -> int:
    return int(re.sub(r"\D", "", words))


def _weekday(words: str) -> int:
    return next(i for i, name in enumerate(WEEKDAYS) if name.startswith(words.rstrip(".").lower()[:3]))


def _unit(words: str) -> Unit:
    singular = words.lower().rstrip("s").replace("centurie", "century")
    return UNITS[singular]


def _amount(words: str) -> str:
    """A number as TIMEX3 writes it ("2.5"), X where the words do not tell."""
    words = " ".join(words.lower().split())
    if words in {"a", "an"}:
        return "1"
    if words.startswith("half a"):
        return "0.5"
    whole = words.removesuffix(" and a half")
    found = numerals(whole + " days")
    value = found[0].value + (0.5 if whole != words else 0) if found else None
    return "X" if value is None else f"{value:g}"


def _step(words: str) -> int:
    """Where "last", "this" and "next" lead, in units."""
    return {"last": -1, "past": -1, "previous": -1, "this": 0}.get(words.lower(), 1)


def _dated(day: date | None, unknown: str = "XXXX-XX-XX") -> _Value:
    return DateType.DATE, day.isoformat() if day else unknown


# --- rules ------------------------------------------------------------------------------------------------------------


def _full_date(m: re.Match[str], _: _Place) -> _Value | None:
    day = timex.valid_day(int(m["year"]), _month(m["month"]), _day(m["day"]))
    return _dated(day) if day else None


def _numeric_date(m: re.Match[str], _: _Place) -> _Value | None:
    year = int(m["year"])
    year += 0 if year > 99 else 2000 if year < 50 else 1900
    day = timex.valid_day(year, int(m["month"]), int(m["day"]))
    return _dated(day) if day else None


def _day_of_month(m: re.Match[str], place: _Place) -> _Value | None:
    month, day = _month(m["month"]), _day(m["day"])
    if timex.valid_day(2000, month, day) is None:
        return None
    if place.anchor is None:
        return _dated(None, f"XXXX-{month:02d}-{day:02d}")
    return _dated(timex.day_near(place.anchor, month, day, ahead=place.ahead))


def _month_of_year(m: re.Match[str], _: _Place) -> _Value:
    return DateType.DATE, f"{m['year']}-{_month(m['month']):02d}"


def _bare_month(m: re.Match[str], place: _Place) -> _Value:
    month, anchor = _month(m["month"]), place.anchor
    if anchor is None:
        return DateType.DATE, f"XXXX-{month:02d}"
    when = (m["when"] or "").lower()
    first = timex.month_near(anchor, month, ahead=when == "next" or (when != "last" and place.ahead))
    if when == "last" and first.month == anchor.month:
        first = first.replace(year=first.year - 1)
    return DateType.DATE, timex.of_unit(first, Unit.MONTH)


def _year(m: re.Match[str], place: _Place) -> _Value | None:
    before, after = place.text[: place.span.start][-24:], place.text[place.span.end :][:24]
    if _NO_YEAR_BEFORE.search(before) or _NO_YEAR_AFTER.match(after):
        return None
    return DateType.DATE, m["year"]


_NO_YEAR_BEFORE = re.compile(
    r"(?:[$£€#./:,\-–−]|\b(?:over|than|about|nearly|some|least|number|Room|Route|Flight|No\.?|at))\s?$"
)
_NO_YEAR_AFTER = re.compile(
    r"[%°/:]|[.,]\d|-(?!era|style|\d\d\b)|\s(?:people|troops|jobs|miles|feet|dollars|pounds|euros|homes|votes|metres|meters|"
    r"points|tons|tonnes|employees|workers|others|men|women|children|students|members|delegates|pages|times|hours)\b"
)


def _short_year(m: re.Match[str], _: _Place) -> _Value:
    return DateType.DATE, f"19{m['short']}"


def _decade(m: re.Match[str], _: _Place) -> _Value:
    return DateType.DATE, m["decade"] if m["decade"] else f"19{m['short_decade']}"


def _century(m: re.Match[str], _: _Place) -> _Value:
    return DateType.DATE, f"{_day(m['ordinal']) - 1:02d}"


def _weekday_rule(m: re.Match[str], place: _Place) -> _Value:
    weekday, anchor, when = _weekday(m["weekday"]), place.anchor, (m["when"] or "").lower()
    part = PARTS_OF_DAY.get((m["part"] or "").lower())
    if anchor is None:
        value = f"XXXX-WXX-{weekday + 1}"
    elif when in {"next", "coming"}:
        value = timex.weekday_from(anchor, weekday, ahead=True).isoformat()
    elif when in {"last", "past", "previous"}:
        value = timex.weekday_from(anchor - timedelta(days=1), weekday, ahead=False).isoformat()
    elif when == "this":
        value = timex.weekday_of_week(anchor, weekday, 0).isoformat()
    else:
        value = timex.weekday_from(anchor, weekday, ahead=place.ahead).isoformat()
    return (DateType.TIME, f"{value}T{part}") if part else (DateType.DATE, value)


def _named_day(m: re.Match[str], place: _Place) -> _Value:
    word = m["named"].lower()
    shift = {"yesterday": -1, "tomorrow": 1, "day before yesterday": -2, "day after tomorrow": 2}.get(word, 0)
    day = place.anchor + timedelta(days=shift) if place.anchor else None
    part = PARTS_OF_DAY.get((m["part"] or "").lower()) or ("NI" if word == "tonight" else None)
    kind, value = _dated(day)
    return (DateType.TIME, f"{value}T{part}") if part else (kind, value)


def _part_of_day(m: re.Match[str], place: _Place) -> _Value:
    day = place.anchor
    if day and m["when"].lower() == "last":
        day -= timedelta(days=1)
    return DateType.TIME, f"{_dated(day)[1]}T{PARTS_OF_DAY[m['part'].lower()]}"


def _relative_unit(m: re.Match[str], place: _Place) -> _Value:
    unit = _unit(m["unit"])
    if place.anchor is None:
        return DateType.DATE, "XXXX"
    day = timex.moved(place.anchor, _step(m["when"]), unit)
    return DateType.DATE, timex.of_unit(day, unit) if day else "XXXX"


def _weekend(m: re.Match[str], place: _Place) -> _Value:
    if place.anchor is None:
        return DateType.DATE, "XXXX-WXX-WE"
    when = (m["when"] or "this").lower()
    day = timex.moved(place.anchor, _step(when) if when != "the" else 0, Unit.WEEK) or place.anchor
    return DateType.DATE, f"{timex.of_unit(day, Unit.WEEK)}-WE"


def _season(m: re.Match[str], place: _Place) -> _Value | None:
    code, when = SEASONS[m["season"].lower()], (m["when"] or "").lower()
    if m["year"]:
        return DateType.DATE, f"{m['year']}-{code}"
    if place.anchor is None:
        return DateType.DATE, f"XXXX-{code}"
    begins = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}[code]
    first = timex.month_near(place.anchor, begins, ahead=when == "next" or (when != "last" and place.ahead))
    year = place.anchor.year if when == "this" else first.year
    return DateType.DATE, f"{year}-{code}"


def _part_of_year(m: re.Match[str], place: _Place) -> _Value | None:
    ordinal = {"first": 1, "1st": 1, "second": 2, "2nd": 2, "third": 3, "3rd": 3}.get(m["nth"].lower(), 4)
    letter = "H" if m["half"].lower() == "half" else "Q"
    if letter == "H" and (ordinal > 2 or not (m["year"] or m["of"])):
        return None
    if m["year"]:
        return DateType.DATE, f"{m['year']}-{letter}{ordinal}"
    if place.anchor is None:
        return DateType.DATE, f"XXXX-{letter}{ordinal}"
    step = {"last": -1, "next": 1}.get((m["which"] or "").lower(), 0)
    ended = place.anchor.month > 3 * ordinal or bool(m["of"]) or place.ahead
    return DateType.DATE, f"{place.anchor.year + step - (not ended)}-{letter}{ordinal}"


def _ago(m: re.Match[str], place: _Place) -> _Value:
    unit, amount = _unit(m["unit"]), _amount(m["amount"])
    back = m["way"].lower() in {"ago", "earlier", "before", "previously"}
    if amount == "X":
        return DateType.DATE, "PAST_REF" if back else "FUTURE_REF"
    steps = int(float(amount)) * (2 if m["unit"].lower().startswith("fortnight") else 1)
    if unit.value.startswith("T") or place.anchor is None:
        return DateType.DATE, place.anchor.isoformat() if place.anchor and back else "XXXX-XX-XX"
    day = timex.moved(place.anchor, -steps if back else steps, unit)
    return DateType.DATE, timex.of_unit(day, unit) if day else "XXXX"


def _duration(m: re.Match[str], place: _Place) -> _Value | None:
    if _NO_DURATION_AFTER.match(place.text, place.span.end) or _FRACTION_OR_RANK.match(m[0]):
        return None
    amount = _amount(m["amount"])
    if m["unit"].lower().startswith("fortnight") and amount != "X":
        amount = f"{float(amount) * 2:g}"
    return DateType.DURATION, timex.duration(amount, _unit(m["unit"]))


_NO_DURATION_AFTER = re.compile(r"[- ]olds?\b|['’]s? (?:old|worth)\b| of age\b|\w")
_FRACTION_OR_RANK = re.compile(
    r"(?:.*\s)?(?:a|an|one)\s(?:second|quarter)$", re.IGNORECASE
)  # "a quarter of", "a second"


def _vague_duration(m: re.Match[str], place: _Place) -> _Value | None:
    if m["vague"] and m["vague"].lower() == "recent":
        return DateType.DATE, "PAST_REF"
    if _NO_DURATION_AFTER.match(place.text, place.span.end):
        return None
    return DateType.DURATION, timex.duration("X", _unit(m["unit"]))


def _set(m: re.Match[str], _: _Place) -> _Value:
    word = m["every"].lower()
    adverbs = {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M",
               "quarterly": "P1Q",
               "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "biweekly": "P2W", "biannual": "P6M"}  # fmt: skip
    if word in adverbs:
        return DateType.SET, adverbs[word]
    unit = m["unit"] or m["per_unit"]
    if unit:
        return DateType.SET, timex.duration("1", _unit(unit))
    return DateType.SET, f"XXXX-WXX-{_weekday(m['weekday']) + 1}"


def _clock(m: re.Match[str], place: _Place) -> _Value:
    named = m["named"] or m["named_before"]
    weekday = m["weekday"] or m["weekday_before"]
    day = place.anchor
    if day and weekday:
        day = timex.weekday_from(day, _weekday(weekday), ahead=place.ahead)
    elif day and named:
        day += timedelta(days={"yesterday": -1, "tomorrow": 1}.get(named.lower(), 0))
    zulu = "Z" if (m["zone"] or "").strip() in {"UTC", "GMT"} else ""
    return DateType.TIME, f"{_dated(day)[1]}T{_hour(m['clock'])}{zulu}"


def _hour(words: str) -> str:
    words = (
        words.lower().replace(".", "").replace(" ", "")
        if not re.match(r"\d+\.\d", words)
        else words.replace(".", ":", 1)
    )
    if words in {"noon", "midnight"}:
        return "12:00" if words == "noon" else "24:00"
    digits = re.findall(r"\d+", words)
    hour, minute = (digits[0][:2], digits[0][2:]) if len(digits[0]) == 4 else (digits[0], [*digits, "00"][1])
    late = "p" in words and int(hour) < 12
    return f"{int(hour) % 12 + 12 if late else 0 if 'a' in words and int(hour) == 12 else int(hour):02d}:{minute}"


def _holiday(m: re.Match[str], place: _Place) -> _Value:
    month, day = forms.HOLIDAYS[m["holiday"].lower().replace("’", "'")]
    if m["year"]:
        return _dated(timex.valid_day(int(m["year"]), month, day))
    if place.anchor is None:
        return _dated(None, f"XXXX-{month:02d}-{day:02d}")
    return _dated(timex.day_near(place.anchor, month, day, ahead=place.ahead))


def _reference(value: str) -> _Resolve:
    return lambda _m, _place: (DateType.DATE, value)


def _rule(pattern: str, resolve: _Resolve, *, cased: bool = True) -> _Rule:
    return _Rule(re.compile(r"(?<![\w’'$£€])" + pattern + r"(?!\w)", 0 if cased else re.IGNORECASE), resolve)


_RULES: tuple[_Rule, ...] = (
    _rule(
        rf"(?:{forms.WEEKDAY},?\s+)?(?P<month>{forms.MONTH})\s(?P<day>{forms.DAY}),?\s(?P<year>{forms.YEAR})",
        _full_date,
    ),
    _rule(
        rf"(?:{forms.WEEKDAY},?\s+)?(?:the\s)?(?P<day>{forms.DAY})\s(?:of\s)?(?P<month>{forms.MONTH}),?\s(?P<year>{forms.YEAR})",
        _full_date,
    ),
    _rule(r"(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)", _numeric_date),
    _rule(r"(?P<month>\d{1,2})/(?P<day>\d{1,2})/(?P<year>\d{4}|\d\d)(?!/)", _numeric_date),
    _rule(rf"(?:{forms.WEEKDAY},?\s+)?(?P<month>{forms.MONTH})\s(?P<day>{forms.DAY})(?![:,.]?\d)", _day_of_month),
    _rule(
        rf"(?:{forms.WEEKDAY},?\s+)?(?:the\s)?(?P<day>{forms.DAY})\s(?:of\s)?(?P<month>{forms.MONTH})", _day_of_month
    ),
    _rule(rf"{forms.PHASE}(?P<month>{forms.MONTH}),?\s(?:of\s)?(?P<year>{forms.YEAR})", _month_of_year),
    _rule(
        rf"(?:(?P<when>last|next|this)\s|(?:early|late|mid)[ -]|{forms.PREPOSITION})(?P<month>{forms.MONTH})(?!\s\d)",
        _bare_month,
    ),
    _rule(
        r"(?P<when>)(?P<month>January|February|April|June|July|August|September|October|November|December)", _bare_month
    ),
    _rule(rf"{forms.PHASE}(?P<year>{forms.YEAR})", _year),
    _rule(r"(?<!\d)[’'](?P<short>[3-9]\d)(?=\s|[.,;)])", _short_year),
    _rule(
        rf"(?:the\s)?{forms.PHASE}(?:(?P<decade>1[5-9]\d|20\d)0['’]?s|['’](?P<short_decade>\d)0s)", _decade, cased=False
    ),
    _rule(r"(?:the\s)?(?P<ordinal>\d\d?(?:st|nd|rd|th))[ -]century", _century, cased=False),
    _rule(rf"(?:(?P<when>{forms.WHEN})\s)?(?P<weekday>{forms.WEEKDAY})(?:\s(?P<part>{forms.PART}))?", _weekday_rule),
    _rule(
        rf"(?:the\s)?(?:earlier\s|later\s)?(?P<named>day before yesterday|day after tomorrow|yesterday|today|"
        rf"tomorrow|tonight)"
        rf"(?:\s(?P<part>{forms.PART}))?",
        _named_day,
        cased=False,
    ),
    _rule(rf"(?P<when>this|last)\s(?P<part>{forms.PART})", _part_of_day, cased=False),
    _rule(
        r"(?:(?:earlier|later|early|late|the end of|the beginning of|the start of)\s)?(?:the\s)?"
        r"(?P<when>last|next|this|past|previous|coming)\s(?P<unit>week|month|quarter|year|decade|century)",
        _relative_unit,
        cased=False,
    ),
    _rule(rf"(?P<when>{forms.WHEN}|the)\sweekend", _weekend, cased=False),
    _rule(
        rf"(?:(?P<when>last|next|this)\s|in\sthe\s|{forms.PHASE})(?P<season>{forms.SEASON})(?:\s(?:of\s)?(?P<year>{forms.YEAR}))",
        _season,
        cased=False,
    ),
    _rule(rf"(?P<when>last|next|this)\s(?P<season>{forms.SEASON})(?P<year>)", _season, cased=False),
    _rule(
        rf"(?:the\s)?(?P<nth>first|second|third|fourth|final|1st|2nd|3rd|4th)[ -](?P<half>quarter|half)"
        rf"(?P<of>\sof\s(?:(?P<which>this|last|next|the)\s(?:\w+\s)?year|(?P<year>{forms.YEAR}))|)(?!\s\w*final|back)",
        _part_of_year,
        cased=False,
    ),
    _rule(
        rf"{forms.ABOUT}(?P<amount>{forms.NUMBER}|{forms.VAGUE})\s(?P<unit>{forms.UNIT})s?\s"
        r"(?P<way>ago|earlier|later|from now|previously)",
        _ago,
        cased=False,
    ),
    _rule(
        rf"(?P<every>(?:every|each)\s(?:other\s)?(?:(?P<unit>day|night|week|month|quarter|year|hour|minute)|(?P<weekday>{forms.WEEKDAY}))"
        r"|hourly|daily|nightly|weekly|monthly|annual(?:ly)?|yearly"
        r"|(?:(?<=once )|(?<=twice )|(?<=times ))an?\s(?P<per_unit>day|week|month|year|hour))",
        _set,
        cased=False,
    ),
    _rule(
        rf"(?:the\s)?(?:{forms.WHEN}\s)?{forms.ABOUT}(?P<amount>{forms.NUMBER})(?:\s|-)(?:(?:straight|consecutive|full|more|whole|trading|business|working)\s)?"
        rf"(?P<unit>{forms.UNIT})s?",
        _duration,
        cased=False,
    ),
    _rule(
        rf"(?:the\s)?(?:{forms.WHEN}\s)?(?P<vague>{forms.VAGUE})\s(?P<unit>{forms.UNIT})s", _vague_duration, cased=False
    ),
    _rule(
        rf"(?P<vague>)(?:(?<=for )|(?<=in )|(?<=within )|(?<=over )|(?<=after ))(?P<unit>{forms.UNIT})s",
        _vague_duration,
        cased=False,
    ),
    _rule(
        r"(?P<vague>)(?P<unit>decade|year|month|week|day|hour)s(?=[ -](?:long|of|after|before|later|earlier)\b)",
        _vague_duration,
        cased=False,
    ),
    _rule(
        rf"(?:(?:(?P<weekday_before>{forms.WEEKDAY})|(?P<named_before>yesterday|today|tomorrow))\s(?:at\s)?)?(?P<clock>{forms.CLOCK})(?P<zone>{forms.ZONE})"
        rf"(?:\s(?:on\s)?(?:(?P<weekday>{forms.WEEKDAY})|(?P<named>yesterday|today|tomorrow)))?",
        _clock,
    ),
    _rule(
        rf"(?P<holiday>Christmas Eve|Christmas Day|Christmas|New Year[’']s Eve|New Year[’']s Day|Valentine[’']s Day|"
        rf"Independence Day|Veterans Day|Halloween|Boxing Day|May Day)(?:,?\s(?P<year>{forms.YEAR}))?",
        _holiday,
    ),
    _rule(
        r"(?:now|currently|at present|at the moment|nowadays|at this time|current)",
        _reference("PRESENT_REF"),
        cased=False,
    ),
    _rule(
        r"(?:recently|more recently|in the past(?!\s(?:\w+\s)?(?:\w+\s)?(?:day|week|month|year|decade))|"
        r"in recent (?:days|weeks|months|years))",
        _reference("PAST_REF"),
        cased=False,
    ),
    _rule(
        r"(?:soon|in the future|the future|in the coming (?:days|weeks|months|years))",
        _reference("FUTURE_REF"),
        cased=False,
    ),
)
