import pytest

from twosource.voices.media import medium


@pytest.mark.parametrize(
    ("source", "cue", "after", "found"),
    [
        ("Roe", "wrote", " on Twitter.", "Twitter"),
        ("Roe", "wrote on Twitter", ".", "Twitter"),
        ("Roe", "said in a statement", " on Monday.", "a statement"),
        ("Roe", "said", " in a statement.", "a statement"),
        ("Roe", "told the Arden Times", ".", "the Arden Times"),
        ("Roe", "told", " the Arden Times.", "the Arden Times"),
        ("a tweet", "said", ".", "Twitter"),
        ("Roe", "tweeted", ".", "Twitter"),
        ("Roe", "told aides", " that it was late.", None),
        ("Roe", "said", ".", None),
        ("Roe", "posted", " on Quill, the network.", "Quill"),
        ("Roe", "wrote", " on Monday.", None),
        ("Roe", "wrote", " on Capitol Hill.", None),
        ("Roe", "said", ". It was late. It spoke to the Arden Times.", None),
    ],
)
def test_the_medium_is_told_in_the_cue_or_after_it(source: str, cue: str, after: str, found: str | None) -> None:
    assert medium(source, cue, after) == found
