import pytest

from twosource.reading.names import names
from twosource.voices.glued import rejoined, unglued


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (
            "so the Arden Dockers Union Secretary-Treasurer Jan Roe has said that it leaks, as they all know by now.",
            "Jan Roe",
        ),
        ("so the AWU Director of Public Works Mary Roe has said that it leaks, as they all know by now.", "Mary Roe"),
        ("so Senate Harbour Ranking Democrat Jan Roe has said that it leaks, as they all know by now.", "Jan Roe"),
    ],
)
def test_a_person_behind_a_body_and_a_post(text: str, name: str) -> None:
    assert name in {unglued(mention).name for mention in names(text)}


def test_a_trade_that_opens_a_sentence_is_no_name() -> None:
    (mention,) = names("Number-cruncher Jan Roe has said that it leaks, as they all know by now.")
    assert unglued(mention).name == "Jan Roe"


def test_a_publication_has_its_field_in_its_name() -> None:
    text = "so the Annals of Field Medicine has said to Jan Roe of Arden that it leaks, as they all know by now."
    assert [mention.name for mention in rejoined(text, names(text))] == ["Annals of Field Medicine", "Jan Roe", "Arden"]
