import pytest

from twosource.model import Report, Span, SpeakerKind
from twosource.voices import Tagged, attributions
from twosource.voices.speakers import speakers


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mr. Bill Roe left. His mother said it leaks.", "Bill Roe's mother"),
        ("Mr. Bill Roe left. His late mother said it leaks.", "Bill Roe's mother"),
        ("Mr. Bill Roe left. Bill Roe’s mother said it leaks.", "Bill Roe's mother"),
        ("Mr. Bill Roe left. Mr. Roe’s wife, Ann, said it leaks.", "Ann Roe"),
        ("Mr. Bill Roe left. His wife, Jan Doe, said it leaks.", "Jan Doe"),
        ("Someone left. His mother said it leaks.", "His mother"),
        ("The ferry left. Its owner’s mother said it leaks.", "Its owner’s mother"),
    ],
)
def test_a_relative_is_known_by_whose_he_is(text: str, name: str) -> None:
    assert [one.speaker.name for one in attributions(Report(id="r", text=text))] == [name]


def test_who_speaks_tells_of_relatives_of_his_own() -> None:
    text = "Jan Roe said: “My mother told me, ‘Nature loses no notes.’”"
    outer, inner, mother = text.index("“"), text.index("‘"), text.index("My")
    parts = [
        Tagged((Span(outer, len(text)),), (), (Span(0, 7),)),
        Tagged((Span(inner, len(text) - 1),), (), (Span(mother, mother + 9),)),
    ]
    assert [(one.name, one.kind) for one in speakers(text, parts)] == [
        ("Jan Roe", SpeakerKind.PERSON),
        ("Jan Roe's mother", SpeakerKind.PERSON),
    ]
    assert speakers(text, parts[1:])[0].kind is SpeakerKind.ANONYMOUS
