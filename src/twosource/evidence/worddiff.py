"""Quoted words compared one by one.

Strategy: a passage is cut into tokens that put together again are the passage, each with a key that case,
typography and the spelling of a country do not change. Two passages are laid beside each other by their longest
common runs of keys (Ratcliff and Obershelp's matching, as in difflib), from which come both how much they share and
the edits that lead from one to the other. What the likeness of two quotations proves is for `quotes`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from typing import NamedTuple

from twosource.model import Change, Edit, EditKind


class Token(NamedTuple):
    """A word with the marks around it and the space behind it: `text[start:end]`; `stop` is where the marks end."""

    start: int
    stop: int
    end: int
    key: str


class EqualRun(NamedTuple):
    """`size` equal keys, from `a` on in one sequence and from `b` on in the other."""

    a: int
    b: int
    size: int


_WORD = re.compile(r"\d+(?:[.,:]\d+)*\w*|\w\.(?:\w\.)+|\w+(?:['’‘ʼ‐‑-]\w+)*|(?<=\s)&(?=\s)")
_NO_KEY = re.compile(r"[^\w]+|_+")
_NUMBERS = {
    word: str(number)
    for number, word in enumerate(
        ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
    )
}
_SPELLINGS = (  # British to American; only that both come out alike matters
    (re.compile(r"(?<=\w{3})our(?=(?:s|ed|ing|ite|ites|able|ful|hood)?$)"), "or"),
    (re.compile(r"(?<=\w{3})is(?=(?:e|es|ed|ing|ation|ations)$)"), "iz"),
    (re.compile(r"(?<=\w{3})(?:tre)(?=s?$)"), "ter"),
    (re.compile(r"(?<=\w{2})ence(?=s?$)"), "ense"),
    (re.compile(r"(?<=\w{2}[aeiou])ll(?=(?:ed|ing|er|ers)$)"), "l"),
    (re.compile(r"ogue(?=s?$)"), "og"),
    (re.compile(r"programme(?=s?$)"), "program"),
)
_MAY_BE_SPELT = re.compile(r"our|is|tre|ence|ll|ogue|programme")  # what one of these needs; few words have it


def key(word: str) -> str:
    """A word without case, marks, hyphens and national spelling; the numbers up to ten as figures, & as the word."""
    if word == "&":
        return "and"
    bare = _NO_KEY.sub("", word).casefold()
    for pattern, plain in _SPELLINGS if _MAY_BE_SPELT.search(bare) else ():
        bare = pattern.sub(plain, bare)
    return _NUMBERS.get(bare, bare)


def tokens(text: str) -> tuple[Token, ...]:
    """The words of a text; laid end to end they are the whole text. A text without a word has none."""
    found = list(_WORD.finditer(text))
    if not found:
        return ()
    edges = [
        0,
        *(_edge(text, left.end(), right.start()) for left, right in pairwise(found)),
        len(text),
    ]
    return tuple(
        Token(start, start + len(text[start:end].rstrip()), end, key(match[0]))
        for match, start, end in zip(found, edges, edges[1:], strict=False)
    )


def _edge(text: str, end: int, start: int) -> int:
    """Where between two words the second token begins: behind the last space, else before the second word."""
    between = text[end:start]
    bare = between.rstrip("([{‘“'\"«‹$£€#@")
    return start if bare and not any(mark.isspace() for mark in between) else end + len(bare)


def runs(mine: Sequence[str], theirs: Sequence[str], least: int = 1) -> tuple[EqualRun, ...]:
    """The common runs of two sequences of keys, in order in both; those shorter than `least` left out."""
    if mine == theirs:
        return (EqualRun(0, 0, len(mine)),) if len(mine) >= max(least, 1) else ()
    blocks = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
    return tuple(EqualRun(*block) for block in blocks if block.size >= max(least, 1))


def edits(
    version: str, fullest: str, mine: Sequence[Token] | None = None, theirs: Sequence[Token] | None = None
) -> tuple[Edit, ...]:
    """What leads from the fullest version to this one.

    The texts of all edits but the cut ones, put together, are `version`, character by character; the words of those
    kept and cut with what was altered are the words of `fullest` that are spoken.

    Args:
        version: a version's text.
        fullest: that of the fullest one.
        mine: the words of `version` that are spoken, where they are not all; what is between them is the report's.
        theirs: the same of `fullest`.
    """
    mine = tokens(version) if mine is None else mine
    theirs = tokens(fullest) if theirs is None else theirs
    matcher = SequenceMatcher(None, [token.key for token in theirs], [token.key for token in mine], autojunk=False)
    found: list[Edit] = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        lost = "".join(fullest[token.start : token.end] for token in theirs[i1:i2])
        found.extend(
            [Edit(EditKind.CUT, lost)] if tag == "delete" else _edits(tag, lost, version, mine[j1 : j2 + 1], j2 - j1)
        )
    return tuple(found)


_KINDS = {"equal": EditKind.KEPT, "insert": EditKind.ADDED, "replace": EditKind.ALTERED}


def _edits(tag: str, lost: str, version: str, run: Sequence[Token], size: int) -> Iterator[Edit]:
    """The edits of the first `size` words of a run, parted where the report's own words stand between two.

    The run has the word behind them too, where there is one.
    """
    first = 0
    for at in range(size):
        end = run[at].end
        gap = version[end : run[at + 1].start] if at + 1 < len(run) else ""
        if gap or at + 1 == size:
            kind = EditKind.ADDED if first and tag == "replace" else _KINDS[tag]
            yield Edit(kind, version[run[first].start : end], lost if kind is EditKind.ALTERED else "")
            first = at + 1
        if gap:
            yield Edit(EditKind.BETWEEN, gap)


def change(found: Sequence[Edit]) -> Change:
    """Altered where a word is added or replaced, else shortened where one is cut, else the same: case, punctuation,
    quotation marks and national spelling change no word.
    """
    kinds = {edit.kind for edit in found}
    if kinds & {EditKind.ADDED, EditKind.ALTERED}:
        return Change.ALTERED
    return Change.SHORTENED if EditKind.CUT in kinds else Change.SAME
