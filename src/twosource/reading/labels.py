"""A line → whether it only labels what stands beside it: who posted a quoted post, on which day the next lines fell.

Strategy: told by form alone, of whole lines. A label stays in the text, for the words beside it need it: a post is
somebody's, and its signature says whose. By itself it tells no news, and is no statement to put beside others.

What may live here: forms of labels. Whole furniture, which a page can do without, is for `clutter`.
"""

from __future__ import annotations

import re

from twosource.reading.published import date_of

LONGEST_LABEL = 140
"""Characters of one (a signature: 50 of a name, 15 of a handle, a date; the longest of 17 real ones has 61)."""

_SIGNED = re.compile(
    r"[—–-]{1,2}\s?[^@()]{1,80}\s?\(@[\w.@-]{1,60}\)(?:[\s,·]*[^.!?\d\s]{0,12}[.\s]*\d[^.!?]{0,24})?[\s.]*(?:</\w{1,12}>)?\W*"
)
_DATED = re.compile(
    r"\s*(?:corrected|correction|clarification|updated?|posted|first published)s?(?: added)?\s?:?\s*", re.IGNORECASE
)


def is_label(line: str) -> bool:
    """Whether a line is the signature of a post ("— Ada Quist (@quist) May 3, 2031"), or a date and nothing else."""
    if len(line) > LONGEST_LABEL:
        return False
    dated = _DATED.match(line)
    rest = line[dated.end() :] if dated else line
    return _SIGNED.fullmatch(line.strip()) is not None or date_of(rest) is not None
