"""Cues in the passive: of "managers were told that it leaked" nobody says who told them.

Strategy: a closed class of verbs whose subject in the passive is the one who is told. Whoever stands before such a cue
is no source; who stands behind it, after "by", is.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from twosource.voices.tagging import Tagged

_WAS_TOLD: Final = re.compile(
    r"\b(?:am|is|are|was|were|be|been|being)(?:\s+\w+){0,2}\s+"
    r"(?:told|informed|warned|notified|assured|asked|advised|urged|promised|reminded|instructed)(?:\s+\w+)?$",
    re.IGNORECASE,
)


def agentless(text: str, one: Tagged) -> Tagged:
    """The attribution without the source that is but the one who was told."""
    if not one.source or not one.cue or one.source[-1].end > one.cue[0].start:
        return one
    cue = text[one.cue[0].start : one.cue[-1].end]
    return replace(one, source=()) if _WAS_TOLD.search(cue) and not cue.endswith(" by") else one
