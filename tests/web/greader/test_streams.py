"""What apps ask for."""

from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.datastructures import QueryParams

from twosource.store.entries import LAST
from twosource.web.greader import streams
from twosource.web.greader.streams import Kind, Part, Stream, moment, part_of, stream_of


@pytest.mark.parametrize(
    ("told", "kind", "name"),
    [
        ("user/-/state/com.google/reading-list", Kind.ALL, ""),
        ("user/1/state/com.google/read", Kind.READ, ""),
        ("user/ann/state/com.google/starred", Kind.STARRED, ""),
        ("user/-/state/com.google/kept-unread", Kind.UNREAD, ""),
        ("user/-/state/com.google/broadcast", Kind.NONE, "broadcast"),
        ("user/-/label/Foreign news/Orrin", Kind.LABEL, "Foreign news/Orrin"),
        ("feed/7", Kind.OUTLET, "7"),
        ("feed/https://courier.example/feed?a=b", Kind.OUTLET, "https://courier.example/feed?a=b"),
    ],
)
def test_streams_by_name(told: str, kind: Kind, name: str) -> None:
    assert stream_of(told) == Stream(kind, name)


@pytest.mark.parametrize(
    "told",
    ["", "feed/", "user/", "user//label/x", "user/-/label/", "user/-/label/ ", "user/-/state/com.google/other", "x/y",
     "feed/\0", "feed/" + "x" * 2000, "label/x"],
)  # fmt: skip
def test_what_names_no_stream(told: str) -> None:
    assert stream_of(told) is None


@given(st.text(max_size=60))
def test_streams_are_named_as_they_are_told(name: str) -> None:
    for told in (f"user/-/label/{name}", f"feed/{name}", f"user/9/state/com.google/{name}"):
        found = stream_of(told)
        assert found is None or stream_of(str(found)) == found


def _part(query: str) -> Part | str:
    return part_of(QueryParams(parse_qsl(query, keep_blank_values=True)))


def test_an_app_that_asks_for_nothing_gets_the_first_twenty() -> None:
    assert _part("") == _part("n=&xt=&it=&c=&ot=&nt=&r=") == Part(count=20)


def test_everything_that_can_be_asked() -> None:
    query = (
        "n=50&c=1773561600000001&r=o&ot=1773561600&nt=1773648000.5"
        "&xt=user/-/state/com.google/read&it=user/-/state/com.google/starred&it=user/-/label/x"
    )
    assert _part(query) == Part(
        only=(streams.STARRED, streams.label("x")),
        without=(streams.READ,),
        since=1773561600000000,
        until=1773648000500000,
        count=50,
        oldest=True,
        after=1773561600000001,
    )


def test_nobody_gets_more_than_ten_thousand() -> None:
    assert _part("n=1000000") == Part(count=10_000)


@pytest.mark.parametrize(
    "query", ["n=x", "n=-1", "c=²", "c=" + "9" * 30, "ot=never", "nt=inf", "ot=-5", "xt=nothing", "n=1e3"]
)
def test_what_is_not_understood_is_told(query: str) -> None:
    assert isinstance(_part(query), str)


@pytest.mark.parametrize(
    ("told", "micros"),
    [("0", 0), ("1773561600", 1773561600000000), ("1773561600.25", 1773561600250000),
     ("1773561600000001", 1773561600000001), ("1773561600000001.5", 1773561600000001),
     ("9" * 30, LAST), ("9" * 5_000, LAST),
     ("nan", None), ("", None), ("-1", None), ("soon", None)],
)  # fmt: skip
def test_times_in_every_way_that_apps_write_them(told: str, micros: int | None) -> None:
    assert moment(told) == micros


@given(st.text(max_size=50))
def test_no_time_is_too_strange(told: str) -> None:
    found = moment(told)
    assert found is None or 0 <= found <= LAST
