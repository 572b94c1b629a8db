from __future__ import annotations

import pytest

from twosource.delivery.servers import server
from twosource.errors import ConfigError


@pytest.mark.parametrize(
    ("url", "host", "port", "tls"),
    [
        ("smtps://mail.example", "mail.example", 465, "implicit"),
        ("smtp://mail.example", "mail.example", 587, "starttls"),
        ("smtp://mail.example:25?tls=none", "mail.example", 25, "none"),
        ("smtp://127.0.0.1", "127.0.0.1", 25, "none"),
        ("smtp://localhost:587?tls=starttls", "localhost", 587, "starttls"),
        ("smtp://[::1]:2525", "::1", 2525, "none"),
    ],
)
def test_a_server_is_encrypted_unless_it_is_here(url: str, host: str, port: int, tls: str) -> None:
    found = server(url)
    assert (found.host, found.port, found.tls) == (host, port, tls)


def test_names_and_options_are_read_and_the_password_is_not_shown() -> None:
    found = server("smtps://ann%40a.example:p%40ss%20word@mail.example:4650/?connections=2&per_second=0.5&ca=x.pem")
    assert (found.user, found.password) == ("ann@a.example", "p@ss word")
    assert (found.connections, found.per_second, found.ca) == (2, 0.5, "x.pem")
    assert "word" not in repr(found)


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:x",
        "smtp://mail.example:99999",
        "smtp://mail.example/path",
        "smtp://mail.example?conections=1",
        "smtp://mail.example?connections=0",
        "smtp://mail.example?tls=maybe",
        "smtp://mail.example?per_second=nan",
        "smtp://[::1",
    ],
)
def test_a_setting_that_names_no_server_is_wrong(url: str) -> None:
    with pytest.raises(ConfigError, match="smtp_url"):
        server(url)
