import pytest

from twosource.model import Report, Span
from twosource.voices import Tagged, attributions, joined, tag
from twosource.voices.citing import cited


def said(text: str, source: str, cue: str, content: str) -> Tagged:
    content_span, cue_span, source_span = (
        Span(text.index(part), text.index(part) + len(part)) for part in (content, cue, source)
    )
    return Tagged((content_span,), (cue_span,), (source_span,))


def chain(text: str, outer: Tagged) -> dict[str, str | None]:
    """Source → the source of its parent."""
    first = {text: (outer,)}
    found = attributions(Report("r", text), joined(lambda read: first.get(read, ()), tag))
    called = [" ".join(text[a:b] for a, b in one.source) for one in found]
    return {who: None if one.parent is None else called[one.parent] for who, one in zip(called, found, strict=True)}


@pytest.mark.parametrize(
    "text",
    [
        "Citing two officials, the Post reported that the dam leaks.",
        "Citing “two officials,” the Post reported that the dam leaks.",
        "Reading on, it is said that the dam leaks, the Post reported, citing two officials.",
        "Later the Post reported, citing two officials, that the dam leaks.",
    ],
)
def test_who_is_cited_is_said_to_have_said_it(text: str) -> None:
    found = chain(text, said(text, "the Post", "reported", "that the dam leaks"))
    assert {who.strip("“"): by for who, by in found.items()} == {"the Post": None, "two officials": "the Post"}


@pytest.mark.parametrize(
    "text",
    [
        "The dam will close, the Arden Post reported, citing the cold.",
        "“I cannot vote for the dam,” Jan Roe said, citing concerns over its builder’s record on safety.",
        "The dam will close, the Arden Post reported on Monday.",
        "The dam will close.",
    ],
)
def test_a_reason_is_no_source(text: str) -> None:
    assert cited(text, tag(text)) == []


def test_what_the_cited_one_retells_is_said_by_that_one() -> None:
    text = "Citing two officials, the Post reported that Jan Roe said that the dam leaks."
    found = chain(text, said(text, "the Post", "reported", "that Jan Roe said that the dam leaks"))
    assert found == {"the Post": None, "two officials": "the Post", "Jan Roe": "two officials"}


def test_content_around_who_is_cited_is_the_rest() -> None:
    text = "The dam, the Post reported, citing two officials, leaks."
    outer = Tagged((Span(0, 7), Span(27, 55)), (Span(18, 26),), (Span(9, 17),))
    (one,) = cited(text, [outer])
    assert [text[start:end] for start, end in one.content] == ["The dam", "leaks"]
