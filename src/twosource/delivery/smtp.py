"""SMTP: messages → a mail server, over connections that are used again.

Strategy: a blocking socket, one connection a thread. Every wait ends at a deadline for the whole step, so that a server
that sends a byte a minute holds nobody. A message's last line is written apart from the rest, right after `before` is
called: until then the server cannot have taken it, from then on it may have. What the server says of a message is an
`Answer`; what stops all of them (no connection, no login, no encryption) is raised.
"""

from __future__ import annotations

import base64
import re
import socket
import ssl
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from time import monotonic
from typing import Final

from twosource.delivery.lastline import LINE, noted_and_sent
from twosource.delivery.servers import Server, is_here
from twosource.errors import ConfigError, ServerAway, ServerRefused

# --- limits -----------------------------------------------------------------------------------------------------------

BEGIN: Final = 60.0  # seconds to connect, encrypt and log in; RFC 5321, 4.5.3.2 gives 5 minutes to the greeting alone
ASK: Final = 300.0  # seconds for MAIL, RCPT, DATA and the message: RFC 5321, 4.5.3.2.2
TAKE: Final = 600.0  # seconds for the answer to a message: RFC 5321, 4.5.3.2.6; less, and mail comes twice (RFC 1047)
REPLY_LINE: Final = 2_000  # bytes: RFC 5321 has 512, and servers do more
REPLY: Final = 64_000  # bytes of a reply
CHUNK: Final = 65_536
_ENHANCED: Final = re.compile(r"\s*([245]\.\d{1,3}\.\d{1,3})\b")


# --- one message ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Envelope:
    """A message, whom it goes to, and where it comes back to. Not every server takes addresses that are not ASCII."""

    sender: str
    recipient: str
    message: bytes


