"""Numbers of entries as apps write them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.web.greader.ids import BASE, MOST, PREFIX, decimal, long, number_of

NUMBERS = st.integers(1, MOST)


@given(NUMBERS)
def test_every_form_is_understood(number: int) -> None:
    shown = BASE + number
    forms = [decimal(number), long(number), f"{PREFIX}{shown:x}", f"{shown:016x}", f"{shown:x}", f"{shown:016X}"]
    assert [number_of(form) for form in forms] == [number] * len(forms)


@given(NUMBERS)
def test_numbers_are_what_every_app_can_hold(number: int) -> None:
    assert len(decimal(number)) < 16
    assert 0 < int(decimal(number)) < 2**63
    assert len(long(number)) == len(PREFIX) + 16


@given(NUMBERS)
def test_no_hexadecimal_form_is_a_decimal_too(number: int) -> None:
    assert not f"{BASE + number:x}".isdigit()


@pytest.mark.parametrize(
    "told", ["", "0", "-1", "x", PREFIX, f"{PREFIX}xyz", "9" * 15, "f" * 16, "1" * 40, "٤٢", " 42949672961", str(BASE)]
)
def test_what_we_never_named_is_nothing(told: str) -> None:
    assert number_of(told) is None


@given(st.text(max_size=80))
def test_no_text_is_too_strange(told: str) -> None:
    found = number_of(told)
    assert found is None or 0 < found <= MOST
