from __future__ import annotations

import pytest

from twosource.voices.clauses import before_times, has_verb, is_verb
from twosource.voices.tokens import Token, read


def tokens(text: str) -> tuple[Token, ...]:
    return read(text)[0].tokens


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("The mayor closed the bridge.", "closed"),
        ("She said so.", "said"),
        ("They’re ready.", "They’re"),
    ],
)
def test_a_finite_verb(text: str, verb: str) -> None:
    found = tokens(text)
    assert [one.text for at, one in enumerate(found) if is_verb(found, at)] == [verb]


@pytest.mark.parametrize("text", ["people trapped under it", "the so-called plan", "the closed bridge"])
def test_what_only_looks_like_one(text: str) -> None:
    found = tokens(text)
    assert not has_verb(found, 0, len(found))


@pytest.mark.parametrize(("text", "left"), [("Roe on Tuesday night", 1), ("Roe in May", 1), ("Theresa May", 2)])
def test_words_of_time_are_no_part_of_who(text: str, left: int) -> None:
    found = tokens(text)
    assert before_times(found, len(found)) == left