class Stage(StrEnum):
    """What a server answered to."""

    SENDER = "sender"
    RECIPIENT = "recipient"
    MESSAGE = "message"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server said of a message. `status`: an enhanced code (RFC 3463), if it gave one."""

    stage: Stage
    code: int
    text: str

    @property
    def is_taken(self) -> bool:
        return self.stage is Stage.MESSAGE and 200 <= self.code < 300

    @property
    def status(self) -> str | None:
        found = _ENHANCED.match(self.text)
        return found[1] if found else None

    def __str__(self) -> str:
        return f"{self.code} {self.text}"


class Connection:
    """A connection to a server, greeted, encrypted and logged in as the setting says."""

    def __init__(self, to: Server, hello: str = "localhost") -> None:
        """Connect.

        Raises:
            ServerAway: it does not answer, or not as a mail server.
            ServerRefused: it does not let us in, or encrypts not, or not as who it should be.
        """
        self._server = to
        self._hello = hello
        self._read = b""
        self._until = monotonic() + BEGIN
        self.is_open = True
        self._context = _trust(to) if to.tls != "none" else None
        try:
            self._socket: socket.socket = socket.create_connection((to.host, to.port), timeout=BEGIN)
        except OSError as error:
            raise ServerAway(f"mail server {to.name} does not answer ({error.strerror or error})") from error
        try:
            self._begin()
        except BaseException:
            self._drop()
            raise

    def send(self, envelope: Envelope, before: Callable[[], None]) -> Answer:
        """Hand a message over. `before` is called right before its last line: from then on the server may have it.

        Raises:
            ServerAway: the connection is lost.
        """
        self._until = monotonic() + ASK
        if refused := self._asked(envelope):
            return refused
        self._write(stuffed(envelope.message))
        self._write_last_line(before)
        self._until = monotonic() + TAKE
        try:
            code, text = self._reply()
        except ServerAway as error:
            raise ServerAway(str(error), handed_over=True) from error
        if code == 421:
            self._drop()
        return Answer(Stage.MESSAGE, code, text)

    def close(self) -> None:
        """Say goodbye, without waiting long for the answer."""
        if self.is_open:
            self._until = monotonic() + 1.0
            with suppress(ServerAway):
                self._command("QUIT")
            self._drop()

    # --- how it begins ------------------------------------------------------------------------------------------------

    def _begin(self) -> None:
        to = self._server
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if to.tls == "implicit":
            self._encrypt()
        code, text = self._reply()
        if code != 220:
            raise ServerAway(f"mail server {to.name} is not ready ({code} {text})")
        self._greet()
        if to.tls == "starttls":
            if "STARTTLS" not in self.offers:
                raise ServerRefused(f"mail server {to.name} does not encrypt; use smtps://, or tls=none if you must")
            self._expect("STARTTLS", 220, "does not begin to encrypt")
            if self._read:  # what came before encryption began is nobody's word: CVE-2011-0411
                raise ServerRefused(f"mail server {to.name} spoke before encryption began; look who is between")
            self._encrypt()
            self._greet()
        if to.user:
            self._log_in()

    def _encrypt(self) -> None:
        to, context = self._server, self._context or _trust(self._server)
        try:
            self._wait()
            self._socket = context.wrap_socket(self._socket, server_hostname=to.host)
        except ssl.SSLError as error:
            raise ServerRefused(f"mail server {to.name} cannot be spoken to in secret ({error})") from error
        except OSError as error:
            raise self._lost(error) from error

    def _greet(self) -> None:
        code, text = self._command(f"EHLO {self._hello}")
        if code != 250:
            raise ServerRefused(f"mail server {self._server.name} does not greet us ({code} {text})")
        self.offers = {line.partition(" ")[0].upper(): line.partition(" ")[2] for line in text.split("\n")[1:]}

    def _log_in(self) -> None:
        to, ways = self._server, self.offers.get("AUTH", "").upper().split()
        if to.tls == "none" and not is_here(to.host):
            raise ServerRefused(f"mail server {to.name} would get the password unencrypted; leave out tls=none")
        refused = "does not let us in; see the name and password in smtp_url"
        if "PLAIN" in ways:
            proof = _base64(f"\0{to.user}\0{to.password}")
            self._expect(f"AUTH PLAIN {proof}", 235, refused)
        elif "LOGIN" in ways:
            self._expect("AUTH LOGIN", 334, refused)
            self._expect(_base64(to.user), 334, refused)
            self._expect(_base64(to.password), 235, refused)
        else:
            raise ServerRefused(f"mail server {to.name} offers no way to log in that we know: {' '.join(ways)}")

    # --- a message ----------------------------------------------------------------------------------------------------

    def _asked(self, envelope: Envelope) -> Answer | None:
        """What the server has against a message before it has seen it; None: it is to be written."""
        utf8 = not (envelope.sender.isascii() and envelope.recipient.isascii())
        if utf8 and "SMTPUTF8" not in self.offers:
            return Answer(Stage.RECIPIENT, 553, "5.6.7 the mail server takes no address that is not ASCII")
        size = f" SIZE={len(envelope.message)}" if "SIZE" in self.offers else ""
        commands = (
            f"MAIL FROM:<{envelope.sender}>{size}{' SMTPUTF8' if utf8 else ''}",
            f"RCPT TO:<{envelope.recipient}>",
            "DATA",
        )
        replies = self._together(commands) if "PIPELINING" in self.offers else self._in_turn(commands)
        for stage, (code, text) in zip(Stage, replies, strict=False):
            if not (200 <= code < 300 or (stage is Stage.MESSAGE and code == 354)):
                self._begin_anew(code, replies)
                return Answer(stage, code, text)
        return None

    def _together(self, commands: tuple[str, ...]) -> list[tuple[int, str]]:
        self._write("".join(f"{command}\r\n" for command in commands).encode())
        return [self._reply() for _ in commands]

    def _in_turn(self, commands: tuple[str, ...]) -> list[tuple[int, str]]:
        replies: list[tuple[int, str]] = []
        for command in commands:
            replies.append(self._command(command))
            if replies[-1][0] >= 400:
                break
        return replies

    def _begin_anew(self, code: int, replies: list[tuple[int, str]]) -> None:
        """After a refusal: the transaction is over, and the connection is good for the next, or done with."""
        if code == 421:
            return self._drop()
        try:
            if replies[-1][0] == 354:  # asked for a message that nobody gets: RFC 2920, 3.1
                self._write(b".\r\n")
                self._reply()
            self._command("RSET")
        except ServerAway:
            self._drop()

    # --- bytes --------------------------------------------------------------------------------------------------------

    def _expect(self, command: str, wanted: int, refused: str) -> None:
        code, text = self._command(command)
        if code == wanted:
            return
        told = f"mail server {self._server.name} {refused} ({code} {text})"
        raise ServerAway(told) if 400 <= code < 500 else ServerRefused(told)

    def _command(self, line: str) -> tuple[int, str]:
        self._write(f"{line}\r\n".encode())
        return self._reply()

    def _write(self, content: bytes) -> None:
        try:
            for start in range(0, len(content), CHUNK):
                self._wait()
                self._socket.sendall(content[start : start + CHUNK])
        except OSError as error:
            raise self._lost(error) from error

    def _write_last_line(self, before: Callable[[], None]) -> None:
        if isinstance(self._socket, ssl.SSLSocket):
            before()
            self._write(LINE)
        else:
            self._write(LINE[noted_and_sent(before, self._socket) :])

    def _reply(self) -> tuple[int, str]:
        """The code of a reply, and its lines."""
        lines: list[str] = []
        size = 0
        while size < REPLY:
            line = self._line()
            size += len(line)
            text = line.decode("utf8", "replace").rstrip()
            if not text[:3].isdecimal() or not text[:3].isascii() or text[3:4] not in {"", " ", "-"}:
                break
            lines.append("".join(c if c.isprintable() else " " for c in text[4:]))
            if text[3:4] != "-":
                return int(text[:3]), "\n".join(lines)
        self._drop()
        raise ServerAway(f"mail server {self._server.name} does not speak as mail servers do")

    def _line(self) -> bytes:
        while b"\n" not in self._read:
            if len(self._read) > REPLY_LINE:
                return b""
            try:
                self._wait()
                found = self._socket.recv(4096)
            except OSError as error:
                raise self._lost(error) from error
            if not found:
                raise self._lost(None)
            self._read += found
        line, _, self._read = self._read.partition(b"\n")
        return line

    def _wait(self) -> None:
        """Let the socket wait until the deadline of this step."""
        left = self._until - monotonic()
        if left <= 0:
            raise TimeoutError("it took too long")
        self._socket.settimeout(left)

    def _lost(self, error: OSError | None) -> ServerAway:
        self._drop()
        why = f" ({error.strerror or error})" if error else ""
        return ServerAway(f"mail server {self._server.name} fell silent{why}")

    def _drop(self) -> None:
        self.is_open = False
        self._socket.close()


def _trust(to: Server) -> ssl.SSLContext:
    """Whom is trusted: those whom the system trusts, or the setting.

    Raises:
        ConfigError: the file that the setting names cannot be read.
    """
    try:
        return ssl.create_default_context(cafile=to.ca)
    except (OSError, ValueError) as error:
        raise ConfigError(f"setting smtp_url: the certificates in {to.ca} cannot be read ({error})") from error


def stuffed(message: bytes) -> bytes:
    """A message as it stands between DATA and the last line: dots that begin a line doubled (RFC 5321, 4.5.2)."""
    found = re.sub(rb"(?m)^\.", b"..", message)
    return found if found.endswith(b"\r\n") else found + b"\r\n"


def _base64(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
