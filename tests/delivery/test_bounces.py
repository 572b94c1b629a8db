"""What mail that came back says, and that nothing in it stops anybody."""

from __future__ import annotations

import mailbox
import re
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.delivery.bounces import LONGEST_REASON, MOST, MOST_ADDRESSES, Kind, Returned, mails, returned

TOKEN = "abcdefghijklmnopqrstuvwx"  # noqa: S105 - nobody's
REPORT = """From: MAILER-DAEMON@a.example
To: {to}
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="x"

--x
Content-Type: text/plain

It did not work.
--x
Content-Type: message/delivery-status

Reporting-MTA: dns; a.example

Final-Recipient: rfc822; ann@a.example
Action: {action}
Status: {status}
Diagnostic-Code: smtp; 550 said so

--x
Content-Type: message/rfc822

From: briefs@news.example

a brief
--x--
"""


def report(action: str = "failed", status: str = "5.1.1", to: str = f"back+b{TOKEN}@news.example") -> bytes:
    return REPORT.format(to=to, action=action, status=status).encode()


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        ("5.1.1", Kind.HARD),
        ("5.1.2", Kind.HARD),
        ("5.1.10", Kind.HARD),
        ("5.2.2", Kind.SOFT),
        ("5.7.1", Kind.SOFT),
        ("4.4.1", Kind.SOFT),
        ("nonsense", Kind.SOFT),
    ],
)
def test_only_who_is_not_there_is_gone_for_good(status: str, kind: Kind) -> None:
    found = returned(report(status=status))
    assert found is not None
    assert (found.kind, found.token, found.addresses) == (kind, TOKEN, ("ann@a.example",))


def test_a_delay_is_no_failure() -> None:
    assert returned(report(action="delayed", status="4.4.1")) is None


def test_without_a_token_it_is_the_address() -> None:
    found = returned(report(to="back@news.example"))
    assert found == Returned(Kind.HARD, None, ("ann@a.example",), "5.1.1 smtp; 550 said so")


def test_capital_letters_in_a_return_address_are_small_ones() -> None:
    found = returned(report(to=f"BACK+B{TOKEN.upper()}@NEWS.EXAMPLE"))
    assert found is not None
    assert found.token == TOKEN


def test_words_are_read_where_there_are_no_fields() -> None:
    words = (
        f"From: MAILER-DAEMON@a.example\nTo: back+b{TOKEN}@news.example\nSubject: failure notice\n\n"
        "Hi. This is the qmail-send program at a.example.\nI'm afraid I wasn't able to deliver your message.\n\n"
        "<ann@a.example>:\nSorry, no mailbox here by that name. (#5.1.1)\n"
    )
    found = returned(words.encode())
    assert found is not None
    assert (found.kind, found.token) == (Kind.HARD, TOKEN)


def test_who_is_on_holiday_is_there() -> None:
    head = f"From: ann@a.example\nTo: back+b{TOKEN}@news.example\nAuto-Submitted: auto-replied\nSubject: away\n"
    assert returned(f"{head}\nGone fishing.".encode()) is None


def test_a_complaint_names_its_reader_by_the_mail_that_it_is_about() -> None:
    arf = (
        "From: fbl@a.example\nTo: abuse@news.example\nMIME-Version: 1.0\n"
        'Content-Type: multipart/report; report-type=feedback-report; boundary="x"\n\n--x\n'
        "Content-Type: message/feedback-report\n\nFeedback-Type: abuse\nOriginal-Rcpt-To: Ann@a.example\n\n--x\n"
        f"Content-Type: message/rfc822\n\nReturn-Path: <back+b{TOKEN}@news.example>\nSubject: x\n\nx\n--x--\n"
    )
    assert returned(arf.encode()) == Returned(Kind.COMPLAINT, TOKEN, ("ann@a.example",), "abuse")
    assert returned(arf.replace("abuse\n", "not-spam\n").encode()) is None


def test_mail_to_unsubscribe_is_heeded() -> None:
    asked = f"From: ann@a.example\nTo: back+u{TOKEN}@news.example\nSubject: unsubscribe\n\n"
    assert returned(asked.encode()) == Returned(Kind.UNSUBSCRIBE, TOKEN, (), "by mail")


