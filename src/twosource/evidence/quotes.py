"""One thing said on one occasion, over all the reports of a story.

Strategy: quoted pieces are taken longest first. The longest is the fullest version of its utterance; each shorter
one joins the fullest that holds its words, if the same one speaks (or nobody knows better and the words are too
many for chance), else it begins an utterance of its own. A star round the fullest, not a chain of likenesses: every
version is compared with what it is shown against. A piece that runs over the edge of a fullest version ("…They are
wrong! Getting along…", where another outlet parts the two) is cut in two at the edge, and what is left goes on by
itself. Where the words are changed throughout ("as if the floor had been pulled", "like the floor was pulled out") the
words of meaning decide, in order. By these, last, reports that quote nothing of an utterance and retell it join.
Candidates come from indexes of three-word runs and of stems, so that time is near-linear in the pieces.

What may live here: which passages are one utterance. Their words are compared by `worddiff`, and found by `quoted`;
who may be one speaker is told by `identity`.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from twosource.evidence.identity import best_known, may_be_one, same_speaker
from twosource.evidence.quoted import Piece, pieces, retold
from twosource.evidence.relations import published_before
from twosource.evidence.units import is_rare
from twosource.evidence.worddiff import Run, change, edits, key, runs
from twosource.evidence.words import FUNCTION_WORDS, words
from twosource.model import (
    Change,
    Report,
    Said,
    Speaker,
    SpeakerKind,
    Utterance,
    Version,
    publication_order,
)

# Thresholds, from reading the utterances of BASIL open (three outlets, 40 events) and of the two seeds.
FEWEST_ALONE = 4  # words of an utterance that only one report has: what is shorter is a scare quote
FEWEST_SHARED = 3  # words of one that several have,
FEWEST_CARRYING = 2  # of which so many are no function words where it is so short, and not in capitals
SHINGLE = 3  # words in the runs that propose candidates
CANDIDATES = 12  # fullest versions that a piece is compared with: those that share most runs
HELD = 0.75  # a piece is a version of a fullest one that has so much of its words, in order,
RUN = 4  # in runs of which one is so long
LEAST_RUN = 2  # and none is shorter
WHOLE_BELOW = 5  # a piece of fewer words must stand in it whole, in one run
STRANGERS_WORDS = 8  # where the speakers are not known to be one: so many words, in a run as long as an overlap,
STRANGERS_HELD = 0.9  # and so much of them where two persons are named
UNNAMED_WORDS = 5  # or so many, all of them, in one run, where one of the two is nobody in particular
CARRYING = 2  # of which so many are no function words
OVERLAP = 6  # words by which a piece must run into a fullest one to be cut at its edge
# From the quotes of the sample corpus's train stories and of BASIL open, read twenty at a time:
RECAST = 0.75  # where words are changed throughout: so much of the words of meaning, in order,
RECAST_STEMS = 3  # and so many of them, of one speaker
RECAST_STRANGERS = 4  # or so many, and all of them, with a run of words, where a speaker is not known
RECAST_WITHIN = 2  # in a stretch of the fullest with no more than so many words of meaning for each that is shared
SPREAD = 40  # a stem in more fullest versions than this proposes none


def utterances(reports: Sequence[Report], said: Sequence[Said]) -> tuple[Utterance, ...]:
    """What the reports of one story quote, one utterance with all its versions each.

    Args:
        reports: the reports of one story, in any order.
        said: their attributions; a version's `attribution` is an index into these.

    Returns:
        The utterances by place in the earliest report that has them, named u1, u2, …; versions in publication order,
        those in indirect speech among them. The fullest version is one of them, with every word kept.
    """
    ordered = sorted(reports, key=publication_order)
    sky = _sky(pieces(ordered, said))
    _retell(sky, retold(ordered, said))
    stars = map(_without_repeats, _without_catchwords(sky.stars, ordered))
    worthy = [star for star in stars if _is_worth_showing(star)]
    worthy.sort(key=lambda star: min(_place(held.piece) for held in star.held))
    speaking = Counter(held.attribution.speaker.key for held in said)
    return tuple(_utterance(f"u{number}", star, ordered, speaking) for number, star in enumerate(worthy, start=1))


class _Held(NamedTuple):
    """A piece, and the words of the fullest version that it covers, from `first` up to `last`."""

    piece: Piece
    first: int
    last: int
    retold: bool = False


@dataclass(slots=True)
class _Star:
    """An utterance in the making: its fullest version and what was found to be a version of it."""

    fullest: Piece
    held: list[_Held] = field(default_factory=list)


def _place(piece: Piece) -> tuple[int, int]:
    return piece.report, piece.passage.start


# --- gathering --------------------------------------------------------------------------------------------------------


class _Match(NamedTuple):
    """How a piece lies in a fullest version."""

    star: int
    words: int  # that both have
    runs: tuple[Run, ...]  # a: in the piece, b: in the fullest


@dataclass(slots=True)
class _Sky:
    """The stars, and where to look for one."""

    stars: list[_Star] = field(default_factory=list)
    shingles: dict[tuple[str, ...], list[int]] = field(default_factory=lambda: defaultdict(list))
    stems: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, piece: Piece) -> None:
        """Begin a star."""
        number = len(self.stars)
        for shingle in sorted(_shingles(piece)):
            self.shingles[shingle].append(number)
        for stem in sorted(set(piece.stems)):
            self.stems[stem].append(number)
        self.stars.append(_Star(piece, [_Held(piece, 0, piece.size)]))

    def candidates(self, piece: Piece) -> list[int]:
        """The stars that share most runs with a piece, then those that share most stems."""
        size = SHINGLE if piece.size >= WHOLE_BELOW else 1
        worded = _most((self.shingles.get(shingle, ()) for shingle in _shingles(piece) if len(shingle) == size), 1)
        return list(dict.fromkeys((*worded, *self.telling_alike(piece))))

    def telling_alike(self, piece: Piece) -> list[int]:
        """The stars that share most stems with a piece."""
        postings = (self.stems.get(stem, ()) for stem in set(piece.stems))
        return _most((found for found in postings if len(found) <= SPREAD), RECAST_STEMS)


def _most(postings: Iterable[Sequence[int]], least: int) -> list[int]:
    shared = Counter(star for found in postings for star in found)
    often = [star for star in shared if shared[star] >= least]
    return sorted(often, key=lambda star: (-shared[star], star))[:CANDIDATES]


def _sky(found: Sequence[Piece]) -> _Sky:
    """Every quoted piece with the fullest version that it belongs to."""
    sky = _Sky()
    queue = [(*_turn(piece), number, piece) for number, piece in enumerate(found)]
    heapq.heapify(queue)
    while queue:
        *_, number, piece = heapq.heappop(queue)
        matches = _matches(piece, sky)
        belonging = (match for match in matches if _belongs(piece, sky.stars[match.star].fullest, match))
        best = max(belonging, key=_closeness, default=None)
        if best is not None:
            sky.stars[best.star].held.append(_Held(piece, best.runs[0].b, best.runs[-1].b + best.runs[-1].size))
            continue
        cuts = (_cut(piece, sky.stars[match.star].fullest, match) for match in matches)
        parts = next((cut for cut in cuts if cut), None) or _parted(piece, sky)
        if not parts:
            sky.add(piece)
        for part in parts:
            heapq.heappush(queue, (*_turn(part), number, part))
    return sky


def _turn(piece: Piece) -> tuple[int, int, tuple[int, int], int]:
    """A sort key: the longest first, of those the one that nothing parts."""
    return -piece.size, piece.parts, _place(piece), piece.passage.end


def _parted(piece: Piece, sky: _Sky) -> tuple[Piece, ...]:
    """The parts of a piece, where one of them belongs to a fullest version."""
    parts = piece.at_gaps()
    for part in parts if len(parts) > 1 else ():
        if any(_belongs(part, sky.stars[match.star].fullest, match) for match in _matches(part, sky)):
            return parts
    return ()


def _closeness(match: _Match) -> tuple[int, int]:
    return match.words, -match.star


def _shingles(piece: Piece) -> set[tuple[str, ...]]:
    """Runs of three words, and the single words that carry meaning, by which short pieces are found."""
    keys = piece.keys
    return {keys[at : at + SHINGLE] for at in range(len(keys) - SHINGLE + 1)} | {
        (word,) for word in keys if _carries(word)
    }


_FUNCTION_KEYS = frozenset(map(key, FUNCTION_WORDS))


def _carries(word: str) -> bool:
    return word not in _FUNCTION_KEYS


def _matches(piece: Piece, sky: _Sky) -> list[_Match]:
    """How a piece lies in its candidates; no more are tried once one has it whole."""
    matches: list[_Match] = []
    for star in sky.candidates(piece):
        fullest = sky.stars[star].fullest
        matches.append(_match(piece, star, fullest))
        if _is_whole(piece, matches[-1]) and _belongs(piece, fullest, matches[-1]):
            break
    return matches


def _match(piece: Piece, star: int, fullest: Piece) -> _Match:
    found = runs(piece.keys, fullest.keys, LEAST_RUN if piece.size > 1 else 1) or runs(piece.keys, fullest.keys)
    return _Match(star, sum(run.size for run in found), found)


def _retell(sky: _Sky, found: Sequence[Piece]) -> None:
    """Give every star those retold pieces that tell what it says, one a report that quotes nothing of it."""
    for piece in found:
        if piece.speaker.kind in (SpeakerKind.UNKNOWN, SpeakerKind.ANONYMOUS):
            continue
        for star in (sky.stars[number] for number in sky.candidates(piece)):
            having = any(held.piece.report == piece.report for held in star.held)
            if not having and same_speaker(piece.speaker, star.fullest.speaker) and _is_told_by(piece, star.fullest):
                star.held.append(_Held(piece, 0, 0, retold=True))
                break


# --- judging ----------------------------------------------------------------------------------------------------------


def _belongs(piece: Piece, fullest: Piece, match: _Match) -> bool:
    """Whether a piece is a version of a fullest one."""
    if not any(map(_carries, _common(piece, match))):
        return False
    if piece.report == fullest.report and match.words < piece.size:
        return False
    if same_speaker(piece.speaker, fullest.speaker):
        return _holds(piece, match) or _is_recast(piece, fullest)
    return piece.report != fullest.report and _too_much_for_chance(piece, fullest, match)


def _common(piece: Piece, match: _Match) -> list[str]:
    return [word for run in match.runs for word in piece.keys[run.a : run.a + run.size]]


def _is_whole(piece: Piece, match: _Match) -> bool:
    return len(match.runs) == 1 and match.words == piece.size


def _holds(piece: Piece, match: _Match) -> bool:
    if piece.size < WHOLE_BELOW:
        return _is_whole(piece, match)
    return match.words >= HELD * piece.size and max(run.size for run in match.runs) >= RUN


def _too_much_for_chance(piece: Piece, fullest: Piece, match: _Match) -> bool:
    """Whether the words alone show that two speakers, as far as they are known, are one."""
    carrying = sum(map(_carries, _common(piece, match)))
    maybe_one = may_be_one(piece.speaker, fullest.speaker)
    held = match.words / piece.size >= (HELD if maybe_one else STRANGERS_HELD)
    if held and piece.size >= STRANGERS_WORDS and carrying > CARRYING:
        return max(run.size for run in match.runs) >= OVERLAP
    if not maybe_one:
        return False
    if not _is_whole(piece, match):
        return max(run.size for run in match.runs) >= RUN and _is_recast(piece, fullest, RECAST_STRANGERS, 1.0)
    return piece.size == fullest.size >= FEWEST_SHARED or (piece.size >= UNNAMED_WORDS and carrying >= CARRYING)


def _is_told_by(piece: Piece, fullest: Piece) -> bool:
    """Whether indirect speech retells a stretch of a fullest version; what somebody is "to do" he has not said so."""
    if piece.keys[0] == "to":
        return False
    every_word = len(piece.stems) >= CARRYING and set(piece.stems) <= set(fullest.stems)
    return _is_recast(piece, fullest) or (every_word and _holds(piece, _match(piece, 0, fullest)))


def _is_recast(piece: Piece, fullest: Piece, fewest: int = RECAST_STEMS, share: float = RECAST) -> bool:
    """Whether a piece has the words of meaning of a stretch of a fullest one, in order, and denies as much."""
    found = runs(piece.stems, fullest.stems)
    shared = sum(run.size for run in found)
    if shared < fewest or shared < share * len(piece.stems):
        return False
    first, last = found[0].b, found[-1].b + found[-1].size
    denied = sum(first - 1 <= at < last for at in fullest.denials)
    return last - first <= RECAST_WITHIN * shared and denied % 2 == len(piece.denials) % 2


def _cut(piece: Piece, fullest: Piece, match: _Match) -> tuple[Piece, Piece] | None:
    """A piece in two where it runs over an edge of the fullest version: what lies in it, and what does not."""
    if piece.report == fullest.report or not may_be_one(piece.speaker, fullest.speaker):
        return None
    least = OVERLAP if same_speaker(piece.speaker, fullest.speaker) else STRANGERS_WORDS
    for run in match.runs:
        at_start = run.a <= 1 and run.b + run.size >= fullest.size - 1
        at_end = run.a + run.size >= piece.size - 1 and run.b <= 1
        if run.size >= least and at_start != at_end:
            edge = run.a + run.size if at_start else run.a
            rest = piece.size - edge if at_start else edge
            return (piece.part(0, edge), piece.part(edge, piece.size)) if rest >= FEWEST_ALONE else None
    return None


# --- what is shown ----------------------------------------------------------------------------------------------------


def _without_repeats(star: _Star) -> _Star:
    """The star without pieces whose words their report has in another piece: a headline that repeats the quote."""
    kept: list[_Held] = []
    for held in sorted(star.held, key=lambda held: (-(held.last - held.first), -held.piece.size, _place(held.piece))):
        if not any(_repeats(held, other) for other in kept):
            kept.append(held)
    return _Star(star.fullest, sorted(kept, key=lambda held: _place(held.piece)))


def _without_catchwords(stars: Sequence[_Star], reports: Sequence[Report]) -> list[_Star]:
    """The stars without the word or two that tell nothing ("you know"), or that the story has elsewhere too: which of
    the times that he said "witch hunt" a report means cannot be told.
    """
    short = {_phrase(held.piece.passage.text) for star in stars for held in star.held if _is_short(held)}
    there = _counted([report.text for report in reports], short)
    return [_Star(star.fullest, _meant(star, there)) for star in stars]


def _meant(star: _Star, there: Mapping[tuple[str, ...], int]) -> list[_Held]:
    """The versions of a star that are no catchwords; `there` tells how often the story has a phrase."""
    short = {_phrase(held.piece.passage.text) for held in star.held if _is_short(held)}
    here = _counted([held.piece.passage.text for held in star.held], short)
    told = {phrase for phrase in short if any(map(is_rare, phrase)) and there[phrase] <= here[phrase]}
    return [
        held
        for held in star.held
        if held.piece is star.fullest or not _is_short(held) or _phrase(held.piece.passage.text) in told
    ]


def _is_short(held: _Held) -> bool:
    return held.piece.size < FEWEST_SHARED


def _phrase(text: str) -> tuple[str, ...]:
    return tuple(word.key for word in words(text))


def _counted(texts: Iterable[str], wanted: Set[tuple[str, ...]]) -> Counter[tuple[str, ...]]:
    """How often the texts have each of the phrases that are wanted."""
    sizes = sorted({len(phrase) for phrase in wanted if phrase})
    runs_of_words = (
        text[at : at + size]
        for text in map(_phrase, texts if sizes else ())
        for at in range(len(text))
        for size in sizes
    )
    return Counter(run for run in runs_of_words if run in wanted)


def _repeats(held: _Held, other: _Held) -> bool:
    """Whether a piece has no words that another of the same report has not."""
    same_report = held.piece.report == other.piece.report
    return same_report and other.first <= held.first and held.last <= other.last


def _is_worth_showing(star: _Star) -> bool:
    if star.fullest.size >= FEWEST_ALONE:
        return True
    shared = len({held.piece.report for held in star.held}) > 1
    weighty = star.fullest.passage.text.isupper() or sum(map(_carries, star.fullest.keys)) >= FEWEST_CARRYING
    return shared and weighty and star.fullest.size >= FEWEST_SHARED


def _utterance(name: str, star: _Star, reports: Sequence[Report], speaking: Mapping[str, int]) -> Utterance:
    found = [held.piece for held in star.held]
    medium = next((piece.medium for piece in found if piece.medium), None)
    versions = tuple(_version(held, star.fullest) for held in star.held)
    speaker = best_known(
        _not_named_in(star.fullest, [piece.speaker for piece in found]), speaking, star.fullest.speaker
    )
    having = [reports[place] for place in sorted({piece.report for piece in found})]
    return Utterance(name, speaker, star.fullest.passage, versions, medium, _first(having))


def _not_named_in(fullest: Piece, named: Sequence[Speaker]) -> list[Speaker]:
    """The speakers without those whom the words name where another is known: "President Reed and I" is not Reed's."""
    known = [one for one in named if one.kind is not SpeakerKind.UNKNOWN]
    others = [
        one for one in known if one.kind is not SpeakerKind.PERSON or key(one.name.split()[-1]) not in fullest.keys
    ]
    return others or list(named)


def _first(having: Sequence[Report]) -> str | None:
    """The id of the report that was published before all others; None where that is not known."""
    first, *others = having
    return first.id if others and all(published_before(first.published, other.published) for other in others) else None


def _version(held: _Held, fullest: Piece) -> Version:
    piece = held.piece
    how = edits(piece.passage.text, fullest.passage.text, piece.tokens, fullest.tokens)
    changed = Change.SAME if piece.passage == fullest.passage else Change.ALTERED if held.retold else change(how)
    return Version(piece.passage, changed, how, piece.attribution, held.retold)
