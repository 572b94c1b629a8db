from __future__ import annotations

import pytest

from twosource.evidence.citations import cited, cites_the_press, is_hearsay, is_nameless, is_post


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Mara Voss told The Herald that it was shut.", "The Herald"),
        ("The Ellery Gazette first reported the sale.", "The Ellery Gazette"),
        ("The letter, seen by Coastline Copy, is short.", "Coastline Copy"),
    ],
)
def test_what_a_text_cites_stands_where_it_is_told(text: str, name: str) -> None:
    [(found, place)] = cited(text)
    assert found == name
    assert name in text[slice(*place)]


def test_an_outlet_may_go_unnamed() -> None:
    assert cites_the_press("The news agency reported that it was shut.")
    assert not cites_the_press("The minister reported that it was shut.")
    assert is_nameless("the newspaper")
    assert not is_nameless("The Herald")


@pytest.mark.parametrize(
    ("text", "hearsay"),
    [
        ("It was reportedly shut.", True),
        ("It is said to be for sale.", True),
        ("“It is shut,” she said.", True),
        ("It was shut.", False),
    ],
)
def test_what_is_only_said(text: str, *, hearsay: bool) -> None:
    assert is_hearsay(text) is hearsay


@pytest.mark.parametrize(("medium", "post"), [("Bluesky", True), ("an interview", False), (None, False)])
def test_posts(medium: str | None, *, post: bool) -> None:
    assert is_post(medium) is post
