"""Refusals, told in the words of who asks.

Strategy: a handler names what it says by its key; the words are those of the reader's language where a page is told,
and English where a program is.
"""

from __future__ import annotations

from collections.abc import Mapping

from starlette.exceptions import HTTPException

from twosource.rendering.words import ENGLISH, Words


class Refused(HTTPException):
    """That a request is refused, in our words.

    Args:
        status: of HTTP.
        key: of the message that says why, and what to do.
        headers: sent along.
        values: what stands in the message.
    """

    def __init__(self, status: int, key: str, /, headers: Mapping[str, str] | None = None, **values: object) -> None:
        super().__init__(status, ENGLISH(key, **values), headers)
        self.key = key
        self.values = values

    def told(self, words: Words) -> str:
        """Why, in these words."""
        return words(self.key, **self.values)


def missing(key: str, /, **values: object) -> Refused:
    """To be raised where what an address names is not there; `key` of a message that says so in a sentence."""
    return Refused(404, key, None, **values)