def test_a_token_to_unsubscribe_that_is_but_quoted_names_a_reader_and_asks_for_nothing() -> None:
    quoted = f"\nList-Unsubscribe: <mailto:back+u{TOKEN}@news.example>\n".encode()
    found = returned(report(to="back@news.example") + quoted)
    assert found is not None
    assert (found.kind, found.token) == (Kind.HARD, TOKEN)
    assert returned(b"To: back@news.example" + quoted + b"\nA brief that was sent back as it was.\n") is None


def test_a_return_path_names_a_reader_before_other_tokens() -> None:
    other = "u" * 24
    both = f"To: back@news.example\nDelivered-To: back+b{TOKEN}@news.example\nCc: back+u{other}@news.example\n".encode()
    held = b"\n\nList-Unsubscribe: <mailto:back+u" + b"a" * 24 + b"@news.example>"
    found = returned(both + report(to="back@news.example") + held)
    assert found is not None
    assert (found.kind, found.token) == (Kind.HARD, TOKEN)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\0" * 1000,
        b"Content-Type: multipart/mixed; boundary=x\n\n" + b"--x\n" * 20_000,
        b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000)),
        b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n\nx\n" * 150_000,
        b"Content-Type: message/rfc822\n\n" * 30_000,
        report() + b"x" * (2 * MOST),
        b"Content-Type: message/delivery-status; charset=\xff\n\n\xff\xfe",
        report(status="5" * 100_000),
    ],
)
def test_what_is_huge_or_broken_is_read_to_its_end(content: bytes) -> None:
    found = returned(content)
    assert found is None or len(found.reason) <= 300


@pytest.mark.parametrize(
    "content",
    [
        b"Content-Type: multipart/mixed; " + b";" * 900_000,
        b"Content-Type: multipart/mixed; boundary=a" + b"\n ;a=b" * 150_000,
        b"Content-Type: text/plain; " + b"".join(b"x*%d*=a;" % at for at in range(80_000)),
        report().replace(b"--x\n", b"--x\nContent-Type: a/b;" + b";" * 60_000 + b"\n"),
    ],
)
def test_what_takes_the_parser_minutes_is_cut_before_it(content: bytes) -> None:
    """By the time of this process alone, as other work may go on beside it: seconds at most, where it took minutes."""
    before = process_time()
    returned(content)
    assert process_time() - before < 20


@given(st.integers(0, 700), st.binary(max_size=30))
def test_a_mail_that_was_cut_short_raises_nothing(end: int, tail: bytes) -> None:
    found = returned(report()[:end] + tail)
    assert found is None or found.kind in {Kind.HARD, Kind.SOFT}


def test_a_box_may_hold_what_is_no_mail(tmp_path: Path) -> None:
    (tmp_path / "loose").mkdir()
    (tmp_path / "loose" / "a.eml").write_bytes(report())
    (tmp_path / "loose" / "sub").mkdir()
    (tmp_path / "empty").write_bytes(b"")
    assert [returned(one) is not None for one in mails(tmp_path / "loose")] == [True]
    assert [returned(one) for one in mails(tmp_path / "empty")] == [None]
    with pytest.raises(OSError, match="none"):
        list(mails(tmp_path / "none"))


@given(st.binary(max_size=400), st.sampled_from([b"", report()[:300], report()]))
def test_whatever_is_written_is_read_within_its_limits_or_as_nothing(content: bytes, before: bytes) -> None:
    for found in (returned(before + content), returned(content + before)):
        if found is not None:
            assert found.token is None or re.fullmatch(r"[a-z2-7]{24}", found.token)
            assert len(found.addresses) <= MOST_ADDRESSES
            assert all("@" in address and address == address.lower() for address in found.addresses)
            assert len(found.reason) <= LONGEST_REASON


def test_boxes_of_all_kinds_are_read(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_bytes(report())
    box = mailbox.mbox(tmp_path / "box")
    folder = mailbox.Maildir(tmp_path / "folder")
    for _ in range(3):
        box.add(report())
        folder.add(report())
    box.close()
    folder.close()
    counts = [sum(returned(one) is not None for one in mails(tmp_path / name)) for name in ("one.eml", "box", "folder")]
    assert counts == [1, 3, 3]
