"""What the network says of each word → spans, linked to their cues.

Strategy: the best path through the chain of tags, for all windows at once; then each span of content goes to the cue
that scores highest, and each cue takes the source that does, or none where that scores higher. One source may have
several cues ("Roe said …, adding …").
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from twosource.models.links import stands
from twosource.models.tags import BEGIN, CONTENT, CUE, END, OUTSIDE, ROLES, SINGLE, SOURCE, part_of, role_of

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]


class Heads(NamedTuple):
    """What was learnt beside the network: steps from tag to tag (start and end last), what a link gains by where its
    spans stand, what speaks for a cue without a source, and what links read off the first and the last word of a span:
    of content, of the cue of content, of source, of the cue of a source. Constants stand behind the weights.
    """

    transitions: Floats
    stands: Floats
    absent: Floats
    ends: Floats


class Words(NamedTuple):
    """The words of a window: the network's vectors; paragraph and sentence of each; which stand in quotation marks;
    which are colons.
    """

    vectors: Floats
    paragraph: Ints
    sentence: Ints
    quoted: Flags
    colons: Flags


class Linked(NamedTuple):
    """One attribution in words, first and last: its cue, its contents, its source."""

    cue: tuple[int, int]
    content: tuple[tuple[int, int], ...]
    source: tuple[int, int] | None


def best_tags(emissions: Sequence[Floats], transitions: Floats) -> list[Ints]:
    """The best path through each window: `emissions` one row a word, one column a tag."""
    longest = max(map(len, emissions))
    scores = np.stack([np.pad(rows, ((0, longest - len(rows)), (0, 0))) for rows in emissions])
    lengths = np.array([len(rows) for rows in emissions])
    inner, stop = transitions[:-1, :-1], transitions[:-1, -1]
    best = scores[:, 0] + transitions[-1, :-1]
    came = np.zeros(scores.shape, dtype=np.int64)
    for at in range(1, longest):
        steps = best[:, :, None] + inner
        came[:, at] = steps.argmax(1)
        following = steps.max(1) + scores[:, at]
        best = np.where((at < lengths)[:, None], following, best)
    last = (best + stop).argmax(1)
    return [_path(came[row, :length], int(last[row])) for row, length in enumerate(lengths.tolist())]


def _path(came: Ints, last: int) -> Ints:
    path = np.empty(len(came), dtype=np.int64)
    for at in range(len(came) - 1, -1, -1):
        path[at] = last
        last = int(came[at, last])
    return path


def spans_of(path: Ints) -> list[Ints]:
    """For each role, its spans as rows of first and last word, in order."""
    found: list[list[tuple[int, int]]] = [[] for _ in ROLES]
    start = 0
    for at in np.flatnonzero(path != OUTSIDE).tolist():
        part = part_of(int(path[at]))
        if part in {BEGIN, SINGLE}:
            start = at
        if part in {END, SINGLE}:
            found[role_of(int(path[at]))].append((start, at))
    return [np.array(spans, dtype=np.int64).reshape(-1, 2) for spans in found]


def linked(spans: Sequence[Ints], words: Words, heads: Heads) -> list[Linked]:
    """The attributions of one window, cues without content too."""
    cues = spans[CUE]
    if len(cues) == 0:
        return []
    contents: list[list[tuple[int, int]]] = [[] for _ in cues]
    if len(spans[CONTENT]):
        may = within_reach(spans[CONTENT], cues, words)
        chosen = np.where(may, scores(0, spans[CONTENT], cues, words, heads), -np.inf).argmax(1)
        for row, (span, cue) in enumerate(zip(spans[CONTENT].tolist(), chosen.tolist(), strict=True)):
            if may[row, cue]:
                contents[cue].append((span[0], span[1]))
    sources = _sources(spans[SOURCE], cues, words, heads)
    return [
        Linked((cue[0], cue[1]), tuple(held), source)
        for cue, held, source in zip(cues.tolist(), contents, sources, strict=True)
    ]


def within_reach(spans: Ints, cues: Ints, words: Words) -> Flags:
    """Whether each span of content can belong to each cue: words without quotation marks stay in the sentence of their
    cue (all but 14 of 7,700 contents in 300 reports of PolNeAR train), unless a colon announces them.
    """
    quoted = np.concatenate(([0], np.cumsum(words.quoted)))
    colons = np.concatenate(([0], np.cumsum(words.colons)))
    first, last = spans[:, :1], spans[:, 1:]
    same = (words.sentence[first] == words.sentence[cues[:, 0]]) | (words.sentence[last] == words.sentence[cues[:, 0]])
    announced = (first > cues[:, 0]) & (colons[first] > colons[cues[:, 0]])
    reach: Flags = same | (quoted[last + 1] > quoted[first]) | announced
    return reach


def _sources(spans: Ints, cues: Ints, words: Words, heads: Heads) -> list[tuple[int, int] | None]:
    """The source of each cue, or None. It stands in the cue's sentence: all but 1 of 5,229 in 200 reports do."""
    if len(spans) == 0:
        return [None] * len(cues)
    same = words.sentence[spans[:, :1]] == words.sentence[cues[:, 0]]
    found = np.where(same, scores(1, spans, cues, words, heads), -np.inf).T
    none = _ends(words.vectors, cues, heads.ends[3]) @ heads.absent[:-1] + heads.absent[-1]
    chosen = np.where(found.max(1) > none, found.argmax(1), -1)
    return [None if row < 0 else (int(spans[row, 0]), int(spans[row, 1])) for row in chosen.tolist()]


def scores(kind: int, spans: Ints, cues: Ints, words: Words, heads: Heads) -> Floats:
    """How well each span goes with each cue: contents where `kind` is 0, sources where it is 1."""
    theirs, ours = (_ends(words.vectors, held, heads.ends[2 * kind + n]) for n, held in enumerate((spans, cues)))
    found: Floats = theirs @ ours.T / np.float32(theirs.shape[1] ** 0.5)
    found += heads.stands[kind][stands(spans, cues, words.paragraph)]
    return found


def _ends(vectors: Floats, spans: Ints, learnt: Floats) -> Floats:
    """What the first and the last word of each span hold, together."""
    found: Floats = vectors[spans[:, 0]] @ learnt[0, :-1] + vectors[spans[:, 1]] @ learnt[1, :-1] + learnt[:, -1].sum(0)
    return found
