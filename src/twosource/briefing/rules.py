"""A reader's own rules: what to follow, what to keep, what to boost, what to leave out.

Strategy: one rule a line, in words that can be said aloud, so that a reader sees in "why this story?" the very line
that moved it.

    follow topic fuel levy        a story about it counts for more
    boost person Ada Abel by 3    and by how much
    keep outlet Marsh Gazette     comes in whatever else there is to read
    mute topic football           stays out, unless a rule keeps it; of an outlet no line is shown
    minutes 5                     how long the brief may be

A topic is one that the story has, or words that stand together in one of its headlines; a person is a topic or is
quoted, by the whole name or the last part of it; an outlet is meant by its name or key. Upper and lower case are one.

What may live here: rules, their language, and whether one touches a story. What a story counts without them is for
`importance`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeVar

from twosource.errors import RuleError
from twosource.grouping.features import terms
from twosource.model import Dossier, Outlet, SpeakerKind, TopicKind

FOLLOWED = 1.5  # what a story followed counts for more: about a second independent origin
LEAST, MOST = 0.5, 9.0  # of a boost; nine is more than any story has by itself
MOST_RULES = 200
MOST_MINUTES = 60


class Verb(StrEnum):
    FOLLOW = "follow"
    BOOST = "boost"
    KEEP = "keep"
    MUTE = "mute"


class Kind(StrEnum):
    TOPIC = "topic"
    PERSON = "person"
    OUTLET = "outlet"


@dataclass(frozen=True, slots=True)
class Rule:
    """One line of a reader's rules. `by` is what it adds to the importance of the stories that it touches."""

    verb: Verb
    kind: Kind
    name: str
    by: float = 0.0

    @property
    def text(self) -> str:
        """The rule as it is written."""
        amount = f" by {self.by:g}" if self.verb is Verb.BOOST else ""
        return f"{self.verb} {self.kind} {self.name}{amount}"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a reader asked for. `minutes` is None where the reader did not say."""

    rules: tuple[Rule, ...] = ()
    minutes: int | None = None

    def touching(self, story: Profile) -> tuple[Rule, ...]:
        """The rules that touch a story, in their order."""
        return tuple(rule for rule in self.rules if story.is_touched(rule))


NO_RULES = Rules()


# --- what a rule touches ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Profile:
    """What rules ask of a story, casefolded: its outlets with all names of each; people's names in words.

    `topics` are the stems of each topic and of each headline.
    """

    outlets: Mapping[str, frozenset[str]]
    people: frozenset[tuple[str, ...]]
    topics: frozenset[frozenset[str]]

    def is_touched(self, rule: Rule) -> bool:
        match rule.kind:
            case Kind.OUTLET:
                return any(rule.name.casefold() in names for names in self.outlets.values())
            case Kind.PERSON:
                asked = tuple(rule.name.casefold().split())
                return any(name[-len(asked) :] == asked for name in self.people)
            case Kind.TOPIC:
                stems = _stems(rule.name)
                return any(stems <= topic for topic in self.topics)

    def muted(self, rules: Iterable[Rule]) -> frozenset[str]:
        """The outlets of the story of which no line is wanted."""
        names = {rule.name.casefold() for rule in rules if (rule.verb, rule.kind) == (Verb.MUTE, Kind.OUTLET)}
        return frozenset(outlet for outlet, its in self.outlets.items() if not names.isdisjoint(its))

    def is_unwanted(self, touching: Sequence[Rule]) -> bool:
        """Whether the rules that touch the story leave it out: they mute it or all its outlets, and none keeps it."""
        verbs = {(rule.verb, rule.kind is Kind.OUTLET) for rule in touching}
        if any(verb is Verb.KEEP for verb, _ in verbs):
            return False
        muted = self.muted(touching)
        return (Verb.MUTE, False) in verbs or (bool(muted) and self.outlets.keys() <= muted)


def profile(dossier: Dossier, outlets: Mapping[str, Outlet]) -> Profile:
    """What rules ask of a story. `outlets` are by casefolded key or name."""
    people = {topic.name for topic in dossier.topics if topic.kind is TopicKind.PERSON}
    speakers = (said.attribution.speaker for said in dossier.attributions)
    people |= {speaker.name for speaker in speakers if speaker.kind is SpeakerKind.PERSON}
    return Profile(
        {(report.outlet or "").casefold(): _names(report.outlet or "", outlets) for report in dossier.reports},
        frozenset(tuple(name.casefold().split()) for name in people),
        frozenset(
            map(_stems, (dossier.title, *(t.name for t in dossier.topics), *(r.title or "" for r in dossier.reports)))
        ),
    )


def _names(name: str, outlets: Mapping[str, Outlet]) -> frozenset[str]:
    outlet = outlets.get(name.casefold())
    return frozenset({name.casefold(), outlet.key.casefold(), outlet.name.casefold()} if outlet else {name.casefold()})


@cache
def _stems(words: str) -> frozenset[str]:
    return frozenset(terms(words))


# --- the language -----------------------------------------------------------------------------------------------------

_LINE = re.compile(r"(?P<verb>\S+)\s+(?P<kind>\S+)(?:\s+(?P<name>.*))?")
_BY = re.compile(r"(?P<name>.*?)\s*\bby\s+(?P<by>\S+)")
_MINUTES = re.compile(r"minutes\s+(?P<number>\S+)", re.IGNORECASE)
_QUOTES = "\"“”'‘’"


def parse(text: str) -> Rules:
    """Rules as they are written, one a line; empty lines and what follows a # are skipped.

    Raises:
        RuleError: some line is no rule; every such line is named, with what to do.
    """
    rules: dict[Rule, None] = {}
    minutes: int | None = None
    problems: list[str] = []
    for number, line in _lines(text):
        try:
            if (asked := _minutes(line)) is not None:
                minutes = asked
            else:
                rules[_rule(line)] = None
        except _Problem as problem:
            problems.append(f"line {number} (“{line}”): {problem}")
    if len(rules) > MOST_RULES:
        problems.append(f"{len(rules)} rules are more than {MOST_RULES}; leave some out")
    if problems:
        raise RuleError(problems)
    return Rules(tuple(rules), minutes)


class _Problem(Exception):
    """What is wrong with one line, and what to do."""


def _lines(text: str) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(text.splitlines(), 1):
        words = " ".join(line.split("#", 1)[0].split())
        if words:
            yield number, words


def _minutes(line: str) -> int | None:
    match = _MINUTES.fullmatch(line)
    if not match:
        return None
    if not match["number"].isdecimal() or not 1 <= int(match["number"][:9]) <= MOST_MINUTES:
        raise _Problem(f"how many minutes is a number from 1 to {MOST_MINUTES}; write “minutes 5”")
    return int(match["number"])


def _rule(line: str) -> Rule:
    match = _LINE.fullmatch(line)
    if not match:
        raise _Problem("a rule has a verb, a kind and a name; write “follow topic fuel levy”")
    verb = _one_of(Verb, match["verb"], "verb")
    kind = _one_of(Kind, match["kind"], "kind")
    name, by = (match["name"] or "").strip(), 0.0
    if verb is Verb.FOLLOW:
        by = FOLLOWED
    elif verb is Verb.BOOST:
        name, by = _boost(name)
    name = name.strip(_QUOTES)
    if not name or (kind is Kind.TOPIC and not _stems(name)):
        raise _Problem(f"no {kind} is named; write its name at the end, as in “{verb} {kind} {_EXAMPLE[kind]}”")
    return Rule(verb, kind, name, by)


_EXAMPLE = {Kind.TOPIC: "fuel levy", Kind.PERSON: "Ada Abel", Kind.OUTLET: "Marsh Gazette"}


_Word = TypeVar("_Word", bound=StrEnum)


def _one_of(words: type[_Word], given: str, what: str) -> _Word:
    try:
        return words(given.casefold())
    except ValueError:
        raise _Problem(f"“{given}” is no {what}; write {_or(words)}") from None


def _or(words: Iterable[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}"


def _boost(name: str) -> tuple[str, float]:
    match = _BY.fullmatch(name)
    if not match:
        return name, 1.0
    try:
        by = float(match["by"])
    except ValueError:
        by = 0.0
    if not LEAST <= by <= MOST:
        raise _Problem(f"a boost is by a number from {LEAST:g} to {MOST:g}; write “by 2” at the end")
    return match["name"], by
