"""Serving the application on loopback: uvicorn with a protocol that hands each request its connection, and a
line that can be cut. Nothing but this computer is ever bound.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
import threading
from collections.abc import Callable
from enum import StrEnum
from typing import Any, Final

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

LOOPBACK: Final = ("127.0.0.1", "::1", "localhost")


_TURNS: Final = 32
"""A connection takes some five turns of the loop from the kernel's queue to its handler."""


class Offline(StrEnum):
    """How the simulator can be out of reach."""

    REFUSE = "refuse"
    """Nobody listens: connections are refused, open ones end."""
    BLACKHOLE = "blackhole"
    """Connections are accepted and everything sent is swallowed."""
    CLOSE = "close"
    """Connections are accepted and closed at once, before anything is read."""


class Line:
    """Whether what arrives is heard at all, and who is told of a connection."""

    def __init__(self, connected: Callable[[], None]) -> None:
        self.how: Offline | None = None
        self.connected = connected


class Connection(H11Protocol):
    """A connection that each of its requests finds as `scope["state"]["wire"]`."""

    line: Line

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        self.app_state = {**self.app_state, "wire": transport}
        self.line.connected()
        super().connection_made(transport)
        if self.line.how is Offline.CLOSE:
            transport.close()

    def data_received(self, data: bytes) -> None:
        if self.line.how is None:
            super().data_received(data)


def bind(host: str, port: int) -> socket.socket:
    """A listening place on this computer.

    Raises:
        ValueError: the host is not loopback.
        OSError: the port is taken.
    """
    if host not in LOOPBACK:
        raise ValueError(f"The simulator serves this computer alone and does not bind {host}. Use 127.0.0.1.")
    address = "127.0.0.1" if host == "localhost" else host
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    # asyncio switches Nagle's delay off only where the protocol is named; else each answer takes 40 ms.
    sock = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows, where SO_REUSEADDR would let others in
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        sock.bind((address, port))
    except OSError:
        sock.close()
        raise
    return sock


class Server(uvicorn.Server):
    """uvicorn that says when it is ready, keeps its hands off signals, and can go off line and come back."""

    def __init__(self, app: ASGIApp, sock: socket.socket, connected: Callable[[], None]) -> None:
        self.line = Line(connected)
        protocol = type("Connection", (Connection,), {"line": self.line})
        config = uvicorn.Config(
            app,
            http=protocol,
            ws="none",
            loop="asyncio",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=75,
            timeout_graceful_shutdown=1,
        )
        super().__init__(config)
        self.ready = threading.Event()
        self.loop: asyncio.AbstractEventLoop | None = None
        self._sock = sock
        self._returning: asyncio.Task[None] | None = None
        self._ending = asyncio.Event()

    async def run_here(self) -> None:
        """Serve until told to end, without touching signal handlers."""
        self.loop = asyncio.get_running_loop()
        await self._serve([self._sock])

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """As uvicorn's, and then ready."""
        await super().startup(sockets)
        self.ready.set()

    async def finish(self) -> None:
        """End, without waiting for anybody's answer."""
        if self._returning is not None:
            self._returning.cancel()
        self.should_exit = True
        self._ending.set()

    async def settle(self) -> None:
        """Give the loop enough turns to accept, read and decide everything that has already arrived."""
        for _ in range(_TURNS):
            await asyncio.sleep(0)

    async def go_offline(self, how: Offline) -> None:
        """Be out of reach."""
        await self.come_back()
        self.line.how = how
        if how is not Offline.BLACKHOLE:
            self._cut()
        if how is not Offline.REFUSE:
            return
        host, port = self._sock.getsockname()[:2]
        for server in self.servers:
            server.close()
        self.servers.clear()
        self._sock.close()
        # Bound but not listening: connections are refused, and nobody else gets the port meanwhile.
        self._sock = bind(host, port)

    async def come_back(self) -> None:
        """Be in reach again; connections that were not heard end."""
        if self.line.how is None:
            return
        self.line.how = None
        self._cut()
        if not self.servers:
            config, state = self.config, self.server_state

            def protocol() -> asyncio.Protocol:
                make: Any = config.http_protocol_class
                connection: asyncio.Protocol = make(config=config, server_state=state, app_state={})
                return connection

            loop = asyncio.get_running_loop()
            self.servers.append(await loop.create_server(protocol, sock=self._sock, backlog=config.backlog))

    async def go_offline_for(self, how: Offline, seconds: float) -> None:
        """Be out of reach for a while."""
        await self.go_offline(how)
        self._returning = asyncio.create_task(self._come_back_in(seconds))

    async def _come_back_in(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.come_back()

    async def main_loop(self) -> None:
        """As uvicorn's, but ending at once."""
        counter = 0
        while not await self.on_tick(counter):
            counter += 1
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._ending.wait(), 0.1)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Unlike uvicorn's, it waits for nobody: connections are cut, which ends their requests."""
        del sockets
        for server in self.servers:
            server.close()
        self._sock.close()
        self._cut()
        if self.server_state.tasks:
            await asyncio.wait(self.server_state.tasks, timeout=1)

    def _cut(self) -> None:
        for connection in list(self.server_state.connections):
            connection.transport.abort()
