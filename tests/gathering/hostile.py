"""A server on loopback that does the worst that the outside does: bytes of our own choosing, at a pace of our own."""

from __future__ import annotations

import gzip
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Behaviour = Callable[[socket.socket], None]
HTML = b"Content-Type: text/html\r\n"
FEED = b"Content-Type: application/rss+xml\r\n"


def head(status: int = 200, headers: bytes = b"") -> bytes:
    return b"HTTP/1.1 %d X\r\nConnection: close\r\n%s\r\n" % (status, headers)


def says(*parts: bytes) -> Behaviour:
    return lambda connection: connection.sendall(b"".join(parts))


def drips(first: bytes, drop: bytes, pause: float) -> Behaviour:
    """Sends `first`, and then `drop` again and again for as long as anybody listens."""

    def behave(connection: socket.socket) -> None:
        connection.sendall(first)
        while True:
            connection.sendall(drop)
            time.sleep(pause)

    return behave


def bomb(megabytes: int) -> bytes:
    return gzip.compress(bytes(megabytes * 1_000_000), 9)


@contextmanager
def server(behaviours: dict[str, Behaviour]) -> Iterator[str]:
    """Behaves as told by the path that is asked for, or by "" where nothing that can be read as a request comes.

    What nothing is told of is not found.
    """
    listening = socket.create_server(("127.0.0.1", 0))
    stopped = threading.Event()
    threads: list[threading.Thread] = []

    def talk(connection: socket.socket) -> None:
        with connection:
            connection.settimeout(2)
            try:
                request = connection.recv(65_536)
                path = request.split(b" ")[1].decode() if request.startswith(b"GET ") else ""
                behaviours.get(path, says(head(404)))(connection)
            except OSError:
                pass

    def listen() -> None:
        while not stopped.is_set():
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            threads.append(threading.Thread(target=talk, args=(connection,), daemon=True))
            threads[-1].start()

    listener = threading.Thread(target=listen, daemon=True)
    listener.start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        stopped.set()
        listening.shutdown(socket.SHUT_RDWR)
        listening.close()
        for thread in (listener, *threads):
            thread.join(3)
