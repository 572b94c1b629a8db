"""Valid bytes → bytes that are nearly valid.

Strategy: what breaks a reader is mostly a good input with one thing wrong, so each mutant is a seed after a few cuts,
copies, grafts of another seed, flipped bits, numbers at their edges, and words that mean something to one format or
another. All chance comes from a generator that is handed in: the same number gives the same mutant.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from random import Random
from typing import Final

LONGEST: Final = 60_000  # bytes of a mutant: an article has 2 to 10 kB; what grows faster than its input shows by then
MOST_CHANGES: Final = 6
BYTES: Final = (
    b"\x00",
    b"\x1b[31m",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\xed\xa0\x80",
    b"\xf4\x90\x80\x80",
    b"\xc0\xaf",
    b"\x1f\x8b\x08",
)
TEXTS: Final = (
    "\r\n", "\r", "\n\n", "\t", "\v", "\x85", "\u2028", "\u202e", "\u0130", "\ufb01", "\u00ad", "e\u0301", "\U0001f5de",
    "\u0661", "½", "²", "“", "”", "‘", "’", "«", "»", "–", "—", "…", "東京", "ß", "<", ">", "&",
    "&#0;", "&#x110000;", "&a;", "]]>", "<![CDATA[", "<!--", "-->", "<?xml", "<!DOCTYPE", "</p>", "<p>",
    "<script>", "<table>", "<svg><math>", "{{", "{%",
    '"', "'", "`", "\\", "\\u0000", "\\ud800", "{", "}", "[", "]", "(", ")", ":", ",", "=", ";", "#", "*", "%", "$",
    "^", "|", "~", "?", "!", ".", "..", "../", "//", "@", "+", "-", "_", "%00", "%ff", "null", "true", "NaN",
    "Infinity",
    "HTTP/1.1", "Content-Length:", "Transfer-Encoding:", "WARC/1.0", "From:", "boundary=", "charset=utf-16", "xmlns:a=",
    "charset=x-nothing", " said that ", " per cent ", " million ", " yesterday ", " on Monday ", "31/02/2026",
    "2026-13-45T25:61:61Z", "-P1D", "Mr", "St.", "U.S.", "Reuters", " OR ", " NOT ", " AND ",
)  # fmt: skip
NUMBERS: Final = (
    "0",
    "-1",
    "1e309",
    "00",
    "2147483648",
    "18446744073709551616",
    "9" * 400,
    "9" * 5_000,
    "0.1",
    "1/0",
    "²",
)
WORDS: Final = (*BYTES, *(text.encode() for text in TEXTS))


def mutant(seeds: Sequence[bytes], chance: Random) -> bytes:
    """One of `seeds`, with a few things wrong."""
    content = chance.choice(seeds)
    for _ in range(chance.randint(1, MOST_CHANGES)):
        content = chance.choice(CHANGES)(content, seeds, chance)[:LONGEST]
    return content


def _place(content: bytes, chance: Random, most: int = 400) -> slice:
    start = chance.randint(0, len(content))
    return slice(start, start + chance.randint(0, most))


def _cut(content: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    gone = _place(content, chance, chance.choice((1, 20, 2_000)))
    return content[: gone.start] + content[gone.stop :]


def _torn(content: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    return content[: chance.randint(0, len(content))]


def _again(content: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    """A piece many times over: what nests, nests deeper; what repeats, goes on."""
    piece = _place(content, chance, chance.choice((2, 30, 300)))
    return content[: piece.start] + content[piece] * chance.choice((2, 3, 50, 3_000)) + content[piece.stop :]


def _word(content: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    at = chance.randint(0, len(content))
    return content[:at] + chance.choice(WORDS) * chance.choice((1, 1, 1, 2, 1_000)) + content[at:]


def _graft(content: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    other, at = chance.choice(seeds), chance.randint(0, len(content))
    return content[:at] + other[_place(other, chance, 3_000)] + content[at:]


def _flip(content: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    changed = bytearray(content)
    for _ in range(chance.choice((1, 3, 30)) if changed else 0):
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _number(content: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    found = list(re.finditer(rb"\d{1,40}", content))
    if not found:
        return content
    one = chance.choice(found)
    return content[: one.start()] + chance.choice(NUMBERS).encode() + content[one.end() :]


def _swap(content: bytes, seeds: Sequence[bytes], chance: Random) -> bytes:
    """Two lines in each other's place."""
    lines = content.split(b"\n")
    one, other = chance.randrange(len(lines)), chance.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


Change = Callable[[bytes, Sequence[bytes], Random], bytes]
CHANGES: Final[Sequence[Change]] = (_cut, _torn, _again, _word, _word, _graft, _flip, _number, _swap)
