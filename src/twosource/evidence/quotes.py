"""One thing said on one occasion, over all the reports of a story.

Strategy: quoted pieces are taken longest first. The longest is the fullest version of its utterance; each shorter
one joins the fullest that holds its words, if the same one speaks (or nobody knows better and the words are too
many for chance), else it begins an utterance of its own. A star round the fullest, not a chain of likenesses: every
version is compared with what it is shown against. A piece that runs over the edge of a fullest version ("…They are
wrong! Getting along…", where another outlet parts the two) is cut in two at the edge, and what is left goes on by
itself. Candidates come from an index of three-word runs, so that time is near-linear in the pieces.

What may live here: which quotations are one utterance. Their words are compared by `worddiff`, and found by
`quoted`.
"""

from __future__ import annotations

import heapq
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz.fuzz import ratio

from twosource.evidence.quoted import Piece, pieces
from twosource.evidence.worddiff import Run, change, edits, key, runs
from twosource.evidence.words import FUNCTION_WORDS
from twosource.model import Change, Passage, Report, Said, Speaker, SpeakerKind, Utterance, Version, publication_order

# Thresholds, from reading the utterances of BASIL open (three outlets, 40 events) and of the two seeds.
FEWEST_ALONE = 4  # words of an utterance that only one report has: what is shorter is a scare quote
FEWEST_SHARED = 3  # words of one that several have
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
ALIKE_LAST = 80.0  # letters alike in the last names of two persons of one first name: Lindqvist and Lindquist have 89
OVERLAP = 6  # words by which a piece must run into a fullest one to be cut at its edge


def utterances(reports: Sequence[Report], said: Sequence[Said]) -> tuple[Utterance, ...]:
    """What the reports of one story quote, one utterance with all its versions each.

    Args:
        reports: the reports of one story, in any order.
        said: their attributions; a version's `attribution` is an index into these.

    Returns:
        The utterances by place in the earliest report that has them, named u1, u2, …; versions in publication order.
        The fullest version is one of them, with every word kept.
    """
    ordered = sorted(reports, key=publication_order)
    stars = _stars(pieces(ordered, said))
    worthy = [star for star in map(_without_repeats, stars) if _is_worth_showing(star)]
    worthy.sort(key=lambda star: min(_place(held.piece) for held in star.held))
    speaking = Counter(held.attribution.speaker.key for held in said)
    return tuple(_utterance(f"u{number}", star, speaking) for number, star in enumerate(worthy, start=1))


class _Held(NamedTuple):
    """A piece, and the words of the fullest version that it covers, from `first` up to `last`."""

    piece: Piece
    first: int
    last: int


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


def _stars(found: Sequence[Piece]) -> list[_Star]:
    """Every piece with the fullest version that it belongs to."""
    stars: list[_Star] = []
    index: dict[tuple[str, ...], list[int]] = defaultdict(list)
    queue = [(-piece.size, *_place(piece), piece.passage.end, number, piece) for number, piece in enumerate(found)]
    heapq.heapify(queue)
    while queue:
        *_, number, piece = heapq.heappop(queue)
        matches = _matches(piece, stars, index)
        best = max(
            (match for match in matches if _belongs(piece, stars[match.star].fullest, match)),
            key=_closeness,
            default=None,
        )
        if best is not None:
            stars[best.star].held.append(_Held(piece, best.runs[0].b, best.runs[-1].b + best.runs[-1].size))
            continue
        parts = next((cut for match in matches if (cut := _cut(piece, stars[match.star].fullest, match))), None)
        if parts is not None:
            for part in parts:
                heapq.heappush(queue, (-part.size, *_place(part), part.passage.end, number, part))
            continue
        for shingle in sorted(_shingles(piece)):
            index[shingle].append(len(stars))
        stars.append(_Star(piece, [_Held(piece, 0, piece.size)]))
    return stars


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


def _candidates(piece: Piece, index: dict[tuple[str, ...], list[int]]) -> list[int]:
    """The fullest versions that share most runs with a piece."""
    size = SHINGLE if piece.size >= WHOLE_BELOW else 1
    shared = Counter(star for shingle in _shingles(piece) if len(shingle) == size for star in index.get(shingle, ()))
    return sorted(shared, key=lambda star: (-shared[star], star))[:CANDIDATES]


def _matches(piece: Piece, stars: Sequence[_Star], index: dict[tuple[str, ...], list[int]]) -> list[_Match]:
    """How a piece lies in its candidates; no more are tried once one has it whole."""
    matches: list[_Match] = []
    for star in _candidates(piece, index):
        matches.append(_match(piece, star, stars[star].fullest))
        if _is_whole(piece, matches[-1]) and _belongs(piece, stars[star].fullest, matches[-1]):
            break
    return matches


