"""Requests that are answered while the rest of the program is still being imported.

It reads the stream frame by frame, answers `numbers.match`, and leaves every other byte, in order, to the server
that takes over. It must never answer what the server would refuse: a second request under an id that is still
waiting, or one too many at once.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

from . import matching, rpc
from .framing import HEADER, MAX_IN


class Early:
    """Sits between the reader and the server until the server is there.

    Args:
        send: takes the body of a reply.
    """

    def __init__(self, send: Callable[[bytes], None]) -> None:
        self._send = send
        self._begun = bytearray()
        self._waiting: set[rpc.RequestId] = set()
        self._strange = False

    def feed(self, data: bytes) -> bytes:
        """What of `data`, and of what came before, is left to the server."""
        self._begun += data
        left = bytearray()
        while not self._strange and len(self._begun) >= HEADER:
            length = int.from_bytes(self._begun[:HEADER], sys.byteorder)
            if length > MAX_IN:
                self._strange = True
                break
            end = HEADER + length
            if len(self._begun) < end:
                break
            reply = self._answer(bytes(self._begun[HEADER:end]))
            if reply is None:
                left += self._begun[:end]
            else:
                self._send(reply)
            del self._begun[:end]
        if self._strange:
            left += self.rest()
        return bytes(left)

    def rest(self) -> bytes:
        """The beginning of a frame whose end has not come yet; it is given away."""
        rest = bytes(self._begun)
        self._begun.clear()
        return rest

    def _answer(self, body: bytes) -> bytes | None:
        try:
            request = rpc.parse(body)
        except rpc.UnreadableError:
            return None
        if request.id is None:
            return None
        if request.id not in self._waiting and len(self._waiting) < rpc.MAX_IN_FLIGHT:
            try:
                reply = matching.answer(request)
            except Exception:  # the server meets it again, and has a log
                reply = None
            if reply is not None:
                return reply
        self._waiting.add(request.id)
        return None
