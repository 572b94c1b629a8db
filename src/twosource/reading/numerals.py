"""Numerals: where a text writes a number, and which.

Strategy: one pattern for figures ("1,200", "$3bn", "1.2 million"), one for number words ("twelve", "two hundred and
six", "two dozen", "dozens of"); then two numerals that make a range become one. What a number counts is for `numbers`.
Here live the spelling of numbers and nothing of the words around them. All patterns are bounded: time is linear.
"""

from __future__ import annotations

import math
import re
from enum import StrEnum
from typing import NamedTuple

from twosource.model import Span

# Style guides (AP, Guardian) round counts from a thousand up and write smaller ones out. "$700 billion" for 716 and
# "10,000" for 10,342 stand side by side in BASIL; 5% holds those and keeps 1,000 from 1,200.
ROUNDED_FROM = 1000  # a whole number from here on that ends in two zeros may be rounded
ROUNDED_BY = 0.05  # and then stands for numbers this share away


class Precision(StrEnum):
    """How a text qualifies a number."""

    EXACT = "exact"
    ABOUT = "about"  # about, around, nearly, dozens of
    AT_LEAST = "at least"  # at least, more than, over
    AT_MOST = "at most"  # at most, up to, fewer than
    RANGE = "range"  # ten to fifteen


class Numeral(NamedTuple):
    """A number as written: its value, the bounds that its rounding leaves, its currency sign, figures or words."""

    span: Span
    value: float
    low: float
    high: float
    currency: str = ""
    figure: bool = True
    precision: Precision = Precision.EXACT


def numerals(text: str) -> tuple[Numeral, ...]:
    """The numerals of a text in order, ranges joined. Years, times and labels are among them: context tells those."""
    return tuple(_joined(text, sorted((*_figures(text), *_worded(text)))))


# --- figures ----------------------------------------------------------------------------------------------------------

_SCALES = {
    "hundred": 100,
    "thousand": 1000,
    "k": 1000,
    "million": 10**6,
    "mn": 10**6,
    "m": 10**6,
    "billion": 10**9,
    "bn": 10**9,
    "b": 10**9,
    "trillion": 10**12,
    "tn": 10**12,
}
_FIGURE = re.compile(
    r"(?<![\w$£€¥.,:/\-–%#@])(?P<currency>(?:US|AU|CA|HK|NZ|A|C)?[$£€¥])?"
    r"(?P<digits>\d{1,3}(?:,\d{3}){1,5}(?!\d)|\d{1,15})(?P<decimals>\.\d{1,6})?"
    r"(?:(?:\s|-)?(?P<scale>hundred|thousand|million|billion|trillion|bn|mn|tn)\b|(?P<letter>[kmb])\b)?"
    r"(?P<plus>\+)?"
)
_NO_FIGURE_AFTER = re.compile(r"\w|[:/.,]\d|[-–]\d|[-–]?(?:st|nd|rd|th)\b|['’]s\b|°|-inch\b|-foot\b|-caliber\b")


_COUNTED_AFTER_LETTER = re.compile(r"[ \u00a0](?:people|[a-z]{2,}s)\b(?<!ss)(?<!metres)(?<!hurdles)")


def _figures(text: str) -> list[Numeral]:
    return [found for match in _FIGURE.finditer(text) if (found := _figure(text, match)) is not None]


def _figure(text: str, match: re.Match[str]) -> Numeral | None:
    if _NO_FIGURE_AFTER.match(text, match.end()):
        return None
    letter = match["letter"]
    if letter and not match["currency"] and not _COUNTED_AFTER_LETTER.match(text, match.end()):
        return None  # "100m": metres as likely as millions
    digits, decimals = match["digits"].replace(",", ""), match["decimals"] or ""
    scale = _SCALES[match["scale"] or letter] if match["scale"] or letter else 1
    value = float(digits + decimals) * scale
    slack = _slack(int(digits), len(decimals[1:]), scale)
    precision = Precision.AT_LEAST if match["plus"] else Precision.EXACT
    return Numeral(Span(*match.span()), value, value - slack, value + slack, match["currency"] or "", True, precision)


def _slack(whole: int, decimals: int, scale: int) -> float:
    """How far the number that was rounded to this one may lie: half a unit of the last digit, or where it ends in zeros
    half a unit of the last that is not, within bounds.
    """
    written = scale * 10.0**-decimals / 2 if scale > 1 else 0.0
    if decimals or whole == 0 or whole * scale < ROUNDED_FROM or (scale == 1 and whole % 100):
        return written
    zeros = len(str(whole)) - len(str(whole).rstrip("0"))
    return max(written, min(scale * 10.0**zeros / 2, whole * scale * ROUNDED_BY)) if zeros else written


# --- number words -----------------------------------------------------------------------------------------------------

