"""A mail server on this machine: aiosmtpd, in a process of its own or in a thread; it writes down what it took.

As a program it prints its port, and appends a line for each message to the file that it is given, `RECIPIENT
MESSAGE-ID`, before it answers for it.
"""

# ruff: noqa: ARG002 - aiosmtpd names the arguments of the methods that it calls

from __future__ import annotations

import asyncio
import os
import queue
import re
import signal
import socket
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

ROOT = Path(__file__).resolve().parents[2]
MESSAGE_ID = re.compile(rb"^Message-ID: (\S+)", re.MULTILINE)
LARGEST = 1_000_000


@dataclass(frozen=True)
class Taken:
    sender: str
    recipient: str
    content: bytes


@dataclass
class Box:
    """What a server took, and what it says.

    `says(recipient, times)`: to a recipient, the so-many-th time. `ends(count)`: to a message, after so many.
    """

    taken: list[Taken] = field(default_factory=list)
    says: Callable[[str, int], str] = lambda _, __: "250 OK"
    ends: Callable[[int], str] = lambda _: "250 OK"
    asked: list[str] = field(default_factory=list)

    async def handle_RCPT(  # noqa: N802 - as aiosmtpd calls it
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        self.asked.append(address)
        said = self.says(address, self.asked.count(address))
        if said.startswith("2"):
            envelope.rcpt_tos.append(address)
        return said

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        said = self.ends(len(self.taken))
        if said.startswith("2"):
            self.taken += [Taken(envelope.mail_from or "", to, envelope.content) for to in envelope.rcpt_tos]
        return said


def _is_closing(transport: asyncio.BaseTransport) -> bool:
    try:
        return transport.is_closing()
    except AttributeError:  # as above
        return True


def _let_in(server: object, session: object, envelope: object, mechanism: str, login: Any) -> AuthResult:
    good = isinstance(login, LoginPassword) and (login.login, login.password) == (b"ann", b"p@ss word")
    return AuthResult(success=good, handled=False)


@contextmanager
def opened(
    box: Box, *, tls: ssl.SSLContext | None = None, implicit: bool = False, login: bool = False
) -> Iterator[int]:
    """A server in a thread; its port."""
    how: dict[str, Any] = {"data_size_limit": LARGEST, "enable_SMTPUTF8": True}
    if login:
        how |= {"authenticator": _let_in, "auth_required": True, "auth_require_tls": True}
    if tls and not implicit:
        how |= {"tls_context": tls, "require_starttls": True}
    ports: queue.SimpleQueue[int] = queue.SimpleQueue()
    loops: queue.SimpleQueue[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = queue.SimpleQueue()

    async def serve() -> None:
        loop, ended, held = asyncio.get_running_loop(), asyncio.Event(), list[asyncio.BaseTransport]()

        class Door(SMTP):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                held.append(transport)  # aiosmtpd forgets, and does not close, those whose client is gone early
                super().connection_made(transport)

        made = await loop.create_server(
            lambda: Door(box, hostname="localhost", loop=loop, **how), "127.0.0.1", 0, ssl=tls if implicit else None
        )
        loops.put((loop, ended))
        ports.put(made.sockets[0].getsockname()[1])
        await ended.wait()
        made.close()
        for _ in range(2_000):  # one that was ended in the midst of its encryption is never told so: it is left
            for one in held:
                with suppress(AttributeError):  # its end came first, and asyncio has let go of its protocol
                    one.abort() if isinstance(one, asyncio.WriteTransport) else one.close()
            held[:] = [one for one in held if not _is_closing(one)]
            if len(asyncio.all_tasks()) == 1 and not held:
                break
            await asyncio.sleep(0.001)
        await asyncio.sleep(0.01)  # each tells its protocol that it is gone, and closes

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    try:
        yield ports.get()
    finally:
        loop, ended = loops.get()
        loop.call_soon_threadsafe(ended.set)
        thread.join()


def free() -> int:
    """A port that is free just now."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        return int(found.getsockname()[1])


@contextmanager
def elsewhere(log: Path) -> Iterator[int]:
    """A server in a process of its own, which writes into `log`; its port."""
    command = [sys.executable, "-m", "tests.delivery.post", str(log)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        try:
            yield int(process.stdout.readline())
        finally:
            process.send_signal(signal.SIGTERM)


def written(log: Path) -> list[tuple[str, str]]:
    """Recipient and Message-ID of all that a server in another process took."""
    lines = log.read_text().splitlines() if log.exists() else []
    return [(line.split()[0], line.split()[1]) for line in lines]


class _Writing:
    def __init__(self, path: str) -> None:
        self._log = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: N802
        assert isinstance(envelope.content, bytes)
        found = MESSAGE_ID.search(envelope.content)
        name = found[1].decode() if found else "-"
        os.write(self._log, "".join(f"{to} {name}\n" for to in envelope.rcpt_tos).encode())
        return "250 OK"


class _Keeping(SMTP):
    """Takes what it has had whole, though its client is gone, as Postfix, Exim and Sendmail do."""

    def eof_received(self) -> bool | None:
        return asyncio.StreamReaderProtocol.eof_received(self)  # aiosmtpd would drop what it has not answered yet


async def _serve(path: str) -> None:
    loop, handler, ended = asyncio.get_running_loop(), _Writing(path), asyncio.Event()
    loop.add_signal_handler(signal.SIGTERM, ended.set)
    server = await loop.create_server(
        lambda: _Keeping(handler, hostname="localhost", data_size_limit=LARGEST), host="127.0.0.1", port=0
    )
    sys.stdout.write(f"{server.sockets[0].getsockname()[1]}\n")
    sys.stdout.flush()
    await ended.wait()
    os._exit(0)


if __name__ == "__main__":
    asyncio.run(_serve(sys.argv[1]))
