"""Whether two figures of two reports answer one question.

Strategy: they count one kind of thing, folded so that words do not hide it (homes are houses, dockers are people, and
beside a unit no noun counts), in one order of size, and nothing close by tells that one is an average, a
limit or of another month. Then words decide: few where the sentences are aligned, or where each report gives one
figure of that kind and no other; more where the noun tells little.

What may live here: judging two figures. Which figures there are, and what a report knows, is for `figures`.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

from twosource.evidence.rivals import RATIO, Figure
from twosource.evidence.slots import Sentence
from twosource.evidence.words import words
from twosource.model import Span
from twosource.reading.numbers import Quantity

# Thresholds, from reading all candidates of BASIL open (40 events), of NeuS train (2,452 events of three short texts),
# and the train stories of the sample corpus.
SHARED = 3  # two slots of one noun share so many telling words, what is counted aside,
SHARED_VAGUE = 4  # or so many where the noun tells little, or two nouns are of people ("dockers", "workers"),
SHARED_SOLE = 1  # or so many where each report gives one number of that kind and no other
SHARED_SOLE_VAGUE = 2  # and so many there where the noun tells little, as beside money and shares,
SHARED_ALIGNED = 1  # or so many where the two sentences tell of one thing
SHARED_LIST = 2  # and so many within four words where one of them has several figures of that measure
SHARE = 0.4  # and, where they are not alone, so much of the smaller set
STATE_RATIO = 5.0  # tolls grow: two for one event may be so far apart
CLOSE = 4  # words on either side of an age, among which the name stands, or of one of several figures in a sentence
CLOSE_BY = 40  # characters on either side of a figure that tell of which time it is, or whether it is an average


def _stems(listed: str) -> frozenset[str]:
    return frozenset(word.stem for word in words(listed))


PEOPLE = _stems(
    """person people passengers crew sailors seamen workers employees staff dockers dockworkers miners strikers members
    residents villagers inhabitants neighbours householders tenants customers patients nurses teachers pupils students
    schoolchildren parents protesters demonstrators marchers supporters activists mourners visitors guests tourists
    travellers commuters motorists drivers voters lawmakers soldiers troops officers firefighters rescuers volunteers
    survivors victims casualties prisoners detainees hostages migrants refugees islanders scientists researchers
    scholars delegates adults child children man men woman women"""
)
ANYBODY = _stems("person people victim casualty dead killed injured wounded missing") | {""}
"""Whom a toll counts that names nobody in particular."""
AGES_AND_SEXES = _stems("child adult man woman boy girl")
"""Who is counted as one of these is not who is counted by his trade: "three adults and seven children"."""
SPANS_OF_TIME = _stems("second minute hour day night week month year decade")
VAGUE = SPANS_OF_TIME | _stems("time thing person way part side point other metre meter kilometre mile foot")


def folded(quantity: Quantity) -> Quantity:
    """A quantity whose noun is one with its synonyms and with people of all kinds, and none beside a unit.

    "82% of dockers" and "82 per cent" measure one thing.
    """
    if quantity.unit:
        return replace(quantity, noun="")
    noun = stem(quantity.noun)
    return replace(quantity, noun="person" if noun in PEOPLE else noun)


def stem(noun: str) -> str:
    return next((word.stem for word in words(noun)), noun)


def one_question(one: Figure, other: Figure, *, aligned: bool, sole: Callable[[Figure], bool]) -> bool:
    """Whether two figures of one measure answer one question.

    Args:
        one: a figure.
        other: one of another report.
        aligned: whether their sentences are known to tell of one thing.
        sole: whether a figure is the only one of its kind that its report gives.
    """
    if one.quantity.unit == "year-old":
        return _are_ages_of_one(one, other)
    ratio = STATE_RATIO if one.quantity.state else RATIO
    if not of_one_order(one.quantity, other.quantity, ratio) or _are_two_things(one, other):
        return False
    shared = len(one.context & other.context)
    if aligned and _same_noun(one, other):
        alone, listed = shared >= SHARED_ALIGNED, shared_close_by(one, other) >= SHARED_LIST
        return alone if alone == listed or _stand_alone(one, other) else listed  # what costs most is asked last
    if _may_be_one_noun(one, other) and sole(one) and sole(other):
        return shared >= _fewest_where_sole(one, other)
    return shared >= max(_fewest(one, other), SHARE * min(len(one.context), len(other.context)))


def _are_two_things(one: Figure, other: Figure) -> bool:
    """Whether nouns or the words close by show that two figures of one measure are of two things."""
    if one.quantity.noun in SPANS_OF_TIME and (_tells_when(one) or _tells_when(other)):
        return True
    two_trades = not _same_noun(one, other) and ANYBODY.isdisjoint((one.noun, other.noun))
    two_kinds = two_trades and (bool(one.quantity.state) or not AGES_AND_SEXES.isdisjoint((one.noun, other.noun)))
    return two_kinds or _are_qualified_apart(one, other)


def _same_noun(one: Figure, other: Figure) -> bool:
    return one.noun == other.noun or bool(one.quantity.unit) or {one.noun, other.noun} <= ANYBODY


def _may_be_one_noun(one: Figure, other: Figure) -> bool:
    """Whether nouns differ no more than "460 people" and "520 workers" do; a part of the dead may have a trade."""
    generic = not ANYBODY.isdisjoint((one.noun, other.noun)) and not one.quantity.state
    return _same_noun(one, other) or generic


def _fewest_where_sole(one: Figure, other: Figure) -> int:
    if one.quantity.noun in SPANS_OF_TIME:
        return SHARED
    return SHARED_SOLE_VAGUE if is_vague(one.quantity) or not _same_noun(one, other) else SHARED_SOLE


def _fewest(one: Figure, other: Figure) -> int:
    """How many words two figures must share; a toll of people and one of miners less than people at work."""
    if not _same_noun(one, other):
        return SHARED if one.quantity.state else SHARED_VAGUE
    return SHARED_VAGUE if is_vague(one.quantity) else SHARED


def is_vague(quantity: Quantity) -> bool:
    """Whether what is counted tells little of what it is about."""
    return not quantity.state and (not quantity.noun or quantity.noun in VAGUE)


def of_one_order(one: Quantity, other: Quantity, ratio: float = RATIO) -> bool:
    return max(one.value, other.value) <= ratio * min(one.value, other.value)


# --- what stands close by ---------------------------------------------------------------------------------------------

_TIMES = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|(?:19|20)\d\d|"
    r"last (?:week|month|year)|this (?:week|month|year)|(?:first|second|third|fourth) quarter)\b"
)
_QUALIFIED = re.compile(
    r"\b(?:(?P<average>averag\w*|typical\w*)|(?P<expected>expect\w*|forecast\w*)|"
    r"(?P<allowed>limit\w*|maximum|minimum|target\w*|goal\w*|capacity|threshold)|"
    r"(?P<more>additional|another|further|extra)|(?P<before>previous\w*|earlier)|"
    r"(?P<each>each|every|per|apiece|daily|weekly|monthly|yearly|annual\w*))\b",
    re.IGNORECASE,
)
_ONCE = re.compile(r"\b(?:when|then|since|at the age of|before|after)\b", re.IGNORECASE)  # "when he was 16"


def _are_qualified_apart(one: Figure, other: Figure) -> bool:
    """Whether the words close by tell of two times, or of what is and of what is allowed or usual."""
    mine, theirs = _close_by(one), _close_by(other)
    times = [frozenset(_TIMES.findall(text)) for text in (mine, theirs)]
    if times[0] and times[1] and times[0].isdisjoint(times[1]):
        return True
    kinds = [frozenset(found.lastgroup for found in _QUALIFIED.finditer(text)) for text in (mine, theirs)]
    return kinds[0] != kinds[1]


def _close_by(figure: Figure) -> str:
    """The words on either side of a figure, in its clause."""
    text, (start, end) = figure.slot.sentence.text, figure.slot.span
    before, after = text[max(0, start - CLOSE_BY) : start], text[end : end + CLOSE_BY]
    return f"{re.split('[;:]', before)[-1]} {text[start:end]} {re.split('[;:]', after)[0]}"


_WHEN = re.compile(r"[^.,;]{0,12}\b(?:after|before|into|later|ago|earlier|since)\b", re.IGNORECASE)


def _tells_when(figure: Figure) -> bool:
    """Whether a span of time tells when, and not how long: "eight months after"."""
    return bool(_WHEN.match(figure.slot.sentence.text, figure.slot.span.end))


def _are_ages_of_one(one: Figure, other: Figure) -> bool:
    """Whether two ages stand beside one name: "Ann Reed, 43"; not what somebody was "when she was 16"."""
    if any(_ONCE.search(_close_by(figure)) for figure in (one, other)):
        return False
    named = [_named(figure.slot.sentence, figure.slot.span) for figure in (one, other)]
    return not named[0].isdisjoint(named[1])


def _named(sentence: Sentence, span: Span) -> frozenset[str]:
    """The stems of words with a capital in the middle of a sentence, close to a slot."""
    near = sentence.around(span, CLOSE)
    capital = (word.stem for word in sentence.words[1:] if sentence.text[word.start].isupper())
    return frozenset(stem for stem in capital if stem in near)


def _stand_alone(*figures: Figure) -> bool:
    """Whether each is the only figure of its measure in its sentence."""
    alike = [
        [found for found in map(folded, figure.slot.sentence.quantities) if found.same_measure(figure.quantity)]
        for figure in figures
    ]
    return all(len(found) <= 1 for found in alike)


def shared_close_by(one: Figure, other: Figure) -> int:
    """How many telling words stand right beside both of two figures."""
    near = [figure.slot.sentence.around(figure.slot.span, CLOSE) for figure in (one, other)]
    return len(near[0] & near[1])
