"""Two quoted pieces and what makes the one a version of the other: its words, and who speaks."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.evidence.quoted import Piece, pieces, retold
from twosource.evidence.versions import (
    FEWEST_ALONE,
    OVERLAP,
    belongs,
    cut_at_edge,
    is_told_by,
    is_whole,
    match_of,
)
from twosource.model import Attribution, Directness, Report, Said, Span, Speaker, SpeakerKind

MARSH = Speaker("ada-marsh", "Ada Marsh", SpeakerKind.PERSON)
COLE = Speaker("ben-cole", "Ben Cole", SpeakerKind.PERSON)
NOBODY = Speaker("unknown", "unknown", SpeakerKind.UNKNOWN)
# fmt: off
WORDS = (
    "harbour", "ferry", "bridge", "council", "winter", "engine", "captain", "storm", "signal", "lantern", "cargo",
    "pilot", "anchor", "tower",
)
# fmt: on
FULL = "We will rebuild the northern harbour wall before winter and every captain will pay for it"


def piece(text: str, speaker: Speaker = MARSH, report: int = 1) -> Piece:
    """A quotation, in the report of that place."""
    told = [Report(f"r{n}", f"“{text}”" if n == report else "Nothing.") for n in range(report + 1)]
    said = Attribution((Span(0, len(text) + 2),), (), (), Directness.DIRECT, speaker)
    [found] = pieces(told, [Said(f"r{report}", said)])
    return found


def indirect(text: str) -> Piece:
    said = Attribution((Span(0, len(text)),), (), (), Directness.INDIRECT, MARSH)
    [found] = retold([Report("r0", text)], [Said("r0", said)])
    return found


def is_version(one: Piece, fullest: Piece) -> bool:
    return belongs(one, fullest, match_of(one, 0, fullest))


@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=30), st.data())
def test_what_stands_in_a_saying_word_for_word_is_a_version_of_one_speakers(
    words: list[str], data: st.DataObject
) -> None:
    first = data.draw(st.integers(0, len(words) - 1))
    last = data.draw(st.integers(first + 1, len(words)))
    part, whole = piece(" ".join(words[first:last]), report=0), piece(" ".join(words))
    assert is_version(part, whole)
    assert match_of(part, 0, whole).words == part.size


@pytest.mark.parametrize(
    ("text", "speaker", "same"),
    [
        ("rebuild the northern harbour wall", MARSH, True),
        ("We will rebuild the northern wall before winter", MARSH, True),  # a word is left out
        ("it and for the and will", MARSH, False),  # words that tell nothing
        ("harbour captain", MARSH, False),  # few words, in two places of it
        ("harbour wall", MARSH, True),
        ("We shall rebuild a northern fleet, and no captain pays", MARSH, False),
        ("harbour wall", COLE, False),
        ("rebuild the northern harbour wall before winter and every captain", COLE, True),  # too many for chance
        ("rebuild the northern harbour wall", COLE, False),
        ("rebuild the northern harbour wall", NOBODY, True),
        ("northern harbour wall", NOBODY, False),
    ],
)
def test_the_less_is_known_of_who_speaks_the_more_words_it_takes(text: str, speaker: Speaker, same: bool) -> None:
    assert is_version(piece(text, speaker, report=0), piece(FULL)) == same


def test_one_report_does_not_quote_two_people_alike_by_chance() -> None:
    assert not is_version(piece(FULL, COLE), piece(FULL))
    assert is_version(piece(FULL, COLE, report=0), piece(FULL))


@given(st.permutations(WORDS), st.integers(1, 13), st.integers(0, 8))
def test_what_runs_over_an_edge_is_cut_there_and_no_word_is_lost(words: list[str], at: int, more: int) -> None:
    """The fullest ends in the midst of the piece, which goes on with words that nobody else has."""
    beyond = [f"{word}x" for word in WORDS[:more]]
    over, whole = piece(" ".join([*words[at:], *beyond]), report=0), piece(" ".join(words))
    cut = cut_at_edge(over, whole, match_of(over, 0, whole))
    if len(words) - at < OVERLAP or more < FEWEST_ALONE:
        assert cut is None
        return
    assert cut is not None
    inside, rest = cut
    assert inside.keys + rest.keys == over.keys
    assert is_whole(inside, match_of(inside, 0, whole))
    for one in cut:
        at_start = one.passage.start - over.passage.start
        assert over.passage.text[at_start : at_start + len(one.passage.text)] == one.passage.text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("the northern harbour wall would be rebuilt before winter", True),
        ("the northern harbour wall would not be rebuilt before winter", False),
        ("to rebuild the northern harbour wall before winter", False),  # what she is to do she has not said so
        ("the harbour was cold", False),
        ("captains pay", False),
    ],
)
def test_what_is_retold_has_the_words_of_meaning_and_denies_as_much(text: str, told: bool) -> None:
    assert is_told_by(indirect(text), piece(FULL)) == told
