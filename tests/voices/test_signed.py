import pytest

from twosource.model import Span
from twosource.voices import Tagged, joined
from twosource.voices.signed import signed


def rows(text: str) -> list[tuple[str, str]]:
    return [
        (text[one.source[0].start : one.source[0].end], text[one.content[0].start : one.content[0].end])
        for one in signed(text)
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“We sail at noon.” — Jan Roe",
        "“We sail at noon.”― Jan Roe.",
        '"We sail at noon." -- Jan Roe',
        "“We sail at noon.” –\xa0Jan Roe",
    ],
)
def test_a_name_after_a_dash_signs(text: str) -> None:
    ((source, content),) = rows(text)
    assert source == "Jan Roe"
    assert content.strip('“”"') == "We sail at noon."


def test_a_signature_may_say_more_than_a_name() -> None:
    assert rows("“We sail at noon.” — Jan Roe, a captain from Arden")[0][0] == "Jan Roe, a captain from Arden"


def test_a_name_may_have_initials() -> None:
    assert rows("“We sail at noon.” — Jan P. Roe.")[0][0] == "Jan P. Roe"


def test_each_paragraph_signs_for_itself() -> None:
    assert [source for source, _ in rows("“No.” — Jan Roe\n\n“Yes, at noon.” — Ann Poe\n\nNobody minds.")] == [
        "Jan Roe",
        "Ann Poe",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "“We sail at noon,” Roe said.",
        "“We sail at noon” — and nobody minds",
        "“We sail” — Jan Roe said so. “At noon.”",
        "Roe sings “We sail at noon” — Jan Roe",
        "“We sail at noon.”",
        "",
    ],
)
def test_what_is_no_signature_signs_nothing(text: str) -> None:
    assert rows(text) == []


def test_a_signature_overrules_the_tagger() -> None:
    text = "Roe asked them all.\n\n“We sail at noon.” — Ann Poe"
    start = text.index("“")
    wrong = Tagged((Span(start, start + 18),), (Span(4, 9),), (Span(0, 3),))
    (only,) = joined(lambda _: (wrong,), lambda _: ())(text)
    assert text[only.source[0].start : only.source[0].end] == "Ann Poe"
