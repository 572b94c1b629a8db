"""Notes of readers as HTML: text and links, nothing else."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.rendering.notes import note_html, plain


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def _tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Tags()
    parser.feed(html)
    return parser.found


def test_an_address_is_a_link_that_passes_nothing_on() -> None:
    html = note_html("See https://courier.example/fire?a=1&b=2, it says more.")
    [_, (tag, attributes)] = _tags(html)
    assert (tag, attributes["href"], attributes["rel"]) == (
        "a",
        "https://courier.example/fire?a=1&b=2",
        "nofollow noreferrer ugc",
    )
    assert html.endswith(", it says more.</p>")


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "data:text/html,x", "https://", "http:///x", "ftp://a.example"]
)
def test_what_is_no_address_of_the_web_is_no_link(text: str) -> None:
    assert [tag for tag, _ in _tags(note_html(text))] == ["p"]


def test_lines_and_paragraphs_stay() -> None:
    assert [tag for tag, _ in _tags(note_html("one\ntwo\n\n \nthree"))] == ["p", "br", "p"]


def test_characters_that_turn_or_hide_are_taken_out() -> None:
    assert plain(" a\u202eb\u200bc\0d\r\ne\ufefff ") == "abcd\nef"


@given(st.text(alphabet=st.sampled_from("<>\"'&ahtps:/. \n\u202eé“"), max_size=200) | st.text(max_size=200))
def test_no_text_makes_any_other_tag(text: str) -> None:
    html = note_html(text)
    for tag, attributes in _tags(html):
        assert tag in {"p", "br", "a"}
        assert set(attributes) <= {"dir", "href", "rel"}
        assert re.match("https?://", attributes.get("href") or "https://", re.IGNORECASE)
