"""Two people who are quoted say two things, however alike.

Strategy: what somebody is quoted to say is his saying. Where another person is quoted with like words, each has said it
for himself, and to set both in one line would tell that two outlets have one thing. Indirect speech is another matter:
of what the mayor and the clerk both told, the thing told is one. So passages of one group part where two named persons
speak in quotation marks, unless the words are so much the same that one of the names must be amiss.

What may live here: which passages of a group are one saying. What they prove is for `verdicts`.
"""

from __future__ import annotations

from collections.abc import Sequence

from twosource.evidence.identity import same_speaker
from twosource.evidence.origins import Provenance
from twosource.evidence.words import words
from twosource.model import Directness, Passage, Said, Speaker, SpeakerKind

ONE_MOUTH = 9  # words in a row that two people do not hit upon: on BASIL open "on the wrong side of history" has seven


def share_a_mouthful(one: Passage, other: Passage) -> bool:
    """Whether two passages have more words in a row than two people hit upon."""
    return not _mouthfuls(_keys(one)).isdisjoint(_mouthfuls(_keys(other)))


def _keys(passage: Passage) -> list[str]:
    return [word.key for word in words(passage.text)]


def _mouthfuls(keys: Sequence[str]) -> frozenset[tuple[str, ...]]:
    return frozenset(tuple(keys[start : start + ONE_MOUTH]) for start in range(len(keys) - ONE_MOUTH + 1))


def one_saying(rested: Sequence[Provenance], said: Sequence[Said]) -> tuple[tuple[Provenance, ...], ...]:
    """The passages of a group in as many parts as there are sayings, in their order.

    Args:
        rested: what each passage rests on, in order of publication.
        said: all attributions of the story.
    """
    parts: list[list[Provenance]] = []
    for one in rested:
        part = next((part for part in parts if not any(_are_two(one, other, said) for other in part)), None)
        parts.append([one]) if part is None else part.append(one)
    return tuple(map(tuple, parts))


def _are_two(one: Provenance, other: Provenance, said: Sequence[Said]) -> bool:
    mine, theirs = _quoted(one, said), _quoted(other, said)
    if mine is None or theirs is None or same_speaker(mine, theirs):
        return False
    return _keys(one.passage) != _keys(other.passage) and not share_a_mouthful(one.passage, other.passage)


def _quoted(one: Provenance, said: Sequence[Said]) -> Speaker | None:
    """The one person whose words a passage is, in quotation marks; None where it is anything else."""
    if one.attribution is None:
        return None
    attribution = said[one.attribution].attribution
    speaker = attribution.speaker
    alone = speaker.kind is SpeakerKind.PERSON and not speaker.many
    return speaker if alone and attribution.kind is Directness.DIRECT else None
