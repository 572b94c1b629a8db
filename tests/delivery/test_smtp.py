"""SMTP, to a server on this machine and to some that misbehave."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from tests.delivery import post
from tests.delivery.post import Box

from twosource.delivery import smtp
from twosource.delivery.servers import server
from twosource.delivery.smtp import Answer, Connection, Envelope, Stage, stuffed
from twosource.errors import ConfigError, ServerAway, ServerRefused

LETTER = Envelope("b@a.example", "ann@a.example", b"Subject: x\r\n\r\n.dot\r\n..two\r\n")


def nothing() -> None:
    """Called before a last line."""


# --- a good server ----------------------------------------------------------------------------------------------------


def test_a_message_arrives_as_it_was_and_the_connection_goes_on() -> None:
    noted = []
    with post.opened(box := Box()) as port, closing(Connection(server(f"smtp://127.0.0.1:{port}"))) as connection:
        for number in range(3):
            answer = connection.send(LETTER, lambda: noted.append(len(box.taken)))
            assert (answer.is_taken, answer.stage, len(box.taken)) == (True, Stage.MESSAGE, number + 1)
    assert [(one.sender, one.recipient, one.content) for one in box.taken] == [
        (LETTER.sender, LETTER.recipient, LETTER.message)
    ] * 3
    assert noted == [0, 1, 2], "told before the server could have it"


def test_a_refused_recipient_is_told_of_and_the_next_is_served() -> None:
    box = Box(says=lambda to, _: "550 5.1.1 no such user" if to.startswith("gone") else "250 OK")
    with post.opened(box) as port, closing(Connection(server(f"smtp://127.0.0.1:{port}"))) as connection:
        answer = connection.send(Envelope("b@a.example", "gone@a.example", b"x"), pytest.fail)
        assert (answer.stage, answer.code, answer.status) == (Stage.RECIPIENT, 550, "5.1.1")
        assert str(answer) == "550 5.1.1 no such user"
        assert connection.send(LETTER, nothing).is_taken
    assert [one.recipient for one in box.taken] == ["ann@a.example"]


def test_a_refused_message_is_told_of() -> None:
    box = Box(ends=lambda _: "554 5.6.0 not that")
    with post.opened(box) as port, closing(Connection(server(f"smtp://127.0.0.1:{port}"))) as connection:
        answer = connection.send(LETTER, nothing)
    assert (answer.stage, answer.code, answer.is_taken) == (Stage.MESSAGE, 554, False)


def test_addresses_beyond_ascii_go_to_servers_that_take_them() -> None:
    letter = Envelope("b@a.example", "ünal@a.example", b"Subject: x\r\n\r\nx\r\n")
    with post.opened(box := Box()) as port, closing(Connection(server(f"smtp://127.0.0.1:{port}"))) as connection:
        assert connection.send(letter, nothing).is_taken
        connection.offers.pop("SMTPUTF8")
        assert connection.send(letter, pytest.fail).status == "5.6.7"
    assert [one.recipient for one in box.taken] == ["ünal@a.example"]


# --- encryption and login ---------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("tls") / "both.pem"
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=localhost"]
    names = ["-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", str(path), "-out", f"{path}.crt"]
    try:
        subprocess.run([*openssl, *names], check=True, capture_output=True)
    except FileNotFoundError:
        pytest.skip("no openssl on this machine")
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def context(certificate: Path) -> ssl.SSLContext:
    found = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    found.load_cert_chain(certificate)
    return found


@pytest.mark.parametrize("implicit", [True, False])
def test_mail_goes_encrypted_and_with_a_login(certificate: Path, context: ssl.SSLContext, *, implicit: bool) -> None:
    scheme, tls = ("smtps", "implicit") if implicit else ("smtp", "starttls")
    with post.opened(box := Box(), tls=context, implicit=implicit, login=not implicit) as port:
        who = "" if implicit else "ann:p%40ss%20word@"  # aiosmtpd knows no login behind TLS that was there first
        there = f"{scheme}://{who}localhost:{port}?tls={tls}&ca={certificate}"
        with closing(Connection(server(there))) as connection:
            assert connection.send(LETTER, nothing).is_taken
        if who:
            with pytest.raises(ServerRefused, match="does not let us in"):
                Connection(server(there.replace("word", "ward")))
    assert len(box.taken) == 1


@pytest.mark.parametrize("implicit", [True, False])
def test_who_is_not_who_it_should_be_gets_nothing(context: ssl.SSLContext, *, implicit: bool) -> None:
    scheme, tls = ("smtps", "implicit") if implicit else ("smtp", "starttls")
    refused = pytest.raises(ServerRefused, match="cannot be spoken to in secret")
    with post.opened(box := Box(), tls=context, implicit=implicit) as port, refused:
        Connection(server(f"{scheme}://localhost:{port}?tls={tls}"))
    assert box.taken == []


def test_a_server_that_does_not_encrypt_gets_nothing() -> None:
    with post.opened(Box()) as port, pytest.raises(ServerRefused, match="does not encrypt"):
        Connection(server(f"smtp://127.0.0.1:{port}?tls=starttls"))


def test_a_file_of_certificates_that_is_missing_is_told() -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        Connection(server("smtps://127.0.0.1?ca=/nowhere.pem"))


# --- servers that misbehave -------------------------------------------------------------------------------------------


@contextmanager
def talking(act: Callable[[socket.socket], None]) -> Iterator[str]:
    """A server that does `act` with whoever comes first; its address."""
    with socket.create_server(("127.0.0.1", 0)) as listener:

        def serve() -> None:
            there, _ = listener.accept()
            with there, suppress(OSError):  # who is left in the midst of a word
                act(there)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"smtp://127.0.0.1:{listener.getsockname()[1]}"
        thread.join()


def read_line(there: socket.socket) -> bytes:
    found = b""
    while not found.endswith(b"\n"):
        got = there.recv(1)
        if not got:
            break
        found += got
    return found


def scripted(*turns: bytes) -> Callable[[socket.socket], None]:
    """Says one thing after the other, each but the first after a line that it is told."""

    def act(there: socket.socket) -> None:
        there.sendall(turns[0])
        for turn in turns[1:]:
            read_line(there)
            there.sendall(turn)

    return act


EHLO = b"250-here\r\n250 SIZE\r\n"


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (scripted(b"554 go away\r\n"), "not ready"),
        (scripted(b""), "fell silent"),
        (scripted(b"HTTP/1.1 400 Bad Request\r\n"), "does not speak as"),
        (scripted(b"220-" + b"x" * 10_000 + b"\r\n"), "does not speak as"),
        (scripted(b"220-x\r\n" * 20_000), "does not speak as"),
        (scripted("٢٢٠ x\r\n".encode()), "does not speak as"),
    ],
)
def test_who_is_no_mail_server_is_told_from_one(act: Callable[[socket.socket], None], told: str) -> None:
    with talking(act) as url, pytest.raises(ServerAway, match=told):
        Connection(server(url))


def test_who_does_not_greet_takes_no_mail() -> None:
    with talking(scripted(b"220 x\r\n", b"502 no\r\n")) as url, pytest.raises(ServerRefused, match="greet"):
        Connection(server(url))


def test_a_port_where_nobody_listens_is_told() -> None:
    with pytest.raises(ServerAway, match="does not answer"):
        Connection(server(f"smtp://127.0.0.1:{post.free()}"))


def test_a_silence_after_the_last_line_is_told_from_one_before() -> None:
    def act(there: socket.socket) -> None:
        scripted(b"220 x\r\n", EHLO, b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n")(there)
        while read_line(there) != b".\r\n":
            pass

    for wanted in (True, False):
        turn = act if wanted else scripted(b"220 x\r\n", EHLO, b"250 ok\r\n")
        with talking(turn) as url:
            connection = Connection(server(url))
            with pytest.raises(ServerAway) as told:
                connection.send(LETTER, nothing)
            assert (told.value.handed_over, connection.is_open) == (wanted, False)


def test_a_server_that_drips_is_left_at_the_deadline(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(smtp, "BEGIN", 0.3)
    go_on = threading.Event()

    def act(there: socket.socket) -> None:
        try:
            while not go_on.wait(0.02):
                there.sendall(b"2")
        except OSError:
            pass

    with talking(act) as url:
        with pytest.raises(ServerAway, match="fell silent"):
            Connection(server(url))
        go_on.set()


def test_a_server_that_ends_a_connection_says_so() -> None:
    turns = scripted(b"220 x\r\n", EHLO, b"421 4.7.0 too many\r\n")
    with talking(turns) as url:
        connection = Connection(server(url))
        answer = connection.send(LETTER, pytest.fail)
        assert (answer.code, answer.stage, connection.is_open) == (421, Stage.SENDER, False)
        connection.close()


def test_a_message_that_nobody_gets_is_not_written() -> None:
    """A server may ask for it all the same: RFC 2920, 3.1."""
    heard: list[bytes] = []

    def act(there: socket.socket) -> None:
        there.sendall(b"220 x\r\n")
        read_line(there)
        there.sendall(b"250-here\r\n250 PIPELINING\r\n")
        heard.extend(read_line(there) for _ in range(3))
        there.sendall(b"250 ok\r\n550 no\r\n354 go\r\n")
        heard.append(read_line(there))
        there.sendall(b"554 no valid recipients\r\n")
        heard.append(read_line(there))
        there.sendall(b"250 ok\r\n")
        read_line(there)

    with talking(act) as url:
        connection = Connection(server(url))
        assert connection.send(LETTER, pytest.fail).code == 550
        assert connection.is_open
        connection.close()
    assert heard == [b"MAIL FROM:<b@a.example>\r\n", b"RCPT TO:<ann@a.example>\r\n", b"DATA\r\n", b".\r\n", b"RSET\r\n"]


def test_a_password_goes_nowhere_unencrypted() -> None:
    found = server("smtp://ann:secret@mail.example?tls=none")
    connection = object.__new__(Connection)
    connection._server, connection.offers = found, {"AUTH": "PLAIN"}
    with pytest.raises(ServerRefused, match="unencrypted"):
        connection._log_in()


@pytest.mark.parametrize(
    ("offer", "answers", "told"),
    [
        (b"AUTH LOGIN", [b"334 x\r\n", b"334 x\r\n", b"235 ok\r\n"], None),
        (b"AUTH LOGIN", [b"334 x\r\n", b"334 x\r\n", b"535 no\r\n"], "does not let us in"),
        (b"AUTH PLAIN", [b"454 4.7.0 later\r\n"], "does not let us in"),
        (b"AUTH GSSAPI", [], "no way to log in"),
    ],
)
def test_ways_to_log_in(offer: bytes, answers: list[bytes], told: str | None) -> None:
    with talking(scripted(b"220 x\r\n", b"250-here\r\n250 " + offer + b"\r\n", *answers)) as url:
        there = server(url.replace("//", "//ann:secret@"))
        if told is None:
            Connection(there)._drop()
            return
        with pytest.raises((ServerRefused, ServerAway), match=told) as found:
            Connection(there)
        assert "secret" not in str(found.value)


# --- small parts ------------------------------------------------------------------------------------------------------


def test_lines_that_begin_with_a_dot_are_doubled() -> None:
    assert stuffed(b".a\r\nb.\r\n.") == b"..a\r\nb.\r\n..\r\n"


def test_an_answer_without_a_status_has_none() -> None:
    assert Answer(Stage.MESSAGE, 250, "2.0.0 ok").status == "2.0.0"
    assert Answer(Stage.MESSAGE, 250, "ok 2.0.0").status is None
