"""One HTTP/1.1 connection, one exchange at a time: h11 knows the protocol, asyncio moves the bytes.

It must always know whether a byte of a request may have left: that decides whether a call may be placed again.
Nothing here retries, follows a redirect, keeps a cookie, or raises an exception that carries a request.
"""

from __future__ import annotations

import asyncio
import select
from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple, cast

import h11

MAX_BODY: Final = 1 << 20
"""Bytes of an answer that are read; RingCentral's are a thousandth of this."""

SILENCE: Final = 20.0
"""Seconds without a byte after which an answer is not waited for any longer."""

_MAX_HEAD: Final = 64 * 1024

Headers = Sequence[tuple[str, str]]


class NotSentError(Exception):
    """No byte of the request left. `why` is for the log, and says nothing of the request."""

    def __init__(self, why: str) -> None:
        super().__init__(why)
        self.why: Final = why


class LostError(Exception):
    """Some of the request may have left, and no answer came."""


class HttpRequest(NamedTuple):
    """What is sent. `target` is percent-encoded; `headers` hold `Host`."""

    method: str
    target: str
    headers: Headers
    body: bytes = b""


class Reply(NamedTuple):
    """What came back; names of headers in lower case. `body` is None where it was cut off, or too long."""

    status: int
    headers: Mapping[str, str]
    body: bytes | None


class Http1(asyncio.Protocol):
    """A connection. Made by asyncio, see `Way.open`; all of it happens on one event loop."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._parser = h11.Connection(h11.CLIENT, max_incomplete_event_size=_MAX_HEAD)
        self._transport: asyncio.Transport | None = None
        self._waiting: asyncio.Future[Reply] | None = None
        self._timer: asyncio.TimerHandle | None = None
        self._until = self._heard = 0.0
        self._status = 0
        self._headers: dict[str, str] = {}
        self._body = bytearray()

    @property
    def transport(self) -> asyncio.Transport:
        """What carries the bytes. Raises NotSentError: it is gone, or going."""
        if self._transport is None or self._transport.is_closing():
            raise NotSentError("closed")
        return self._transport

    @property
    def usable(self) -> bool:
        """Another exchange can be begun."""
        return self._waiting is None and self._transport is not None and not self._transport.is_closing()

    async def exchange(self, request: HttpRequest, until: float) -> Reply:
        """Send one request, and read its answer to the end.

        Args:
            request: what to send.
            until: the time of the event loop at which the answer is not waited for any longer.

        Raises:
            NotSentError: no byte has left.
            LostError: nobody knows.
        """
        transport, now = self.transport, self._loop.time()
        if now >= until:
            raise NotSentError("too late")
        data = self._written(request)
        self._status, self._headers, self._body = 0, {}, bytearray()
        self._heard, self._until = now, until
        waiting: asyncio.Future[Reply] = self._loop.create_future()
        self._waiting = waiting
        self._look_at_the_clock()
        try:
            transport.write(data)  # at once, unless the network is full: a call does not wait for the next turn
            return await waiting
        finally:
            if not waiting.done() or waiting.cancelled():  # whoever asked has left; the answer may still come
                self._end(whole=False)

    def stale(self) -> bool:
        """The other end has closed it, or speaks unasked, and this loop has not come to see that yet."""
        connected = None if self._transport is None else self._transport.get_extra_info("socket")
        return connected is None or _readable(connected.fileno())

    def abort(self) -> None:
        """Close it now; an exchange that is under way is lost."""
        if self._transport is not None:
            self._transport.abort()

    # -- asyncio.Protocol -------------------------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Bytes can be sent."""
        self._transport = cast(asyncio.Transport, transport)

    def data_received(self, data: bytes) -> None:
        """Some of an answer has come."""
        self._heard = self._loop.time()
        if self._waiting is None:  # nobody asked
            self.abort()
        else:
            self._read(data)

    def eof_received(self) -> None:
        """The server says no more: the end of an answer of unknown length, or of one that was cut off."""
        if self._waiting is not None:
            self._read(b"")

    def connection_lost(self, exc: Exception | None) -> None:
        """It is closed."""
        del exc  # it may say what was sent
        self._end(whole=False)

    # -- reading and writing ----------------------------------------------------------------------------------

    def _written(self, request: HttpRequest) -> bytes:
        try:
            head = h11.Request(method=request.method, target=request.target, headers=list(request.headers))
            parts = [self._parser.send(head)]
            if request.body:
                parts.append(self._parser.send(h11.Data(data=request.body)))
            parts.append(self._parser.send(h11.EndOfMessage()))
        except (h11.LocalProtocolError, UnicodeError):  # not even a request; the connection is not to be trusted
            self.abort()
            raise NotSentError("not HTTP") from None
        return b"".join(part for part in parts if part)

    def _read(self, data: bytes) -> None:
        try:
            self._parser.receive_data(data)
            while self._waiting is not None:
                event = self._parser.next_event()
                if event is h11.NEED_DATA:
                    return
                self._take(event)
        except h11.RemoteProtocolError:
            self._end(whole=False)

    def _take(self, event: h11.Event | type[h11.NEED_DATA] | type[h11.PAUSED]) -> None:
        if isinstance(event, h11.Response):
            self._status = event.status_code
            for name, value in event.headers:
                key, text = name.decode("latin-1"), value.decode("latin-1")
                self._headers[key] = f"{self._headers[key]}, {text}" if key in self._headers else text
        elif isinstance(event, h11.Data):
            self._body += event.data
            if len(self._body) > MAX_BODY:
                self._end(whole=False)
        elif event is h11.PAUSED or isinstance(event, h11.EndOfMessage):  # a tunnel begins, or the answer ends
            self._end(whole=True)
        elif isinstance(event, h11.ConnectionClosed):
            self._end(whole=False)

    def _end(self, *, whole: bool) -> None:
        """The exchange is over, well or not. A connection that is not ready for another one is closed."""
        waiting, self._waiting = self._waiting, None
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if whole and self._parser.our_state is h11.DONE and self._parser.their_state is h11.DONE:
            self._parser.start_next_cycle()
        elif not whole or self._parser.their_state is not h11.SWITCHED_PROTOCOL:
            self.abort()
        if waiting is None or waiting.done():
            return
        if self._status:
            waiting.set_result(Reply(self._status, self._headers, bytes(self._body) if whole else None))
        else:
            waiting.set_exception(LostError())

    def _look_at_the_clock(self) -> None:
        """Again at the next moment at which it may be too late: bytes that come do not move a timer each time."""
        end = min(self._until, self._heard + SILENCE)
        if self._loop.time() >= end:
            self._timer = None
            self._end(whole=False)
        else:
            self._timer = self._loop.call_at(end, self._look_at_the_clock)


def _readable(source: int) -> bool:
    if not hasattr(select, "poll"):
        return bool(select.select([source], [], [], 0)[0])
    poll = select.poll()  # unlike select, it knows descriptors of any number
    poll.register(source, select.POLLIN)
    return bool(poll.poll(0))
