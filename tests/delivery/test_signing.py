"""DKIM, checked by RFC 6376 read once more and by OpenSSL: nothing of the library that signs is used to look."""

from __future__ import annotations

import base64
import hashlib
import re
import shutil
import subprocess
from datetime import UTC, datetime
from pathlib import Path

import pytest

from twosource.delivery.addresses import address
from twosource.delivery.mail import ListMail, written
from twosource.delivery.signing import Signer, signer
from twosource.errors import ConfigError
from twosource.rendering.mail import Mail

MAIL = Mail("Die Woche – Straßen", "<p>ünïcode</p>\n" * 50, "text  with   spaces \n.\n\n\n")
LISTED = ListMail("briefs.news.example", ("https://news.example/unsubscribe/abc", "mailto:b@news.example"))
SENT = datetime(2026, 3, 16, 8, tzinfo=UTC)


@pytest.fixture(scope="module")
def openssl() -> str:
    found = shutil.which("openssl")
    if found is None:
        pytest.skip("no openssl on this machine")
    return found


@pytest.fixture(scope="module")
def key(openssl: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("dkim") / "key.pem"
    subprocess.run([openssl, "genrsa", "-traditional", "-out", str(path), "2048"], check=True, capture_output=True)
    subprocess.run([openssl, "rsa", "-in", path, "-pubout", "-out", f"{path}.pub"], check=True, capture_output=True)
    return path


@pytest.fixture
def signed(key: Path) -> bytes:
    made = written(
        MAIL, address("Bríefs <b@news.example>"), address("Ann Ünal <ann@a.example>"), SENT, key="k", list_mail=LISTED
    )
    found = signer(str(key), "s1", "news.example")
    assert found is not None
    return found.signed(made)


def relaxed(header: bytes) -> bytes:
    name, _, value = header.partition(b":")
    return name.strip().lower() + b":" + re.sub(rb"[ \t]+", b" ", value.replace(b"\r\n", b"")).strip()


def verified(message: bytes, key: Path, openssl: str) -> bool:
    """RFC 6376, 6.1.3, for relaxed/relaxed and rsa-sha256."""
    head, _, body = message.partition(b"\r\n\r\n")
    headers = [line for line in re.split(rb"\r\n(?![ \t])", head) if line]
    signature = headers.pop(0)
    tags = dict(one.strip().split(b"=", 1) for one in signature.partition(b":")[2].split(b";") if one.strip())
    lines = [re.sub(rb"[ \t]+", b" ", line).rstrip(b" ") for line in body.split(b"\r\n")]
    while lines and not lines[-1]:
        lines.pop()
    digest = hashlib.sha256(b"".join(line + b"\r\n" for line in lines)).digest()
    if base64.b64decode(re.sub(rb"\s", b"", tags[b"bh"])) != digest:
        return False
    left, told = list(headers), b""
    for name in re.sub(rb"\s", b"", tags[b"h"]).lower().split(b":"):
        last = next((one for one in reversed(left) if one.partition(b":")[0].strip().lower() == name), None)
        if last is not None:  # one that is named and not there is signed as not there
            left.remove(last)
            told += relaxed(last) + b"\r\n"
    told += re.sub(rb"b=[^;]*$|\bb=[^;]*(?=;)", b"b=", relaxed(signature))
    for suffix, content in (("sig", base64.b64decode(re.sub(rb"\s", b"", tags[b"b"]))), ("told", told)):
        key.with_suffix(f".{suffix}").write_bytes(content)
    files = [str(key.with_suffix(suffix)) for suffix in (".sig", ".told")]
    words = ["dgst", "-sha256", "-verify", f"{key}.pub", "-signature", *files]
    return subprocess.run([openssl, *words], check=False, capture_output=True).returncode == 0


def test_a_signature_holds_by_another_reading_of_the_standard(signed: bytes, key: Path, openssl: str) -> None:
    assert verified(signed, key, openssl)


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        (b"=C3=BCn=C3=AFcode", b"unicode"),
        (b"To: ", b"To: eve"),
        (b"/unsubscribe/abc", b"/unsubscribe/abd"),
        (b"Post: List-Unsubscribe=One-Click", b"Post: List-Unsubscribe=None"),
        (b"From: ", b"From: eve@a.example\r\nFrom: "),
    ],
)
def test_what_is_changed_is_found_out(signed: bytes, key: Path, openssl: str, was: bytes, becomes: bytes) -> None:
    changed = signed.replace(was, becomes, 1)
    assert changed != signed
    assert not verified(changed, key, openssl)


def test_what_is_signed_is_what_a_reader_sees_and_what_unsubscribes(signed: bytes) -> None:
    found = re.search(rb"h=([^;]+);", signed)
    assert found
    names = re.sub(rb"\s", b"", found[1]).lower().split(b":")
    assert names.count(b"from") == 2, "so that no second one can be put in"
    assert {b"to", b"subject", b"date", b"list-unsubscribe", b"list-unsubscribe-post"} <= set(names)


def test_without_a_key_mail_is_not_signed() -> None:
    assert signer(None, "s1", "news.example") is None


def test_a_key_that_is_none_is_told() -> None:
    with pytest.raises(ConfigError, match="dkim_key"):
        Signer(b"no key", "s1", "news.example").signed(b"From: a@a.example\r\n\r\nx\r\n")
