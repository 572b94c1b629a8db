"""Stronger and weaker words for one thing: "disappointed" and "very angry", "protest" and "riot", "said" and
"admitted".

Strategy: a small lexicon of fields, each a few grades; a sentence is in a grade when it has one of its words
outside quotation marks (words inside are the speaker's). Two sentences that tell of one thing differ in wording
where they are in one field, in different grades, and share the subject; so do two that tell how one person feels,
where that person is rarely named in either report. Which of two words is the right one is not said: the grades only
tell that they are not the same. The fields follow the reporting verbs of style guides (AP, Guardian: "said" is
neutral, "claimed" and "admitted" are not) and the loaded nouns that both warn of.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import combinations

from twosource.evidence.slots import Sentence, Slot, difference, groups
from twosource.model import Difference, DifferenceKind, Report, Span
from twosource.reading.names import names
from twosource.voices.quotes import outermost

RARELY = 2  # sentences of a report that name a person who is not what the report is about
SHARED = 2  # telling words, the graded ones aside, that two sentences share near them,
SHARED_STANCE = 3  # or so many where the words are of saying: everybody says something,
SHARED_FAR = 4  # or so many where nobody knows whether they tell of one thing
NEAR = 10  # words on either side of a graded one
COMMON = 40  # a stem beside more graded words than this tells nothing
NEAR_SUBJECT = 90  # characters between a name and what its bearer feels

FEELING, STANCE, BLAME = "displeasure", "stance", "blame"
_FIELDS: Mapping[str, tuple[str, ...]] = {
    FEELING: (
        r"disappointed|frustrated|displeased|unhappy|dismayed|annoyed|irritated|upset",
        r"angry|angered|furious|infuriated|livid|enraged|outraged|incensed|irate|fuming|seething",
    ),
    "fear": (r"concerned|uneasy|worried", r"alarmed|frightened|fearful|terrified|panicked"),
    "regret": (r"expressed (?:his |her |their )?regrets?|regretted", r"apologi[sz]ed|said sorry"),
    "death": (r"died|dead|killed", r"murdered|slaughtered|massacred|executed|assassinated|gunned down"),
    "unrest": (r"protests?|demonstrations?|rally|rallies|marches", r"riots?|rioting|mobs?|rampages?"),
    "disclosure": (r"revealed|disclosed|reported|made public", r"leaked|leaks|leaking"),
    "fighters": (r"militants?|fighters?|rebels?|insurgents?|gunm[ae]n", r"terrorists?"),
    "papers": (r"undocumented|unauthori[sz]ed", r"illegal (?:im)?migrants?|illegal aliens?|illegals"),
    "leaving": (r"resigned|resigns|stepped down|quits?", r"fired|ousted|sacked|forced out|dismissed"),
    BLAME: (r"criticis\w+|criticiz\w+|faulted", r"slammed|blasted|lambasted|excoriated|ripped|lashed out|tore into"),
    "undoing": (r"delay(?:ed|s)?|postponed?|pushed back|put off", r"scrapp?ed|ripped up|cancell?ed|abandoned|axed"),
    STANCE: (
        r"said|told(?! (?:reporters|journalists))|stated|wrote|added",
        r"claimed|(?<!for )(?<!of )(?<!the )(?<!an )alleged|claims",
        r"admitted|conceded|confessed|acknowledged|admits",
        r"boasted|bragged",
    ),
}
_GRADES = tuple(  # with the words alone, which are quickly looked for in lower case
    (
        field,
        grade,
        re.compile(words),
        re.compile(rf"\b(?:(?:very|deeply|extremely|so)\s+)?(?:{words})\b(?:\s+and\s+(?:{words})\b)?", re.I),
    )
    for field, grades in _FIELDS.items()
    for grade, words in enumerate(grades)
)


@dataclass(frozen=True, slots=True)
class _Graded:
    """A graded word in a sentence."""

    field: str
    grade: int
    slot: Slot

    @property
    def sentence(self) -> Sentence:
        return self.slot.sentence


def wording_differences(
    reports: Sequence[Report], story: Sequence[Sentence], aligned: Set[tuple[Sentence, Sentence]]
) -> tuple[Difference, ...]:
    """Where reports tell of one thing in stronger or weaker words.

    Args:
        reports: in order of publication.
        story: all their sentences.
        aligned: pairs of sentences that tell of one thing, the earlier first.
    """
    graded = _graded(reports, story)
    pairs = [
        (one.slot, other.slot)
        for first, second in sorted(aligned, key=lambda pair: (_place(pair[0]), _place(pair[1])))
        for one in graded[first]
        for other in graded[second]
        if _differ(one, other)
        and _apart(one, graded[second])
        and _apart(other, graded[first])
        and _same_subject(one, other)
    ]
    pairs.extend(_feelings(reports, graded))
    pairs.extend(_elsewhere(graded))
    found = (difference(DifferenceKind.WORDING, group) for group in groups(pairs))
    return tuple(each for each in found if each is not None)


def _place(sentence: Sentence) -> tuple[int, int]:
    return sentence.report, sentence.passage.start


def _graded(reports: Sequence[Report], story: Sequence[Sentence]) -> Mapping[Sentence, Sequence[_Graded]]:
    quoted = [tuple(quotation.span for quotation in outermost(report.text)) for report in reports]
    found: dict[Sentence, list[_Graded]] = defaultdict(list)
    for sentence in story:
        found[sentence].extend(_graded_in(sentence, quoted[sentence.report]))
    return found


def _graded_in(sentence: Sentence, quoted: Sequence[Span]) -> Iterator[_Graded]:
    base, lower = sentence.passage.start, sentence.text.lower()
    for field, grade, told, pattern in _GRADES:
        for match in pattern.finditer(sentence.text) if told.search(lower) else ():
            here = Span(base + match.start(), base + match.end())
            if not any(here.overlaps(span) for span in quoted):
                yield _Graded(field, grade, Slot(sentence, Span(*match.span()), match[0].casefold()))


def _differ(one: _Graded, other: _Graded) -> bool:
    """Whether two words are of one field and two grades; who blames must be the same."""
    if one.field != other.field or one.grade == other.grade:
        return False
    return one.field != BLAME or _named_before(one)[-1:] == _named_before(other)[-1:]


def _apart(one: _Graded, others: Sequence[_Graded]) -> bool:
    """Whether the other sentence has no word of this one's grade: it would tell both."""
    return not any(other.field == one.field and other.grade == one.grade for other in others)


