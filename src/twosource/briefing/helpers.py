"""Words of ours that help to read a line alone: which day, and who somebody is.

Strategy: a line stays as it is printed; a helper stands beside it, in brackets and in our voice. A day is told where
the line has one that hangs on the day of publication ("last night", "on Wednesday") and it can be no other; who
somebody is, in the words in which a report of the story says so, where the line names somebody whom the reader has not
met and does not say who that is. In doubt there is no helper.

What may live here: finding helpers for a line that was chosen. A line that needs more than these is no line: that is
for `standalone`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from twosource.briefing.gists import about
from twosource.briefing.material import Material
from twosource.model import Helper, Line, Span
from twosource.reading.dates import dates
from twosource.reading.names import NameMention

MOST = 2  # helpers of one kind in a line: with more there is more of ours than of theirs
SHORT_ROLE_WORDS = 2  # "the aide" says who somebody is only to those who know; "the mayor" to all
MOST_ROLE_WORDS = 9  # longer descriptions are stories of their own

_OFFICES = frozenset({"mayor", "coroner", "president", "premier", "chancellor", "governor"})
_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
_HANGS = re.compile(
    r"yesterday|today|tonight|last night|this (?:morning|afternoon|evening)|tomorrow|yesterday \w+|"
    r"(?:late |early )?(?:mon|tues|wednes|thurs|fri|satur|sun)day(?: (?:morning|afternoon|evening|night))?",
    re.IGNORECASE,
)
_WEEKDAY = re.compile(r"(?:mon|tues|wednes|thurs|fri|satur|sun)day", re.IGNORECASE)
_TO_COME = re.compile(
    r"\b(?:will|would|to be|(?:is|are|was|were) to|due|until|by|next|planned|plans|expected|scheduled|may|could|from|"
    r"every|last)\b",
    re.IGNORECASE,
)
_AFTER = re.compile(r",? (?:the|an?|who|of|whose|\d)\b|, \w|’s|'s| \(")
_BEFORE = re.compile(
    r"(?:\A|[\"“‘«(—–-] ?|\b(?:said|says|told|by|to|of|and|with|from|for|as|that|but|asked|added|when|while|where) )\Z"
)
_ROLE = r"((?:the|an?) (?=[a-z])[^,.;:“”\"()\[\]\n]{3,90})"
_END = r"(?:,|\.(?=\s*(?:\n|\Z)))"  # within a paragraph a full stop may be that of an abbreviation
_NO_ROLE = re.compile(r"\b(?:is|was|were|are|has|had|said|says|told|will|who|which|that)\b")


def with_helpers(source: Material, title: str, lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines of a story with what helps to read each, in the order in which they are read under that headline."""
    read, helped = [title], []
    days: set[str] = set()
    for line in lines:
        dated = [helper for helper in _days(source, line) if helper.text not in days]
        days |= {helper.text for helper in dated}
        found = sorted((*dated, *_people(source, line, " ".join(read))), key=lambda helper: helper.at)
        helped.append(replace(line, helpers=tuple(found)))
        read += [line.passage.text, *(helper.text for helper in found)]
    return tuple(helped)


# --- which day --------------------------------------------------------------------------------------------------------


def _days(source: Material, line: Line) -> list[Helper]:
    report = source.reports[line.passage.report]
    if report.published is None:
        return []
    told = source.readings[report.id].told(line.passage.span)
    found: dict[date, Helper] = {}
    for mention in dates(told, report.published):
        words = told[mention.span.start : mention.span.end]
        day = _day(mention.value)
        owns = told[mention.span.end : mention.span.end + 1] in {"'", "’"}
        if day and not owns and _HANGS.fullmatch(words) and not _may_be_another(words, told):
            found.setdefault(day, Helper(line.passage.start + mention.span.end, _told(day, words)))
    return list(found.values())[:MOST]


def _may_be_another(words: str, told: str) -> bool:
    """Whether a weekday may be one to come: only of the past it is plain which one is meant."""
    return _WEEKDAY.search(words) is not None and _TO_COME.search(told) is not None


def _told(day: date, words: str) -> str:
    number = f"{day.day} {_MONTHS[day.month - 1]}"
    return number if _WEEKDAY.search(words) else f"{_WEEKDAYS[day.weekday()]} {number}"


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


# --- who --------------------------------------------------------------------------------------------------------------


def _people(source: Material, line: Line, read: str) -> list[Helper]:
    found = (_person(source, line, mention) for mention in _strangers(source, line, read))
    return [helper for helper in found if helper][:MOST]


def _strangers(source: Material, line: Line, read: str) -> Iterator[NameMention]:
    """Those named in full whom the reader has not met, and of whom the line says no more than the name."""
    reading, span = source.readings[line.passage.report], line.passage.span
    told = reading.told(span)
    met: set[str] = set()
    for mention in reading.named(span):
        words = mention.name.split()
        start, end = mention.span.start - span.start, mention.span.end - span.start
        is_somebody = len(words) > 1 and source.is_person(mention.name)
        if not is_somebody or words[-1] in read or words[-1] in met or mention.title:
            continue
        met.add(words[-1])
        opens = not told[:start].strip() or _BEFORE.search(told[:start])
        if told[start:end].strip() and opens and not _AFTER.match(told, end):
            yield mention


def _person(source: Material, line: Line, mention: NameMention) -> Helper | None:
    """Who somebody is, as the same report says it, or another of the story: beside the name, with a comma between."""
    own = source.reports[line.passage.report]
    name = re.escape(mention.name)
    beside = (re.compile(rf"{name}, {_ROLE}{_END}"), re.compile(rf"\b{_ROLE}, {name}{_END}", re.IGNORECASE))
    for report in (own, *(other for other in source.dossier.reports if other is not own)):
        for found in (pattern.search(report.text) for pattern in beside):
            if found and _is_role(found[1]) and _adds(found[1], line.passage.text):
                return Helper(mention.span.end, _lowered(found[1]), report.passage(Span(found.start(1), found.end(1))))
    return None


def _is_role(words: str) -> bool:
    long_enough = len(words.split()) > SHORT_ROLE_WORDS or words.rsplit(maxsplit=1)[-1] in _OFFICES
    return long_enough and len(words.split()) <= MOST_ROLE_WORDS and _NO_ROLE.search(words) is None


def _adds(words: str, line: str) -> bool:
    """Whether a line has not most of them already."""
    said = about(words)
    return len(said & about(line)) * 2 < len(said)


def _lowered(words: str) -> str:
    """With a small first letter: it stands in the middle of a sentence now."""
    return words[:1].lower() + words[1:]
