"""The RingCentral operations that a call needs, each inside its rate group and with a valid token.

It must never send a ring-out again after any byte of it may have left, unless an answer said that nothing was
dialled.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Awaitable, Callable
from typing import Final

from ..errors import RingOutError, ServiceError
from ..protocol import Account
from . import rates
from .account import build_account
from .account_reader import AccountReader
from .api_errors import error_for, lookup_failed
from .asking import HEAVY, LIGHT, Asking, Request
from .limiter import Limiter
from .ringout import (
    CREATE_PATH,
    EXTENSION_PATH,
    Dialling,
    RingOut,
    RingOutGone,
    RingOutOrder,
    read_ring_out,
    read_status,
    ring_out_path,
)
from .session import Grants
from .transport import Answer, Failure, Transport

KEPT_FOR_CANCEL: Final = 1
"""Heavy places that no new call may take."""

DIAL_PATIENCE: Final = 180.0
"""Seconds that one call waits in all; nobody remembers after three minutes what they wanted to say."""

POLL_PATIENCE: Final = 5.0
RENEWAL_PATIENCE: Final = 0.6
"""Seconds that closing waits for new tokens; the browser gives a host one second in all."""

CANCEL_PATIENCE: Final = 30.0
"""Telephones ring hardly longer; the person had better know at once that they must hang up."""

_CONNECT_PAUSES: Final = (0.5, 1.0)
"""Seconds before each repeat after a connection that could not be made."""

_WARM_EVERY: Final = 30.0
_WARM_KEEP: Final = 10
"""Light places that warming leaves to the calls."""


class RingCentral:
    """One person's RingCentral. Lives in one event loop.

    Raises, from every operation besides what it names itself:
        AccountError: `signed-out`, `sign-in-expired`.
        ServiceError: `service-unreachable`, `rate-limited` with its `retry_after`.
        HostError: this computer's tokens, disk or proxy.
    """

    def __init__(
        self,
        transport: Transport,
        grants: Grants,
        limiter: Limiter,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self.grants: Final = grants
        self._asking = Asking(transport, grants, limiter, sleep=sleep, monotonic=monotonic)
        self._transport = transport
        self._limiter = limiter
        self._monotonic = monotonic
        self._clock = clock
        self._warmed_at: float | None = None

    @property
    def server(self) -> str:
        """The address of the API."""
        return self._transport.server

    @property
    def simulator(self) -> bool:
        """The last answer came from our own simulator on this computer; every call is pretended."""
        return self._transport.simulator

    @property
    def speed(self) -> float:
        """How many times faster than people the simulator is; 1 elsewhere."""
        return self._transport.speed

    @property
    def looks_allowed(self) -> float:
        """Requests a minute that may ask how calls are going, as RingCentral last told this or another host."""
        return self._limiter.per_minute(LIGHT)

    async def create_ring_out(self, order: RingOutOrder, watch: Dialling) -> RingOut:
        """Start a call (`createRingOutCall`).

        The POST is repeated only where it certainly dialled nothing (see `Asking.ask`). `watch.sending` is awaited
        before each time, `watch.not_dialled` after each such end and after any other refusal.

        Raises:
            ServiceError: `outcome-unknown`: it may have been dialled; nothing else leaves that open.
                `service-error`: refused.
            RingOutError: what RingCentral refuses, see `api_errors`.
        """
        request = Request(
            "POST",
            CREATE_PATH,
            HEAVY,
            patience=DIAL_PATIENCE,
            keep=KEPT_FOR_CANCEL,
            content=order.body(),
            pauses=_CONNECT_PAUSES,
        )
        answer = await self._asking.ask(request, watch)
        if answer is Failure.NOT_SENT:
            raise ServiceError("service-unreachable")
        if answer is Failure.LOST:
            raise ServiceError("outcome-unknown")
        if answer.ok:
            return _started(answer)
        if _leaves_open(answer):
            raise ServiceError("outcome-unknown")
        await watch.not_dialled()
        raise error_for(answer)

    async def ring_out_status(self, ring_out_id: str) -> RingOut:
        """How a call is going (`readRingOutCallStatus`).

        Raises:
            RingOutGone: RingCentral no longer knows it.
            ServiceError: also `service-error`; with `retry_after` where RingCentral named a time.
        """
        answer = await self._asking.read(ring_out_path(ring_out_id), patience=POLL_PATIENCE)
        if answer.status == 404:
            raise RingOutGone
        if not answer.ok:
            raise self._not_answered(answer)
        if not answer.mapping():
            raise self._not_answered(answer)
        return RingOut(ring_out_id, read_status(answer.mapping().get("status")))

    async def cancel_ring_out(self, ring_out_id: str) -> bool:
        """Ask for the end of a call whose caller has not answered (`deleteRingOutCall`).

        True says that it was accepted, not that the phones stop: ask for the status afterwards. A call that
        RingCentral no longer knows (404) needs no cancelling: False.

        Raises:
            ServiceError: `outcome-unknown`: it may have been accepted; nothing else leaves that open.
        """
        request = Request(
            "DELETE", ring_out_path(ring_out_id), HEAVY, patience=CANCEL_PATIENCE, pauses=_CONNECT_PAUSES
        )
        answer = await self._asking.ask(request)
        if answer is Failure.NOT_SENT:
            raise ServiceError("service-unreachable")
        if answer is Failure.LOST or _leaves_open(answer):
            raise ServiceError("outcome-unknown")
        if not answer.ok and answer.status != 404:
            raise self._not_answered(answer)
        return answer.ok

    async def read_account(self) -> Account:
        """Who is signed in, their phones and caller ids; what is forbidden becomes a note.

        Raises:
            RingOutError: the extension itself could not be read.
        """
        reader = AccountReader(self._asking)
        answer = await reader.extension()
        if answer.status != 403 and not (answer.ok and answer.mapping()):
            raise self._not_answered(answer)
        parts = await reader.parts(answer.mapping() if answer.ok else {})
        return build_account(parts, token_store=self.grants.where)

    async def warm(self) -> None:
        """Open the connection and renew the token ahead of a call; at most twice a minute, never an error."""
        now = self._monotonic()
        if self._warmed_at is not None and now - self._warmed_at < _WARM_EVERY:
            return
        self._warmed_at = now
        with contextlib.suppress(RingOutError):
            await self._asking.read(EXTENSION_PATH, patience=0.0, keep=_WARM_KEEP)

    async def close(self) -> None:
        """Close connections and files, once a renewal that is under way was saved or had its time."""
        await self.grants.settle(RENEWAL_PATIENCE)
        await self._transport.close()
        self._limiter.close()

    def _not_answered(self, answer: Answer) -> RingOutError:
        return lookup_failed(answer, rates.retry_after(answer.headers, self._clock()))


def _started(answer: Answer) -> RingOut:
    ring_out = read_ring_out(answer.body)
    if ring_out is None:  # it says that it dialled, and nothing to ask about it by
        raise ServiceError("outcome-unknown")
    return ring_out


def _leaves_open(answer: Answer) -> bool:
    """Neither done nor refused: RingCentral, or something on the way to it, broke down over it."""
    return not answer.ok and (not 400 <= answer.status < 500 or answer.status == 408)
