"""All calls of this host: started once, cancelled, looked up, and taken over from hosts that died."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import secrets
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import ParamSpec, TypeVar

from ..errors import CallError, HostError, RingOutError
from ..ledger import Caps, Ledger, Row
from ..ledger.cleared import SAME_NUMBER
from ..ledger.owners import Owner
from ..protocol import Number
from .others import Others
from .run import Run
from .world import Service

P = ParamSpec("P")
T = TypeVar("T")

log = logging.getLogger(__name__)


class Calls:
    """The calls that this host works on.

    Args:
        ledger: used on one thread of its own.
        owner: this host's proof of life.
        service: RingCentral.
        publish: told of every change, after it is on disk.
    """

    def __init__(self, ledger: Ledger, owner: Owner, service: Service, publish: Callable[[Row], None]) -> None:
        self.service = service
        self.publish = publish
        self._ledger = ledger
        self._owner = owner
        self._runs: dict[str, Run] = {}
        self._disk = ThreadPoolExecutor(1, thread_name_prefix="ledger")
        self._tidying: asyncio.Task[None] | None = None
        self._others = Others(self)

    async def start(
        self,
        *,
        request_id: str,
        number: Number,
        from_phone: str,
        caller_id: str | None,
        play_prompt: bool,
        origin: str | None,
        caps: Caps,
        ask: str | None,
        confirmation: str | None,
    ) -> Row:
        """Write the call down and begin to place it; a `request_id` seen before gives its call again.

        Raises:
            RingOutError: refused; nothing was written and nothing will be dialled.
        """
        now = time.time()
        wanted = Row(
            id=f"call-{secrets.token_hex(8)}",
            request_id=request_id,
            number=number,
            from_phone=from_phone,
            caller_id=caller_id,
            play_prompt=play_prompt,
            origin=origin,
            phase="placing",
            status=None,
            reason=None,
            ring_out_id=None,
            cancel="",
            owner=self._owner.name,
            started=now,
            updated=now,
            ended=None,
        )
        start = partial(self._ledger.start, wanted, caps, ask=ask, confirmation=confirmation)
        row = await self._on_disk(self._unless_others_call, start)
        if row is None:
            await self.resume()
            row = await self._on_disk(start)
        if row.id != wanted.id:
            return self._latest(row)
        run = self._run(row)
        run.begin(run.place, lambda: self._forget(wanted.id))
        return row

    async def find(self, request_id: str) -> Row | None:
        """The call that this request started before, if it did. Raises CallError: that call was cleared."""
        row = await self._on_disk(self._ledger.by_request, request_id)
        return None if row is None else self._latest(row)

    async def cancel(self, call_id: str) -> Row:
        """Cancel a call while RingOut can; asking again changes nothing.

        Raises:
            CallError: `unknown-call`, `not-cancellable`.
        """
        await self.resume()
        row = self._latest(await self._on_disk(self._ledger.get, call_id))
        if row.cancel in ("wanted", "sent") and row.open:
            return row
        if not row.cancellable:
            raise _not_cancellable(row)
        run = self._runs.get(call_id)
        if run is not None:
            await run.cancel()
            return run.row
        await self._on_disk(self._ledger.want_cancel, call_id)  # the host that works on it sees this
        return self._latest(await self._on_disk(self._ledger.get, call_id))

    async def get(self, call_id: str) -> Row:
        """One call as it stands. Raises CallError: `unknown-call`."""
        await self.resume()
        return self._latest(await self._on_disk(self._ledger.get, call_id))

    async def newest(self, limit: int, before: str | None) -> list[Row]:
        """The history, newest first. Raises CallError: `unknown-call`, there is no call `before`."""
        await self.resume()
        return [self._latest(row) for row in await self._on_disk(self._ledger.newest, limit, before)]

    async def clear(self) -> int:
        """Clear the history of every call that is over, and say how many there were.

        Raises:
            HostError: `storage-failed`.
        """
        await self.resume()
        removed = await self._on_disk(self._ledger.clear)
        if self._tidying is not None:
            self._tidying.cancel()
        self._tidying = asyncio.get_running_loop().create_task(self._tidy_later())
        return removed

    async def tidy(self) -> None:
        """Finish what a host that died left of clearing the history."""
        await self._on_disk(self._ledger.tidy)

    async def active(self) -> list[Row]:
        """Every call that is not over, whichever host works on it."""
        await self.resume()
        return [self._latest(row) for row in await self._on_disk(self._ledger.open_calls)]

    async def check_limits(self, e164: str, caps: Caps) -> bool:
        """Must one more call to this number be confirmed, because of one a moment ago? Raises LimitError."""
        return await self._on_disk(self._ledger.check_limits, e164, caps)

    async def mint(self, e164: str) -> tuple[str, float]:
        """A single-use confirmation and its end (seconds since 1970)."""
        return await self._on_disk(self._ledger.mint, e164)

    async def resume(self) -> None:
        """Take over the open calls of dead hosts: watch those that RingCentral knows, own up to the others."""
        for row in await self._on_disk(self._ledger.open_calls, but_of=self._owner.name):
            if row.id in self._runs or await self._on_disk(self._owner.alive, row.owner):
                continue
            mine = await self._on_disk(self._ledger.adopt, row, self._owner.name)
            if mine is None:
                continue
            log.info("call %s: taken over in phase %s", mine.id, mine.phase)
            run = self._run(mine)
            life = run.watch if mine.ring_out_id is not None else run.disown
            run.begin(life, lambda call_id=mine.id: self._forget(call_id))  # type: ignore[misc]

    async def close(self, limit: float) -> None:
        """Stop working within `limit` seconds; what is in flight is written down if it comes in time."""
        await self._others.close()
        if self._tidying is not None:
            self._tidying.cancel()
        await asyncio.gather(*(run.settle(limit) for run in list(self._runs.values())), return_exceptions=True)
        self._disk.shutdown(wait=True)
        self._ledger.close()
        self._owner.close()

    # -- for the runs (World), and for following the calls of others ------------------------------------------

    async def save(self, row: Row) -> None:
        """Write a run's change down. Raises HostError: `storage-failed`."""
        await self._on_disk(self._ledger.save, row)

    async def reload(self, call_id: str) -> Row:
        """The row as it is on disk, with what other hosts wrote."""
        return await self._on_disk(self._ledger.get, call_id)

    def open_count(self) -> int:
        """How many calls this host is watching."""
        return len(self._runs)

    def works_on(self, call_id: str) -> bool:
        """Whether this is a call of this host's."""
        return call_id in self._runs

    # -- internals --------------------------------------------------------------------------------------------

    def _run(self, row: Row) -> Run:
        run = self._runs[row.id] = Run(row, self)
        return run

    def _unless_others_call(self, start: Callable[[], Row]) -> Row | None:
        """Start; None, and nothing is done, where other hosts' calls are open: such a host may have died."""
        return None if self._ledger.open_calls(but_of=self._owner.name) else start()

    def _forget(self, call_id: str) -> None:
        self._runs.pop(call_id, None)

    def _latest(self, row: Row) -> Row:
        """What the browser is told of a call that was read from the ledger."""
        run = self._runs.get(row.id)
        if run is not None:
            return run.row
        if row.open:
            self._others.told(row)
        return row

    async def _tidy_later(self) -> None:
        """Forget even the traces of the numbers just cleared, once the rules need them no more."""
        await asyncio.sleep(SAME_NUMBER + 1)
        with contextlib.suppress(HostError):
            await self.tidy()

    async def _on_disk(self, work: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._disk, lambda: work(*args, **kwargs))


def _not_cancellable(row: Row) -> RingOutError:
    if not row.open:
        return CallError("not-cancellable", "This call is already over.", "There is nothing left to cancel.")
    return CallError("not-cancellable", "Your phone has already answered.", "Hang up your phone to end the call.")
