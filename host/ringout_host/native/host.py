"""One host: its parts, the methods that ask them, and the server that reads and answers."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from .. import __version__
from ..errors import RingOutError
from ..paths import Paths, paths
from ..protocol.requests import Fatal
from . import rpc
from .logs import open_log
from .methods import table
from .parts import Parts
from .server import Server

log = logging.getLogger(__name__)


class Host:
    """Everything that one browser talks to."""

    def __init__(self, server: Server, parts: Parts) -> None:
        self.server = server
        self._parts = parts

    @classmethod
    async def open(cls, send: Callable[[bytes, str | None], None]) -> Host | None:
        """A host at work; None if it must die, after `host.fatal` has said why."""
        places: Paths = paths()
        open_log(places.logs)
        log.info("host %s is here", __version__)
        try:
            parts = await Parts.open(places)
        except RingOutError as error:
            log.error("cannot begin: %s", error)
            fatal = Fatal(code=error.code, message=f"{error.message} {error.remedy}")
            send(rpc.notification("host.fatal", fatal.wire()), None)
            return None
        server = Server(table(parts), send)
        parts.tell = server.notify
        await parts.begin()
        return cls(server, parts)

    async def close(self, limit: float) -> None:
        """Stop, within `limit` seconds and a little; what is not done by then is left as a kill would leave it."""
        try:
            async with asyncio.timeout(limit + 0.2):
                await self.server.close()
                await self._parts.close(limit)
        except TimeoutError:
            log.warning("not everything came to its end in time")
        finally:
            self._parts.leave()
