from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.model import Passage
from twosource.rendering import addresses
from twosource.rendering.addresses import asked, link, plain, step


@given(st.text())
def test_a_key_comes_back_from_its_step(key: str) -> None:
    assert plain(step(key)) == key


@given(st.text(min_size=1))
def test_a_step_is_one_step_that_nothing_on_the_way_rewrites(key: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.~-]+", step(key))
    assert step(key).strip(".")


@given(st.text())
def test_anything_may_be_typed_as_an_address(written: str) -> None:
    assert isinstance(plain(written), str)


@pytest.mark.parametrize(
    ("key", "written"),
    [
        ("s-27ac8cca00", "s-27ac8cca00"),
        ("https://a.example/b c", "https~3A~2F~2Fa.example~2Fb~20c"),
        ("..", "~2E~2E"),
        ("~41", "~7E41"),
        ("münze", "m~C3~BCnze"),
    ],
)
def test_what_needs_no_escape_stands_as_it_is(key: str, written: str) -> None:
    assert step(key) == written


def test_what_is_no_escape_of_ours_stays() -> None:
    assert plain("~ZZ~C3x") == "~ZZ~C3x"


def test_a_passage_is_found_by_its_offsets_alone() -> None:
    place = Passage("a/b", 3, 7, "word")
    assert addresses.passage(place) == "/reports/a~2Fb#p3-7"
    assert link("s1", place) == addresses.passage(place)
    assert link("s1", None) == "/stories/s1"


def test_queries_leave_out_what_is_empty() -> None:
    assert asked("/search", q="a&b", before=None, page="") == "/search?q=a%26b"
    assert asked("/", page=None) == "/"


def test_an_outlet_goes_by_its_name_whatever_the_case() -> None:
    assert addresses.outlet(" The Post ") == addresses.outlet("the post") == "/outlets/the~20post"
    assert addresses.outlet_key(None) == ""
