"""The last line of a message, with nothing of ours between a note of it and the line itself.

Strategy: between two steps of Python another thread may have its turn, for milliseconds, and Python waits for one
before it calls the system where one is due: of a hundred processes killed while they sent, five were killed there, and
a mail was lost each time. So both steps are handed to `map`, which runs in C and gives nobody a turn, and the system
is called with the interpreter's lock held: the line is three bytes, and the socket does not block. What the kernel has
is delivered however we end.

What may live here: that one line. The rest of a message may take its time, and is `smtp`'s.
"""

from __future__ import annotations

import ctypes
import socket
from collections.abc import Callable
from functools import partial
from operator import call
from typing import Final, cast

LINE: Final = b".\r\n"
FLAGS: Final = socket.MSG_DONTWAIT | getattr(socket, "MSG_NOSIGNAL", 0)  # Macs have no signal to fear here


def noted_and_sent(note: Callable[[], None], connection: socket.socket) -> int:
    """Call `note`, then write LINE; how many of its bytes the kernel took, 0 where it took none or the line is dead."""
    send = ctypes.PyDLL(None).send
    send.argtypes, send.restype = (ctypes.c_int, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_int), ctypes.c_ssize_t
    write: Callable[[], int] = partial(send, connection.fileno(), LINE, len(LINE), FLAGS)
    _, sent = map(cast("Callable[[Callable[[], int | None]], int | None]", call), (note, write))
    return max(0, sent or 0)
