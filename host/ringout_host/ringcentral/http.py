"""The one place that imports httpx, so that its command line's dependencies never load in the host.

It must never follow a redirect, keep a cookie, or send loopback traffic to a proxy.
"""

from __future__ import annotations

import logging
import ssl
import sys
from collections.abc import Mapping
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

# `import httpx` also imports httpx._main, and with it click, rich and pygments where they are installed (and rich
# is). httpx itself copes with its absence, so it is told that there is none.
sys.modules.setdefault("httpx._main", None)  # type: ignore[arg-type]
# For each request httpcore looks four times for sniffio, which tells trio from asyncio and is not installed: that
# is a fifth of a request's time. Here is nothing but asyncio.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

import httpx  # noqa: E402 - must follow the lines above

from .. import __version__  # noqa: E402
from ..errors import HostError  # noqa: E402

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

__all__ = ["LOOPBACK", "TIMEOUT", "Client", "httpx", "is_loopback", "make_client", "proxy_for", "tls_context"]

TIMEOUT: Final = httpx.Timeout(connect=10.0, read=20.0, write=10.0, pool=10.0)
"""Seconds for each single step of an exchange."""

_LIMITS: Final = httpx.Limits(max_connections=32, max_keepalive_connections=8, keepalive_expiry=60.0)

# What these libraries log below a warning names addresses and headers of requests that carry secrets.
for _name in ("httpx", "httpcore"):
    logging.getLogger(_name).setLevel(logging.WARNING)


def is_loopback(server: str) -> bool:
    """Does this address name the computer itself?"""
    return urlsplit(server).hostname in LOOPBACK


def tls_context(server: str) -> ssl.SSLContext:
    """The TLS settings for `server`; takes some 20 ms, so it belongs on a thread and off the way to a call.

    So do the modules that httpx imports only when a client is made or used for the first time.

    The certificates that the system trusts come first, since companies add their own there; httpx's copy of
    Mozilla's is added where the system shows none.
    """
    import anyio._backends._asyncio  # noqa: F401, PLC0415
    import httpcore  # noqa: F401, PLC0415

    if urlsplit(server).scheme == "http":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used; trusts nobody
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi  # noqa: PLC0415 - only where it is needed

        context.load_verify_locations(certifi.where())
    return context


class Client:
    """Requests to one server, over a transport of httpx's and without its client.

    That one adds what browsers do: cookies, redirects, ways to sign in, hooks. Nothing of it is wanted here, and
    it takes half of the time of a request.
    """

    def __init__(self, server: str, transport: httpx.AsyncBaseTransport) -> None:
        self._server = server
        self._transport = transport
        self._headers = {
            "User-Agent": f"RingOut/{__version__}",
            "Accept": "application/json",
            # A small answer unpacked is still small; a packed one may not be.
            "Accept-Encoding": "identity",
            "Connection": "keep-alive",
        }
        self._extensions = {"timeout": TIMEOUT.as_dict()}

    def request(self, method: str, path: str, headers: Mapping[str, str], **what: Any) -> httpx.Request:
        """A request that `send` takes; `what` as for `httpx.Request`."""
        return httpx.Request(
            method,
            self._server + path,
            headers={**self._headers, **headers},
            extensions=self._extensions,
            **what,
        )

    async def send(self, request: httpx.Request) -> httpx.Response:
        """The answer, its body not yet read; whoever asked must close it. Raises httpx.TransportError."""
        return await self._transport.handle_async_request(request)

    async def close(self) -> None:
        """Close every connection."""
        await self._transport.aclose()


def make_client(
    server: str, context: ssl.SSLContext, *, transport: httpx.AsyncBaseTransport | None = None
) -> Client:
    """A client for `server` alone.

    Raises:
        HostError: `config-invalid`: a proxy setting of this computer cannot be used.
    """
    try:
        return Client(
            server,
            transport or httpx.AsyncHTTPTransport(verify=context, limits=_LIMITS, proxy=proxy_for(server)),
        )
    except (ImportError, ValueError, httpx.InvalidURL):
        pass
    raise HostError(
        "config-invalid",
        "The proxy named in this computer's environment cannot be used (HTTPS_PROXY or ALL_PROXY).",
        "Name an http proxy there, or remove the setting.",
    )


def proxy_for(server: str) -> str | None:
    """The proxy that this computer's settings name for `server`; never one for the computer itself."""
    parts = urlsplit(server)
    named = {} if is_loopback(server) else getproxies()
    proxy = named.get(parts.scheme) or named.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"
