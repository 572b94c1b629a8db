"""What fuzzing found: each input that once did harm, and does none."""

from __future__ import annotations

import pytest
from tests.fuzz.door import COOKIE, CSRF
from tests.fuzz.hunt import fault
from tests.fuzz.readers import readers

DIGITS = b"9" * 5_000
SPACES = b" " * 1_000_000
FOUND = {
    "a reference of thousands of digits, which Python makes no number of": (
        "feed",
        b"<rss version='2.0'><channel><item><title>Mill</title><link>https://a.example/1</link>"
        b"<description>It burned &amp;#%s; down.</description></item></channel></rss>" % DIGITS,
    ),
    "a time of thousands of digits": ("greader", b"ts=" + DIGITS),
    "minutes of thousands of digits": ("rules", b"minutes " + DIGITS),
    "a time zone of eighty hours, over which htmldate fails": (
        "article",
        b"<html><body><article><time datetime='2026-03-14T00:15:00+80:00'>14</time>%s</article></body></html>"
        % (b"<p>The mill in Orrin burned down on Friday, and two men were hurt, the fire chief said.</p>" * 5),
    ),
    "rules that are none, of a stranger who subscribes": (
        "site",
        b"POST /subscribe\nHost: 127.0.0.1:8000\nOrigin: http://127.0.0.1:8000\nCookie: twosource=%s\n"
        b"Content-Type: application/x-www-form-urlencoded\n\n"
        b"csrf=%s&address=ann%%40post.example&day=1&rules=never" % (COOKIE.encode(), CSRF.encode()),
    ),
    "a setting of thousands of digits": ("settings", b"smtp_url = " + DIGITS),
    "settings in a thousand lists": ("settings", b"outlets = " + b"[" * 1_000),
    "white space without end before a line, gone through from each of its places": (
        "quotations",
        b"The mill\n\nburned" + SPACES + b"down.\n\n" + b"x" * 200,
    ),
}


@pytest.mark.parametrize(("name", "content"), FOUND.values(), ids=FOUND.keys())
def test_it_does_no_harm_any_more(name: str, content: bytes) -> None:
    (reader,) = (one for one in readers() if one.name == name)
    assert fault(reader, content) == ""
