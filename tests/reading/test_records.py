from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import BadField, EmptyPage, InputError, Malformed, MissingField, TooDeep, TooLarge
from twosource.model import Enclosure, Report
from twosource.reading.records import MAX_TEXT, record
from twosource.rendering.json import report_json


def read(value: object) -> list[Report | InputError]:
    content = value if isinstance(value, bytes) else json.dumps(value).encode()
    return list(record(content, "here line 1"))


def test_a_record_becomes_a_report_with_its_text_untouched() -> None:
    text = "  “The bridge opened,” she said.\r\n\n\n"
    [report] = read({"id": "a", "text": text, "outlet": "courier", "title": " T ", "published": "2026-03-14", "x": 1})
    assert report == Report(id="a", text=text, outlet="courier", title="T", published=date(2026, 3, 14))


def test_id_may_be_a_whole_number_and_blank_fields_are_none() -> None:
    [report] = read({"id": 7, "text": "x", "byline": "", "published": ""})
    assert report == Report(id="7", text="x")


@pytest.mark.parametrize(
    ("value", "error"),
    [
        (b"\xff\xfe", Malformed),
        (b"{", Malformed),
        ([1], Malformed),
        ({"text": "x"}, MissingField),
        ({"id": " ", "text": "x"}, MissingField),
        ({"id": True, "text": "x"}, MissingField),
        ({"id": "a"}, MissingField),
        ({"id": "a", "text": 3}, MissingField),
        ({"id": "a", "text": " \n"}, EmptyPage),
        ({"id": "a", "text": "x" * (MAX_TEXT + 1)}, TooLarge),
        (b"[" * 100_000, TooDeep),
    ],
)
def test_what_cannot_be_a_report_is_named_with_its_place(value: object, error: type[InputError]) -> None:
    [problem] = read(value)
    assert type(problem) is error
    assert str(problem).startswith("here line 1: ")


def test_a_field_that_is_wrong_is_named_and_the_report_kept_without_it() -> None:
    title, when, report = read({"id": "a", "text": "x", "title": 3, "published": "soon"})
    assert isinstance(title, BadField)
    assert isinstance(when, BadField)
    assert report == Report(id="a", text="x")


def test_lone_surrogates_are_replaced_one_for_one() -> None:
    [report] = read(b'{"id": "a", "text": "a\\ud800b"}')
    assert isinstance(report, Report)
    assert report.text == "a\ufffdb"


@given(st.binary(max_size=200))
def test_any_bytes_give_reports_or_named_errors(content: bytes) -> None:
    for item in record(content, "x"):
        assert isinstance(item, Report | InputError)


@given(st.text())
def test_any_text_that_is_not_blank_survives_to_the_code_point(text: str) -> None:
    found = read({"id": "a", "text": text})
    if text.strip():
        [report] = found
        assert isinstance(report, Report)
        assert report.text == text


def test_a_record_with_a_title_alone_is_its_title_and_says_so() -> None:
    problem, report = read({"id": "a", "text": " ", "title": "Bridge opens"})
    assert isinstance(problem, BadField)
    assert report == Report(id="a", text="Bridge opens", title="Bridge opens")


@pytest.mark.parametrize(
    "value",
    ["Tuesday, July 2, 2013 In 2004, an earthquake", "March 14, 2026", "14/03/2026", "v2.0 of 2026-03-14"],
)
def test_what_is_not_in_a_form_of_machines_is_no_date(value: str) -> None:
    problem, report = read({"id": "a", "text": "x", "published": value})
    assert isinstance(problem, BadField)
    assert report == Report(id="a", text="x")


@pytest.mark.parametrize(
    "value",
    ["2026-03-14", "2026-03-14T09:30:00.123Z", "20260314", "Sat, 14 Mar 2026 09:30:00 +0000", "1773480600"],
)
def test_dates_in_forms_of_machines_are_read(value: str) -> None:
    [report] = read({"id": "a", "text": "x", "published": value})
    assert isinstance(report, Report)
    assert report.published is not None
    assert (report.published.year, report.published.month, report.published.day) == (2026, 3, 14)


def test_media_are_read_as_they_are_written() -> None:
    film = Enclosure("https://x.example/v.mp4", "video/mp4", "The hull", 61, 7)
    sound = Enclosure("https://x.example/a.mp3")
    report = Report("a", "x", media=(film, sound))
    assert list(read(report_json(report))) == [report]
    odd = [{"url": "javascript:x"}, "x", {"url": 3}, {"url": "https://x.example/b", "bytes": -1, "title": ["x"]}]
    assert read({"id": "a", "text": "x", "media": odd})[0] == Report(
        "a", "x", media=(Enclosure("https://x.example/b"),)
    )
    assert read({"id": "a", "text": "x", "media": "x"}) == [Report("a", "x")]


def test_subjects_are_read_and_held_to_their_form() -> None:
    [report] = read({"id": "a", "text": "x", "subjects": ["Ferries", "News", 7, "medtop:17000000"]})
    assert report == Report("a", "x", subjects=("Ferries", "weather"))
    problem, report = read({"id": "a", "text": "x", "subjects": "Ferries"})
    assert isinstance(problem, BadField)
    assert report == Report("a", "x")
