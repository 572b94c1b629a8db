"""What the network says of each word → spans, linked to their cues.

Strategy: the best path through the chain of tags, for all windows at once; then each span of content goes to the cue that
scores highest, and of the spans of source that want one cue the best takes it. A source speaks once and a cue has one
source, as PolNeAR annotates.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from twosource.models.links import stands
from twosource.models.tags import BEGIN, CONTENT, CUE, END, INSIDE, OUTSIDE, ROLES, SINGLE, SOURCE, part_of, role_of

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


class Heads(NamedTuple):
    """What was learnt beside the network: steps from tag to tag (start and end last), and of links by where spans
    stand.
    """

    transitions: Floats
    stands: Floats


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


def linked(spans: Sequence[Ints], vectors: Floats, paragraph: Ints, heads: Heads) -> list[Linked]:
    """Attributions of one window. `vectors` holds for each word what `scores` multiplies."""
    cues = spans[CUE]
    if len(cues) == 0:
        return []
    contents: list[list[tuple[int, int]]] = [[] for _ in range(len(cues))]
    if len(spans[CONTENT]):
        chosen = scores(0, spans[CONTENT], cues, vectors, paragraph, heads).argmax(1)
        for span, cue in zip(spans[CONTENT].tolist(), chosen.tolist(), strict=True):
            contents[cue].append((span[0], span[1]))
    sources = _matched(scores(1, spans[SOURCE], cues, vectors, paragraph, heads)) if len(spans[SOURCE]) else {}
    return [
        Linked((cue[0], cue[1]), tuple(contents[n]), _pair(spans[SOURCE], sources.get(n)))
        for n, cue in enumerate(cues.tolist())
    ]


def _pair(spans: Ints, row: int | None) -> tuple[int, int] | None:
    return None if row is None else (int(spans[row, 0]), int(spans[row, 1]))


def scores(kind: int, spans: Ints, cues: Ints, vectors: Floats, paragraph: Ints, heads: Heads) -> Floats:
    """How well each span goes with each cue: contents where `kind` is 0, sources where it is 1."""
    size = vectors.shape[1] // 8
    parts = vectors.reshape(-1, 4, 2, size)
    theirs = parts[spans[:, 0], 2 * kind, 0] + parts[spans[:, 1], 2 * kind, 1]
    ours = parts[cues[:, 0], 2 * kind + 1, 0] + parts[cues[:, 1], 2 * kind + 1, 1]
    found: Floats = theirs @ ours.T / np.float32(size**0.5) + heads.stands[kind][stands(spans, cues, paragraph)]
    return found


def _matched(found: Floats) -> dict[int, int]:
    """Cue → source, one to one, the highest score first."""
    certain = found - found.max(1, keepdims=True)
    order = np.lexsort((np.arange(found.size), -found.ravel(), -certain.ravel()))
    taken: dict[int, int] = {}
    used: set[int] = set()
    for place in order.tolist():
        row, cue = divmod(place, found.shape[1])
        if row not in used and cue not in taken:
            taken[cue] = row
            used.add(row)
    return taken
