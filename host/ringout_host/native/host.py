"""One host: the parts put together, and what each method of the protocol does with them."""

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
from .methods import Methods
from .server import Server

log = logging.getLogger(__name__)


class Host:
    """Everything that one browser talks to."""

    def __init__(self, server: Server, methods: Methods) -> None:
        self.server = server
        self._methods = methods

    @classmethod
    async def open(cls, send: Callable[[bytes, str | None], None]) -> Host | None:
        """A host at work; None if it must die, after `host.fatal` has said why."""
        places: Paths = paths()
        open_log(places.logs)
        log.info("host %s is here", __version__)
        try:
            methods = await Methods.open(places)
        except RingOutError as error:
            log.error("cannot begin: %s", error)
            fatal = Fatal(code=error.code, message=f"{error.message} {error.remedy}")
            send(rpc.notification("host.fatal", fatal.wire()), None)
            return None
        server = Server(methods.table(), send)
        methods.tell = server.notify
        await methods.begin()
        return cls(server, methods)

    async def close(self, limit: float) -> None:
        """Stop, within `limit` seconds and a little."""
        async with asyncio.timeout(limit + 0.2):
            await self.server.close()
            await self._methods.close(limit)
