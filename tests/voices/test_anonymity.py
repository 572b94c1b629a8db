import pytest

from twosource.model import Report
from twosource.voices import attributions


def reasons(text: str) -> list[str | None]:
    found = attributions(Report(id="r", text=text))
    return [text[one.anonymity.start : one.anonymity.end] if one.anonymity else None for one in found]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        (
            "A clerk, who asked not to be named because the talks were private, said that the ferry leaks.",
            "because the talks were private",
        ),
        (
            "“It leaks a lot,” said an aide, who spoke on condition of anonymity to discuss a leak.",
            "to discuss a leak",
        ),
        (
            "Two officials, who were not authorised to speak to newspapers, said that the ferry leaks.",
            "were not authorised to speak to newspapers",
        ),
        (
            "An aide, who spoke on condition of anonymity under harbour rules, said that the ferry leaks.",
            "under harbour rules",
        ),
    ],
)
def test_the_reason_for_not_naming_is_kept_in_the_reports_own_words(text: str, reason: str) -> None:
    assert reason in reasons(text)


def test_it_holds_for_all_that_the_speaker_says() -> None:
    text = "A clerk, who asked not to be named for fear of the crew, said it leaks.\n\nThe clerk said that it sinks."
    assert reasons(text)[-1] == "for fear of the crew"


def test_nobody_else_has_it() -> None:
    assert reasons("Jan Roe said an aide asked not to be named because the talks were private.")[0] is None
    assert reasons("An aide said that the ferry leaks.") == [None]
    assert reasons("") == []
