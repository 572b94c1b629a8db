"""Rules for how long, how often and when in no way that a calendar knows: durations, sets, and "now".

Strategy: as in `daterules`, a table of patterns with functions to TIMEX3 values. What may live here: expressions that
have no place on the calendar of their own.
"""

from __future__ import annotations

import re

from twosource.model import DateType
from twosource.reading import dateforms as forms
from twosource.reading import timex
from twosource.reading.dateplace import Place
from twosource.reading.daterule import Resolve, Rule, Value, amount_of, named, unit_of, weekday_of, worded
from twosource.reading.timex import PARTS_OF_DAY, SEASONS, Unit

# --- durations --------------------------------------------------------------------------------------------------------


def _duration(m: re.Match[str], place: Place) -> Value | None:
    if _NO_DURATION_AFTER.match(place.text, place.span.end) or _FRACTION_OR_RANK.match(m[0]):
        return None
    amount = amount_of(m["amount"])
    unit = unit_of(m["unit"])
    if m["unit"].lower().startswith("fortnight") and amount != "X":
        amount = f"{float(amount) * 2:g}"
    if amount == "0.5" and unit in _HALVES:
        return DateType.DURATION, _HALVES[unit]
    return DateType.DURATION, timex.duration(amount, unit)


_HALVES = {Unit.HOUR: "PT30M", Unit.MINUTE: "PT30S", Unit.DAY: "PT12H", Unit.YEAR: "P6M"}
_NO_DURATION_AFTER = re.compile(r"\s?[-–]\s?olds?\b|['’]?s? (?:old|worth)\b| of age\b|\w")
_FRACTION_OR_RANK = re.compile(  # "a quarter of", "about three-quarters", "a second"
    r"(?:.*\s)?(?:an?|one)\s(?:second|quarter)$|.*\bthree[- ]quarters$|.*\bfirst half\b", re.IGNORECASE
)


def _one_unit(m: re.Match[str], _: Place) -> Value:
    """One of it: "the past year", "all day", "yearlong"."""
    return DateType.DURATION, timex.duration("1", unit_of(m["unit"]))


def _vague_duration(m: re.Match[str], place: Place) -> Value | None:
    if _NO_DURATION_AFTER.match(place.text, place.span.end):
        return None
    return DateType.DURATION, timex.duration("X", unit_of(m["unit"]))


def _part_of_century(m: re.Match[str], _: Place) -> Value:
    """A share of it: "a quarter-century", "half a century"."""
    unit = unit_of(m["unit"])
    return DateType.DURATION, timex.duration("0.25" if m["share"].lower() == "quarter" else "0.5", unit)


# --- sets -------------------------------------------------------------------------------------------------------------

_ADVERBS = {"hourly": "PT1H", "daily": "P1D", "nightly": "P1D", "weekly": "P1W", "monthly": "P1M", "quarterly": "P1Q",
            "annual": "P1Y", "annually": "P1Y", "yearly": "P1Y", "biweekly": "P2W", "biannual": "P6M",
            "semiannual": "P6M"}  # fmt: skip


def _adverb_of_set(m: re.Match[str], place: Place) -> Value | None:
    if m[0][0].isupper() and re.match(r"\s[A-Z]", place.text[place.span.end :][:2]):
        return None  # a name: "Daily News"
    return DateType.SET, _ADVERBS[m["adverb"].lower()]


def _set_of_units(m: re.Match[str], _: Place) -> Value:
    amount = "2" if m["other"] else amount_of(m["amount"]) if m["amount"] else "1"
    return DateType.SET, timex.duration(amount, unit_of(m["unit"]))


def _set_of_weekdays(m: re.Match[str], _: Place) -> Value:
    name = m["weekday"].lower()
    return DateType.SET, "XXXX-WXX-WE" if name.startswith("weekend") else f"XXXX-WXX-{weekday_of(name) + 1}"


def _set_of_names(m: re.Match[str], _: Place) -> Value:
    """What the calendar names, again and again: "every morning", "every summer", "each October"."""
    name = m["name"].lower()
    if name in PARTS_OF_DAY:
        return DateType.SET, f"XXXX-XX-XXT{PARTS_OF_DAY[name]}"
    return DateType.SET, f"XXXX-{SEASONS[name]}" if name in SEASONS else f"XXXX-{forms.MONTH_NAMES[name]:02d}"


# --- references -------------------------------------------------------------------------------------------------------


def _reference(value: str) -> Resolve:
    return lambda _m, _place: (DateType.DATE, value)


_FEW_DAYS = r"(?:days|weeks|months|years)"

