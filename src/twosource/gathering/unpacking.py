"""Content codings of HTTP, taken off piece by piece under a cap, so that a bomb is seen before it goes off."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Any, Final

from twosource.errors import TooLarge, Truncated, Unreachable

WINDOW_BITS: Final = {"gzip": 31, "x-gzip": 31, "deflate": 15}
CHUNK: Final = 65_536  # bytes unpacked at once


class Unpacking:
    """The bytes of one body as they come → its bytes as they were meant.

    Args:
        url: what errors are told under.
        coding: the Content-Encoding that the server names.
        most: how many bytes the body may have once unpacked.
    """

    def __init__(self, url: str, coding: str, most: int) -> None:
        self._url = url
        self._coding = coding.strip().lower() or "identity"
        self._most = self._left = most
        self._stream: Any = None

    def unpacked(self, chunk: bytes) -> Iterator[bytes]:
        """What `chunk` adds to the body.

        Raises:
            TooLarge: the body is larger than it may be.
            Truncated: the compressed data are damaged.
            Unreachable: packed in a way that was not asked for.
        """
        for piece in [chunk] if self._coding == "identity" else self._inflated(chunk):
            self._left -= len(piece)
            if self._left < 0:
                raise TooLarge(self._url, f"over {self._most:,} bytes unpacked", "save it and cut it, or leave it out")
            yield piece

    def finish(self) -> None:
        """To be called when no more comes.

        Raises:
            Truncated: compressed data that stop too early.
        """
        if self._stream is not None and not self._stream.eof:
            raise Truncated(self._url, "compressed data that stops too early", "fetch it again")

    def _inflated(self, chunk: bytes) -> Iterator[bytes]:
        if self._coding not in WINDOW_BITS:
            raise Unreachable(self._url, f"packed as {self._coding}, which was not asked for", "open it in a browser")
        if self._stream is None:  # deflate without its header, which some servers send, is known by its first byte
            bare = self._coding == "deflate" and chunk[0] & 0x0F != 8
            self._stream = zlib.decompressobj(-15 if bare else WINDOW_BITS[self._coding])
        piece = b""
        while chunk or len(piece) == CHUNK:
            try:
                piece = self._stream.decompress(chunk, CHUNK)
            except zlib.error as error:
                raise Truncated(self._url, f"damaged compressed data ({error})", "fetch it again") from error
            chunk = self._stream.unconsumed_tail
            yield piece
