"""Quantities in text: how many of what, and how exactly.

Strategy: take the numerals, throw out those that count nothing (years, dates, times, labels, parts of names), then
read the words on both sides: what makes the number inexact, what is counted, and what befell them. A quantity is an
interval, so that "more than 10" and "a dozen" agree with 12, and "1.2 million" with 1,234,567. All patterns are
bounded: time is linear.

Here lives what makes a number a quantity; what it counts is read by `counted`, and what a clash means for two passages
is for evidence.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass

from twosource.model import Span
from twosource.reading.counted import BEFORE, PEOPLE, Noun, among, apposed, befallen, noun_after, state_of, told_by_toll
from twosource.reading.numerals import Numeral, Precision, numerals

# Thresholds. Style guides (AP, Guardian) round counts from a thousand up and leave smaller ones exact.
ABOUT = 0.15  # "about 100" is within 15%: 85 to 115
SHORT_OF = 0.10  # "nearly 100" is 90 to 100


@dataclass(frozen=True, slots=True, order=True)
class Quantity:
    """A number in a text.

    `span` covers the numeral with its currency sign, scale and per cent; `phrase` from the word that qualifies it to
    the word that is counted. `value` is the number written out (1.2 million is 1200000.0); `low` and `high` bound what
    it may stand for. `unit` is "%", "points", a currency ("$"), "year-old" or "". `noun` is what is counted, folded and
    singular ("protester"), or "" where no noun follows. `state` is what befell them ("dead", "injured", …) or "".
    `part` tells that they are some of others that the text knows ("two of the nine", "another 30").
    """

    span: Span
    phrase: Span
    value: float
    low: float
    high: float
    precision: Precision
    unit: str = ""
    noun: str = ""
    state: str = ""
    part: bool = False

    def agrees(self, other: Quantity) -> bool:
        """Whether one number can be meant by both. Ranges that only touch, as 3.5 and 3.6 million do, do not agree."""
        if self.low < self.high and other.low < other.high:
            return self.low < other.high and other.low < self.high
        return self.low <= other.high and other.low <= self.high

    @property
    def measure(self) -> tuple[str, str, str] | None:
        """The kind of thing counted: unit, noun (people are people), state; None for a part, and where none is told."""
        kind = _kind_counted(self)
        return (self.unit, kind, self.state) if (kind or self.unit) and not self.part else None

    def same_measure(self, other: Quantity) -> bool:
        """Whether both count the same kind of thing."""
        return self.measure is not None and self.measure == other.measure

    def clashes(self, other: Quantity) -> bool:
        """Whether both count the same kind of thing and cannot both be right."""
        return self.same_measure(other) and not self.agrees(other)


def quantities(text: str) -> tuple[Quantity, ...]:
    """The quantities of a text, in order; offsets are code points into `text`.

    Read are 1,200 / 1.2 million / $3bn / 21 per cent / twelve / a dozen / dozens of / two to three / 14-year-old.
    Left out are years, days of a month, times, ordinals, fractions, scores and votes ("51-49"), and numbers that are
    part of a name ("Flight 93", "Boeing 737").
    """
    return tuple(found for numeral in numerals(text) if (found := _quantity(text, numeral)) is not None)


# --- what stands around a numeral -------------------------------------------------------------------------------------

_QUALIFIERS = {
    Precision.AT_LEAST: r"at least|(?:slightly |far |well |many |much )?more than|(?:just |well |slightly )?over|"
    r"upwards? of|beyond|topping|no fewer than|no less than|not less than|exceeding|above|a minimum of|in excess of",
    Precision.AT_MOST: r"at most|up to|fewer than|less than|under|no more than|as many as|as much as|below|"
    r"a maximum of",
    Precision.ABOUT: r"about|around|approximately|roughly|some|nearly|almost|close to|an estimated|estimated|near|"
    r"circa|perhaps|maybe|just under|just short of",
}
_QUALIFIER = re.compile(
    rf"\b(?:{'|'.join(f'(?P<{kind.name}>{words})' for kind, words in _QUALIFIERS.items())})\s+(?:the\s+|an?\s+)?$",
    re.IGNORECASE,
)
_SHORT_OF = re.compile(r"\b(?:nearly|almost|just under|just short of)\s", re.IGNORECASE)
_OR_MORE = re.compile(r"\s+or\s+(more|so|fewer|less)\b|-(odd|plus)\b", re.IGNORECASE)
_PER_CENT = re.compile(r"\s?%|[\s-]per\s?cent(?:age)?\b(\s+points?\b)?", re.IGNORECASE)
_AGE = re.compile(r"[\s-]years?[\s-]olds?\b|\s+years\s+of\s+age\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|turned)\s+$", re.IGNORECASE)
_AGE_APPOSED = re.compile(r"[A-Z][\w’'-]*,\s+$")
_MONEY_WORD = re.compile(r"\s+(dollars|euros|yen)\b", re.IGNORECASE)
_MONEY = {"dollars": "$", "euros": "€", "yen": "¥"}
_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)|Apr(?:il|\.)|May|June?\.?|July?\.?|Aug(?:ust|\.)|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_MONTH_BEFORE = re.compile(rf"\b{_MONTH}\s+(?:\d{{1,2}}(?:-|–|,?\s+and\s+|,\s+))?$")
_MONTH_AFTER = re.compile(rf"(?:\s+of)?\s+{_MONTH}(?!\w)")
_TIME_AFTER = re.compile(
    r"\s?(?:[ap]\.m\.|[ap]m\b|o['’]clock|GMT\b|BST\b|EST\b|EDT\b|UTC\b|hrs\b)|\.\d\d\s?[ap]m\b", re.IGNORECASE
)
_LABEL_BEFORE = re.compile(
    r"(?:\b(?:Nos?\.|numbers?|page|chapter|section|article|title|route|flight|channel|room|level|phase|part|grade|"
    r"day|week|round|game|model|version|type|category|size|page|line|rule|psalm|apartment|unit|suite|highway|interstate)|#)\s?$",
    re.IGNORECASE,
)
_YEAR_LOW, _YEAR_HIGH = 1500, 2100
_CAPITAL_BEFORE = re.compile(r"\b[A-Z][\w’'.-]*\s$")
_BULLET = re.compile(r"[.)]\s")
_OF_OTHERS = re.compile(
    r"\s+of\s+(?:(?:the|these|those|them|his|her|their|its|all|whom|which)\b|(?:[A-Z][\w.-]*\s+){0,2}[A-Z]\w*['’]s?\b)"
)
_OF_SUM = re.compile(
    r"\s+of\s+(?:the|its|their|his|her|that|an?)\b[^.,;]{0,30}?(?:[$£€¥]|\d)"
)  # "$5 million of its $9 million"
_SPAN = r"(?:years?|months?|weeks?|days?|hours?|minutes?|feet|foot|pounds?|stone)"
_AND_UNIT_BEFORE = re.compile(rf"\b{_SPAN},?\s+(?:and\s+)?$", re.IGNORECASE)  # "three years and four months"
_AND_UNIT_AFTER = re.compile(rf"[\s-]{_SPAN},?\s+(?:and\s+)?[\w-]+\s+{_SPAN[:-1]}|inches|seconds)\b", re.IGNORECASE)
_PART_BEFORE = re.compile(
    r"\b(?:of\s+(?:the|these|those|them|his|her|their|its)|another|a\s+further|the\s+other)\s+$", re.IGNORECASE
)


def _quantity(text: str, numeral: Numeral) -> Quantity | None:
    start, end = numeral.span
    before = text[max(0, start - BEFORE) : start]
    qualified = _QUALIFIER.search(before)
    share = _PER_CENT.match(text, end)
    unit, end = _unit(text, before, numeral, share)
    counted = apposed(text, start - len(before) + qualified.start() if qualified else start, end) or among(text, end)
    band = _BAND_OF.search(before[: qualified.start()] if qualified else before)
    noun = counted or noun_after(text, end)
    if band and not noun.word:
        noun = Noun(band[1].lower(), end, ("people",))
    if not unit and numeral.figure and qualified is None and _counts_nothing(text, before, numeral, noun):
        return None
    if not unit and not numeral.figure and numeral.value == 1 and not noun.word:
        return None
    phrase = Span(start - len(before) + qualified.start() if qualified else start, end if unit else max(end, noun.end))
    span = Span(start, end if share else numeral.span.end)
    precision, low, high = _interval(text, _rounded(text, numeral) if share else numeral, qualified, end)
    ahead = before if qualified is None else before[: qualified.start()]
    state = befallen(text, ahead, noun) or ("" if unit else told_by_toll(f"{ahead} ", noun))
    part = (not unit or bool(_OF_SUM.match(text, end))) and counted is None and _is_part(text, phrase.start, end)
    return Quantity(span, phrase, numeral.value, low, high, precision, unit, noun.word, state, part)


def _rounded(text: str, share: Numeral) -> Numeral:
    """A share with what rounding leaves: 94 per cent may be 94.1."""
    decimals = re.search(r"\.(\d+)", text[share.span.start : share.span.end])
    slack = 10.0 ** -(len(decimals[1]) if decimals else 0) / 2
    return share._replace(low=share.low - slack, high=share.high + slack)


def _is_part(text: str, start: int, end: int) -> bool:
    """Whether a number tells of some of others that the text knows, "two of the nine", "another 30"."""
    before = text[max(0, start - BEFORE) : start]
    return bool(
        _OF_OTHERS.match(text, end)
        or _PART_BEFORE.search(before)
        or _AND_UNIT_BEFORE.search(before)
        or _AND_UNIT_AFTER.match(text, end)
    )


def _unit(text: str, before: str, numeral: Numeral, share: re.Match[str] | None) -> tuple[str, int]:
    """The unit of a numeral, and where its words end."""
    if share:
        return ("points" if share[1] else "%"), share.end()
    if numeral.currency:
        return ("$" if numeral.currency.endswith("$") else numeral.currency), numeral.span.end
    if age := _AGE.match(text, numeral.span.end):
        return "year-old", age.end()
    if money := _MONEY_WORD.match(text, numeral.span.end):
        return _MONEY[money[1].lower()], money.end()
    if numeral.value < 120 and (_AGED.search(before) or _is_apposed_age(text, before, numeral)):
        return "year-old", numeral.span.end
    return "", numeral.span.end


def _is_apposed_age(text: str, before: str, numeral: Numeral) -> bool:
    """As in "Ann Reed, 43, said": a figure between commas behind a capitalised word that is no month."""
    return numeral.figure and text[numeral.span.end : numeral.span.end + 1] == "," and bool(_AGE_APPOSED.search(before))


def _counts_nothing(text: str, before: str, numeral: Numeral, noun: Noun) -> bool:
    """Whether a bare figure is a date, a time, a label or part of a name."""
    start, end = numeral.span
    if _MONTH_BEFORE.search(before) or _MONTH_AFTER.match(text, end) or _TIME_AFTER.match(text, end):
        return True
    if _LABEL_BEFORE.search(before):
        return True
    if _BULLET.match(text, end) and (start == 0 or text[start - 1] == "\n"):
        return True
    if noun.countable:
        return "," not in text[start:end] and _is_year(numeral) and not noun.irregular
    return (_is_year(numeral) and "," not in text[start:end]) or bool(_CAPITAL_BEFORE.search(before))


def _is_year(numeral: Numeral) -> bool:
    return _YEAR_LOW <= numeral.value < _YEAR_HIGH and numeral.value == int(numeral.value)


def _interval(text: str, numeral: Numeral, qualified: re.Match[str] | None, end: int) -> tuple[Precision, float, float]:
    precision = _precision(text, numeral, qualified, end)
    value = numeral.value
    if numeral.precision is Precision.ABOUT or precision is Precision.RANGE:
        return precision, numeral.low, numeral.high
    if precision is Precision.AT_LEAST:
        return precision, numeral.low, math.inf
    if precision is Precision.AT_MOST:
        return precision, 0.0, numeral.high
    if precision is Precision.ABOUT:
        if qualified and _SHORT_OF.match(qualified[0]):
            return precision, value * (1 - SHORT_OF), numeral.high
        return precision, min(numeral.low, value * (1 - ABOUT)), max(numeral.high, value * (1 + ABOUT))
    return precision, numeral.low, numeral.high


def _precision(text: str, numeral: Numeral, qualified: re.Match[str] | None, end: int) -> Precision:
    if after := _OR_MORE.match(text, end):
        word = (after[1] or after[2]).lower()
        return {
            "more": Precision.AT_LEAST,
            "plus": Precision.AT_LEAST,
            "so": Precision.ABOUT,
            "odd": Precision.ABOUT,
        }.get(word, Precision.AT_MOST)
    if qualified and numeral.precision is Precision.EXACT:
        return next(kind for kind in _QUALIFIERS if qualified[kind.name])
    return numeral.precision


_BAND_OF = re.compile(r"\b(crew|staff|workforce|crowd|congregation|garrison)\s+of\s+$", re.IGNORECASE)


def _kind_counted(quantity: Quantity) -> str:
    """The noun, but people by any count of people where a state tells what is counted."""
    if quantity.state and (not quantity.noun or quantity.noun in PEOPLE or state_of(quantity.noun)):
        return "person"
    return quantity.noun
