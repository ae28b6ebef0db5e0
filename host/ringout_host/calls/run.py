"""One call from its ledger row to its end: placed once, then watched. Decisions are in `phase`, `outcomes` and
`pace`; this module does what they say.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from typing import Any

from ..errors import RingOutError
from ..ledger import Row
from ..protocol import OVER, Phase, Reason
from ..ringcentral.ringout import RingOut, RingOutGone, RingOutOrder
from . import outcomes, pace, phase, reasons
from .cancelling import Cancelling, Taken, left_by
from .record import Record
from .world import World

log = logging.getLogger(__name__)


class StoppedError(Exception):
    """The person cancelled before anything was sent."""


class Run:
    """The life of one call. Make it, then `place` or `watch` it in a task of its own."""

    def __init__(self, row: Row, world: World) -> None:
        self._record = Record(left_by(row), world)
        self._cancelling = Cancelling(row, self._record, world)
        self._world = world
        self._in_flight = False
        self._begun = time.monotonic()
        self._recorded = asyncio.Event()
        self._nudge = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    @property
    def row(self) -> Row:
        """The call as it is now."""
        return self._record.row

    # -- commands ---------------------------------------------------------------------------------------------

    def begin(self, life: Callable[[], Awaitable[None]], done: Callable[[], None]) -> None:
        """Live `life` (`place` or `watch`) in a task."""

        async def guarded() -> None:
            try:
                await life()
            except asyncio.CancelledError:
                done()
                raise
            except Exception:
                log.exception("call %s: its run broke", self.row.id)
                await self._end("unknown", reasons.UNKNOWN)
            finally:
                self._recorded.set()
            await self._record.insist()
            done()

        self._task = asyncio.get_running_loop().create_task(guarded())

    async def cancel(self) -> None:
        """Stop the call if that can still be done; whether it worked shows in the phase.

        Before anything was sent it ends at once; while the POST is in flight the wish is kept.
        """
        if self.row.cancel in ("wanted", "sent"):
            return
        await self._record.change(cancel="wanted")
        if self.row.phase == "placing" and not self._in_flight and self.row.ring_out_id is None:
            await self._abandon()
            await self._end("cancelled", None)
        self._nudge.set()

    async def settle(self, limit: float) -> None:
        """Before the host ends: what is in flight gets `limit` seconds to be written down."""
        if self._in_flight:
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(limit):
                    await self._recorded.wait()
            await self._abandon()
        elif self.row.phase == "placing" and self.row.ring_out_id is None:
            await self._abandon()
            await self._end("failed", reasons.CLOSED)
        else:
            await self._abandon()

    # -- placing (Dialling) -----------------------------------------------------------------------------------

    async def place(self) -> None:
        """POST the ring-out, then watch it."""
        order = RingOutOrder(
            from_=self.row.from_phone,
            to=self.row.number.e164,
            caller_id=self.row.caller_id,
            play_prompt=self.row.play_prompt,
        )
        try:
            ring_out = await self._world.service.create_ring_out(order, self)
        except StoppedError:
            await self._end("cancelled", None)
            return
        except RingOutError as error:
            lost = error.code == "outcome-unknown"
            await self._end("unknown" if lost else "failed", reasons.of(error))
            return
        await self._take(ring_out, ring_out_id=ring_out.id)
        self._in_flight = False
        self._recorded.set()
        await self.watch(first=pace.FIRST / self._world.service.speed)

    async def sending(self) -> None:
        """The POST is about to leave: the last moment at which a cancel stops it for certain.

        Raises:
            StoppedError: the person cancelled.
            RingOutError: `service-unreachable`, so much time has passed that nobody expects the call any more.
        """
        if self.row.cancel or await self._cancelled_elsewhere():
            raise StoppedError
        if time.time() - self.row.started > pace.TOO_LATE:
            raise reasons.too_late()
        self._in_flight = True

    async def _cancelled_elsewhere(self) -> bool:
        """In another browser, where the call must have been seen first: a new row need not be read again."""
        if time.monotonic() - self._begun < pace.UNSEEN:
            return False
        return bool((await self._world.reload(self.row.id)).cancel)

    async def not_dialled(self) -> None:
        """The last attempt certainly dialled nothing."""
        self._in_flight = False
        if self.row.cancel:
            raise StoppedError

    def waiting(self, seconds: float) -> None:
        """RingCentral makes us wait; the person sees for how long."""
        reason = reasons.waiting(seconds)
        if reason != self.row.reason:
            self._record.show(reason=reason)

    async def disown(self) -> None:
        """Own up that nobody knows whether this call was placed: its host died before an answer was written."""
        await self._end("unknown", reasons.UNKNOWN)

    # -- watching ---------------------------------------------------------------------------------------------

    async def watch(self, first: float = 0.0) -> None:
        """Look at the call until it is over, or until nobody can know any more."""
        wait, failures, quiet, looked_at = first, 0, 0.0, time.monotonic()
        while self.row.open:
            await self._pause(wait)
            await self._cancelling.send()
            before = self.row.phase
            try:
                await self._take(await self._world.service.ring_out_status(self.row.ring_out_id or ""))
                failures = 0
            except RingOutGone:
                await self._gone()
            except RingOutError as error:
                failures += 1
                await self._no_news(error)
            now = time.monotonic()
            # Some clocks go on while the computer sleeps, when nobody looked.
            quiet, looked_at = quiet + min(now - looked_at, wait + pace.LONGEST_LOOK), now
            if self.row.phase != before or (failures == 0 and self.row.phase == "connected"):
                quiet = 0.0
            elif quiet > pace.patience(self.row.phase):
                await self._end("unknown", reasons.UNKNOWN)
            wait = pace.interval(
                self.row.phase,
                self._world.open_count(),
                allowed=self._world.service.looks_allowed,
                failures=failures,
                speed=self._world.service.speed,
            )

    async def _take(self, ring_out: RingOut, **also: Any) -> None:
        """Write down what RingCentral says of the call, and with it `also`: one wait for the disk, not two."""
        if ring_out.status is None:
            if self.row.phase == "placing":
                also |= {"phase": "ringing-you", "reason": self._note("ringing-you")}
            await self._record.change(**also)
            return
        reading = phase.read(
            ring_out.status, before=self.row.phase, cancelled=self._cancelling.taken is not Taken.NO
        )
        reason = outcomes.reason(reading) or (None if reading.phase in OVER else self._note(reading.phase))
        await self._record.change(phase=reading.phase, status=ring_out.status, reason=reason, **also)

    async def _gone(self) -> None:
        if self._cancelling.taken is Taken.YES and self.row.phase == "ringing-you":
            await self._end("cancelled", None)
            return
        reading = phase.gone(self.row.phase)
        await self._end(reading.phase, outcomes.reason(reading))

    async def _no_news(self, error: RingOutError) -> None:
        await self._record.change(reason=reasons.no_news(error))

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):  # wait_for would swallow a cancellation that comes with the nudge
                await self._nudge.wait()
        self._nudge.clear()

    # -- what is said -------------------------------------------------------------------------------------------

    def _note(self, during: Phase) -> Reason | None:
        """What the person must do by hand during this call."""
        if during == "ringing-you" and self._cancelling.note is not None:
            return self._cancelling.note
        extension = self.row.number.extension
        return None if extension is None else reasons.extension(extension)

    async def _end(self, last: Phase, reason: Reason | None) -> None:
        await self._record.change(phase=last, reason=reason)

    async def _abandon(self) -> None:
        task = self._task
        if task is None or task is asyncio.current_task():
            return
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task
