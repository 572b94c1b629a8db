import pytest

from twosource.voices.cues import cues_of
from twosource.voices.tokens import read


def cues(text: str) -> list[tuple[str, str]]:
    """Source and cue of each cue of a sentence."""
    (sentence,) = read(text)
    words = [token.text for token in sentence.tokens]
    return [
        (" ".join(words[cue.source[0] : cue.source[1]]) if cue.source else "", " ".join(words[cue.start : cue.end]))
        for cue in cues_of(sentence.tokens)
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The phone call cost a lot.", []),
        ("They call it a scam.", [("They", "call")]),
        ("The crew of the ferry claim that it leaks.", []),
        ("The report notes that it leaks.", [("The report", "notes")]),
        ("The Roe notes that it leaks.", [("The Roe", "notes")]),
        ("The confidential notes that it leaks.", []),
        ("The noisy harbour warns that it leaks.", [("The noisy harbour", "warns")]),
        ("According to.", []),
        ("According to, it leaks.", []),
        ("It went according to plan, Roe said.", [("Roe", "said")]),
        ("The plan, according to whom it leaks.", []),
        ("“Go on,” and.", []),
        ("“We sail at noon.” beamed Roe.", []),
        ("“We sail at noon,” beamed nobody there.", []),
        ("“We sail at noon,” Roe and “Doe” thundered.", []),
        ("“We sail at noon,” of Roe, and nothing else.", []),
        ("The harbour: “We sail at noon.”", []),
        ("They met, saying “we sail at noon”.", [("They", "saying")]),
        ("Saying so, Roe left.", []),
        ("On the boat, saying nothing of it.", []),
        ("the ferry in the harbour saying: “Do not sail”.", []),
        ("It was late, and said so.", [("It", "said")]),
        ("The plan is dead, added Jan Roe.", [("Jan Roe", "added")]),
        ("The plan is dead, praised Jan Roe.", []),
        ("The plan is dead, added to that.", []),
        ("The plan was announced on Monday.", []),
        ("Was quoted as saying it leaks.", []),
    ],
)
def test_cues_with_their_sources(text: str, expected: list[tuple[str, str]]) -> None:
    assert cues(text) == expected
