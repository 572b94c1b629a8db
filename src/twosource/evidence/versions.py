"""Whether a quoted piece is a version of an utterance, by its words and by who speaks.

Strategy: a piece is compared with the fullest version that is known. It belongs where it has enough of its words, in
order and in runs that chance does not make: few where one speaks, more where that is not known. Where the words are
changed throughout ("as if the floor had been pulled", "like the floor was pulled out") the words of meaning decide, in
order. One that runs over an edge of the fullest is cut there.

What may live here: a judgement on two pieces. Which pieces are compared is for `quotes`.
"""

from __future__ import annotations

from typing import NamedTuple

from twosource.evidence.identity import may_be_one, same_speaker
from twosource.evidence.quoted import Piece
from twosource.evidence.worddiff import EqualRun, key, runs
from twosource.evidence.words import FUNCTION_WORDS

# Thresholds, from reading the utterances of BASIL open (three outlets, 40 events) and of the two seeds.
FEWEST_ALONE = 4  # words of an utterance that only one report has: what is shorter is a scare quote
FEWEST_SHARED = 3  # words of one that several have
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


class Match(NamedTuple):
    """How a piece lies in a fullest version."""

    star: int
    words: int  # that both have
    runs: tuple[EqualRun, ...]  # a: in the piece, b: in the fullest


_FUNCTION_KEYS = frozenset(map(key, FUNCTION_WORDS))


def carries(word: str) -> bool:
    """Whether a word, by its key, is no function word."""
    return word not in _FUNCTION_KEYS


def match_of(piece: Piece, star: int, fullest: Piece) -> Match:
    """How a piece lies in the fullest version of a star."""
    found = runs(piece.keys, fullest.keys, LEAST_RUN if piece.size > 1 else 1) or runs(piece.keys, fullest.keys)
    return Match(star, sum(run.size for run in found), found)


def belongs(piece: Piece, fullest: Piece, match: Match) -> bool:
    """Whether a piece is a version of a fullest one."""
    if not any(map(carries, _common(piece, match))):
        return False
    if piece.report == fullest.report and match.words < piece.size:
        return False
    if same_speaker(piece.speaker, fullest.speaker):
        return _holds(piece, match) or _is_recast(piece, fullest)
    return piece.report != fullest.report and _too_much_for_chance(piece, fullest, match)


def _common(piece: Piece, match: Match) -> list[str]:
    return [word for run in match.runs for word in piece.keys[run.a : run.a + run.size]]


def is_whole(piece: Piece, match: Match) -> bool:
    return len(match.runs) == 1 and match.words == piece.size


def _holds(piece: Piece, match: Match) -> bool:
    if piece.size < WHOLE_BELOW:
        return is_whole(piece, match)
    return match.words >= HELD * piece.size and max(run.size for run in match.runs) >= RUN


def _too_much_for_chance(piece: Piece, fullest: Piece, match: Match) -> bool:
    """Whether the words alone show that two speakers, as far as they are known, are one."""
    carrying = sum(map(carries, _common(piece, match)))
    maybe_one = may_be_one(piece.speaker, fullest.speaker)
    held = match.words / piece.size >= (HELD if maybe_one else STRANGERS_HELD)
    if held and piece.size >= STRANGERS_WORDS and carrying > CARRYING:
        return max(run.size for run in match.runs) >= OVERLAP
    if not maybe_one:
        return False
    if not is_whole(piece, match):
        return max(run.size for run in match.runs) >= RUN and _is_recast(piece, fullest, RECAST_STRANGERS, 1.0)
    return piece.size == fullest.size >= FEWEST_SHARED or (piece.size >= UNNAMED_WORDS and carrying >= CARRYING)


def is_told_by(piece: Piece, fullest: Piece) -> bool:
    """Whether indirect speech retells a stretch of a fullest version; what somebody is "to do" he has not said so."""
    if piece.keys[0] == "to":
        return False
    every_word = len(piece.stems) >= CARRYING and set(piece.stems) <= set(fullest.stems)
    return _is_recast(piece, fullest) or (every_word and _holds(piece, match_of(piece, 0, fullest)))


def _is_recast(piece: Piece, fullest: Piece, fewest: int = RECAST_STEMS, share: float = RECAST) -> bool:
    """Whether a piece has the words of meaning of a stretch of a fullest one, in order, and denies as much."""
    found = runs(piece.stems, fullest.stems)
    shared = sum(run.size for run in found)
    if shared < fewest or shared < share * len(piece.stems):
        return False
    first, last = found[0].b, found[-1].b + found[-1].size
    denied = sum(first - 1 <= at < last for at in fullest.denials)
    return last - first <= RECAST_WITHIN * shared and denied % 2 == len(piece.denials) % 2


def cut_at_edge(piece: Piece, fullest: Piece, match: Match) -> tuple[Piece, Piece] | None:
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
