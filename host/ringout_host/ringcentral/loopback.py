"""A listener on this computer for the request with which the browser comes back from RingCentral (RFC 8252 §7.3).

It must listen on loopback alone, believe only requests that carry our own state, and never let a silent, slow or
huge request keep others from being heard.
"""

from __future__ import annotations

import asyncio
import errno
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qsl

from ..errors import HostError
from .signin_page import NOT_HERE, NOT_OURS, WRONG_METHOD

PATH: Final = "/oauth2callback"
_MAX_HEAD: Final = 16_384
_HEAD_SECONDS: Final = 10.0
_PAGE_SECONDS: Final = 60.0
"""For showing how the sign-in went, which takes an exchange with RingCentral."""

_MAX_CONNECTIONS: Final = 16

_REQUEST: Final = re.compile(rb"([A-Z]{1,10}) (/[\x21-\x7e]*) HTTP/1\.[01]\r\n")


@dataclass(frozen=True, slots=True)
class Redirect:
    """What the browser brought back: a code, or RFC 6749's error word."""

    code: str | None = field(default=None, repr=False)
    error: str | None = None


class Listener:
    """Waits for the redirect of one sign-in.

    Args:
        is_own: is this the state that was sent along?
    """

    def __init__(self, is_own: Callable[[str], bool]) -> None:
        self._is_own = is_own
        self._servers: list[asyncio.Server] = []
        self._handlers: set[asyncio.Task[None]] = set()
        loop = asyncio.get_running_loop()
        self._redirect: asyncio.Future[Redirect] = loop.create_future()
        self._page: asyncio.Future[bytes] = loop.create_future()
        self.port = 0

    @property
    def redirect_uri(self) -> str:
        """The address that RingCentral must know, to the letter."""
        return f"http://localhost:{self.port}{PATH}"

    async def open(self, ports: Sequence[int]) -> None:
        """Listen on the first free port.

        Raises:
            HostError: `config-invalid`: none is free.
        """
        for port in ports:
            if await self._open(port):
                return
        named = ", ".join(map(str, ports))
        raise HostError(
            "config-invalid",
            f"Other programs are using all the ports that the sign-in may come back to: {named}.",
            "Finish the other sign-in or close those programs. Other ports can be named in the settings file"
            " (redirectPorts) and must be registered with your RingCentral app.",
        )

    async def redirect(self) -> Redirect:
        """Wait for the browser; the first answer with our state counts, and no other."""
        return await asyncio.shield(self._redirect)

    async def show(self, page: bytes) -> None:
        """Answer the browser that came back, and stop listening."""
        if not self._page.done():
            self._page.set_result(page)
        for server in self._servers:
            server.close()
        if self._redirect.done() and self._handlers:
            await asyncio.wait(self._handlers, timeout=2.0)

    async def close(self) -> None:
        """Stop listening and drop every connection."""
        for server in self._servers:
            server.close()
        for handler in self._handlers:
            handler.cancel()
        if self._handlers:
            await asyncio.wait(self._handlers)
        self._redirect.cancel()
        self._page.cancel()

    async def _open(self, port: int) -> bool:
        """Both addresses that `localhost` may mean: nobody else may listen on the one we leave out."""
        opened: list[asyncio.Server] = []
        for host in ("127.0.0.1", "::1"):
            try:
                opened.append(await asyncio.start_server(self._accept, host, port or self.port, limit=_MAX_HEAD))
            except OSError as error:
                if host == "::1" and error.errno != errno.EADDRINUSE:
                    continue  # a computer without IPv6
                for server in opened:
                    server.close()
                return False
            self.port = opened[0].sockets[0].getsockname()[1]
        self._servers = opened
        return True

    def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if len(self._handlers) >= _MAX_CONNECTIONS:
            writer.close()
            return
        handler = asyncio.get_running_loop().create_task(self._handle(reader, writer))
        self._handlers.add(handler)
        handler.add_done_callback(self._handlers.discard)

    async def _handle(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            async with asyncio.timeout(_HEAD_SECONDS):
                head = await reader.readuntil(b"\r\n\r\n")
            async with asyncio.timeout(_PAGE_SECONDS):
                writer.write(await self._answer(head))
                await writer.drain()
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            pass  # gone, silent, slow or endless: nothing to answer
        finally:
            writer.close()

    async def _answer(self, head: bytes) -> bytes:
        """The page for one request."""
        line = _REQUEST.match(head)
        if line is None or not self._is_for_us(head):
            return NOT_HERE
        path, _, query = line[2].decode("ascii").partition("?")
        if path != PATH:  # the favicon, above all
            return NOT_HERE
        if line[1] != b"GET":
            return WRONG_METHOD
        redirect = self._read(query)
        if redirect is None or self._redirect.done():
            return NOT_OURS
        self._redirect.set_result(redirect)
        return await asyncio.shield(self._page)

    def _is_for_us(self, head: bytes) -> bool:
        """A page elsewhere whose name was made to point here (DNS rebinding) names another host."""
        hosts = re.findall(rb"\r\nhost:[ \t]*([^\r\n]*?)[ \t]*(?=\r\n)", head, re.IGNORECASE)
        allowed = {f"{name}:{self.port}".encode() for name in ("localhost", "127.0.0.1", "[::1]")}
        return len(hosts) == 1 and hosts[0].lower() in allowed

    def _read(self, query: str) -> Redirect | None:
        """The code or error of a request that carries our state; anything doubled is nobody's."""
        pairs = parse_qsl(query, keep_blank_values=True)
        values = dict(pairs)
        if len(values) != len(pairs) or not self._is_own(values.get("state", "")):
            return None
        code, error = values.get("code"), values.get("error")
        if error is not None:
            return Redirect(error=error if re.fullmatch(r"[a-z_]{1,64}", error) else "invalid_request")
        if code is not None and re.fullmatch(r"[\x21-\x7e]{1,4096}", code):
            return Redirect(code=code)
        return None
