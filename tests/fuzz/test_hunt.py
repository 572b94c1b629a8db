"""The hunter itself: what it takes for a fault."""

from __future__ import annotations

import warnings

from tests.fuzz.hunt import fault
from tests.fuzz.readers import Reader

from twosource.errors import Malformed


def reads(content: bytes) -> None:
    """Fails in a way of its own for each word."""
    match content:
        case b"ours":
            raise Malformed("x", "bad", "mend it")
        case b"theirs":
            raise KeyError("x")
        case b"warned":
            warnings.warn("old", DeprecationWarning, stacklevel=1)
        case b"slow":
            while True:
                pass
        case _:
            pass


READER = Reader("words", reads, lambda: [b"fine"], most=0.2)


def test_our_errors_are_answers() -> None:
    assert fault(READER, b"ours") == fault(READER, b"fine") == ""


def test_others_are_finds() -> None:
    assert "KeyError" in fault(READER, b"theirs")
    assert "DeprecationWarning" in fault(READER, b"warned")
    assert "over 0.2 seconds" in fault(READER, b"slow")
