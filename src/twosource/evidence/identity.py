"""Who of two speakers may be one, and by which name he is shown.

Strategy: the keys that `voices` gives are trusted; beyond them two persons are one where last and first name allow it.
That is enough only beside words that are alike too, which those who ask have to know.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence

from rapidfuzz.fuzz import ratio

from twosource.model import Speaker, SpeakerKind

ALIKE_LAST = 80.0  # letters alike in the last names of two persons of one first name: Lindqvist and Lindquist have 89


def same_speaker(one: Speaker, other: Speaker) -> bool:
    """Whether two speakers are one: by key, or persons of one last name whose first names do not tell them apart.

    Initials, accents, "Jr." and a first name that is left out, shortened or misspelt tell nobody apart. That is enough
    only where the words are alike too.
    """
    if one.key == other.key:
        return one.kind not in (SpeakerKind.UNKNOWN, SpeakerKind.ANONYMOUS)
    if one.kind is not SpeakerKind.PERSON or other.kind is not SpeakerKind.PERSON:
        return False
    mine, theirs = _name_parts(one.name), _name_parts(other.name)
    if not mine or not theirs:
        return False
    first_names, others = set(mine[:-1]), set(theirs[:-1])
    if mine[-1] != theirs[-1]:
        return bool(first_names & others) and ratio(mine[-1], theirs[-1]) >= ALIKE_LAST
    return not first_names or not others or bool(first_names & others) or mine[0][0] == theirs[0][0]


def may_be_one(one: Speaker, other: Speaker) -> bool:
    return same_speaker(one, other) or not SpeakerKind.PERSON is one.kind is other.kind


def _name_parts(name: str) -> list[str]:
    """The words of a name without accents, initials and what follows it."""
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", name) if not unicodedata.combining(mark))
    parts = re.findall(r"[^\W\d_][\w’'-]+", bare.casefold())
    return [part for part in parts if part not in ("jr", "sr", "ii", "iii")]


_RANK = (
    SpeakerKind.PERSON,
    SpeakerKind.ORGANISATION,
    SpeakerKind.DOCUMENT,
    SpeakerKind.OUTLET,
    SpeakerKind.ANONYMOUS,
    SpeakerKind.UNKNOWN,
)


def best_known(named: Sequence[Speaker], speaking: Mapping[str, int], fullest: Speaker | None = None) -> Speaker:
    """Who is best known of those whom reports name: a person first, whom most name, who has the most words of it, or
    speaks most in the story.

    Of the names of that one the longest.

    Args:
        named: whom each passage names.
        speaking: by key, how often each speaks in the story.
        fullest: whom the fullest of the passages names.
    """
    votes = Counter(speaker.key for speaker in named)
    speakers = sorted(set(named))
    best = min(
        speakers,
        key=lambda one: (
            _RANK.index(one.kind),
            -votes[one.key],
            fullest is None or not (one == fullest or same_speaker(one, fullest)),
            -speaking.get(one.key, 0),
            -len(one.name),
            one,
        ),
    )
    same = [one for one in speakers if one == best or same_speaker(one, best)]
    return max(same, key=lambda one: (len(_name_parts(one.name)), votes[one.key], len(one.name), one))
