"""A mail server on this machine, and what came to its in-boxes."""

from __future__ import annotations

import asyncio
import queue
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session


@dataclass
class Box:
    """What was taken, in order: to whom, and the message."""

    taken: list[tuple[str, bytes]] = field(default_factory=list)

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:  # noqa: ARG002, N802
        content = envelope.content
        self.taken += [(to, content) for to in envelope.rcpt_tos if isinstance(content, bytes)]
        return "250 OK"

    def of(self, address: str) -> list[EmailMessage]:
        """The mails of one reader."""
        return [message_from_bytes(content, policy=policy.default) for to, content in self.taken if to == address]


@contextmanager
def opened(box: Box) -> Iterator[int]:
    """The server in a thread, for as long as it lasts; its port."""
    told: queue.SimpleQueue[tuple[int, asyncio.AbstractEventLoop, asyncio.Event]] = queue.SimpleQueue()

    async def serve() -> None:
        loop, ended, held = asyncio.get_running_loop(), asyncio.Event(), list[Any]()

        class Door(SMTP):
            def connection_made(self, transport: asyncio.BaseTransport) -> None:
                held.append(transport)
                super().connection_made(transport)

        server = await loop.create_server(lambda: Door(box, hostname="localhost", loop=loop), "127.0.0.1", 0)
        told.put((server.sockets[0].getsockname()[1], loop, ended))
        await ended.wait()
        server.close()
        for transport in held:
            with suppress(AttributeError, RuntimeError):
                transport.abort()
        await asyncio.sleep(0.05)  # each tells its protocol that it is gone

    thread = threading.Thread(target=lambda: asyncio.run(serve()), daemon=True)
    thread.start()
    port, loop, ended = told.get()
    try:
        yield port
    finally:
        loop.call_soon_threadsafe(ended.set)
        thread.join()
