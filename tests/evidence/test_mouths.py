from __future__ import annotations

import pytest

from twosource.evidence.mouths import one_saying, share_a_mouthful
from twosource.evidence.origins import Provenance
from twosource.model import (
    Attribution,
    Directness,
    Origin,
    OriginKind,
    Passage,
    Said,
    Span,
    Speaker,
    SpeakerKind,
)

ORR = Speaker("dana-orr", "Dana Orr", SpeakerKind.PERSON)
LUND = Speaker("per-lund", "Per Lund", SpeakerKind.PERSON)
GUILD = Speaker("guild", "Guild", SpeakerKind.ORGANISATION)
BOTH = Speaker("orr-lund", "Dana Orr and Per Lund", SpeakerKind.PERSON, many=True)
FIRST = "The harbour board stands on the wrong side of the quay."
OTHER = "I think that the board of the harbour is on the quay’s wrong side."


def parts(*told: tuple[str, Speaker | None, Directness]) -> list[int]:
    """How many passages each part has, of passages that are these words of these speakers."""
    said: list[Said] = []
    rested: list[Provenance] = []
    for number, (text, speaker, kind) in enumerate(told):
        passage = Passage(f"r{number}", 0, len(text), text)
        origin = Origin(OriginKind.PERSON, speaker.name if speaker else "herald")
        rested.append(Provenance(passage, origin, (origin,), None, None, len(said) if speaker else None, ()))
        if speaker:
            said.append(Said(passage.report, Attribution((Span(0, len(text)),), (), (), kind, speaker)))
    return [len(part) for part in one_saying(rested, said)]


def test_two_people_quoted_in_like_words_have_said_two_things() -> None:
    assert parts((FIRST, ORR, Directness.DIRECT), (OTHER, LUND, Directness.DIRECT)) == [1, 1]


def test_a_third_goes_with_the_one_whose_words_it_has() -> None:
    assert parts(
        (FIRST, ORR, Directness.DIRECT), (OTHER, LUND, Directness.DIRECT), (FIRST, ORR, Directness.DIRECT)
    ) == [2, 1]


@pytest.mark.parametrize(
    ("speaker", "kind"),
    [
        (ORR, Directness.DIRECT),
        (GUILD, Directness.DIRECT),
        (BOTH, Directness.DIRECT),
        (LUND, Directness.INDIRECT),
        (LUND, Directness.MIXED),
        (None, Directness.DIRECT),
    ],
)
def test_one_person_a_body_several_and_indirect_speech_part_nothing(speaker: Speaker | None, kind: Directness) -> None:
    assert parts((FIRST, ORR, Directness.DIRECT), (OTHER, speaker, kind)) == [2]


@pytest.mark.parametrize("words", [FIRST, f"{FIRST[:-1]}, I say."])
def test_words_that_no_two_people_hit_upon_are_one_saying_whoever_is_named(words: str) -> None:
    assert parts((FIRST, ORR, Directness.DIRECT), (words, LUND, Directness.DIRECT)) == [2]


def test_a_run_of_nine_words_is_a_mouthful() -> None:
    words = "the board stands on the wrong side of history"
    one = Passage("h", 0, len(words), words)
    assert share_a_mouthful(one, Passage("p", 0, len(words) + 6, f"I say {words}"))
    assert not share_a_mouthful(one, Passage("p", 0, len(words) - 4, words[4:]))
