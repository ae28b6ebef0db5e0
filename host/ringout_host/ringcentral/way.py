"""The way to a server: where to connect to, whom to trust there, and through which proxy."""

from __future__ import annotations

import asyncio
import base64
import ssl
from typing import Final
from urllib.parse import unquote, urlsplit

from .http1 import Http1, HttpRequest, LostError, NotSentError

CONNECT: Final = 10.0
"""Seconds until there is a connection, its proxy and its TLS included."""

_NEXT_ADDRESS: Final = 0.25
"""Seconds after which the next address of the server is tried beside the one before (RFC 8305 §5)."""

_PORTS: Final = {"http": 80, "https": 443}


class Way:
    """Opens connections to one server.

    Args:
        server: its address, http or https.
        context: for TLS to the server, and to a proxy that is spoken to in TLS.
        proxy: the address of one, http or https, with name and password where it wants them.

    Raises:
        ValueError: one of the addresses cannot be used.
    """

    def __init__(self, server: str, context: ssl.SSLContext, proxy: str | None = None) -> None:
        self._host, self._port, tls = _place(server)
        self._context = context
        self._tls = context if tls else None
        self._proxy = proxy
        if proxy is not None:
            _place(proxy)

    async def open(self) -> Http1:
        """A new connection. Raises NotSentError: there is none to be had."""
        try:
            async with asyncio.timeout(CONNECT):
                if self._proxy is None:
                    return await _connected(self._host, self._port, self._tls)
                return await self._through(self._proxy)
        except (OSError, ValueError, LostError) as error:  # refused, unknown, untrusted, or too late
            raise NotSentError(type(error).__name__) from None

    async def _through(self, proxy: str) -> Http1:
        """A tunnel (RFC 9110 §9.3.6): the proxy sees neither requests nor answers."""
        host, port, tls = _place(proxy)
        outer = await _connected(host, port, self._context if tls else None)
        try:
            target = f"[{self._host}]:{self._port}" if ":" in self._host else f"{self._host}:{self._port}"
            headers = (("Host", target), *_credentials(proxy))
            until = asyncio.get_running_loop().time() + CONNECT
            reply = await outer.exchange(HttpRequest("CONNECT", target, headers), until)
            if not 200 <= reply.status < 300:
                raise NotSentError(f"the proxy answered {reply.status}")
            if self._tls is None:
                return outer
            inner = Http1()
            transport = await asyncio.get_running_loop().start_tls(
                outer.transport, inner, self._tls, server_hostname=self._host
            )
            if transport is None:
                raise NotSentError("the proxy closed")
            inner.connection_made(transport)
        except BaseException:
            outer.abort()
            raise
        return inner


async def _connected(host: str, port: int, tls: ssl.SSLContext | None) -> Http1:
    _, http = await asyncio.get_running_loop().create_connection(
        Http1,
        host,
        port,
        ssl=tls,
        server_hostname=None if tls is None else host,
        happy_eyeballs_delay=_NEXT_ADDRESS,
    )
    return http


def _place(address: str) -> tuple[str, int, bool]:
    """Host, port, and whether TLS is spoken there. Raises ValueError."""
    parts = urlsplit(address)
    if parts.scheme not in _PORTS or not parts.hostname:
        raise ValueError("not an address of http")
    return parts.hostname, parts.port or _PORTS[parts.scheme], parts.scheme == "https"


def _credentials(proxy: str) -> tuple[tuple[str, str], ...]:
    parts = urlsplit(proxy)
    if parts.username is None:
        return ()
    pair = f"{unquote(parts.username)}:{unquote(parts.password or '')}"
    return (("Proxy-Authorization", "Basic " + base64.b64encode(pair.encode()).decode()),)
