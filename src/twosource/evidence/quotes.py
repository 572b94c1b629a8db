"""One thing said on one occasion, over all the reports of a story.

Strategy: quoted pieces are taken longest first. The longest is the fullest version of its utterance; each shorter
one joins the fullest that holds its words, if the same one speaks (or nobody knows better and the words are too
many for chance), else it begins an utterance of its own. A star round the fullest, not a chain of likenesses: every
version is compared with what it is shown against. A piece that runs over the edge of a fullest version ("…They are
wrong! Getting along…", where another outlet parts the two) is cut in two at the edge, and what is left goes on by
itself. Last, reports that quote nothing of an utterance and retell it join. Candidates come from indexes of three-word
runs and of stems, so that time is near-linear in the pieces.

What may live here: which passages are compared, and what is shown of an utterance. Whether two are versions of one is
for `versions`; their words are compared by `worddiff`, and found by `quoted`.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from twosource.evidence.identity import best_known, same_speaker
from twosource.evidence.quoted import Piece, pieces, retold
from twosource.evidence.relations import published_before
from twosource.evidence.units import is_rare
from twosource.evidence.versions import (
    FEWEST_ALONE,
    FEWEST_SHARED,
    RECAST_STEMS,
    WHOLE_BELOW,
    Match,
    belongs,
    carries,
    cut_at_edge,
    is_told_by,
    is_whole,
    match_of,
)
from twosource.evidence.worddiff import change, edits, key
from twosource.evidence.words import words
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
FEWEST_CARRYING = 2  # words that are no function words, of an utterance of the fewest that several may share
SHINGLE = 3  # words in the runs that propose candidates
CANDIDATES = 12  # fullest versions that a piece is compared with: those that share most runs
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


class _CoveredPiece(NamedTuple):
    """A piece, and the words of the fullest version that it covers, from `first` up to `last`."""

    piece: Piece
    first: int
    last: int
    retold: bool = False


@dataclass(slots=True)
class _Star:
    """An utterance in the making: its fullest version and what was found to be a version of it."""

    fullest: Piece
    held: list[_CoveredPiece] = field(default_factory=list)


def _place(piece: Piece) -> tuple[int, int]:
    return piece.report, piece.passage.start


# --- gathering --------------------------------------------------------------------------------------------------------


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
        self.stars.append(_Star(piece, [_CoveredPiece(piece, 0, piece.size)]))

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
        belonging = (match for match in matches if belongs(piece, sky.stars[match.star].fullest, match))
        best = max(belonging, key=_closeness, default=None)
        if best is not None:
            sky.stars[best.star].held.append(_CoveredPiece(piece, best.runs[0].b, best.runs[-1].b + best.runs[-1].size))
            continue
        cuts = (cut_at_edge(piece, sky.stars[match.star].fullest, match) for match in matches)
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
        if any(belongs(part, sky.stars[match.star].fullest, match) for match in _matches(part, sky)):
            return parts
    return ()


def _closeness(match: Match) -> tuple[int, int]:
    return match.words, -match.star


def _shingles(piece: Piece) -> set[tuple[str, ...]]:
    """Runs of three words, and the single words that carry meaning, by which short pieces are found."""
    keys = piece.keys
    return {keys[at : at + SHINGLE] for at in range(len(keys) - SHINGLE + 1)} | {
        (word,) for word in keys if carries(word)
    }


def _matches(piece: Piece, sky: _Sky) -> list[Match]:
    """How a piece lies in its candidates; no more are tried once one has it whole."""
    matches: list[Match] = []
    for star in sky.candidates(piece):
        fullest = sky.stars[star].fullest
        matches.append(match_of(piece, star, fullest))
        if is_whole(piece, matches[-1]) and belongs(piece, fullest, matches[-1]):
            break
    return matches


def _retell(sky: _Sky, found: Sequence[Piece]) -> None:
    """Give every star those retold pieces that tell what it says, one a report that quotes nothing of it."""
    for piece in found:
        if piece.speaker.kind in (SpeakerKind.UNKNOWN, SpeakerKind.ANONYMOUS):
            continue
        for star in (sky.stars[number] for number in sky.candidates(piece)):
            having = any(held.piece.report == piece.report for held in star.held)
            if not having and same_speaker(piece.speaker, star.fullest.speaker) and is_told_by(piece, star.fullest):
                star.held.append(_CoveredPiece(piece, 0, 0, retold=True))
                break


# --- what is shown ----------------------------------------------------------------------------------------------------


def _without_repeats(star: _Star) -> _Star:
    """The star without pieces whose words their report has in another piece: a headline that repeats the quote."""
    kept: list[_CoveredPiece] = []
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


def _meant(star: _Star, there: Mapping[tuple[str, ...], int]) -> list[_CoveredPiece]:
    """The versions of a star that are no catchwords; `there` tells how often the story has a phrase."""
    short = {_phrase(held.piece.passage.text) for held in star.held if _is_short(held)}
    here = _counted([held.piece.passage.text for held in star.held], short)
    told = {phrase for phrase in short if any(map(is_rare, phrase)) and there[phrase] <= here[phrase]}
    return [
        held
        for held in star.held
        if held.piece is star.fullest or not _is_short(held) or _phrase(held.piece.passage.text) in told
    ]


def _is_short(held: _CoveredPiece) -> bool:
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


def _repeats(held: _CoveredPiece, other: _CoveredPiece) -> bool:
    """Whether a piece has no words that another of the same report has not."""
    same_report = held.piece.report == other.piece.report
    return same_report and other.first <= held.first and held.last <= other.last


def _is_worth_showing(star: _Star) -> bool:
    if star.fullest.size >= FEWEST_ALONE:
        return True
    shared = len({held.piece.report for held in star.held}) > 1
    weighty = star.fullest.passage.text.isupper() or sum(map(carries, star.fullest.keys)) >= FEWEST_CARRYING
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


def _version(held: _CoveredPiece, fullest: Piece) -> Version:
    piece = held.piece
    how = edits(piece.passage.text, fullest.passage.text, piece.tokens, fullest.tokens)
    changed = Change.SAME if piece.passage == fullest.passage else Change.ALTERED if held.retold else change(how)
    return Version(piece.passage, changed, how, piece.attribution, held.retold)
