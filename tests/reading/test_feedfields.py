from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from twosource.reading.feedfields import address, line, moment, person
from twosource.reading.feedvalues import Person


@pytest.mark.parametrize(
    ("written", "who"),
    [
        ("Mara Quill", Person("Mara Quill")),
        ("mara@x.example (Mara Quill)", Person("Mara Quill", "mara@x.example")),
        ("Mara Quill <mara@x.example>", Person("Mara Quill", "mara@x.example")),
        ("Mara Quill (mara@x.example)", Person("Mara Quill", "mara@x.example")),
        ("mara@x.example", Person(None, "mara@x.example")),
        ("<b>Mara</b> Quill", Person("Mara Quill")),
        ("Mara @ the port", Person("Mara @ the port")),
        (" ", None),
        (None, None),
    ],
)
def test_a_byline_names_who_wrote(written: str | None, who: Person | None) -> None:
    assert person(written) == who


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("A <b>ferry</b>", "A ferry"),
        ("AT&amp;amp;T &lt;b&gt;up&lt;/b&gt;", "AT&T up"),
        ("History of the &lt;blink&gt; tag", "History of the <blink> tag"),
        ("1 < 2", "1 < 2"),
        ("safe<script>alert(1)</script>", "safe"),
        ("safe<!-- nothing", "safe"),
        ("x" * 301, None),
        ("<br>", None),
    ],
)
def test_a_title_is_one_line_of_words(written: str, shown: str | None) -> None:
    assert line(written) == shown


def test_plain_text_holds_no_markup() -> None:
    assert line("the <b> tag\n&amp;", plain=True) == "the <b> tag &amp;"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Tue, 05 Mar 2024 09:30:00 GMT", datetime(2024, 3, 5, 9, 30, tzinfo=UTC)),
        ("Thu Jan 01 19:48:21 2004", datetime(2004, 1, 1, 19, 48, 21)),  # noqa: DTZ001
        ("Thu 5 Sep 24", date(2024, 9, 5)),
        ("Mon, 01 Jan 0001 00:00:00 +0000", None),
        ("Thu, 31 Jun 2004 19:48:21 GMT", None),
        ("Thu, 05 Sep", None),
        ("soon, 12 or so it seems", None),
        ("1 x " * 30, None),
        ("", None),
    ],
)
def test_a_moment_is_told_whole_or_not_at_all(written: str, found: date | None) -> None:
    assert moment(written) == found


@pytest.mark.parametrize(
    ("written", "whole"),
    [
        ("/a b", "https://x.example/a%20b"),
        (" https://y.example/\n", "https://y.example/"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
        ("http://[broken", None),
        ("https://:80/", None),
        ("/" + "a" * 2_000, None),
        (None, None),
    ],
)
def test_only_web_addresses_are_addresses(written: str | None, whole: str | None) -> None:
    assert address(written, "https://x.example/news/") == whole
