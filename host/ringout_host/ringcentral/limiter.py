"""Waiting for a place in a rate group before a request is sent (rule 6).

One limiter serves all calls of a process and shares its counts with the other processes. Nothing may be sent to
RingCentral without a place from here, and nothing is sent inside a penalty.
"""

from __future__ import annotations

import asyncio
import math
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Final

from ..errors import ServiceError
from . import rates
from .rates import EVERY_GROUP, Bucket, fresh
from .rates_shared import SharedRates

Waiting = Callable[[float], None]
"""Told how many seconds a wait takes, again when that changes, and 0 when it is over."""

_NAP: Final = 1.0
"""Seconds after which a wait looks again: other processes, the clock and the laptop's lid change things."""

_WORTH_TELLING: Final = 1.0
"""Seconds; shorter waits, and smaller changes of one, are not shown to anybody."""


class Limiter:
    """Places in the rate groups of one server.

    Args:
        shared: where the counts are.
        clock: seconds since 1970.
        sleep: as `asyncio.sleep`.
    """

    def __init__(
        self,
        shared: SharedRates,
        *,
        clock: Callable[[], float] = time.time,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
    ) -> None:
        self._shared = shared
        self._clock = clock
        self._sleep = sleep
        self._renamed: dict[str, str] = {}
        self._naps: set[asyncio.Future[object]] = set()

    async def acquire(
        self,
        group: str,
        *,
        keep: int = 0,
        patience: float = math.inf,
        waiting: Waiting | None = None,
    ) -> float:
        """Wait for a place in `group` that leaves `keep` others free, and take it.

        Args:
            group: the group's name as documented; one that the server calls differently is followed.
            patience: seconds; a longer wait is not begun.
            waiting: told of waits that a person would notice.

        Returns:
            The seconds that it waited.

        Raises:
            ServiceError: `rate-limited`, with the seconds still to wait, when those exceed the patience.
        """
        waited, shown = 0.0, 0.0
        try:
            while (left := self._reserve(group, keep)) > 0:
                if waited + left > patience:
                    raise too_long(left)
                if waiting and left >= _WORTH_TELLING and abs(left - shown) >= _WORTH_TELLING:
                    waiting(left)
                    shown = left
                nap = min(left, _NAP)
                if await self._slept(nap):
                    waited += nap
                    shown = max(shown - nap, 0.001) if shown else 0.0
        finally:
            if waiting and shown:
                waiting(0.0)
        return waited

    def observe(self, group: str, headers: Mapping[str, str]) -> None:
        """Learn from the headers of an answer to a request that took its place in `group`."""
        said = rates.told(headers)
        if said.group is None:
            return
        self._renamed[group] = said.group
        now = self._clock()
        known = self._shared.known(said.group)
        if known is not None:
            known = rates.settled(known, now)
            if rates.learned(known, now, said) == known:
                return  # nothing new, as nearly always: the file need not be locked, read and written for it

        def change(buckets: list[Bucket]) -> tuple[list[Bucket], None]:
            return [rates.learned(buckets[0], now, said)], None

        self._shared.change([said.group], change)
        for nap in self._naps:  # there may be more places than those who wait thought
            nap.cancel()

    def penalise(self, group: str, headers: Mapping[str, str]) -> None:
        """Remember a 429: nothing is sent in that group until it is over.

        Without `X-Rate-Limit-*` headers the limit is not of a group but of the account, the address or the app,
        so every group waits.
        """
        now = self._clock()
        seconds = rates.retry_after(headers, now) or rates.PENALTY
        said = rates.told(headers)

        def change(buckets: list[Bucket]) -> tuple[list[Bucket], None]:
            return [rates.penalised(buckets[0], now, seconds)], None

        self._shared.change([said.group or EVERY_GROUP], change)
        if said.group:
            self._renamed[group] = said.group

    def per_minute(self, group: str) -> float:
        """Requests that `group` allows in a minute, as far as this process has heard; asks nobody."""
        name = self._renamed.get(group, group.casefold())
        bucket = self._shared.known(name) or fresh(name)
        return bucket.limit * 60 / bucket.window

    def close(self) -> None:
        """Close the shared counts."""
        self._shared.close()

    async def _slept(self, seconds: float) -> bool:
        """Sleep; False if an answer taught something before that was over."""
        nap: asyncio.Future[object] = asyncio.ensure_future(self._sleep(seconds))
        self._naps.add(nap)
        try:
            await asyncio.wait((nap,))
            return not nap.cancelled()
        finally:
            self._naps.discard(nap)
            nap.cancel()

    def _reserve(self, group: str, keep: int) -> float:
        """Take a place and return 0, or return the seconds until there may be one."""
        now = self._clock()

        def change(buckets: list[Bucket]) -> tuple[list[Bucket], float]:
            own, every = (rates.settled(bucket, now) for bucket in buckets)
            left = max(rates.wait(own, now, keep=keep), rates.wait(every, now) if every.penalty_for else 0.0)
            return [own if left > 0 else rates.spent(own, now), every], left

        return self._shared.change([self._renamed.get(group, group.casefold()), EVERY_GROUP], change)


def too_long(seconds: float) -> ServiceError:
    """RingCentral asks for a longer wait than anybody would sit through."""
    whole = max(1, math.ceil(seconds))
    return ServiceError(
        "rate-limited",
        f"RingCentral asks us to wait {whole} s before the next request.",
        f"Try again in {whole} seconds.",
        retry_after=whole,
    )