def _match(piece: Piece, star: int, fullest: Piece) -> _Match:
    found = runs(piece.keys, fullest.keys, LEAST_RUN if piece.size > 1 else 1)
    return _Match(star, sum(run.size for run in found), found)


# --- judging ----------------------------------------------------------------------------------------------------------


def _belongs(piece: Piece, fullest: Piece, match: _Match) -> bool:
    """Whether a piece is a version of a fullest one."""
    if not any(map(_carries, _common(piece, match))):
        return False
    if piece.report == fullest.report and match.words < piece.size:
        return False
    if same_speaker(piece.speaker, fullest.speaker):
        return _holds(piece, match)
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
    may_be_one = _may_be_one(piece.speaker, fullest.speaker)
    held = match.words / piece.size >= (HELD if may_be_one else STRANGERS_HELD)
    if held and piece.size >= STRANGERS_WORDS and carrying > CARRYING:
        return max(run.size for run in match.runs) >= OVERLAP
    if not may_be_one or not _is_whole(piece, match):
        return False
    return piece.size == fullest.size >= FEWEST_SHARED or (piece.size >= UNNAMED_WORDS and carrying >= CARRYING)


def same_speaker(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are one: by key, or persons of one last name whose first names do not tell them apart.

    Initials, accents, "Jr." and a first name that is left out, shortened or misspelt tell nobody apart. That is enough
    only where the words are alike too.
    """
    if one.key == other.key:
        return one.kind not in (SpeakerKind.UNKNOWN, SpeakerKind.ANONYMOUS)
    if one.kind is not SpeakerKind.PERSON or other.kind is not SpeakerKind.PERSON:
        return False
    mine, theirs = _name_parts(one.name), _name_parts(other.name)
    if not mine or not theirs:
        return False
    first_names, others = set(mine[:-1]), set(theirs[:-1])
    if mine[-1] != theirs[-1]:
        return bool(first_names & others) and ratio(mine[-1], theirs[-1]) >= ALIKE_LAST
    return not first_names or not others or bool(first_names & others) or mine[0][0] == theirs[0][0]


def _may_be_one(one: Speaker, other: Speaker) -> bool:
    return same_speaker(one, other) or not SpeakerKind.PERSON is one.kind is other.kind


def _name_parts(name: str) -> list[str]:
    """The words of a name without accents, initials and what follows it."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    parts = re.findall(r"[^\W\d_][\w’'-]+", bare.casefold())
    return [part for part in parts if part not in ("jr", "sr", "ii", "iii")]


def _cut(piece: Piece, fullest: Piece, match: _Match) -> tuple[Piece, Piece] | None:
    """A piece in two where it runs over an edge of the fullest version: what lies in it, and what does not."""
    if piece.report == fullest.report or not _may_be_one(piece.speaker, fullest.speaker):
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


def _repeats(held: _Held, other: _Held) -> bool:
    """Whether a piece has no words that another of the same report has not."""
    same_report = held.piece.report == other.piece.report
    return same_report and other.first <= held.first and held.last <= other.last


def _is_worth_showing(star: _Star) -> bool:
    shared = len({held.piece.report for held in star.held}) > 1
    return star.fullest.size >= (FEWEST_SHARED if shared else FEWEST_ALONE)


def _utterance(name: str, star: _Star, speaking: Mapping[str, int]) -> Utterance:
    found = [held.piece for held in star.held]
    medium = next((piece.medium for piece in found if piece.medium), None)
    versions = tuple(_version(piece, star.fullest.passage) for piece in found)
    return Utterance(name, _speaker(found, speaking), star.fullest.passage, versions, medium)


def _version(piece: Piece, fullest: Passage) -> Version:
    how = edits(piece.passage.text, fullest.text)
    return Version(piece.passage, Change.SAME if piece.passage == fullest else change(how), how, piece.attribution)


_RANK = (
    SpeakerKind.PERSON,
    SpeakerKind.ORGANISATION,
    SpeakerKind.DOCUMENT,
    SpeakerKind.OUTLET,
    SpeakerKind.ANONYMOUS,
    SpeakerKind.UNKNOWN,
)


def _speaker(found: Sequence[Piece], speaking: Mapping[str, int]) -> Speaker:
    """Who is best known of those whom the versions name: a person first, whom most name, who speaks most in the story.

    Of the names of that one the longest.
    """
    votes = Counter(piece.speaker.key for piece in found)
    speakers = sorted({piece.speaker for piece in found})
    best = min(
        speakers,
        key=lambda one: (_RANK.index(one.kind), -votes[one.key], -speaking.get(one.key, 0), -len(one.name), one),
    )
    same = [one for one in speakers if one == best or same_speaker(one, best)]
    return max(same, key=lambda one: (len(_name_parts(one.name)), votes[one.key], len(one.name), one))
