"""What is known of one call: every change is written down before anybody is told of it."""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any, Protocol

from ..errors import HostError
from ..ledger import Row
from ..protocol import OVER

log = logging.getLogger(__name__)


class Books(Protocol):
    """Where changes go."""

    publish: Callable[[Row], None]

    async def save(self, row: Row) -> None: ...


class Record:
    """The row of one call as it is now."""

    def __init__(self, row: Row, books: Books) -> None:
        self.row = row
        self._books = books
        self._unsaved = False

    async def change(self, **changes: Any) -> None:
        """Write down what is new, then tell. A call that is over stays as it is."""
        if self.row.phase in OVER:
            return
        row = replace(self.row, **changes)
        if row == self.row:
            return
        now = self._now()
        row = replace(row, updated=now, ended=now if row.phase in OVER else None)
        news = seen(row) != seen(self.row)
        self.row = row
        await self._save()
        if news:
            self._books.publish(row)

    def show(self, **changes: Any) -> None:
        """Tell without writing down: what would no longer be true after a restart. Not of a call that is over."""
        if self.row.phase in OVER:
            return
        self.row = replace(self.row, updated=self._now(), **changes)
        self._books.publish(self.row)

    def want_cancel(self) -> None:
        """The person asked for an end in another browser, whose host has written that down already."""
        self.row = replace(self.row, cancel="wanted")

    async def insist(self) -> None:
        """The last state is written down as soon as the disk allows it, for as long as this host lives."""
        wait = 1.0
        while self._unsaved:
            await asyncio.sleep(wait)
            wait = min(wait * 2, 60.0)
            await self._save()

    def _now(self) -> float:
        """Never before the last news: whoever follows the call leaves older news aside, also after a clock was set
        back.
        """
        return max(time.time(), self.row.updated)

    async def _save(self) -> None:
        try:
            await self._books.save(self.row)
            self._unsaved = False
        except HostError as error:  # the call is real whether or not the disk is: go on, and write it next time
            log.error("call %s: %s could not be written down: %s", self.row.id, self.row.phase, error)
            self._unsaved = True


def seen(row: Row) -> Row:
    """What of a row a person sees; the rest is for the host."""
    return replace(row, ring_out_id=None, owner="", updated=0.0)
