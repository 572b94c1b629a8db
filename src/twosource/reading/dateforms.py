"""The words of dates: patterns that the rules of `dates` are made of. No value is worked out here.

Every pattern is bounded and has one way to match, so that time is linear in the text.
"""

from __future__ import annotations

import re

from twosource.reading.timex import MONTHS

MONTH_NAMES = {name[:n]: i for i, name in enumerate(MONTHS, 1) for n in (3, len(name))} | {"sept": 9}
NUMBER = (
    r"(?:\d{1,4}(?:\.\d)?|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)(?:[ -](?:one|two|"
    r"three|four|five|six|seven|eight|nine))?|half an?|a dozen|a hundred|(?:one|two|three|four|five) and a half)"
)
VAGUE = r"(?:several|a few|many|some|a couple of|a number of|recent)"
UNIT = "second|minute|hour|day|night|week|fortnight|month|quarter|year|decade|centurie|century"
ABOUT = (
    r"(?:(?:about|around|nearly|almost|over|more than|less than|at least|at most|up to|just over|just under|only|"
    r"roughly|approximately|some)\s+)?"
)
MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|"
    r"Jan\.?|Feb\.?|Mar\.?|Apr\.?|Jun\.?|Jul\.?|Aug\.?|Sept?\.?|Oct\.?|Nov\.?|Dec\.?)"
)
DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?"
YEAR = r"(?:1[5-9]\d\d|20\d\d)"
WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Mon\.|Tues?\.|Wed\.|Thurs?\.|Fri\.|Sat\.|Sun\.)"
SEASON = r"(?:spring|summer|autumn|fall|winter)"
PART = r"(?:morning|midday|afternoon|evening|night)"
CLOCK = (
    r"(?:(?:[01]?\d|2[0-3])(?::[0-5]\d(?:\s?[ap]\.?m\b\.?)?|\.[0-5]\d\s?[ap]\.?m\b\.?)|(?:1[0-2]|[1-9])\s?[ap]\.?m\b\.?|[012]\d[0-5]\d(?=\s(?:UTC|GMT))|"
    r"noon|midnight)"
)
ZONE = r"(?:\s(?:UTC|GMT|EST|EDT|ET|CST|CDT|MST|MDT|PST|PDT|PT|BST|CET|CEST))?"
PHASE = r"(?:(?:early|late|mid|earlier|later)[ -](?:in\s+)?)?"
WHEN = r"(?:last|next|this|past|previous|coming|following)"
AHEAD = re.compile(
    r"\b(?:will|would|shall|should|won['’]t|next|plan(?:s|ned|ning)?|expect(?:s|ed)?|schedul\w+|due|going|upcoming|"
    r"(?:is|are|was|were) to|hopes?|intends?|aims?|deadline|tomorrow|ahead of)\b|\b(?:by|until|before)\s$",
    re.IGNORECASE,
)
PAST_VERB = re.compile(r"\b(?:\w{3,}ed|was|were|had|said|told|came|took|won|lost|left|made|fell|rose|began|held|ran)\b")
HOLIDAYS = {
    "christmas eve": (12, 24), "christmas day": (12, 25), "christmas": (12, 25), "new year's eve": (12, 31),
    "new year's day": (1, 1), "valentine's day": (2, 14), "independence day": (7, 4), "veterans day": (11, 11),
    "halloween": (10, 31), "boxing day": (12, 26), "may day": (5, 1),
}  # fmt: skip
PREPOSITIONS = ("in", "In", "by", "By", "since", "Since", "until", "of", "from", "to", "and", "for", "through",
                "before", "after", "late", "early", "mid", "during", "this", "last", "next", "the")  # fmt: skip
PREPOSITION = "(?:" + "|".join(f"(?<={word}[ -])" for word in PREPOSITIONS) + ")"
