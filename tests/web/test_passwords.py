"""Passwords fit what was made of them, in whatever form their letters were typed."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twosource.errors import BadField
from twosource.web.passwords import LONGEST, SHORTEST, USUAL, Cost, Passwords

CHEAP = Passwords(Cost(rounds=1, memory=8, lanes=1))


def test_only_the_password_fits() -> None:
    kept = CHEAP.hashed("correct horse battery")
    assert "correct" not in kept
    assert CHEAP.fits(kept, "correct horse battery")
    for other in ("correct horse batterY", "", "x" * 100_000, "\0", "\ud800"):
        assert not CHEAP.fits(kept, other)
    assert not CHEAP.fits(None, "correct horse battery")
    assert not CHEAP.fits("no hash", "correct horse battery")


def test_letters_that_look_the_same_are_the_same() -> None:
    assert CHEAP.fits(CHEAP.hashed("caf\u00e9 caf\u00e9 caf\u00e9"), "cafe\u0301 cafe\u0301 cafe\u0301")


@pytest.mark.parametrize("password", ["", "x" * (SHORTEST - 1), "x" * (LONGEST + 1)])
def test_short_and_endless_ones_are_refused(password: str) -> None:
    with pytest.raises(BadField, match="password: has"):
        CHEAP.hashed(password)


def test_a_cheaper_hash_is_known_as_old() -> None:
    kept = CHEAP.hashed("correct horse battery")
    assert not CHEAP.is_old(kept)
    assert Passwords(USUAL).is_old(kept)
    assert "m=65536,t=3,p=4" in Passwords().hashed("correct horse battery")


@settings(max_examples=20)
@given(st.text(min_size=SHORTEST, max_size=50))
def test_whatever_was_typed_fits_again(password: str) -> None:
    try:
        kept = CHEAP.hashed(password)
    except BadField:  # fewer letters in one form
        return
    assert CHEAP.fits(kept, password)
