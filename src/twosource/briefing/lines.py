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

What may live here: choosing. What may be a line at all is for `choice`, where outlets differ for `differing`, what can
be read alone for `standalone`, what matters most for `importance`.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from typing import NamedTuple

from twosource.briefing.changes import Since
from twosource.briefing.choice import Choice, Shown
from twosource.briefing.differing import differ
from twosource.briefing.gists import about, gist
from twosource.briefing.headlines import headline
from twosource.briefing.helpers import with_helpers
from twosource.briefing.importance import own_texts
from twosource.briefing.material import ALONE_EVERYDAY, OPENING, Material
from twosource.briefing.standalone import Sentence
from twosource.model import Counts, Line, LineRole, Passage, SpeakerKind, Statement, Status, Utterance

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
BACKGROUND = 0.3  # what is told of other years
BEST_LENGTH = 28  # words; a lead is best about so long

ARTICLES = frozenset({"the", "a", "an"})
_NAMED = frozenset({SpeakerKind.PERSON, SpeakerKind.ORGANISATION})


class ChosenLines(NamedTuple):
    """How a story is told: under which headline, in which lines."""

    headline: str
    lines: tuple[Line, ...]


def telling(
    source: Material,
    shown: Shown,
    most: int = MOST_LINES,
    *,
    muted: Collection[str] = frozenset(),
    since: Since | None = None,
) -> ChosenLines:
    """A story in up to `most` lines, in the order of the roles.

    Args:
        source: the story's dossier, made ready.
        shown: what the brief has shown before; this story's lines are added to it.
        most: how many at most. Two that differ come both or not at all.
        muted: casefolded names of outlets of which no line is wanted.
        since: what the reader knows of the story: then only what he was not told, after what was corrected or settled.
    """
    chosen = Choice(source, shown, muted, since, list(since.lines) if since else [])
    _lead(chosen)
    _retitle(chosen)
    for choose in (differ, _shared, _said, _alone):
        choose(chosen)
    for choose in (_shared, _alone, _said, _alone):
        if len(chosen.lines) < ENOUGH_LINES:
            choose(chosen)
    kept = _in_order(_within(chosen.lines, most))
    shown.gists += [gist(line.passage.text) for line in kept]
    shown.gists += [gist(f"{chosen.title}\n{line.passage.text}") for line in kept if line.role is LineRole.LEAD]
    return ChosenLines(chosen.title, with_helpers(source, chosen.title, kept))


def lead_line(source: Material) -> Passage | None:
    """The line by which a brief would begin to tell a story to somebody who knows nothing of it, if it has one."""
    chosen = Choice(source, Shown())
    _lead(chosen)
    return next((line.passage for line in chosen.lines), None)


def _retitle(chosen: Choice) -> None:
    """Put the story under the headline that goes with its lead, if what its lead takes as known stands there too."""
    lead = next((line.passage for line in chosen.lines if line.role is LineRole.LEAD), None)
    if lead is None and chosen.since and chosen.since.keeps_title:
        chosen.title = chosen.since.title
        return
    sentence = chosen.source.around(lead) if lead else None
    before, chosen.title = chosen.title, headline(chosen.source, lead)
    if sentence and not all(surname in chosen.title for surname in sentence.surnames):
        chosen.title = before


def _within(found: Sequence[Line], most: int) -> list[Line]:
    """As many lines as there is room for: one of each role first, and two that differ together or not at all."""
    blocks: dict[tuple[int, int], list[Line]] = {}
    worth = list(LineRole)
    for place, line in enumerate(found):
        turn = 0 if line.role is LineRole.DIFFERS else sum(other.role is line.role for other in found[:place])
        blocks.setdefault((turn, worth.index(line.role)), []).append(line)
    kept: list[Line] = []
    for _, block in sorted(blocks.items()):
        if len(kept) + len(block) <= most:
            kept += block
    return kept


def _in_order(found: Sequence[Line]) -> list[Line]:
    """Lines in the order of the roles; one that differs from the lead right after it, so that both are side by side."""
    roles = [line.role for line in found]
    order = list(LineRole)
    if roles.count(LineRole.DIFFERS) == 1:
        order.sort(
            key=[LineRole.LEAD, LineRole.DIFFERS, *(role for role in LineRole if role is not LineRole.LEAD)].index
        )
    return sorted(found, key=lambda line: order.index(line.role))


