from __future__ import annotations

import pytest

from twosource.reading.counted import noun_after, singular, state_of


@pytest.mark.parametrize(
    ("text", "noun"),
    [
        ("40 local fire engines came", "engine"),
        ("12 more people were hurt", "person"),
        ("41 aboard were taken off", "person"),
        ("5-metre wave", "metre"),
        ("9 in all", ""),
    ],
)
def test_what_is_counted_is_the_first_plural_behind(text: str, noun: str) -> None:
    assert noun_after(text, len(text.split(maxsplit=1)[0].split("-", maxsplit=1)[0])).word == noun


@pytest.mark.parametrize(
    ("word", "one"), [("women", "woman"), ("cities", "city"), ("crashes", "crash"), ("bus", "bus")]
)
def test_a_plural_without_its_ending(word: str, one: str) -> None:
    assert singular(word) == one


@pytest.mark.parametrize(
    ("words", "state"), [("were killed", "dead"), ("badly hurt", "injured"), ("in custody", "arrested"), ("came", "")]
)
def test_what_befell_them(words: str, state: str) -> None:
    assert state_of(words) == state
