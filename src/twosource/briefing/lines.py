"""The lines that tell a story: passages of its reports, chosen and never changed.

Strategy: of all sentences that can be read alone, one for each thing that a reader asks.

    LEAD     what happened: the opening of a report that has most of what the others open with, its toll the latest
    SHARED   what more than one origin has
    DIFFERS  two passages that disagree on a figure, a date, a name; the lead may be one of them
    SAID     the fullest version of the quote that most outlets have, with its speaker in the line
    ALONE    what one outlet has and no other

Each is whole sentences of a report; none says again what another line of the brief has said; where two would do as
well, it is that of an outlet which is not there yet. A line's counts are those of the statement that it stands for:
where a sentence has parts with different counts, the fewest origins count, so that no part is given more than it has.

What may live here: choosing. What can be read alone is for `standalone`, what matters most for `importance`.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby

from twosource.briefing.gists import Gist, about, gist, same
from twosource.briefing.importance import own_texts
from twosource.briefing.material import ALONE_EVERYDAY, OPENING, Material
from twosource.briefing.standalone import Sentence
from twosource.model import (
    Counts,
    Difference,
    DifferenceKind,
    Dossier,
    Line,
    Passage,
    Relation,
    Role,
    SlotValue,
    SpeakerKind,
    Statement,
    Status,
    Utterance,
)
from twosource.reading.numerals import numerals

# Set by reading briefs of BASIL open, whose stories have three reports each.
MOST_LINES = 6
ENOUGH_LINES = 4  # below this the lines of less weight come in as well
LATE_OPENING = 8  # and where none of these can be read alone
ALONE_SHARE = 0.3  # what no outlet's sentence has more of than this, no other outlet has
ALONE_TIES = 2  # stems that it has of those that several reports open with, so that it belongs to the story
MORE_ORIGINS = 0.2  # how much better a lead is for each origin more,
MORE_OUTLETS = 0.1  # for each outlet more,
LATER = 0.2  # for the last report against the first,
STALE = 0.5  # and worse for each day that its report is older than the last,
LOWER = 0.2  # and for each sentence before it
SHARED_TIES = 1  # stems that what is shared has of those that several reports open with,
SHARED_STEMS = 5  # and stems that tell anything, so that it is of the story and says something
TIES = 4  # stems that several reports open with are enough to belong to the heart of a story
CHATTY = 0.7  # and for one that talks as news does not, beside what its report loses by that
DEEPER = 0.1  # how much less what is shared counts for each sentence that its reports have before it
ROUNDED = 0.15  # figures nearer than this may be one, where one of them is hedged (as in reading's numbers)
BACKGROUND = 0.3  # what is told of other years
BEST_LENGTH = 28  # words; a lead is best about so long

ARTICLES = frozenset({"the", "a", "an"})
_NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION})
KINDS = (
    DifferenceKind.NUMBER,
    DifferenceKind.DATE,
    DifferenceKind.NAME,
    DifferenceKind.PLACE,
    DifferenceKind.NEGATION,
    DifferenceKind.MODALITY,
    DifferenceKind.ATTRIBUTION,
    DifferenceKind.WORDING,
)
"""What can be checked most easily comes first."""


@dataclass(slots=True)
class Told:
    """What a brief has told already, story by story."""

    gists: list[Gist] = field(default_factory=list)

    def has(self, line: Gist, besides: Sequence[Gist] = ()) -> bool:
        """Whether a line of this gist would say again what another has said, those `besides` left aside."""
        return any(same(line, other) for other in self.gists if other not in besides)


@dataclass(slots=True)
class _Chosen:
    """The lines of a story while they are chosen."""

    source: Material
    told: Told
    lines: list[Line] = field(default_factory=list)

    def fits(self, sentence: Sentence, besides: Sequence[Line] = ()) -> bool:
        """Whether a sentence says what no line has said, of what the reader has met, and keeps who said it.

        What the lines `besides` have said does not count.
        """
        return (
            not self.has_told(sentence.passage, besides)
            and not self.told.has(sentence.gist, [gist(line.passage.text) for line in besides])
            and all(map(self.names, sentence.surnames))
            and self.knows(sentence.thing)
            and self.source.keeps_speaker(sentence.passage)
        )

    def has_told(self, passage: Passage, besides: Sequence[Line] = ()) -> bool:
        """Whether a line has a part of a statement that the passage has a part of."""
        mine = self.source.touched(passage)
        others = (line for line in self.lines if line not in besides)
        return any(not mine.isdisjoint(self.source.touched(line.passage)) for line in others)

    def knows(self, thing: str) -> bool:
        """Whether the reader has met a thing: in the headline, in a line before, or as what all the story is about."""
        before = " ".join((self.source.dossier.title, *(line.passage.text for line in self.lines))).casefold()
        return thing in before or (bool(self.lines) and any(self.source.spread[stem] > 1 for stem in about(thing)))

    def names(self, surname: str) -> bool:
        """Whether the reader has met this name: in the headline or in a line before."""
        before = (self.source.dossier.title, *(line.passage.text for line in self.lines))
        return any(surname in text for text in before)

    def fresh(self, passage: Passage) -> int:
        """0 for an outlet that has no line yet, less for each that it has."""
        outlet = self.source.outlet(passage)
        return -sum(self.source.outlet(line.passage) == outlet for line in self.lines)

    def add(self, role: Role, passage: Passage, statement: Statement | None, counts: Counts | None = None) -> None:
        known = statement.counts if statement else Counts(1, 1, 1, 0)
        self.lines.append(Line(role, passage, counts or known, statement.id if statement else None))
        self.told.gists.append(gist(passage.text))


def lines(dossier: Dossier, told: Told) -> tuple[Line, ...]:
    """Up to MOST_LINES lines of a story, in the order of the roles.

    Args:
        dossier: the story's.
        told: what the brief has told before; this story's lines are added to it.
    """
    chosen = _Chosen(Material(dossier), told)
    for choose in (_lead, _differs, _shared, _said, _alone):
        choose(chosen)
    for choose in (_shared, _alone, _said, _alone):
        if len(chosen.lines) < ENOUGH_LINES:
            choose(chosen)
    return tuple(_in_order(chosen.lines))[:MOST_LINES]


def _in_order(found: Sequence[Line]) -> list[Line]:
    """Lines in the order of the roles; one that differs from the lead right after it, so that both are side by side."""
    roles = [line.role for line in found]
    order = list(Role)
    if roles.count(Role.DIFFERS) == 1:
        order.sort(key=[Role.LEAD, Role.DIFFERS, *(role for role in Role if role is not Role.LEAD)].index)
    return sorted(found, key=lambda line: order.index(line.role))


# --- choosing ---------------------------------------------------------------------------------------------------------


def _lead(chosen: _Chosen) -> None:
    """The sentence near the top that has most of what the reports open with, at a length that reads well."""
    source = chosen.source
    fitting = [sentence for sentence in source.sentences if chosen.fits(sentence) and not _is_quote(sentence)]
    current = [sentence for sentence in fitting if not source.is_superseded(sentence.passage)] or fitting
    candidates = [s for s in current if s.place < OPENING] or [s for s in current if s.place < LATE_OPENING]
    best = max(candidates, key=lambda s: (_centrality(source, s), -s.place), default=None)
    if best:
        chosen.add(Role.LEAD, best.passage, source.statement(best.passage))


def _centrality(source: Material, sentence: Sentence) -> float:
    """How much of what other texts open with it has, and how little else.

    A later report counts more, because it knows more; a sentence less that stands further down, is of an awkward length
    or stands in a report that comments.
    """
    stems = sentence.gist.about
    shared = sum(max(0, source.spread[stem] - 1) for stem in stems) / max(1, source.texts - 1)
    statement = source.filled_by(sentence.passage)
    origins, outlets = (statement.counts.origins, statement.counts.outlets) if statement else (1, 1)
    length = abs(len(sentence.passage.text.split()) - BEST_LENGTH) / BEST_LENGTH
    gain = (1 + shared) * (1 + shared / len(stems)) * (1 + MORE_ORIGINS * max(0, origins - 1))
    gain *= (1 + MORE_OUTLETS * (outlets - 1)) * source.plainness(sentence.passage) * (CHATTY if sentence.chatty else 1)
    late = (1 + LATER * source.lateness(sentence.passage)) / (1 + STALE * source.days_behind(sentence.passage))
    late *= BACKGROUND if source.is_past(sentence.passage) else 1
    return gain * late / (1 + LOWER * sentence.place) / (1 + length / 2)


def _shared(chosen: _Chosen) -> None:
    """A sentence that stands for what many origins have, and that matters to the story."""
    source = chosen.source
    candidates = [
        (statement, sentence)
        for statement in source.dossier.statements
        if statement.counts.outlets > 1
        for testimony in statement.testimonies
        if (sentence := source.filled(testimony.passage))
        and chosen.fits(sentence)
        and _tells(sentence)
        and source.ties(sentence) >= SHARED_TIES
        and len(sentence.gist.about) >= SHARED_STEMS
        and not source.is_superseded(sentence.passage)
        and not source.owes_speaker(statement, sentence.passage)
    ]
    best = max(candidates, key=lambda found: _shared_rank(chosen, *found), default=None)
    if best:
        chosen.add(Role.SHARED, best[1].passage, best[0])


def _shared_rank(chosen: _Chosen, statement: Statement, sentence: Sentence) -> tuple[float, int, int]:
    """By how many have it and how much it matters: it is of what the reports open with, and stands high in them.

    Origins count as in `importance`. What tells of other years counts little, however many have it.
    """
    source, counts = chosen.source, statement.counts
    many = 2 * math.log2(1 + counts.origins) + math.log2(1 + counts.outlets)
    places = [source.place(testimony.passage) for testimony in statement.testimonies]
    matters = (1 + min(source.ties(sentence), TIES)) / (1 + DEEPER * sum(places) / len(places))
    plain = source.plainness(sentence.passage) * (BACKGROUND if source.is_background(sentence.passage) else 1)
    return (many * matters * plain, chosen.fresh(sentence.passage), -sentence.place)


def _differs(chosen: _Chosen) -> None:
    """The two passages of the difference that can be checked best; one of them, where the other is a line already."""
    source = chosen.source
    ranked = sorted(source.dossier.differences, key=lambda difference: KINDS.index(difference.kind))
    found = (
        pair
        for kind, alike in groupby(ranked, key=lambda difference: difference.kind)
        for pair in sorted(
            (pair for difference in alike for pair in _pairs(source, difference)),
            key=lambda pair: -sum(source.ties(each) * source.plainness(each.passage) for each in pair),
        )
    )
    for sentence in next(filter(None, (_missing(chosen, pair) for pair in found)), ()):
        chosen.add(Role.DIFFERS, sentence.passage, chosen.source.statement(sentence.passage))


def _missing(chosen: _Chosen, pair: tuple[Sentence, ...]) -> list[Sentence]:
    """What of a pair is to be shown, so that both stand in the brief: none if one of them cannot."""
    shown = {line.passage for line in chosen.lines}
    there = [line for line in chosen.lines if line.passage in {sentence.passage for sentence in pair}]
    missing = [sentence for sentence in pair if sentence.passage not in shown]
    return missing if all(chosen.fits(sentence, there) for sentence in missing) else []


def _pairs(source: Material, difference: Difference) -> Iterator[tuple[Sentence, ...]]:
    """Two sentences with different values, of two outlets; or one of them, where it gives both values itself."""
    for one, other in combinations(difference.values, 2):
        first, second = source.around(one.context), source.around(other.context)
        apart = _apart(one.value, other.value) and source.outlet(one.context) != source.outlet(other.context)
        if first and second and apart and not _is_settled(source, difference, first, second):
            yield from _sides(first, second, one, other)


def _is_settled(source: Material, difference: Difference, first: Sentence, second: Sentence) -> bool:
    """Whether a side gives a toll that was overtaken: then a figure changed, and in anything else it would mislead."""
    overtaken = any(source.is_superseded(sentence.passage) for sentence in (first, second))
    return overtaken and (difference.kind is not DifferenceKind.NUMBER or difference.relation is Relation.LATER)


def _sides(first: Sentence, second: Sentence, one: SlotValue, other: SlotValue) -> Iterator[tuple[Sentence, ...]]:
    both = [sentence for sentence, value in ((first, other), (second, one)) if _gives(sentence, value)]
    if both:
        yield (both[0],)
    else:
        yield first, second


def _gives(sentence: Sentence, value: SlotValue) -> bool:
    """Whether a sentence has a value too: its figures where it is one of figures, else its words."""
    figures = {numeral.value for numeral in numerals(value.slot.text)}
    if figures:
        return figures <= {numeral.value for numeral in numerals(sentence.passage.text)}
    return value.slot.text.casefold() in sentence.passage.text.casefold()


def _apart(one: str, other: str) -> bool:
    """Whether two values differ in more than how sure they are: "at least 12" and 12 do not, nor "about 6" and 6.2."""
    figures = [[numeral.value for numeral in numerals(value)] for value in (one, other)]
    if not all(figures):
        return one != other
    hedged = any(value[:1].isalpha() for value in (one, other))
    if hedged and len(figures[0]) == len(figures[1]) == 1:
        first, second = sorted((figures[0][0], figures[1][0]))
        return second > first * (1 + ROUNDED)
    return figures[0] != figures[1]


def _said(chosen: _Chosen) -> None:
    """The quotation of a named speaker that most outlets have, in the sentences that name him."""
    for utterance in sorted(chosen.source.dossier.utterances, key=_quote_rank):
        versions = (utterance.fullest, *(version.passage for version in utterance.versions))
        spoken = (found for version in versions if (found := _spoken(chosen, utterance, version)))
        untold = (p for p in spoken if not chosen.told.has(gist(p.text)) and not chosen.has_told(p))
        passage = next(untold, None)
        if passage:
            statement = chosen.source.statement(passage)
            chosen.add(Role.SAID, passage, statement, _quote_counts(chosen.source, utterance))
            return


def _quote_rank(utterance: Utterance) -> tuple[int, int, str]:
    """Most versions first; of as many, the longest."""
    named = utterance.speaker.kind in _NAMED
    return (
        -len({v.passage.report for v in utterance.versions}) if named else 1,
        -len(utterance.fullest.text),
        utterance.id,
    )


def _spoken(chosen: _Chosen, utterance: Utterance, version: Passage) -> Passage | None:
    """The sentences that hold a version and name its speaker, if they can be read alone."""
    name = utterance.speaker.name
    if utterance.speaker.kind not in _NAMED or not _is_name(name):
        return None
    reading = chosen.source.readings[version.report]
    span = chosen.source.sentences_around(version)
    if not reading.can_quote(span, name.split()[-1]) or not chosen.knows(reading.thing(span)):
        return None
    passage = reading.report.passage(span)
    known = utterance.speaker.kind is SpeakerKind.PERSON and chosen.names(name.split()[-1])
    return passage if name in passage.text or known else None


def _is_name(name: str) -> bool:
    """Whether it names somebody: "The ministry" does not."""
    return any(word[:1].isupper() for word in name.split() if word.casefold() not in ARTICLES)


def _quote_counts(source: Material, utterance: Utterance) -> Counts:
    """Who has the quotation. Its origin is one: who said it."""
    reports = {version.passage.report for version in utterance.versions}
    own = {report.id for report in own_texts(source.dossier)}
    outlets = {source.reports[report].outlet for report in reports}
    return Counts(len(reports), max(1, len(reports & own)), len(outlets), 1)


def _alone(chosen: _Chosen) -> None:
    """What one outlet has and no other: of what the story is about, from an outlet that has no line yet."""
    source = chosen.source
    candidates = [s for s in source.sentences if chosen.fits(s) and _tells(s) and _is_alone(source, s)]
    best = max(candidates, key=lambda s: (chosen.fresh(s.passage), _weight(source, s), -s.place), default=None)
    if best:
        chosen.add(Role.ALONE, best.passage, source.statement(best.passage))


def _is_alone(source: Material, sentence: Sentence) -> bool:
    """Whether only one outlet has it: by its statement, and because no sentence of another outlet comes near.

    Statements are aligned with care not to join too much, so that one passage alone in its statement is not yet news
    that nobody else has; and a report opens with what all of them tell, in words of its own.
    """
    statement = source.statement(sentence.passage)
    if statement is None or statement.status is not Status.SINGLE:
        return False
    outlet = source.outlet(sentence.passage)
    others = [stems for where, stems in source.abouts if where != outlet]
    if others and (
        sentence.place < OPENING or sum(source.spread[stem] > 1 for stem in sentence.gist.about) < ALONE_TIES
    ):
        return False
    stems = about(sentence.passage.text, ALONE_EVERYDAY)
    return all(len(stems & other) <= ALONE_SHARE * len(stems) for other in others)


def _weight(source: Material, sentence: Sentence) -> float:
    """What a sentence adds: it is about what the story is about, early in its report, and tells a figure or a name."""
    shared = source.ties(sentence)
    told = sum(1 for word in sentence.passage.text.split()[1:] if word[:1].isupper() or word[:1].isdigit())
    plain = source.plainness(sentence.passage) * (BACKGROUND if source.is_background(sentence.passage) else 1)
    return plain * (min(shared, TIES) + min(told, 4) / 2) / (1 + DEEPER * sentence.place)


def _tells(sentence: Sentence) -> bool:
    """Whether a reporter tells plainly in it, and does not quote."""
    return not sentence.chatty and not _is_quote(sentence)


def _is_quote(sentence: Sentence) -> bool:
    return sentence.passage.text[0] in "\"“‘'«„"
