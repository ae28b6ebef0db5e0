"""One HTTP exchange with RingCentral, told as a value: an answer, certainly not sent, or nobody knows.

Nothing here retries, follows a redirect, or raises an exception of the HTTP library: those carry the request
with its credentials.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import re
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final

from .http import Client, httpcore, is_loopback, make_client, tls_context

MAX_BODY: Final = 1 << 20
"""Bytes of an answer that are read; RingCentral's are a thousandth of this."""

DEADLINE: Final = 45.0
"""Seconds for a whole exchange, so that an endless trickle of bytes ends too."""

_TRUSTED: Final = 50.0
"""Seconds for which a connection that nobody used is believed to be still there."""

_NOT_SENT: Final = (
    httpcore.ConnectError,
    httpcore.ConnectTimeout,
    httpcore.PoolTimeout,
    httpcore.ProxyError,
    httpcore.UnsupportedProtocol,
)
"""Raised before the first byte of the request can have left."""

_SIMULATOR: Final = re.compile(r"1(?:;\s*speed=(\d{1,4}(?:\.\d{1,3})?))?")
_JSON: Final = re.compile(r"application/(?:[\w.+-]+\+)?json\s*(?:;.*)?", re.IGNORECASE)

_EITHER: Final = zlib.MAX_WBITS | 32
"""gzip or zlib, whichever it is."""

_log = logging.getLogger(__name__)


class Failure(Enum):
    """An exchange without an answer."""

    NOT_SENT = "not sent"
    """No byte of the request left."""
    LOST = "lost"
    """Some of it may have left; whether the server acted on it is unknown."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server said; `body` is None where there was none or it was not JSON of a sane size."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    body: Any = field(default=None, repr=False)

    @property
    def ok(self) -> bool:
        """The server says that it did what it was asked."""
        return 200 <= self.status < 300

    def mapping(self) -> dict[str, Any]:
        """The body if it is an object, else an empty one."""
        return self.body if isinstance(self.body, dict) else {}


class Transport:
    """The way to one server. Made on the first use, or by `ready` before it.

    Args:
        server: its address.
        clock: seconds since 1970; they pass while the laptop sleeps, unlike monotonic ones.
    """

    def __init__(self, server: str, *, clock: Callable[[], float] = time.time) -> None:
        self.server: Final = server
        self.simulator = False
        """The server is our own simulator. Believed of this computer alone."""
        self.speed = 1.0
        """How many times faster than real people the simulator's are."""
        self._loopback = is_loopback(server)
        self._clock = clock
        self._context: ssl.SSLContext | None = None
        self._client: Client | None = None
        self._used_at = 0.0
        self._in_flight = 0
        self._making = asyncio.Lock()
        self._closed = False

    async def ready(self) -> None:
        """Make the client, so that `send` cannot fail for a reason of this computer's settings.

        Raises:
            HostError: `config-invalid`: a proxy setting cannot be used.
        """
        async with self._making:
            if self._client is not None and self._may_be_dead():
                client, self._client = self._client, None
                await _close(client)
            if self._client is None and not self._closed:
                if self._context is None:
                    self._context = await asyncio.to_thread(tls_context, self.server)
                self._client = make_client(self.server, self._context)
                self._used_at = self._clock()

    async def send(
        self,
        method: str,
        path: str,
        *,
        authorization: str | None = None,
        content: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answer | Failure:
        """Send one request, once. `path` begins with a slash and is percent-encoded already."""
        await self.ready()
        client = self._client
        if client is None:
            return Failure.NOT_SENT
        request = client.request(
            method, path, authorization=authorization, content=content, form=form, query=query
        )
        status, kept = 0, dict[str, str]()
        self._in_flight += 1
        try:
            async with asyncio.timeout(DEADLINE):
                response = await client.send(request)
                try:
                    status, kept = response.status, _headers(response)
                    self._recognise(kept)
                    return Answer(status, kept, await _body(response, kept))
                finally:
                    await response.aclose()
        except _NOT_SENT as error:
            _log.info("%s %s was not sent: %s", method, path, type(error).__name__)
            return Failure.NOT_SENT
        except Exception as error:  # whatever it was, bytes may have left
            _log.info("%s %s was cut off: %s", method, path, type(error).__name__)
            return Answer(status, kept) if status else Failure.LOST
        finally:
            self._in_flight -= 1
            self._used_at = self._clock() if status else 0.0  # without an answer, others may be dead as well

    async def close(self) -> None:
        """Close every connection; nothing is sent afterwards."""
        self._closed = True
        client, self._client = self._client, None
        if client is not None:
            await _close(client)

    def _may_be_dead(self) -> bool:
        """Has the laptop slept, or the line been quiet for long? Then the other end may have let go without our
        knowing, and a call sent into such a connection would be lost: nobody could say whether it was dialled.
        """
        quiet = self._clock() - self._used_at
        return not self._in_flight and not 0 <= quiet < _TRUSTED

    def _recognise(self, headers: Mapping[str, str]) -> None:
        told = _SIMULATOR.fullmatch(headers.get("x-ringout-simulator", "")) if self._loopback else None
        if told:
            self.simulator = True
            self.speed = float(told[1] or 1) or 1.0


async def _close(client: Client) -> None:
    with contextlib.suppress(Exception):  # what is closed may be gone already
        async with asyncio.timeout(1.0):
            await client.close()


def _headers(response: httpcore.Response) -> dict[str, str]:
    """Its headers, their names in lower case; one that came again is a list (RFC 9110 §5.2)."""
    headers: dict[str, str] = {}
    for key, value in response.headers:
        name, text = key.decode("latin-1").lower(), value.decode("latin-1")
        headers[name] = f"{headers[name]}, {text}" if name in headers else text
    return headers


async def _body(response: httpcore.Response, headers: Mapping[str, str]) -> Any:
    """The JSON of an answer, or None where there is none, it is something else, or too much."""
    # Some gateways pack what nobody asked them to; what comes out is bounded, too.
    packed = headers.get("content-encoding", "").strip().lower() in ("gzip", "x-gzip", "deflate")
    unpack = zlib.decompressobj(_EITHER) if packed else None
    read = bytearray()  # of every kind: a connection whose answer is read to its end can be used again
    async for chunk in response.aiter_stream():
        read += chunk if unpack is None else unpack.decompress(chunk, MAX_BODY + 1)
        if len(read) > MAX_BODY:
            return None
    if not _JSON.fullmatch(headers.get("content-type", "")):
        return None
    try:
        return json.loads(read)
    except (ValueError, RecursionError):
        return None
