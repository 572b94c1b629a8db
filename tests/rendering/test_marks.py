from __future__ import annotations

import re
from html import unescape

from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup

from twosource.model import Span
from twosource.rendering.marks import Mark, marked, paragraphs

TEXT = "One <two> three.\n\nFour & five."


def mark(start: int, end: int, name: str) -> Mark:
    return Mark(Span(start, end), name, "st", Markup("<b>{}</b>").format(name))


def bare(html: str) -> str:
    return unescape(re.sub(r"<b>.*?</b>|<[^>]*>", "", html))


def test_without_marks_a_text_is_its_paragraphs_escaped() -> None:
    assert marked(TEXT, ()) == ("One &lt;two&gt; three.", "Four &amp; five.")


def test_a_mark_is_a_span_with_what_stands_before_it() -> None:
    assert marked(TEXT, (mark(4, 9, "a"),))[0] == 'One <span id="a" class="st"><b>a</b>&lt;two&gt;</span> three.'


def test_marks_nest() -> None:
    shown = marked("abcdef", (Mark(Span(2, 4), "inner"), Mark(Span(0, 6), "outer")))
    assert shown == ('<span id="outer">ab<span id="inner">cd</span>ef</span>',)


def test_marks_that_cross_are_cut_and_keep_one_id() -> None:
    shown = marked("abcdef", (Mark(Span(0, 4), "a"), Mark(Span(2, 6), "b", "st")))
    assert shown == ('<span id="a">ab<span id="b" class="st">cd</span></span><span class="st">ef</span>',)


def test_a_mark_goes_on_over_paragraphs_with_one_id() -> None:
    shown = marked("ab\n\ncd", (mark(0, 6, "a"),))
    assert shown == ('<span id="a" class="st"><b>a</b>ab</span>', '<span class="st">cd</span>')


def test_paragraphs_part_at_blank_lines_else_at_line_ends() -> None:
    assert [TEXT[slice(*span)] for span in paragraphs(TEXT)] == ["One <two> three.", "Four & five."]
    assert paragraphs("one\ntwo\n") == (Span(0, 3), Span(4, 7))
    assert paragraphs("one\ntwo\n \nthree") == (Span(0, 7), Span(10, 15))
    assert paragraphs("") == ()


@given(
    st.text(alphabet="ab <&\n", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(1, 20)), max_size=8, unique=True),
)
def test_whatever_is_marked_the_words_stay_and_spans_close(text: str, places: list[tuple[int, int]]) -> None:
    marks = [mark(start, start + length, f"m{n}") for n, (start, length) in enumerate(places)]
    shown = marked(text, marks)
    assert [bare(part) for part in shown] == [text[slice(*span)] for span in paragraphs(text)]
    for part in shown:
        assert part.count("<span") == part.count("</span>")
    ids = re.findall(r'id="(\w+)"', "".join(shown))
    assert len(ids) == len(set(ids))
