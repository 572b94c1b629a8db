"""Where the site listens, and what is said where it cannot."""

from __future__ import annotations

import errno
import re
import socket
from contextlib import closing

import pytest

from twosource.errors import ConfigError
from twosource.web.serving import address_of, listening


def test_a_free_port_is_taken_and_told() -> None:
    with closing(listening("127.0.0.1", 0)) as listener:
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+", address_of(listener))


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(errno.EADDRINUSE, "Address already in use"), "port 80 of h.example is taken by another program"),
        (OSError(errno.EADDRNOTAVAIL, "Cannot assign"), "h.example is no address of this machine"),
        (OSError(errno.EACCES, "Permission denied"), "name one above 1023 with --port"),
        (
            OSError(errno.ENOBUFS, "No buffer space"),
            "cannot listen at h.example port 80: no buffer space; name another",
        ),
        (socket.gaierror(-2, "Name or service not known"), "h.example is no address of this machine"),
    ],
    ids=lambda one: type(one).__name__,
)
def test_why_it_cannot_listen_is_told_once(error: OSError, told: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(socket, "getaddrinfo", refused)
    with pytest.raises(ConfigError) as caught:
        listening("h.example", 80)
    assert told in str(caught.value)
    assert "rrno" not in str(caught.value)
