from __future__ import annotations

import pytest

from twosource.evidence.spokespeople import principals
from twosource.model import Attribution, Directness, Report, Said, Span, Speaker, SpeakerKind

GUARD = Speaker("velland-coast-guard", "Velland Coast Guard", SpeakerKind.ORGANISATION)
BRILL = Speaker("ada-brill", "Ada Brill", SpeakerKind.PERSON)


def said(speaker: Speaker, source: str, report: str = "a") -> tuple[Said, Report]:
    text = f"{source} said it was so."
    one = Attribution((Span(len(text) - 12, len(text)),), (), (Span(0, len(source)),), Directness.INDIRECT, speaker)
    return Said(report, one), Report(report, text)


def behind(speaker: Speaker, source: str) -> frozenset[str]:
    told = [said(speaker, source), said(GUARD, "The coast guard", "b")]
    return principals([one for one, _ in told], [report for _, report in told]).get(speaker.key, frozenset())


@pytest.mark.parametrize(
    "source",
    [
        "Ada Brill, a coast guard spokeswoman,",
        "A spokesperson for the Velland Coast Guard, Ada Brill,",
        "Lt. Ada Brill of the coast guard",
        "The coast guard’s chief executive, Ada Brill,",
        "Ada Brill, the duty commander of the coast guard",
        "Ada Brill, of the Velland Coast Guard,",
        "Ada Brill, who leads the coast guard,",
    ],
)
def test_who_is_introduced_as_speaking_for_a_body_speaks_for_it(source: str) -> None:
    assert behind(BRILL, source) == {"Velland Coast Guard"}


@pytest.mark.parametrize(
    "source",
    [
        "Ada Brill",
        "Ada Brill, whom the coast guard rescued,",
        "Ada Brill, a diver of the coast guard,",
        "Ada Brill, a spokeswoman for the harbour,",
        "Ada Brill, a spokeswoman for the night guard,",
    ],
)
def test_others_speak_for_themselves(source: str) -> None:
    assert behind(BRILL, source) == frozenset()


def test_a_role_told_elsewhere_counts_too() -> None:
    spokeswoman = Speaker(BRILL.key, BRILL.name, BRILL.kind, roles=("coast guard spokeswoman",))
    assert behind(spokeswoman, "Ms. Brill") == {"Velland Coast Guard"}


def test_a_body_speaks_for_itself() -> None:
    assert behind(GUARD, "A spokesman for the Velland Coast Guard") == frozenset()