_UNITS = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17,
    "eighteen": 18, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_BIG = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_PLURALS = {  # "dozens of": what a reader takes it for, as a range
    "dozens": (20, 100),
    "scores": (30, 200),
    "hundreds": (100, 2000),
    "thousands": (1000, 20_000),
    "tens of thousands": (10_000, 100_000),
    "hundreds of thousands": (100_000, 10**6),
    "millions": (10**6, 2 * 10**7),
    "tens of millions": (10**7, 10**8),
    "hundreds of millions": (10**8, 10**9),
    "billions": (10**9, 2 * 10**10),
}
_NUMBER_WORD = "|".join(sorted((*_UNITS, *_TENS, *_BIG), key=len, reverse=True))
_BEFORE_DOZEN = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "eight": 8, "ten": 10}
_WORDS = re.compile(
    r"(?<![\w\-–'’])(?:"
    r"(?P<plurals>(?:tens\s+of\s+|hundreds\s+of\s+)?(?:thousands|millions)|dozens|scores|hundreds|billions)(?=\s+of\b)"
    rf"|(?P<dozen>half[\s-]a[\s-]dozen|(?:{'|'.join(_BEFORE_DOZEN)})[\s-]dozen)"
    r"|(?P<half>half\s+a\s+(?:million|billion|trillion))"
    rf"|(?P<words>(?:an?\s+(?:hundred|thousand|million|billion|trillion)|{'|'.join((*_UNITS, *_TENS))})\b"
    rf"(?:(?:\s+and\s+|[\s-]+)(?:{_NUMBER_WORD})\b){{0,9}})"
    r")\b",
    re.IGNORECASE,
)
_NO_WORDS_AFTER = re.compile(
    r"[-\s](?:thirds?|quarters?|fifths?|sixths?|sevenths?|eighths?|ninths?|tenths?|half|halves|fold|time|way|sided|"
    r"first|second|third|fourth|sixth|seventh|eighth|ninth)\b|['’]s?\b",
    re.IGNORECASE,
)
_NO_ONE_BEFORE = re.compile(
    r"\b(?:no|any|every|some|each|this|that|the|which|another|only|such|other|not|as|for|a|an|day|number|\w+er|\w+est)[\s-]+$",
    re.IGNORECASE,
)
_NO_ONE_AFTER = re.compile(
    r"\s+(?:of|that|who|which|another|more|day|time|thing|way|point|hand|reason|side|can|could|would|should|may|might|must|"
    r"is|was|has|had|does|to|in|with|for|and|or|step|on|at|by|as)\b|[^\w\s-]|$",
    re.IGNORECASE,
)
_NAMED_BEFORE = re.compile(r"\b(?:[a-z]+|[A-Z]\w*)[ \t]+$")  # "the Group of Seven", "Big Five"


def _worded(text: str) -> list[Numeral]:
    found = (_number_words(text, match) for match in _WORDS.finditer(text))
    return [numeral for numeral in found if numeral is not None]


def _number_words(text: str, match: re.Match[str]) -> Numeral | None:
    words, span = " ".join(match[0].lower().replace("-", " ").split()), Span(*match.span())
    before = text[max(0, span.start - 16) : span.start]
    if match[0][0].isupper() and _NAMED_BEFORE.search(before):
        return None
    if match["plurals"]:
        low, high = _PLURALS[words]
        return Numeral(span, low, low, high, figure=False, precision=Precision.ABOUT)
    if _NO_WORDS_AFTER.match(text, span.end):
        return None
    if words == "one" and (_NO_ONE_BEFORE.search(before) or _NO_ONE_AFTER.match(text, span.end)):
        return None
    value = _small_phrase(words) if match["dozen"] or match["half"] else _value(words.split())
    if value is None:
        return None
    slack = _BIG.get(words.split()[-1], 0) / 2 if value >= 10**6 else 0.0
    return Numeral(span, value, value - slack, value + slack, figure=False)


def _small_phrase(words: str) -> float:
    """The value of "half a dozen", "two dozen", "half a million"."""
    first, *_, last = words.split()
    whole = 12 if last == "dozen" else _BIG[last]
    return whole / 2 if first == "half" else whole * _BEFORE_DOZEN[first]


def _value(words: list[str]) -> float | None:
    """The value of number words, or None where they are not one numeral ("five two", "twenty eleven")."""
    total, part, room = 0, 0, 100  # room: what the next small number must stay under
    for word in words:
        if word in ("a", "an"):
            part, room = 1, 0
        elif word == "hundred":
            part, room = max(part, 1) * 100, 100
        elif word in _BIG:
            total, part, room = total + max(part, 1) * _BIG[word], 0, 100
        elif word != "and":
            small = _UNITS.get(word) or _TENS[word]
            if small >= room:
                return None
            part, room = part + small, 10 if word in _TENS else 0
    return float(total + part)


# --- ranges -----------------------------------------------------------------------------------------------------------

_TO = re.compile(r"-?\s+(?:to|or)\s+|\s?[-–]\s?")
_AND = re.compile(r"\s+and\s+")
_FROM = re.compile(r"\bfrom\s+$", re.IGNORECASE)
_BETWEEN = re.compile(r"\bbetween\s+$", re.IGNORECASE)


def _joined(text: str, found: list[Numeral]) -> list[Numeral]:
    """Two numerals of a range become one; of "52 to 48", a score, none is left; "from 12 to 15" is a change: two."""
    done: list[Numeral] = []
    waiting = found[::-1]
    while waiting:
        left = waiting.pop()
        if not waiting or not _is_range(text, left, waiting[-1]):
            done.append(left)
        elif (joined := _range(left, waiting.pop())) is not None:
            done.append(joined)
    return done


def _is_range(text: str, left: Numeral, right: Numeral) -> bool:
    between = text[left.span.end : right.span.start]
    before = text[max(0, left.span.start - 10) : left.span.start]
    if _BETWEEN.search(before):
        return _AND.fullmatch(between) is not None
    return _TO.fullmatch(between) is not None and _FROM.search(before) is None


def _range(left: Numeral, right: Numeral) -> Numeral | None:
    low = left.value
    if right.value >= ROUNDED_FROM > low > 0:  # "2 to 3 million": the scale is said once
        low *= 10.0 ** (3 * (int(math.log10(right.value)) // 3))
    if low >= right.value:
        return None
    span = Span(left.span.start, right.span.end)
    currency = left.currency or right.currency
    return Numeral(span, right.value, low, right.high, currency, right.figure, Precision.RANGE)
