import pytest

from twosource.reading.names import names
from twosource.voices.glued import unglued


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
