"""Quotations that are signed: "“We sail at noon.” — Jan Roe", alone in their paragraph.

Strategy: nothing but quotations, a dash and a name of a few words stands there, so that no tagger need judge. Lists of
what readers or critics think are written so, and epigraphs.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Final

from twosource.model import Span
from twosource.voices.quotes import outermost, paragraphs
from twosource.voices.tagging import Tagged

LONGEST_NAME: Final = 80
"""Characters of a name, and of what may follow it after a comma."""
_NAME: Final = rf"[@\w](?:[^\n.,;:!?“”\"]|(?<=\b[A-Z])\.){{0,{LONGEST_NAME}}}"
_SIGNATURE: Final = re.compile(
    rf"[ \t\xa0]{{0,3}}(?P<cue>[―—–]|--?)[ \t\xa0]{{0,3}}(?P<source>{_NAME}(?:, {_NAME})?)\.?",
)


def signed(text: str) -> tuple[Tagged, ...]:
    """Every quotation that fills its paragraph but for a dash and a name, in order."""
    quoted = [quotation.span for quotation in outermost(text)]
    found = []
    for block in paragraphs(text):
        at = bisect_left(quoted, (block.start, 0))
        if at == len(quoted) or quoted[at].start != block.start or quoted[at].end >= block.end:
            continue
        signature = _SIGNATURE.fullmatch(text, quoted[at].end, block.end)
        if signature and (signature["source"][0].isupper() or signature["source"][0] == "@"):
            cue, source = Span(*signature.span("cue")), Span(*signature.span("source"))
            found.append(Tagged((quoted[at],), (cue,), (source,)))
    return tuple(found)
