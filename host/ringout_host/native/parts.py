"""The parts of one host that its methods ask, and their life.

What takes long to import is imported behind the first frame, each part when it is first needed.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable, Coroutine
from typing import TYPE_CHECKING

from ..errors import RingOutError
from ..ledger import Caps, Ledger, Row
from ..ledger.owners import Owner
from ..paths import Paths
from ..protocol import Wire
from ..protocol import requests as r
from .account import AccountKeeper

if TYPE_CHECKING:
    from ..calls.service import Calls

log = logging.getLogger(__name__)

Tell = Callable[[str, Wire, str | None], None]
"""Sends a notification: its method, its params, and what it is news of."""


class Parts:
    """The ledger, the account and the calls of one host. `tell` must be set before `begin`."""

    def __init__(self, places: Paths, ledger: Ledger, owner: Owner) -> None:
        self.tell: Tell
        self.places = places
        self.account = AccountKeeper(places, self._account_changed, self._remarks)
        self._ledger = ledger
        self._owner = owner
        self._calls: asyncio.Task[Calls] | None = None
        self._background: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, places: Paths) -> Parts:
        """Open what is needed for any call. Raises HostError: `storage-failed`."""
        owner = Owner(places.hosts)  # before the ledger: whoever would remove that must see that it is in use
        try:
            ledger = await asyncio.to_thread(Ledger, places.ledger)
        except RingOutError:
            owner.close()
            raise
        return cls(places, ledger, owner)

    async def begin(self) -> None:
        """Import the rest and take over calls of dead hosts, while requests are already answered."""
        self.spawn(self._take_over())

    async def close(self, limit: float) -> None:
        """Write down what is in flight, for at most `limit` seconds, and let go of everything."""
        for task in list(self._background):
            task.cancel()
        if self._calls is not None:
            await asyncio.gather(self._calls, return_exceptions=True)
        if self._calls is not None and not self._calls.cancelled() and not self._calls.exception():
            await self._calls.result().close(limit)
        else:
            self._ledger.close()
            self._owner.close()
        await self.account.close()

    def leave(self) -> None:
        """Let other hosts see that this one is gone, whatever became of `close`."""
        self._owner.close()

    async def calls(self) -> Calls:
        """The calls, ready to be asked. Raises HostError: `config-invalid`."""
        if self._calls is None or (self._calls.done() and self._calls.exception()):
            self._calls = asyncio.get_running_loop().create_task(self._make_calls())
        return await asyncio.shield(self._calls)

    async def home(self) -> str:
        """The person's own country."""
        return self.account.settings.get().home((await self.account.known()).region)

    def caps(self) -> Caps:
        """How many calls may be started, as it is set now."""
        limits = self.account.settings.get().limits
        return Caps(limits.per_minute, limits.per_hour, limits.per_day)

    def spawn(self, work: Coroutine[object, object, None]) -> None:
        """Do this besides, for as long as the host lives."""
        task = asyncio.get_running_loop().create_task(work)
        self._background.add(task)
        task.add_done_callback(self._background.discard)

    async def _make_calls(self) -> Calls:
        service = await self.account.service()
        from ..calls.service import Calls  # noqa: PLC0415

        return Calls(self._ledger, self._owner, service, self._call_updated)

    async def _take_over(self) -> None:
        try:
            calls = await self.calls()
            await calls.resume()
            await self.account.prepare()
            await calls.tidy()
        except RingOutError as error:
            log.error("calls cannot be taken over yet: %s", error)
        finally:  # everything is loaded: none of it is ever rubbish, so none of it need be looked at again
            gc.freeze()
            gc.enable()

    def _remarks(self) -> list[str]:
        aside = self._ledger.set_aside
        return [] if aside is None else [aside.note]

    def _call_updated(self, row: Row) -> None:
        self.tell("call.updated", r.CallResult(call=row.call()), row.id)
        if row.reason is not None and row.reason.code == "sign-in-expired":
            self.spawn(self.account.announce())

    def _account_changed(self, changed: r.AccountChanged) -> None:
        self.tell("account.changed", changed, "account")
