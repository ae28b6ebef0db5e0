"""Native messaging frames, without any input or output: bytes in, events out.

A frame is a 32-bit length in native byte order and that many bytes of JSON. This module never looks inside.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final, NamedTuple

MAX_IN: Final = 64 * 1024
"""Bytes of a request's body that are read; far above any request of ours."""

MAX_SKIPPED: Final = 1024 * 1024
"""Bytes of a body that is stepped over; whoever announces more does not speak this protocol."""

MAX_OUT: Final = 256 * 1024
"""Bytes of a body that we send; browsers close the port above 1 MiB."""

HEADER: Final = 4
"""Bytes of a frame before its body."""


class Frame(NamedTuple):
    """A whole body."""

    body: bytes


class Skipped(NamedTuple):
    """A body of `length` bytes was too large to read; the stream goes on after it."""

    length: int


class FrameError(Exception):
    """The stream cannot be followed any further."""

    def __init__(self, length: int) -> None:
        self.length: Final = length
        super().__init__(f"a frame of {length} bytes was announced")


class Decoder:
    """Turns a stream of bytes, cut anywhere, into frames.

    It holds at most one body of `MAX_IN` bytes and whatever was fed last.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._skip = 0
        self._skipped = 0

    def feed(self, data: bytes) -> Iterator[Frame | Skipped]:
        """The frames that `data` completes, in order.

        Raises:
            FrameError: more than `MAX_SKIPPED` bytes were announced; feed no more.
        """
        self._buffer += data
        while True:
            if self._skip:
                step = min(self._skip, len(self._buffer))
                del self._buffer[:step]
                self._skip -= step
                if self._skip:
                    return
                yield Skipped(self._skipped)
            if len(self._buffer) < HEADER:
                return
            length = int.from_bytes(self._buffer[:HEADER], sys.byteorder)
            if length > MAX_SKIPPED:
                raise FrameError(length)
            if length > MAX_IN:
                del self._buffer[:HEADER]
                self._skip = self._skipped = length
                continue
            end = HEADER + length
            if len(self._buffer) < end:
                return
            body = bytes(self._buffer[HEADER:end])
            del self._buffer[:end]
            yield Frame(body)

    @property
    def idle(self) -> bool:
        """Nothing is half read: a stream that ends now ends cleanly."""
        return not self._buffer and not self._skip


def encode(body: bytes) -> bytes:
    """One frame around `body`.

    Raises:
        ValueError: the body is larger than `MAX_OUT`.
    """
    if len(body) > MAX_OUT:
        raise ValueError(f"a body of {len(body)} bytes is too large to send")
    return len(body).to_bytes(HEADER, sys.byteorder) + body
