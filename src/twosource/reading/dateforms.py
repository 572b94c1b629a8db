"""The words of dates: patterns that the rules for dates are made of. No value is worked out here.

Every pattern is bounded and has one way to match, so that time is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from twosource.reading.timex import MONTHS

MONTH_NAMES = {name[:n]: i for i, name in enumerate(MONTHS, 1) for n in (3, len(name))} | {"sept": 9}
_TENS = "twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
_ONES = "one|two|three|four|five|six|seven|eight|nine"
NUMBER = (
    rf"(?:\d{{1,2}},\d{{3}}|\d{{1,4}}(?:\.\d|\s?½|[ -]1/2)?|an?|{_ONES}|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    rf"sixteen|seventeen|eighteen|nineteen|(?:{_TENS})(?:[ -](?:{_ONES}))?|"
    r"(?:an?[ -])?half(?:\san?)?|a dozen|a hundred|(?:one|two|three|four|five)[ -]and[ -]a[ -]half)"
)
VAGUE = (
    r"(?:several|(?:a\s|very\s)?few|many|some|(?:a\s)?couple(?:\sof)?|a number of|dozens of|hundreds of|thousands of|"
    r"multiple)"
)
UNIT = "second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|centurie|century"
LONG_UNIT = "week|month|quarter|year|decade|century"
ABOUT = (
    r"(?:(?:about|around|nearly|almost|over|more than|less than|at least|at most|up to|just over|just under|only|"
    r"roughly|approximately|some)\s+)?"
)
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
LONG_MONTH = r"(?:January|February|April|June|July|August|September|October|November|December)"
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART = r"(?:morning|midday|afternoon|evening|night)"
CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])(?::[0-5]\d(?:\s?[ap]\.?m\b\.?)?|\.[0-5]\d\s?[ap]\.?m\b\.?)|(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?|"
    r"(?:1[0-2]|[1-9])\so['’]clock|[012]\d[0-5]\d(?=\s(?:UTC|GMT))|noon|midnight)"
)
ZONE = r"(?:\s(?:UTC|GMT|EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT|PT|BST|CET|CEST|local time))?"
EDGE = (
    r"(?:end|start|beginning|middle|close|rest|remainder|course|turn)"  # the parts of a stretch of time that have names
)
PHASE = rf"(?:(?:early|late|mid|earlier|later)[ -](?:in\s|on\s)?|(?:the\s)?{EDGE}\sof\s)?"
WHEN = r"(?:last|next|(?:this\s)?past|previous|(?:this\s)?coming|this|following)"
KIND_OF_YEAR = r"(?:(?:fiscal|financial|calendar|school|academic|budget)\s)?"
EVENT_AFTER = re.compile(
    r"(?:,\s\d{4},)?\s(?:terror(?:ist)?\s)?(?:attacks?|hijack\w+|commission|memorial|museum|victims)\b"
)
IN_NO_NAME = r"(?<!Super )(?<!Black )(?<!Cyber )(?<!Bloody )(?<!Giving )(?<!Patch )"  # "Super Tuesday" is a name
NAME_AFTER = r"(?!\s(?:Times|Mirror|Mail|Post|Herald|Telegraph|Express|Night\s(?:Live|Football)))"
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "new year's eve": (12, 31),
    "new year's day": (1, 1), "valentine's day": (2, 14), "independence day": (7, 4), "the fourth of july": (7, 4),
    "veterans day": (11, 11), "halloween": (10, 31), "boxing day": (12, 26), "may day": (5, 1),
    "st. patrick's day": (3, 17),
}  # fmt: skip
NO_HOLIDAY_AFTER = (  # "a Christmas party" is on another day
    r"(?!\s(?:cards?|part(?:y|ies)|shop\w*|sales?|celebrations?|trees?|gifts?|presents?|season|dinner|markets?|carols?|"
    r"holidays?|break|special|story|eggs?)\b)"
)
MOVING_HOLIDAYS = {  # month, weekday (Monday is 0) and which one of the month, -1 the last
    "thanksgiving day": (11, 3, 4), "thanksgiving": (11, 3, 4), "labor day": (9, 0, 1), "memorial day": (5, 0, -1),
    "martin luther king jr. day": (1, 0, 3), "martin luther king day": (1, 0, 3), "presidents day": (2, 0, 3),
    "columbus day": (10, 0, 2),
}  # fmt: skip
EASTER_HOLIDAYS = {"ash wednesday": -46, "palm sunday": -7, "good friday": -2, "easter sunday": 0, "easter monday": 1,
                   "easter": 0}  # fmt: skip


def after(*words: str) -> str:
    """A place behind one of these words, or behind one of them and a hyphen where it ends in one."""
    return "(?:" + "|".join(rf"(?<=\b{word})" if word.endswith("-") else rf"(?<=\b{word} )" for word in words) + ")"


def any_of(names: Iterable[str]) -> str:
    """A pattern for these names in any case, the longest first, with either apostrophe."""
    told = sorted(names, key=lambda name: (-len(name), name))
    return "(?i:" + "|".join(re.escape(name).replace("'", "['’]").replace(r"\ ", r"\s") for name in told) + ")"
