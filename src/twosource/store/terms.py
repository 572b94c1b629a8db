"""Text → the terms that search knows it by. Pure.

Strategy: both databases cut and fold words by rules of their own, which differ. So words are cut and folded here, once,
and both are handed terms that they take as they are: in small letters, without accents, runs of letters and digits.
Scripts that write no spaces are cut into single characters, so that a word of theirs is a phrase.

A change here changes what is found: it needs a migration that fills the index anew (`indexing.fill`).
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 64
"""Characters of a term that count: the longest word of BASIL open has 33; what is longer is an address or a jest."""
_UNSPACED: Final = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
_TERM: Final = re.compile(rf"[{_UNSPACED}]|[^\W_{_UNSPACED}]+")
_BEYOND_ASCII: Final = re.compile(r"[^\x00-\x7f]")


def terms(text: str) -> list[str]:
    """The terms of `text` in order. Joined by spaces and cut again they are the same."""
    return [term[:LONGEST] for term in _TERM.findall(folded(text))]


def folded(text: str) -> str:
    """In small letters, compatibility forms resolved, accents and other marks dropped."""
    if text.isascii():
        return text.lower()
    small = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _BEYOND_ASCII.sub(lambda found: "" if unicodedata.category(found[0])[0] == "M" else found[0], small)


def placed(text: str) -> list[tuple[str, int, int]]:
    """The terms of a short text, each with its very place: `text[start:end]` are the characters that it was made of."""
    folds = [folded(character) for character in text]
    of = [at for at, fold in enumerate(folds) for _ in fold]
    found = []
    for match in _TERM.finditer("".join(folds)):
        end = of[match.end() - 1] + 1
        while end < len(text) and unicodedata.category(text[end])[0] == "M":
            end += 1
        found.append((match[0][:LONGEST], of[match.start()], end))
    return found


def located(text: str, first: int = 0) -> Iterator[tuple[str, int, int]]:
    """Each term from number `first` on, with the place of the run of characters that it stands in: `text[start:end]`.

    Numbers count from 0 and are those of `terms(text)`. Of lines before, terms are only counted.
    """
    at = 0
    for line in text.split("\n"):
        if first and (count := len(terms(line))) <= first:
            first -= count
        else:
            for run in re.finditer(r"\S+", line):
                found = terms(run[0])
                yield from ((term, at + run.start(), at + run.end()) for term in found[first:])
                first = max(0, first - len(found))
        at += len(line) + 1