# --- choosing ---------------------------------------------------------------------------------------------------------


def _lead(chosen: Choice) -> None:
    """The sentence near the top that has most of what the reports open with, at a length that reads well.

    Of a story told before only one that has the news of its own report's headline, or was added to a report: the
    others paint a scene.
    """
    source = chosen.source
    fitting = [sentence for sentence in source.sentences if chosen.fits(sentence) and not _is_quote(sentence)]
    current = [sentence for sentence in fitting if not source.is_superseded(sentence.passage)] or fitting
    candidates = [s for s in current if s.place < OPENING] or [s for s in current if s.place < LATE_OPENING]
    if since := chosen.since:
        candidates = [s for s in candidates if source.is_of_headline(s) or since.was_revised(s.passage)]
    best = max(candidates, key=lambda s: (_centrality(source, s), -s.place), default=None)
    if best:
        chosen.add(LineRole.LEAD, best.passage, source.statement(best.passage))


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


def _shared(chosen: Choice) -> None:
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
        chosen.add(LineRole.SHARED, best[1].passage, best[0])


def _shared_rank(chosen: Choice, statement: Statement, sentence: Sentence) -> tuple[float, int, int]:
    """By how many have it and how much it matters: it is of what the reports open with, and stands high in them.

    Origins count as in `importance`. What tells of other years counts little, however many have it.
    """
    source, counts = chosen.source, statement.counts
    many = 2 * math.log2(1 + counts.origins) + math.log2(1 + counts.outlets)
    places = [source.place(testimony.passage) for testimony in statement.testimonies]
    matters = (1 + min(source.ties(sentence), TIES)) / (1 + DEEPER * sum(places) / len(places))
    plain = source.plainness(sentence.passage) * (BACKGROUND if source.is_background(sentence.passage) else 1)
    return (many * matters * plain, chosen.fresh(sentence.passage), -sentence.place)


def _said(chosen: Choice) -> None:
    """The quotation of a named speaker that most outlets have, in the sentences that name him."""
    for utterance in sorted(chosen.source.dossier.utterances, key=_quote_rank):
        versions = (utterance.fullest, *(version.passage for version in utterance.versions))
        spoken = (found for version in versions if (found := _spoken(chosen, utterance, version)))
        untold = (p for p in spoken if chosen.is_news(p) and not chosen.repeats(p, chosen.source.gist(p)))
        passage = next(untold, None)
        if passage:
            statement = chosen.source.statement(passage)
            chosen.add(LineRole.SAID, passage, statement, _quote_counts(chosen.source, utterance))
            return


def _quote_rank(utterance: Utterance) -> tuple[int, int, str]:
    """Most versions first; of as many, the longest."""
    named = utterance.speaker.kind in _NAMED
    return (
        -len({v.passage.report for v in utterance.versions}) if named else 1,
        -len(utterance.fullest.text),
        utterance.id,
    )


def _spoken(chosen: Choice, utterance: Utterance, version: Passage) -> Passage | None:
    """The sentences that hold a version and name its speaker, if they can be read alone."""
    name = utterance.speaker.name
    if utterance.speaker.kind not in _NAMED or not _is_name(name):
        return None
    reading = chosen.source.readings[version.report]
    span = chosen.source.sentences_around(version)
    if not reading.can_quote(span, name.split()[-1]):
        return None
    if not chosen.knows(reading.thing(span)) or not all(map(chosen.has_met, reading.known(span))):
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


def _alone(chosen: Choice) -> None:
    """What one outlet has and no other: of what the story is about, from an outlet that has no line yet."""
    source = chosen.source
    candidates = [s for s in source.sentences if _tells(s) and chosen.fits(s) and _is_alone(source, s)]
    best = max(candidates, key=lambda s: (chosen.fresh(s.passage), _weight(source, s), -s.place), default=None)
    if best:
        chosen.add(LineRole.ALONE, best.passage, source.statement(best.passage))


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
