"""Connections to one server, kept for the next request: a call must not wait for a new one."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from typing import Final

from .http1 import Http1, HttpRequest, NotSentError, Reply

MOST: Final = 32
"""Exchanges at once; more wait for one of them to end."""

KEPT: Final = 8
"""Connections that are kept while nothing is asked."""

KEEP: Final = 60.0
"""Seconds for which one is kept."""

_PATIENCE: Final = 10.0
"""Seconds that a request waits for one of the others to end."""


class Pool:
    """Sends requests, each on a connection that no other uses meanwhile.

    Args:
        open_one: makes a new connection; raises NotSentError.
    """

    def __init__(self, open_one: Callable[[], Awaitable[Http1]]) -> None:
        self._open = open_one
        self._room = asyncio.Semaphore(MOST)
        self._idle: deque[tuple[float, Http1]] = deque()
        self._busy: set[Http1] = set()
        self._closed = False

    async def send(self, request: HttpRequest, within: float) -> Reply:
        """The answer, which takes at most `within` seconds.

        Raises:
            NotSentError: no byte has left.
            LostError: nobody knows.
        """
        loop = asyncio.get_running_loop()
        until = loop.time() + within
        try:
            async with asyncio.timeout(_PATIENCE if self._room.locked() else None):
                await self._room.acquire()
        except TimeoutError:
            raise NotSentError("too many at once") from None
        try:
            connection = self._ready(loop.time()) or await self._open()
            if self._closed:
                connection.abort()
                raise NotSentError("closed")
            self._busy.add(connection)
            try:
                return await connection.exchange(request, until)
            finally:
                self._busy.discard(connection)
                self._keep(connection, loop.time())
        finally:
            self._room.release()

    async def close(self) -> None:
        """Close every connection; what is under way is lost, and nothing is sent afterwards."""
        self._closed = True
        for connection in (*self._busy, *(one for _, one in self._idle)):
            connection.abort()
        self._idle.clear()
        await asyncio.sleep(0)  # in which asyncio closes them

    def _ready(self, now: float) -> Http1 | None:
        """The one used last, so that the others can grow old."""
        while self._idle:
            since, connection = self._idle.pop()
            if connection.usable and now - since < KEEP and not connection.stale():
                return connection
            connection.abort()
        return None

    def _keep(self, connection: Http1, now: float) -> None:
        if self._closed or not connection.usable:
            connection.abort()
            return
        self._idle.append((now, connection))
        if len(self._idle) > KEPT:
            self._idle.popleft()[1].abort()
