"""Annotated reports → windows with gold tags and links.

Strategy: what the network reads is made by `twosource.models.encoding`, as at run time. Gold spans are taken from first
to last word with a letter or digit, since marks at the edges are annotated this way and that. A share of the reports is
read with its quotation marks in another style.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from twosource.models import tags
from twosource.models.encoding import Encoded, Ints, Window, encode, windows

if TYPE_CHECKING:
    from tokenizers import Tokenizer


class Example(NamedTuple):
    """A report as the network reads it, with the tag of each word, and spans (role, first word, last word,
    attribution) in text order."""

    encoded: Encoded
    tags: Ints
    spans: Ints


def read(path: Path) -> list[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def examples(folder: Path, split: str = "train") -> list[dict[str, Any]]:
    """The reports of the project's own examples that are of one split, with their gold."""
    texts = {one["id"]: one["text"] for one in read(folder / "reports.jsonl")}
    splits = {one["id"]: one["split"] for one in read(folder / "gold" / "reports.jsonl")}
    gold = read(folder / "gold" / "attributions.jsonl")
    return [{**one, "text": texts[one["id"]]} for one in gold if splits[one["id"]] == split]


STYLES = (
    str.maketrans({"“": '"', "”": '"', "’": "'", "‘": "'"}),
    str.maketrans({"“": "‘", "”": "’", "‘": "“", "’": "’"}),
)


def styled(text: str, style: int) -> str:
    """The text with straight marks (0) or British single marks (1); offsets stay."""
    return text.translate(STYLES[style])


def example(tokenizer: Tokenizer, text: str, attributions: Sequence[dict[str, Any]]) -> Example:
    encoded = encode(tokenizer, text)
    word_tags = np.zeros(encoded.words, dtype=np.int64)
    lettered = np.array(
        [any(c.isalnum() for c in text[s:e]) for s, e in zip(encoded.starts, encoded.ends, strict=True)], dtype=np.bool_
    )
    spans = []
    marked: set[tuple[int, int, int]] = set()
    for number, one in enumerate(a for a in attributions if a.get("parent") is None):
        for role, name in enumerate(tags.ROLES):
            for start, end in one.get(name) or []:
                first, last = np.searchsorted(encoded.ends, start, "right"), np.searchsorted(encoded.starts, end) - 1
                inside = np.flatnonzero(lettered[first : last + 1]) + first
                if len(inside) == 0:
                    continue
                shared = (role, int(inside[0]), int(inside[-1])) in marked
                if shared or not word_tags[inside[0] : inside[-1] + 1].any():
                    spans.append((role, inside[0], inside[-1], number))
                    marked.add((role, int(inside[0]), int(inside[-1])))
                    _mark(word_tags, role, inside[0], inside[-1])
    return Example(encoded, word_tags, np.array(sorted(spans, key=lambda s: s[1]), dtype=np.int64).reshape(-1, 4))


def _mark(word_tags: Ints, role: int, first: int, last: int) -> None:
    if first == last:
        word_tags[first] = tags.tag_of(role, tags.SINGLE)
        return
    word_tags[first : last + 1] = tags.tag_of(role, tags.INSIDE)
    word_tags[first] = tags.tag_of(role, tags.BEGIN)
    word_tags[last] = tags.tag_of(role, tags.END)


class Piece(NamedTuple):
    """One window of one example: all that a batch needs."""

    ids: Ints
    features: Ints
    first: Ints  # of each word, its first piece in this window, the opening mark counted
    tags: Ints
    spans: Ints
    paragraph: Ints


def piece(one: Example, window: Window) -> Piece:
    encoded = one.encoded
    low = encoded.first[window.start]
    high = encoded.first[window.end] if window.end < encoded.words else len(encoded.ids)
    word_tags = repaired(one.tags[window.start : window.end])
    inside = (one.spans[:, 1] >= window.start) & (one.spans[:, 2] < window.end)
    spans = one.spans[inside] - np.array([0, window.start, window.start, 0])
    return Piece(
        np.concatenate(([101], encoded.ids[low:high], [102])),
        np.concatenate(([0], encoded.features[low:high], [0])),
        encoded.first[window.start : window.end] - low + 1,
        word_tags,
        spans,
        encoded.paragraph[window.start : window.end],
    )


def repaired(word_tags: Ints) -> Ints:
    """A span that the window cuts off ends with it."""
    word_tags = word_tags.copy()
    if len(word_tags):
        first, last = tags.part_of(int(word_tags[0])), tags.part_of(int(word_tags[-1]))
        if first in (tags.INSIDE, tags.END):
            word_tags[0] += {tags.INSIDE: tags.BEGIN - tags.INSIDE, tags.END: tags.SINGLE - tags.END}[first]
        last = tags.part_of(int(word_tags[-1]))
        if last in (tags.BEGIN, tags.INSIDE):
            word_tags[-1] += {tags.BEGIN: tags.SINGLE - tags.BEGIN, tags.INSIDE: tags.END - tags.INSIDE}[last]
    return word_tags


def batches(
    examples: Sequence[Example], pieces_a_batch: int, size: int, chance: random.Random
) -> Iterator[list[Piece]]:
    """Windows cut anew, in batches of like length, shuffled."""
    cut = [
        piece(one, window) for one in examples for window in windows(one.encoded, size, chance.randint(size // 3, size))
    ]
    chance.shuffle(cut)
    cut.sort(key=lambda p: len(p.ids) + chance.uniform(0, 16))
    grouped: list[list[Piece]] = [[]]
    longest = 0
    for one in cut:
        longest = max(longest, len(one.ids))
        if grouped[-1] and longest * (len(grouped[-1]) + 1) > pieces_a_batch:
            grouped.append([])
            longest = len(one.ids)
        grouped[-1].append(one)
    chance.shuffle(grouped)
    yield from grouped
