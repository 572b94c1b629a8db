"""The words around a numeral → what it counts, and what befell them.

Strategy: among the few words behind a numeral the first plural is what is counted, else the first word. What befell
them is told by the noun itself ("12 dead"), by what follows in the clause ("12 people were hurt"), or by the verb or
toll before. All patterns are bounded: time is linear.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from twosource.reading.numerals import numerals

BEFORE = 40  # characters read before a numeral for "more than", "at least", a month
MANY = 20  # "plates, 9,000 of them" are all of them, "plates, two of them" are some
NOUN_WORDS = 4  # words read after a numeral for what is counted

_OF_THEM = re.compile(r"\s+of\s+them\b", re.IGNORECASE)
_APPOSED_TO = re.compile(r"\b([a-z]{3,}s)(?<!ss)(?:,|\s[(–—-])\s?$")  # "boxes of plates, some 9,000 of them"
_OF_SO_MANY = re.compile(r"\s+of\s+(?:the|its|their|his|her)\s+(?:\d[\d,]*|[a-z]+)(?=\s+[a-z]+s\b)", re.IGNORECASE)


def _set_of(words: str) -> frozenset[str]:
    return frozenset(words.split())


class Noun(NamedTuple):
    """What a numeral counts."""

    word: str  # folded, singular; "" where none follows
    end: int  # where it ends in the text
    run: tuple[str, ...]  # the words read, folded

    @property
    def irregular(self) -> bool:
        return any(word in _IRREGULAR for word in self.run)

    @property
    def countable(self) -> bool:
        return self.irregular or any(_is_plural(word) for word in self.run)


_WORD_AFTER = re.compile(
    r"(?:[ \t\u00a0]|\n(?!\s*\n)|-){1,3}((?:[A-Z]\.){2,}|(?:[^\W\d_]|[’'](?=\w))+(?:-\d{1,3}(?!\w))?)"
)
_FUNCTION = _set_of(
    "a about after against all also am an and any are as at be because been before being but by can could did do "
    "does during for from had has have he her his how i if in into is it its may might must no nor not on onto or "
    "our over per she should since so than that the their them then there these they this those through to under "
    "until up upon was we were what when where which while who whom whose why will with within without would you "
    "your ago later earlier only just now told said says say years' yet here already still"
)
_FILLERS = _set_of(
    "more other others additional new further different separate consecutive straight such most least known confirmed "
    "reported total respectively"
)
_IRREGULAR = _set_of("people men women children police dead killed injured wounded missing percent others troops")
_ABOARD = re.compile(r"\s+(?:aboard|on\s+board)\b", re.IGNORECASE)  # "all 41 aboard were taken off"
_LENGTHS = _set_of(
    "metre meter kilometre kilometer mile foot yard inch ton tonne litre liter acre hectare second minute hour day "
    "night week month year storey story"
)  # "a five-metre wave": metres are counted, not waves
_DETERMINERS = _set_of("the its their his her our those these all")
_SINGULARS_IN_S = ("ss", "us", "is", "'s", "’s")
_SINGULAR = {"people": "person", "men": "man", "women": "woman", "children": "child", "lives": "life", "wives": "wife"}


def _is_plural(word: str) -> bool:
    return len(word) > 3 and word.endswith("s") and not word.endswith(_SINGULARS_IN_S)


def noun_after(text: str, end: int) -> Noun:
    """What is counted: among the few words behind a numeral the first plural, else the first."""
    words = _words_after(text, end)
    if aboard := _ABOARD.match(text, end):
        return Noun("person", aboard.end(), ("people",))
    if not words:
        return Noun("", end, ())
    run = tuple(word for word, _ in words)
    if text[end] == "-" and singular(run[0]) in _LENGTHS:
        return Noun(singular(run[0]), words[0][1], run)
    word, at = next(((word, at) for word, at in words if _is_plural(word) or word in _IRREGULAR), words[0])
    return Noun(singular(word), at, run)


def apposed(text: str, start: int, end: int) -> Noun | None:
    """The plural before a comma that "some 9,000 of them" counts; "two of them" are some, and "of ten men" all told."""
    of_them = _OF_THEM.match(text, end)
    before = text[max(0, start - BEFORE) : start]
    counted = _APPOSED_TO.search(before) if of_them else None
    if (
        of_them is None
        or counted is None
        or numerals(before)
        or all(one.value < MANY for one in numerals(text[start:end]))
    ):
        return None
    return Noun(singular(counted[1]), of_them.end(), (counted[1],))


def among(text: str, end: int) -> Noun | None:
    """What "two of the 72 firefighters were hurt" counts: those who were hurt, and no part of a number of hurt."""
    of_them = _OF_SO_MANY.match(text, end)
    noun = noun_after(text, of_them.end()) if of_them and numerals(of_them[0]) else None
    return noun if noun and not state_of(" ".join(noun.run)) and _befell(text, noun) else None


def _words_after(text: str, at: int) -> list[tuple[str, int]]:
    words: list[tuple[str, int]] = []
    after_of = False
    for _ in range(NOUN_WORDS + 3):
        match = _WORD_AFTER.match(text, at)
        if match is None or len(words) == NOUN_WORDS:
            break
        at, word = match.end(), match[1].lower()
        if not words and (word == "of" or (after_of and word in _DETERMINERS)):
            after_of = True
            continue
        if word in _FUNCTION or word == "of":
            break
        if word not in _FILLERS:
            words.append((word, at))
    return words


def singular(word: str) -> str:
    """A noun without its plural ending, as far as spelling tells."""
    if word in _SINGULAR:
        return _SINGULAR[word]
    if not _is_plural(word):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("sses", "shes", "ches", "xes")) else word[:-1]


# --- what befell them -------------------------------------------------------------------------------------------------

_STATES = {
    state: re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for state, words in {
        "dead": "dead|died|dies|killed|killing|kills|deaths?|fatalit(?:y|ies)|fatally|slain|perished|murdered",
        "injured": "injured|injuring|injuries|wounded|wounding|hurt|hospitali[sz]ed|treated|to (?:the |an? )?hospital",
        "missing": "missing|unaccounted",
        "arrested": "arrested|arrests?|arresting|detained|detaining|in custody|taken into custody|charged",
        "displaced": "displaced|displacing|evacuated|homeless|fled|ordered out|"
        "(?:leave|left|from|flee) (?:their|the) homes",
    }.items()
}
_STATE_AFTER = 60  # characters behind the noun that may tell what befell them: "people were reported to have been"
_CLAUSE_END = re.compile(r"[,;:.!?()\"“”—]|\n|\b(?:and|but|or|while|after|when|by)\b|\d")
_UNDERGONE = re.compile(  # "people were badly hurt", "died"; not "crowns would hurt"
    r"\b(?:were|was|are|is|been|being|be|left|got|get|remain|reported|feared|still)\s+(?:\w+\s+)?\w+"
    r"(?:\s+(?:the\s+|an?\s+)?hospital\b)?|\b(?:died|fled)\b|"
    r"\b(?:leave|left|from|flee)\s+(?:their|the)\s+homes\b",
    re.IGNORECASE,
)
_FIRST_WORD = re.compile(r"\s*\w+")  # "people hurt"
_STATE_VERB_BEFORE = re.compile(r"\b(\w+)\s+(?:\w+\s+of\s+)?$")


def befallen(text: str, before: str, noun: Noun) -> str:
    """What befell those counted: by the counted noun itself, by what follows in the clause, or by the verb before."""
    if found := state_of(" ".join(noun.run)) or _befell(text, noun):
        return found
    verb = _STATE_VERB_BEFORE.search(before)
    return state_of(verb[1]) if verb else ""


_TOLL_BEFORE = re.compile(  # "the death toll rose to", "put the number of injured at", "the dead numbered"
    r"\b(?:death\s+toll|(?:number|count|total)\s+of\s+(?:the\s+|those\s+)?(?P<number>dead|deaths|fatalities|injured|injuries|wounded|"
    r"missing|arrests|arrested|displaced|evacuated)|the\s+(?P<them>dead|injured|wounded|missing)|(?P<deaths>deaths))"
    r"(?:\s+\w+){0,4}?\s+(?:of|at|to|was|were|is|reached|reaches|hit|numbered|past|above|beyond)\s+$",
    re.IGNORECASE,
)


def told_by_toll(before: str, noun: Noun) -> str:
    """What befell those whom a number without a noun counts behind "toll", "the dead" or "the number of injured"."""
    toll = _TOLL_BEFORE.search(before) if noun.word in ("", "person") else None
    return state_of(toll["number"] or toll["them"] or "dead") if toll else ""


def _befell(text: str, noun: Noun) -> str:
    """What the rest of the clause says befell those counted."""
    rest = text[noun.end : noun.end + _STATE_AFTER]
    stop = _CLAUSE_END.search(rest)
    clause = rest[: stop.start()] if stop else rest
    return state_of(" ".join((*_FIRST_WORD.findall(clause)[:1], *_UNDERGONE.findall(clause))))


def state_of(words: str) -> str:
    """What these words say befell people: "dead", "injured", "missing", "arrested", "displaced" or ""."""
    return next((state for state, pattern in _STATES.items() if pattern.search(words)), "")


PEOPLE = _set_of("person man woman child victim casualty dead killed injured wounded missing death fatality")
