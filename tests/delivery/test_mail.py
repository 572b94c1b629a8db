from __future__ import annotations

from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

import pytest

from twosource.delivery.mail import message
from twosource.errors import ConfigError
from twosource.rendering.mail import Mail

MAIL = Mail(
    "Your week: “one” story\r\nBcc: all@example.org", "<p>Ünder the bridge</p>", "Ünder the bridge\n" + "x" * 2000
)
SENT = datetime(2026, 3, 15, 7, tzinfo=UTC)


def made(mail: Mail = MAIL, sender: str = "News <news@example.org>", recipient: str = "ada@example.org") -> bytes:
    return message(mail, sender=sender, recipient=recipient, sent=SENT)


def test_both_parts_arrive_as_they_were_the_plain_one_first() -> None:
    parsed = message_from_bytes(made(), policy=default)
    plain, html = parsed.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    assert plain.get_content().replace("\r\n", "\n").rstrip("\n") == MAIL.text
    assert html.get_content().rstrip() == MAIL.html
    assert parsed["Date"].datetime == SENT


def test_lines_keep_to_the_limit_of_mail() -> None:
    assert max(map(len, made().split(b"\r\n"))) <= 998


def test_a_subject_never_adds_a_header() -> None:
    parsed = message_from_bytes(made(), policy=default)
    assert parsed["Bcc"] is None
    assert parsed["Subject"] == "Your week: “one” story Bcc: all@example.org"


def test_the_same_brief_gives_the_same_bytes_and_another_reader_another_message() -> None:
    assert made() == made()
    assert made(recipient="bo@example.org") != made()


@pytest.mark.parametrize("address", ["", "nobody", "a@", "@b", "a@b.example\r\nBcc: c@d.example"])
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(ConfigError):
        made(recipient=address)
