"""What is an address, and that none ends a header or a command."""

from __future__ import annotations

from email import message_from_string
from email.policy import SMTP

import pytest
from hypothesis import given
from hypothesis import strategies as st

from twosource.delivery.addresses import address
from twosource.errors import BadField


@pytest.mark.parametrize(
    ("given_", "spec", "name"),
    [
        ("ann@a.example", "ann@a.example", ""),
        (" Ann Abel <ann@A.Example> ", "ann@a.example", "Ann Abel"),
        ('"Abel, Ann" <ann@a.example>', "ann@a.example", "Abel, Ann"),
        ("o'neil+news@a.example", "o'neil+news@a.example", ""),
        ('"ann abel"@a.example', '"ann abel"@a.example', ""),
        ("ann@bücher.example", "ann@xn--bcher-kva.example", ""),
        ("ünal@a.example", "ünal@a.example", ""),
        ("ann@localhost", "ann@localhost", ""),
    ],
)
def test_odd_addresses_are_addresses(given_: str, spec: str, name: str) -> None:
    found = address(given_)
    assert (found.spec, found.name) == (spec, name)


@pytest.mark.parametrize(
    "given_",
    [
        "",
        "ann",
        "@a.example",
        "ann@",
        "ann@a..example",
        "ann@-a.example",
        "ann@[127.0.0.1]",
        "ann@a.example\r\nRCPT TO:<bob@a.example>",
        "ann\r\n@a.example",
        "ann\u2028@a.example",
        "a nn@a.example",
        ".ann@a.example",
        "ann@a.example>",
        "ann@" + "a" * 64 + ".example",
        "a" * 65 + "@a.example",
        "ann@" + "a." * 130 + "example",
        "ann@\ud800.example",
        "\ud800@a.example",
        "ann@a.example,bob@a.example",
    ],
)
def test_what_is_none_is_refused(given_: str) -> None:
    with pytest.raises(BadField, match="write it as"):
        address(given_)


def test_one_in_box_is_one_key() -> None:
    assert address("Ann@A.example").key == address("ann@a.EXAMPLE").key
    assert address("ann@bücher.example").key == address("ann@xn--bcher-kva.example").key


@given(st.text(max_size=150))
def test_a_name_never_ends_its_header(name: str) -> None:
    header = address("ann@a.example", name).header
    assert header.isascii()
    assert all(line.startswith(" ") for line in header.split("\r\n")[1:])
    assert "\r" not in header.replace("\r\n ", "")
    assert "\n" not in header.replace("\r\n ", "")
    message = message_from_string(f"To: {header}\r\n\r\n", policy=SMTP)
    assert [one.addr_spec for one in message["To"].addresses] == ["ann@a.example"]
