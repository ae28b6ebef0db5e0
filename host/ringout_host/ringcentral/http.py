"""What this computer says of HTTP: whom it trusts, which proxy it uses, and which address is its own.

It must never send loopback traffic to a proxy.
"""

from __future__ import annotations

import os
import ssl
import sys
from typing import Final
from urllib.parse import urlsplit

from ..errors import HostError
from .pool import Pool
from .way import Way

LOOPBACK: Final = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(server: str) -> bool:
    """Does this address name the computer itself?"""
    return urlsplit(server).hostname in LOOPBACK


def tls_context(server: str) -> ssl.SSLContext:
    """The TLS settings for `server`; takes some 20 ms, so it belongs on a thread and off the way to a call.

    The certificates that the system trusts come first, since companies add their own there; Mozilla's, as certifi
    carries them, are added where the system shows none.
    """
    if urlsplit(server).scheme == "http":
        return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # never used; trusts nobody
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        import certifi  # noqa: PLC0415 - only where it is needed

        context.load_verify_locations(certifi.where())
    return context


def make_client(server: str, context: ssl.SSLContext) -> Pool:
    """A client for `server` alone.

    Raises:
        HostError: `config-invalid`: a proxy setting of this computer cannot be used.
    """
    try:
        return Pool(Way(server, context, proxy_for(server)).open)
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


def _any_proxy() -> bool:
    """Could there be one? Beside the environment, macOS and Windows have settings of their own."""
    return sys.platform in ("darwin", "win32") or any(name.lower().endswith("_proxy") for name in os.environ)