_ONE = "day|week|month|year|decade|century"
_BEFORE_LAST = forms.after("over", "in", "within", "for")
_BEFORE_BARE = forms.after("for", "in", "within", "over", "over the", "after", "just", "took", "spent")
_BEFORE_RATE = forms.after("once", "twice", "times")
_AFTER_BARE = r"(?=[ -](?:long|of|after|before|later|earlier|since|ahead|leading|following|to come|that followed)\b)"
_PAST_ENDS = (
    r"(?=[.,;:!?'\"”)]|\s(?:and|or|but|is|was|has|had|when|to|he|she|they|it|by)\b|$)"  # the noun: not "the past week"
)

SPANS: tuple[Rule, ...] = (
    worded(
        r"(?:every|each)\s(?P<other>other\s)?(?P<amount>)(?P<unit>day|night|week|month|quarter|year|decade|hour|minute)",
        _set_of_units,
    ),
    worded(
        rf"every\s(?P<other>)(?P<amount>{forms.NUMBER}|{forms.VAGUE})\s(?P<unit>{forms.UNIT})s",
        _set_of_units,
    ),
    worded(
        rf"(?:{_BEFORE_RATE}an?|per)\s(?P<other>)(?P<amount>)(?P<unit>day|week|month|quarter|year|hour)",
        _set_of_units,
    ),
    worded(rf"(?:every|each)\s(?P<weekday>{forms.WEEKDAY}|weekend)", _set_of_weekdays),
    named(r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)days|weekends)", _set_of_weekdays),
    worded(
        rf"(?:every|each)\s(?P<name>{forms.PART}|{forms.SEASON}|(?-i:{forms.LONG_MONTH}|March|May))",
        _set_of_names,
    ),
    worded(rf"(?P<adverb>{'|'.join(sorted(_ADVERBS, key=len, reverse=True))})", _adverb_of_set),
    worded(
        rf"(?:the\s)?(?:(?:{forms.WHEN}|first|final)\s)?{forms.ABOUT}(?P<amount>{forms.NUMBER})(?:\s|\s?-\s?)"
        r"(?:(?:straight|consecutive|full|more|whole|solid|long|trading|business|working|calendar|school)\s)?"
        rf"(?P<unit>{forms.UNIT})s?",
        _duration,
    ),
    worded(rf"(?:the\s)?(?:{forms.WHEN}\s)?{forms.VAGUE}\s(?:more\s)?(?P<unit>{forms.UNIT})s", _vague_duration),
    worded(rf"{_BEFORE_BARE}(?P<unit>{forms.UNIT})s(?!\spast\b)", _vague_duration),
    worded(rf"(?P<unit>decade|year|month|week|day|hour|minute)s{_AFTER_BARE}", _vague_duration),
    worded(r"multi-?(?P<unit>day|week|month|year)", _vague_duration),
    worded(rf"the\spast\s(?P<unit>{_ONE})", _one_unit),
    worded(rf"{_BEFORE_LAST}the\s(?:last|next)\s(?P<unit>{_ONE})(?!\sof\s(?-i:[A-Z]))", _one_unit),
    worded(r"(?:all|the (?:whole|entire|full))\s(?P<unit>day|night|week|month|year)", _one_unit),
    worded(r"(?P<unit>day|week|month|year|decade)-?long", _one_unit),
    worded(
        r"(?:an?\s|the\s(?:past\s|last\s)?)?(?P<share>quarter|half)(?:[ -]|\sof\sa\s|\sa\s)(?P<unit>century|decade)",
        _part_of_century,
    ),
    worded(
        r"(?:right now|now|currently|at present|at the moment|nowadays|these days|at this (?:time|point|moment)|"
        r"current|the time being|the present)(?!-)",
        _reference("PRESENT_REF"),
    ),
    worded(
        r"(?:more |most )?(?:recently|recent(?: days| weeks| months| years)?)|lately|the other day|"
        rf"in (?:the )?recent {_FEW_DAYS}|{_FEW_DAYS} ago|{forms.after('in')}{_FEW_DAYS} past|"
        rf"(?:in |of |from )?the (?:recent |distant )?past{_PAST_ENDS}|"
        r"in the past(?!\s(?:\w+\s)?(?:\w+\s)?(?:day|hour|week|month|year|decade|century|quarter))",
        _reference("PAST_REF"),
    ),
    worded(
        r"(?:(?<!as )(?<!too )(?:very )?soon|in the future|"
        r"the (?:near |foreseeable |distant |not[- ]too[- ]distant )?future|"
        rf"the (?:near|long)(?:er)? term|(?:in )?(?:the )?coming {_FEW_DAYS}|(?:in )?the {_FEW_DAYS} ahead)(?!-)",
        _reference("FUTURE_REF"),
    ),
)
