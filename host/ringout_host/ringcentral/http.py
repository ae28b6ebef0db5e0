"""The one place that imports httpcore, which keeps connections, speaks TLS and goes through proxies.

httpx, which is built on it, adds what browsers do: cookies, redirects, ways to sign in. Nothing of that is wanted
here, and it costs an idle host three megabytes.

It must never follow a redirect, keep a cookie, or send loopback traffic to a proxy.
"""

from __future__ import annotations

import json
import logging
import os
import ssl
import sys
from collections.abc import Mapping
from typing import Any, Final, Protocol
from urllib.parse import unquote, urlencode, urlsplit

# For each request httpcore looks four times for sniffio, which tells trio from asyncio and is not installed: that
# is a fifth of a request's time. Here is nothing but asyncio.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]

from .. import __version__  # noqa: E402 - must follow the line above
from ..errors import HostError  # noqa: E402
from ..sparing import without  # noqa: E402

with without("certifi"):  # for a TLS context of its own, which it never makes; with it come a dozen modules more
    import httpcore

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})

__all__ = ["LOOPBACK", "Client", "Pool", "httpcore", "is_loopback", "make_client", "proxy_for", "tls_context"]

_TIMEOUT: Final = {"connect": 10.0, "read": 20.0, "write": 10.0, "pool": 10.0}
"""Seconds for each single step of an exchange."""

_MOST: Final = 32
"""Connections at once; a request that finds none free waits."""
_KEPT: Final = 8
_KEEP: Final = 60.0
"""Seconds for which so many connections are kept while nothing is asked."""

# What it logs below a warning names addresses and headers of requests that carry secrets.
logging.getLogger("httpcore").setLevel(logging.WARNING)


def is_loopback(server: str) -> bool:
    """Does this address name the computer itself?"""
    return urlsplit(server).hostname in LOOPBACK


def tls_context(server: str) -> ssl.SSLContext:
    """The TLS settings for `server`; takes some 20 ms, so it belongs on a thread and off the way to a call.

    So do the modules that httpcore imports only when it is used for the first time.

    The certificates that the system trusts come first, since companies add their own there; certifi's copy of
    Mozilla's is added where the system shows none.
    """
    import anyio._backends._asyncio  # noqa: F401, PLC0415

    if urlsplit(server).scheme == "http":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used; trusts nobody
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi  # noqa: PLC0415 - only where it is needed

        context.load_verify_locations(certifi.where())
    return context


class Pool(Protocol):
    """What of `httpcore.AsyncConnectionPool` is used."""

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response: ...

    async def aclose(self) -> None: ...


class Client:
    """Requests to one server."""

    def __init__(self, server: str, pool: Pool) -> None:
        parts = urlsplit(server)
        self._origin = httpcore.URL(
            scheme=parts.scheme, host=_ascii(parts.hostname or ""), port=parts.port, target="/"
        )
        self._prefix = parts.path
        self._pool = pool
        self._headers = (
            ("Host", _ascii(parts.netloc)),
            ("User-Agent", f"RingOut/{__version__}"),
            ("Accept", "application/json"),
            # A small answer unpacked is still small; a packed one may not be.
            ("Accept-Encoding", "identity"),
        )

    def request(
        self,
        method: str,
        path: str,
        *,
        authorization: str | None = None,
        content: Mapping[str, Any] | None = None,
        form: Mapping[str, str] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> httpcore.Request:
        """A request that `send` takes."""
        headers: list[tuple[bytes | str, bytes | str]] = [*self._headers]
        body = b""
        if authorization is not None:
            headers.append(("Authorization", authorization))
        if content is not None:
            headers.append(("Content-Type", "application/json"))
            body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
        elif form is not None:
            headers.append(("Content-Type", "application/x-www-form-urlencoded"))
            body = urlencode(form).encode("ascii")
        if body or method == "POST":
            headers.append(("Content-Length", str(len(body))))
        target = f"{self._prefix}{path}?{urlencode(query)}" if query else self._prefix + path
        origin = self._origin
        url = httpcore.URL(scheme=origin.scheme, host=origin.host, port=origin.port, target=target)
        return httpcore.Request(method, url, headers=headers, content=body, extensions={"timeout": _TIMEOUT})

    async def send(self, request: httpcore.Request) -> httpcore.Response:
        """The answer, its body not yet read; whoever asked must close it. Raises exceptions of httpcore."""
        return await self._pool.handle_async_request(request)

    async def close(self) -> None:
        """Close every connection."""
        await self._pool.aclose()


def make_client(server: str, context: ssl.SSLContext, *, pool: Pool | None = None) -> Client:
    """A client for `server` alone.

    Raises:
        HostError: `config-invalid`: a proxy setting of this computer cannot be used.
    """
    try:
        return Client(server, pool or _pool(context, proxy_for(server)))
    except ValueError:
        pass
    raise HostError(
        "config-invalid",
        "The proxy named in this computer's environment cannot be used (HTTPS_PROXY or ALL_PROXY).",
        "Name an http proxy there, or remove the setting.",
    )


def proxy_for(server: str) -> str | None:
    """The proxy that this computer's settings name for `server`; never one for the computer itself."""
    if is_loopback(server) or not _any_proxy():
        return None
    from urllib.request import getproxies, proxy_bypass  # noqa: PLC0415 - a megabyte, which most can do without

    parts = urlsplit(server)
    named = getproxies()
    proxy = named.get(parts.scheme) or named.get("all")
    if not proxy or proxy_bypass(parts.netloc):
        return None
    return proxy if "://" in proxy else f"http://{proxy}"


def _ascii(host: str) -> str:
    """As names of hosts are sent (RFC 5891)."""
    return host if host.isascii() else host.encode("idna").decode("ascii")


def _any_proxy() -> bool:
    """Could there be one? Beside the environment, macOS and Windows have settings of their own."""
    return sys.platform in ("darwin", "win32") or any(name.lower().endswith("_proxy") for name in os.environ)


def _pool(context: ssl.SSLContext, proxy: str | None) -> httpcore.AsyncConnectionPool:
    """Raises ValueError: the proxy cannot be used."""
    return httpcore.AsyncConnectionPool(
        ssl_context=context,
        proxy=None if proxy is None else _proxy(proxy, context),
        max_connections=_MOST,
        max_keepalive_connections=_KEPT,
        keepalive_expiry=_KEEP,
    )


def _proxy(address: str, context: ssl.SSLContext) -> httpcore.Proxy:
    parts = urlsplit(address)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("no http proxy")
    url = httpcore.URL(scheme=parts.scheme, host=parts.hostname, port=parts.port, target="/")
    auth = None if parts.username is None else (unquote(parts.username), unquote(parts.password or ""))
    return httpcore.Proxy(url, auth=auth, ssl_context=context if parts.scheme == "https" else None)