def _same_subject(one: _Graded, other: _Graded) -> bool:
    """Whether two sentences share enough telling words close to the graded ones, and a name of who says so."""
    if one.field == STANCE and set(_named_before(one)).isdisjoint(_named_before(other)):
        return False
    return len(_near(one) & _near(other)) >= (SHARED_STANCE if one.field == STANCE else SHARED)


def _named_before(each: _Graded) -> list[str]:
    """The stems of the words with a capital before a graded one in its sentence."""
    text = each.sentence.text
    return [
        word.stem for word in each.sentence.words if word.end <= each.slot.span.start and text[word.start].isupper()
    ]


def _near(each: _Graded) -> frozenset[str]:
    return each.sentence.around(each.slot.span, NEAR)


def _elsewhere(graded: Mapping[Sentence, Sequence[_Graded]]) -> Iterator[tuple[Slot, Slot]]:
    """Pairs of slots of two reports among so many of the same words that they must be of one thing."""
    found = [each for own in graded.values() for each in own if each.field not in (STANCE, FEELING)]
    index: dict[tuple[str, str], list[int]] = defaultdict(list)
    for number, each in enumerate(found):
        for stem in sorted(_near(each)):
            index[each.field, stem].append(number)
    shared = Counter(pair for held in index.values() if len(held) <= COMMON for pair in combinations(held, 2))
    for (i, j), count in sorted(shared.items()):
        one, other = found[i], found[j]
        apart = _apart(one, graded[other.sentence]) and _apart(other, graded[one.sentence])
        if count >= SHARED_FAR and one.sentence.report != other.sentence.report and _differ(one, other) and apart:
            yield one.slot, other.slot


# --- how one person feels ---------------------------------------------------------------------------------------------


def _feelings(reports: Sequence[Report], graded: Mapping[Sentence, Sequence[_Graded]]) -> Iterator[tuple[Slot, Slot]]:
    """Pairs of slots of two reports that tell how one person feels, who is rarely named in either."""
    felt = [each for found in graded.values() for each in found if each.field == FEELING]
    named = {each.sentence.report: _named_rarely(reports[each.sentence.report]) for each in felt}
    bearers = [(each, _bearer(each, named[each.sentence.report], reports[each.sentence.report])) for each in felt]
    for place, (one, bearer) in enumerate(bearers):
        for other, others_bearer in bearers[place + 1 :]:
            same = bearer is not None and bearer == others_bearer
            if same and one.sentence.report != other.sentence.report and _differ(one, other):
                yield one.slot, other.slot


_POSSESSIVES = ("'s", "’s")  # "Cole’s clerk was angry": the clerk was


def _named_rarely(report: Report) -> Mapping[str, tuple[int, ...]]:
    """Where the last names stand that a report has only a few times."""
    found: dict[str, list[int]] = defaultdict(list)
    for mention in names(report.text):
        if mention.kind in (None, "person") and not report.text.startswith(_POSSESSIVES, mention.span.end):
            found[mention.name.split()[-1].casefold()].append(mention.span.end)
    return {name: tuple(ends) for name, ends in found.items() if len(ends) <= RARELY}


def _bearer(each: _Graded, named: Mapping[str, tuple[int, ...]], report: Report) -> str | None:
    """The last name that stands closest before a feeling, in its sentence and clause."""
    start = each.sentence.passage.start
    at = start + each.slot.span.start
    close = [(end, name) for name, ends in named.items() for end in ends if max(start, at - NEAR_SUBJECT) < end <= at]
    if not close:
        return None
    end, name = max(close)
    return None if re.search(r";|\b(?:but|while)\b", report.text[end:at]) else name
