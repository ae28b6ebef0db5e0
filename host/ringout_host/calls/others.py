"""Calls that other hosts work on, for as long as this host's browser was told that they are going on.

Their hosts tell their own browsers alone, so each change is looked up in the ledger. A host that dies meanwhile is
noticed, though nobody asks.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from typing import Final, Protocol

from ..errors import CallError, HostError
from ..ledger import Row
from .record import seen

log = logging.getLogger(__name__)

EVERY: Final = 1.0
"""Seconds between looks at the ledger."""


class Calls(Protocol):
    """What this needs of the calls of this host."""

    publish: Callable[[Row], None]

    def works_on(self, call_id: str) -> bool: ...

    async def resume(self) -> None: ...

    async def reload(self, call_id: str) -> Row: ...


class Others:
    """What the browser knows of other hosts' calls."""

    def __init__(self, calls: Calls) -> None:
        self._calls = calls
        self._known: dict[str, Row] = {}
        self._looking: asyncio.Task[None] | None = None

    def told(self, row: Row) -> None:
        """The browser is being told of this call; from now on it is told how that goes on."""
        self._known[row.id] = row
        if self._looking is None or self._looking.done():
            self._looking = asyncio.get_running_loop().create_task(self._look())

    async def close(self) -> None:
        """Look no more."""
        if self._looking is not None:
            self._looking.cancel()
            await asyncio.gather(self._looking, return_exceptions=True)

    async def _look(self) -> None:
        while self._known:
            await asyncio.sleep(EVERY)
            try:
                await self._calls.resume()
                for call_id in list(self._known):
                    await self._look_at(call_id)
            except HostError as error:
                log.warning("the calls of other hosts cannot be looked at now: %s", error)

    async def _look_at(self, call_id: str) -> None:
        try:
            row = await self._calls.reload(call_id)
        except CallError:  # over, and cleared from the history
            del self._known[call_id]
            return
        before, self._known[call_id] = self._known[call_id], row
        if not row.open or self._calls.works_on(call_id):  # taken over: its own run tells how it goes on
            del self._known[call_id]
        if seen(row) != seen(before):
            self._calls.publish(row)
