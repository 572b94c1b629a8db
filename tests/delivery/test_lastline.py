from __future__ import annotations

import socket

from twosource.delivery.lastline import LINE, noted_and_sent


def test_the_line_is_written_after_its_note() -> None:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        theirs.setblocking(False)
        found: list[bytes | None] = []

        def note() -> None:
            try:
                found.append(theirs.recv(9))
            except BlockingIOError:
                found.append(None)

        assert noted_and_sent(note, ours) == len(LINE)
        assert (found, theirs.recv(9)) == ([None], LINE)


def test_a_line_that_is_dead_or_full_takes_nothing_and_raises_nothing() -> None:
    noted: list[str] = []
    ours, theirs = socket.socketpair()
    theirs.close()
    with ours:
        assert noted_and_sent(lambda: noted.append("dead"), ours) == 0
    ours, theirs = socket.socketpair()
    with ours, theirs:
        ours.setblocking(False)
        try:
            while True:
                ours.send(bytes(65_536))
        except BlockingIOError:
            pass
        assert noted_and_sent(lambda: noted.append("full"), ours) == 0
    assert noted == ["dead", "full"]
