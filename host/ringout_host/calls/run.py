"""One call from its ledger row to its end: placed once, then watched. Decisions are in `phase`, `outcomes` and
`pace`; this module does what they say and writes every change down before anybody is told.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
import time
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any, Final, Protocol

from ..errors import HostError, RingOutError
from ..ledger import Row
from ..protocol import OVER, Leg, Phase, Reason
from ..ringcentral.ringout import Dialling, RingOut, RingOutGone, RingOutOrder
from . import outcomes, pace, phase

log = logging.getLogger(__name__)

_UNKNOWN: Final = RingOutError("outcome-unknown")


class Service(Protocol):
    """What a run needs of RingCentral."""

    @property
    def speed(self) -> float: ...

    async def create_ring_out(self, order: RingOutOrder, watch: Dialling) -> RingOut: ...

    async def ring_out_status(self, ring_out_id: str) -> RingOut: ...

    async def cancel_ring_out(self, ring_out_id: str) -> None: ...


class World(Protocol):
    """What a run needs of the host."""

    service: Service

    async def save(self, row: Row) -> None: ...

    async def reload(self, call_id: str) -> Row: ...

    def publish(self, row: Row) -> None: ...

    def open_count(self) -> int: ...


class StoppedError(Exception):
    """The person cancelled before anything was sent."""


class Run:
    """The life of one call. Make it, then `place` or `watch` it in a task of its own."""

    def __init__(self, row: Row, world: World) -> None:
        self.row = row
        self._world = world
        self._in_flight = False
        self._recorded = asyncio.Event()
        self._nudge = asyncio.Event()
        self._deleted = False
        self._unsaved = False
        self._task: asyncio.Task[None] | None = None

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
                await self._end("unknown", _reason("service", _UNKNOWN))
            finally:
                self._recorded.set()
            await self._insist()
            done()

        self._task = asyncio.get_running_loop().create_task(guarded())

    async def cancel(self) -> None:
        """Stop the call if that can still be done; whether it worked shows in the phase.

        Before anything was sent it ends at once; while the POST is in flight the wish is kept.
        """
        if self.row.cancel:
            return
        await self._change(cancel="wanted")
        if self.row.phase == "placing" and not self._in_flight and self.row.ring_out_id is None:
            await self._abandon()
            await self._end("cancelled", None)
        self._nudge.set()

    async def settle(self, limit: float) -> None:
        """Before the host ends: what is in flight gets `limit` seconds to be written down."""
        if self._in_flight:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._recorded.wait(), limit)
            await self._abandon()
        elif self.row.phase == "placing" and self.row.ring_out_id is None:
            await self._abandon()
            closed = RingOutError(
                "internal", "The browser closed before the call was placed. Nothing was dialled.", "Call again."
            )
            await self._end("failed", _reason("service", closed))
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
            await self._end("unknown" if lost else "failed", _reason("service", error))
            return
        await self._change(ring_out_id=ring_out.id, reason=self._note())
        await self._take(ring_out)
        self._in_flight = False
        self._recorded.set()
        await self.watch(first=pace.FIRST / self._world.service.speed)

    async def sending(self) -> None:
        """The POST is about to leave: the last moment at which a cancel stops it for certain."""
        if self.row.cancel or (await self._world.reload(self.row.id)).cancel:
            raise StoppedError
        self._in_flight = True

    async def not_dialled(self) -> None:
        """The last attempt certainly dialled nothing."""
        self._in_flight = False
        if self.row.cancel:
            raise StoppedError

    def waiting(self, seconds: float) -> None:
        """RingCentral makes us wait; the person sees for how long."""
        if seconds < 1:
            reason = None
        else:
            wait = round(seconds)
            reason = Reason(
                leg="service",
                code="rate-limited",
                message=f"RingCentral asks us to wait {wait} s.",
                remedy="The call is placed by itself then. You can cancel it.",
                retry_after=wait,
            )
        if (
            self.row.open and reason != self.row.reason
        ):  # shown, not kept: after a restart it would no longer be true
            self.row = replace(self.row, reason=reason, updated=time.time())
            self._world.publish(self.row)

    async def disown(self) -> None:
        """Own up that nobody knows whether this call was placed: its host died before an answer was written."""
        await self._end("unknown", _reason("service", _UNKNOWN))

    # -- watching ---------------------------------------------------------------------------------------------

    async def watch(self, first: float = 0.0) -> None:
        """Look at the call until it is over, or until nobody can know any more."""
        wait, failures, quiet_since = first, 0, time.monotonic()
        while self.row.open:
            await self._pause(wait)
            await self._send_cancel()
            before = self.row.phase
            try:
                await self._take(await self._world.service.ring_out_status(self.row.ring_out_id or ""))
                failures = 0
            except RingOutGone:
                await self._gone()
            except RingOutError as error:
                failures += 1
                await self._no_news(error)
            if self.row.phase != before or (failures == 0 and self.row.phase == "connected"):
                quiet_since = time.monotonic()
            elif time.monotonic() - quiet_since > pace.patience(self.row.phase):
                await self._end("unknown", _reason("service", _UNKNOWN))
            wait = pace.interval(
                self.row.phase,
                self._world.open_count(),
                failures=failures,
                speed=self._world.service.speed,
            )

    async def _take(self, ring_out: RingOut) -> None:
        if ring_out.status is None:
            if self.row.phase == "placing":
                await self._change(phase="ringing-you")
            return
        reading = phase.read(ring_out.status, before=self.row.phase, cancelled=self.row.cancel == "sent")
        reason = outcomes.reason(reading) or (self._note() if reading.phase not in OVER else None)
        await self._change(phase=reading.phase, status=ring_out.status, reason=reason)

    async def _gone(self) -> None:
        if self._deleted and self.row.phase == "ringing-you":
            await self._end("cancelled", None)
            return
        reading = phase.gone(self.row.phase)
        await self._end(reading.phase, outcomes.reason(reading))

    async def _no_news(self, error: RingOutError) -> None:
        told = Reason(
            leg="service",
            code=error.code,
            message=f"{error.message.removesuffix(' Nothing was dialled.')} Your call goes on.",
            remedy="Look at your phone; the status comes back by itself."
            if error.code != "sign-in-expired"
            else error.remedy,
        )
        await self._change(reason=told)

    async def _send_cancel(self) -> None:
        """Send the DELETE once, if the person wants it and it can still do something."""
        if not self.row.cancel:
            with contextlib.suppress(RingOutError):
                asked = (await self._world.reload(self.row.id)).cancel  # perhaps in another browser
                if asked:
                    self.row = replace(self.row, cancel=asked)
        if self.row.cancel != "wanted":
            return
        await self._change(cancel="sent")
        try:
            await self._world.service.cancel_ring_out(self.row.ring_out_id or "")
            self._deleted = True
        except RingOutError as error:
            log.info("call %s: cancel failed: %s", self.row.id, error.code)
            told = RingOutError(error.code, "The call could not be cancelled.", "Hang up your phone to stop it.")
            await self._change(reason=_reason("service", told))

    async def _pause(self, seconds: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._nudge.wait(), seconds)
        self._nudge.clear()

    # -- one change -------------------------------------------------------------------------------------------

    def _note(self) -> Reason | None:
        """What the person must do by hand during this call."""
        extension = self.row.number.extension
        if extension is None:
            return None
        note = RingOutError(
            "extension-not-dialable",
            f"Extension {extension} is not dialled for you.",
            f"Dial {extension} on your phone's keypad once they answer.",
        )
        return _reason("them", note)

    async def _end(self, last: Phase, reason: Reason | None) -> None:
        await self._change(phase=last, reason=reason)

    async def _change(self, **changes: Any) -> None:
        """Write down what is new, then tell. A call that is over stays as it is."""
        if self.row.phase in OVER:
            return
        row = replace(self.row, **changes)
        if row == self.row:
            return
        now = time.time()
        row = replace(row, updated=now, ended=now if row.phase in OVER else None)
        news = _seen(row) != _seen(self.row)
        self.row = row
        await self._save()
        if news:
            self._world.publish(row)

    async def _save(self) -> None:
        try:
            await self._world.save(self.row)
            self._unsaved = False
        except HostError as error:  # the call is real whether or not the disk is: go on, and write it next time
            log.error("call %s: %s could not be written down: %s", self.row.id, self.row.phase, error)
            self._unsaved = True

    async def _insist(self) -> None:
        """The last state is written down as soon as the disk allows it, for as long as this host lives."""
        wait = 1.0
        while self._unsaved:
            await asyncio.sleep(wait)
            wait = min(wait * 2, 60.0)
            await self._save()

    async def _abandon(self) -> None:
        task = self._task
        if task is None or task is asyncio.current_task():
            return
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task


def _seen(row: Row) -> Row:
    """What of a row a person sees; the rest is for the host."""
    return replace(row, ring_out_id=None, updated=0.0)


def _reason(leg: Leg, error: RingOutError) -> Reason:
    wait = None if error.retry_after is None else round(error.retry_after)
    return Reason(leg=leg, code=error.code, message=error.message, remedy=error.remedy, retry_after=wait)
