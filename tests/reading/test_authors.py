"""Who wrote an article, as its page says."""

from __future__ import annotations

import json
from typing import Any

import pytest

from twosource.reading.authors import authors
from twosource.reading.machinedata import article_node, meta_tags
from twosource.reading.markup import tree


def byline_of(head: str, body: str = "") -> str | None:
    root = tree("page.html", f"<html><head>{head}</head><body>{body}<p>.</p></body></html>")
    return authors(root, meta_tags(root), article_node(root), "Harbour Gazette")


def ld(node: Any) -> str:
    return f'<script type="application/ld+json">{json.dumps(node)}</script>'


def meta(name: str, content: str) -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("author", "byline"),
    [
        ("Mara Quill", "Mara Quill"),
        ({"@type": "Person", "name": "By Mara Quill"}, "Mara Quill"),
        ([{"name": "Mara Quill"}, {"name": "Tom Reed"}], "Mara Quill, Tom Reed"),
        ({"name": ["Mara Quill", "Tom Reed"]}, "Mara Quill, Tom Reed"),
        ({"name": "Harbour Gazette"}, None),
        ("https://social.example/mara", None),
        ("admin", None),
        ("Hugh Ormsby", "Hugh Ormsby"),
        ([None, 3, {}], None),
        ("Analysis by Mara Quill, Editor-at-large", "Mara Quill, Editor-at-large"),
        ("Posted by Mara Quill", "Mara Quill"),
        ("Mara Quill. Coastal Press", "Mara Quill, Coastal Press"),
        ("Prof. Mara J. Quill", "Prof. Mara J. Quill"),
        ("mquill", None),
        ("m.quill-2", None),
        ("reuters", "reuters"),
        ("guest", None),
    ],
)
def test_authors_in_all_their_shapes(author: Any, byline: str | None) -> None:
    assert byline_of(ld({"@type": "NewsArticle", "author": author})) == byline


def test_the_byline_is_read_from_tags_and_from_what_is_shown() -> None:
    assert byline_of(meta("article:author", "https://x.example") + meta("byl", "By Mara Quill")) == "Mara Quill"
    assert byline_of("", "<p class='byline'>By <a>Mara Quill</a></p>") == "Mara Quill"
    assert byline_of("", f"<p class='byline'>{'word ' * 40}</p>") is None


def test_whose_claim_is_reviewed_did_not_write_the_review() -> None:
    review = ld({"@type": "ClaimReview", "itemReviewed": {"author": {"@type": "Person", "name": "The Two Ministries"}}})
    claimed = "<h4 class='author'>The Two Ministries</h4>"
    assert byline_of(review, claimed) is None
    assert byline_of(review, f"{claimed}<p class='byline'>By Mara Quill</p>") == "Mara Quill"
    assert byline_of("", claimed) == "The Two Ministries"
