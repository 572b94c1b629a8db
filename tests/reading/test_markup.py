from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import EmptyPage, InputError, TooDeep, TooLarge
from twosource.reading import markup
from twosource.reading.markup import blocks, paragraphs, tidy, tree, unescaped


def test_blocks_part_paragraphs_and_inline_elements_do_not() -> None:
    root = tree(
        "x", "<div>The <b>ferry</b> sank.<p>All <a href='/a'>forty</a> were saved.</p>Nobody\n knows why.</div>"
    )
    assert paragraphs(root) == ["The ferry sank.", "All forty were saved.", "Nobody knows why."]


def test_line_breaks_part_paragraphs_within_their_owner() -> None:
    root = tree("x", "<div>One.<br>Two.</div>")
    assert paragraphs(root) == ["One.", "Two."]
    assert {block.owner.tag for block in blocks(root)} == {"div"}


def test_a_table_row_is_a_line_with_its_cells_apart() -> None:
    root = tree("x", "<table><tr><td>Ellery</td><td>12</td></tr><tr><td>Marsh</td><td>15</td></tr></table>")
    assert paragraphs(root) == ["Ellery 12", "Marsh 15"]


def test_scripts_and_styles_have_no_text_and_what_follows_them_has() -> None:
    root = tree(
        "x", "<p>Before <script>var secret</script>and<style>p{}</style> after.</p><noscript>Hidden.</noscript>"
    )
    assert paragraphs(root) == ["Before and after."]


def test_what_cannot_be_seen_is_gone() -> None:
    assert tidy(" har\u00adbour\u200b \u00a0 master\n") == "harbour master"


def test_characters_are_left_as_they_were_written() -> None:
    assert paragraphs(tree("x", "<p>cafe\u0301 ﬁne “quoted” &mdash; &#8217;</p>")) == ["cafe\u0301 ﬁne “quoted” — ’"]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("a &amp; b", "a & b"),
        ("&#0065;", "A"),
        ("a &#" + "9" * 5_000 + "; b", "a \ufffd b"),
        ("&#x" + "f" * 5_000, "\ufffd"),
    ],
    ids=["name", "number", "endless", "endless in sixteens"],
)
def test_references_are_what_they_stand_for_however_long(written: str, meant: str) -> None:
    assert unescaped(written) == meant


def test_links_are_counted_and_headings_open_sections() -> None:
    root = tree("x", "<p>Start</p><h1>News</h1><p>See <a href='/b'>the <i>report</i></a> now</p>")
    start, news, see = blocks(root)
    assert (start.section, news.section, see.section) == (0, 1, 1)
    assert see.linked == len("the report")


def test_siblings_share_a_home() -> None:
    one, two, bare = blocks(tree("x", "<div id='d'><p>One.</p><p>Two.</p>Three.</div>"))
    assert one.home is two.home
    assert bare.home is one.home


def test_an_xml_declaration_is_no_hindrance() -> None:
    assert paragraphs(tree("x", '<?xml version="1.0" encoding="utf-16"?><html><body><p>é</p></body></html>')) == ["é"]


def test_deep_nesting_is_refused_at_once() -> None:
    with pytest.raises(TooDeep):
        tree("x", "<div>" * 100_000)
    with pytest.raises(TooDeep):
        tree("x", "<p>ok</p></nope>" * 200 + "<div>" * 300)


@pytest.mark.parametrize("text", ["<div>" * 600_000, "<p>x</p>" * 20_000])
def test_too_many_tags_are_refused(text: str) -> None:
    with pytest.raises(TooLarge):
        tree("x", text)


def test_too_many_characters_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(markup, "MAX_CHARACTERS", 10)
    with pytest.raises(TooLarge, match="11 characters"):
        tree("x", "x" * 11)


@pytest.mark.parametrize("text", ["", " \n", "<?xml version='1.0'?>", "</p></p>", "<!-- only this -->"])
def test_nothing_is_empty(text: str) -> None:
    with pytest.raises(EmptyPage):
        tree("x", text)


def test_names_of_elements_that_are_really_data_are_dropped() -> None:
    root = tree("x", f"<div class='{'a ' * 5_000}' id='ok'><p class='lead'>Text.</p></div>")
    assert root.find(".//div").get("class") is None
    assert root.find(".//p").get("class") == "lead"


@given(st.text(max_size=400) | st.text(st.sampled_from("<>/=\"'& abpdivrtls\n"), max_size=400))
def test_any_text_gives_tidy_paragraphs_or_an_input_error(text: str) -> None:
    try:
        lines = paragraphs(tree("x", text))
    except InputError:
        return
    assert all(line and line == tidy(line) for line in lines)
