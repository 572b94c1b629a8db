"""Numbers of entries, in every form in which apps write them.

    decimal                                              42949672961
    long    tag:google.com,2005:reader/item/ + 16 hex    tag:google.com,2005:reader/item/0000000a00000001
    short   the same, not padded                         tag:google.com,2005:reader/item/a00000001
    bare    16 hex, or as few as there are               0000000a00000001, a00000001

Strategy: the store counts entries from 1; apps see that number with `BASE` added. So the hexadecimal forms begin with
the letter a, whatever the count: no string of digits is ever both a decimal and a hexadecimal number of ours, and apps
that leave out both padding and prefix are understood too.
"""

from __future__ import annotations

from typing import Final

PREFIX: Final = "tag:google.com,2005:reader/item/"
BASE: Final = 0xA_0000_0000
"""42,949,672,960: below 16 decimal digits, and a hexadecimal letter first."""
MOST: Final = 0xFFFF_FFFF
"""Entries that there can ever be: with more the first letter would be another."""
LONGEST: Final = len(PREFIX) + 16
DECIMALS: Final = frozenset("0123456789")
HEXADECIMALS: Final = frozenset("0123456789abcdefABCDEF")


def decimal(number: int) -> str:
    """An entry as lists of ids name it."""
    return str(BASE + number)


def long(number: int) -> str:
    """An entry as contents name it."""
    return f"{PREFIX}{BASE + number:016x}"


def number_of(told: str) -> int | None:
    """The entry that an app means, None where it is none that we ever named."""
    if len(told) > LONGEST:
        return None
    digits = told.removeprefix(PREFIX)
    if not digits or not HEXADECIMALS.issuperset(digits):
        return None
    is_decimal = digits == told and DECIMALS.issuperset(digits) and len(digits) < 16
    number = int(digits, 10 if is_decimal else 16) - BASE
    return number if 0 < number <= MOST else None
