"""Each kind of page finds its reader."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.errors import InputError, NotText
from twosource.model import Page, Report
from twosource.reading.pages import reports
from twosource.reading.records import RECORD_TYPE

PROSE = "The ferry between Port Ellery and Marsh Island was cancelled on Tuesday after a crack was found in its hull."
HTML = (
    "<!DOCTYPE html><html><head><title>Ferry cancelled</title></head>"
    f"<body><p>{PROSE}</p><p>{PROSE} Again.</p></body></html>"
)
RSS = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>Harbour Gazette</title>"
    "<item><title>Ferry cancelled</title>"
    f"<guid>ferry-1</guid><description>{PROSE}</description></item></channel></rss>"
)
JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "Harbour Gazette",
        "items": [{"id": "ferry-1", "content_text": PROSE}],
    }
)


def read(content: str | bytes, content_type: str | None = None) -> list[Report | InputError]:
    data = content if isinstance(content, bytes) else content.encode()
    return list(reports(Page("input", "page", data, content_type=content_type)))


@pytest.mark.parametrize(
    ("content", "report_id"),
    [
        (HTML, "page"),
        (gzip.compress(HTML.encode()), "page"),
        (PROSE, "page"),
        (RSS, "page#ferry-1"),
        (JSON_FEED, "page#ferry-1"),
        (json.dumps({"id": "record", "text": PROSE}), "record"),
        (json.dumps({"id": "record", "text": PROSE}, indent=1), "record"),
    ],
)
def test_each_kind_of_page_gives_its_report(content: str | bytes, report_id: str) -> None:
    [report] = read(content)
    assert isinstance(report, Report)
    assert report.id == report_id
    assert PROSE in report.text


def test_a_line_of_json_is_a_record_whatever_it_holds() -> None:
    [report] = read(json.dumps({"id": "record", "text": HTML}), RECORD_TYPE)
    assert isinstance(report, Report)
    assert report.text == HTML


def test_what_cannot_be_read_is_an_error_in_the_stream() -> None:
    [problem] = read(b"\x89PNG\r\n\x1a\n" + bytes(100))
    assert isinstance(problem, NotText)


@given(st.binary(max_size=300))
def test_any_bytes_give_reports_or_named_errors(content: bytes) -> None:
    for item in read(content):
        assert isinstance(item, Report | InputError)
