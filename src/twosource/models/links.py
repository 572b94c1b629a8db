"""Where a span of content or source stands to each cue, as the number of a row in a learnt table.

Strategy: the network scores words against words; how far apart two spans stand, how many cues are between them and
whether one paragraph holds both is known without it, and goes in as a bias.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

GAPS: Final = (1, 2, 3, 5, 9, 17, 33)
"""Words between two spans, from which the next step of distance begins."""
CUES_BETWEEN: Final = 4
STANDS: Final = (len(GAPS) + 1) * 2 * CUES_BETWEEN * 2

Ints = NDArray[np.int64]


def stands(spans: Ints, cues: Ints, paragraph: Ints) -> Ints:
    """For each span (rows: first and last word) and each cue, both in text order, the row of the table."""
    span_first, span_last = spans[:, :1], spans[:, 1:]
    cue_first, cue_last = cues[:, 0], cues[:, 1]
    after = cue_first > span_first
    gap = np.where(after, cue_first - span_last, span_first - cue_last) - 1
    distance = np.digitize(gap, GAPS)
    order = np.arange(len(cues))
    following = np.searchsorted(cue_first, spans[:, 0])[:, None]
    between = np.clip(np.where(after, order - following, following - 1 - order), 0, CUES_BETWEEN - 1)
    apart = paragraph[span_first] != paragraph[cue_first]
    rows: Ints = ((distance * 2 + after) * CUES_BETWEEN + between) * 2 + apart
    return rows
