"""One HTTP exchange with RingCentral, told as a value: an answer, certainly not sent, or nobody knows.

Nothing here retries, follows a redirect, keeps a cookie, or raises an exception that carries the request with its
credentials.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import ssl
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Any, Final, Protocol
from urllib.parse import urlencode, urlsplit

from .. import __version__
from .http import is_loopback, make_client, tls_context
from .http1 import Headers, HttpRequest, NotSentError, Reply

DEADLINE: Final = 45.0
"""Seconds for a whole exchange, so that an endless trickle of bytes ends too."""

_TRUSTED: Final = 50.0
"""Seconds for which a connection that nobody used is believed to be still there."""

_SIMULATOR: Final = re.compile(r"1(?:;\s*speed=(\d{1,4}(?:\.\d{1,3})?))?")
_JSON: Final = re.compile(r"application/(?:[\w.+-]+\+)?json\s*(?:;.*)?", re.IGNORECASE)

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


class Client(Protocol):
    """Who sends, and tells bytes that may have left from those that certainly did not."""

    async def send(self, request: HttpRequest, within: float) -> Reply:
        """The answer. Raises NotSentError, LostError."""

    async def close(self) -> None:
        """Nothing is sent afterwards."""


class Transport:
    """Exchanges with one server. Made on the first use, or by `ready` before it.

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
        self._prefix = urlsplit(server).path
        self._headers = _headers(server)
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
                await client.close()
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
        headers, body = list(self._headers), b""
        if content is not None:
            body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
            headers.append(("Content-Type", "application/json"))
        elif form is not None:
            body = urlencode(form).encode("ascii")
            headers.append(("Content-Type", "application/x-www-form-urlencoded"))
        if authorization is not None:
            headers.append(("Authorization", authorization))
        if body or method == "POST":
            headers.append(("Content-Length", str(len(body))))
        target = f"{self._prefix}{path}?{urlencode(query)}" if query else self._prefix + path
        answered = False
        self._in_flight += 1
        try:
            reply = await client.send(HttpRequest(method, target, headers, body), DEADLINE)
            answered = True
        except NotSentError as error:
            _log.info("%s %s was not sent: %s", method, path, error.why)
            return Failure.NOT_SENT
        except Exception as error:  # whatever it was, bytes may have left
            _log.info("%s %s was cut off: %s", method, path, type(error).__name__)
            return Failure.LOST
        finally:
            self._in_flight -= 1
            self._used_at = self._clock() if answered else 0.0  # without an answer, others may be dead as well
        self._recognise(reply.headers)
        return Answer(reply.status, reply.headers, _json(reply))

    async def close(self) -> None:
        """Close every connection; nothing is sent afterwards."""
        self._closed = True
        client, self._client = self._client, None
        if client is not None:
            await client.close()

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


def _headers(server: str) -> Headers:
    return (
        ("Host", urlsplit(server).netloc),
        ("User-Agent", f"RingOut/{__version__}"),
        ("Accept", "application/json"),
        # A small answer unpacked is still small; a packed one may not be.
        ("Accept-Encoding", "identity"),
    )


def _json(reply: Reply) -> Any:
    """The JSON of an answer, or None where there is none, it is something else, or not all of it was read."""
    if reply.body is None or not _JSON.fullmatch(reply.headers.get("content-type", "")):
        return None
    try:
        return json.loads(reply.body)
    except (ValueError, RecursionError):
        return None
