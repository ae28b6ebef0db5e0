"""Waiting for a place: counted down for the person, shared with other hosts, never inside a penalty."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from ringout_host.errors import ServiceError
from ringout_host.ringcentral.limiter import Limiter
from ringout_host.ringcentral.rates_shared import SharedRates

from .world import World

HEAVY_429 = {"retry-after": "42", "x-rate-limit-group": "heavy"}


def with_limiter(world: World, use: Callable[[Limiter], Coroutine[Any, Any, None]]) -> None:
    async def main() -> None:
        limiter = world.limiter()
        try:
            await use(limiter)
        finally:
            limiter.close()

    asyncio.run(main())


def test_a_full_group_waits_and_counts_down(world: World) -> None:
    told: list[float] = []

    async def use(limiter: Limiter) -> None:
        for _ in range(9):
            assert await limiter.acquire("heavy", keep=1) == 0
        assert await limiter.acquire("heavy", keep=1, waiting=told.append) == pytest.approx(60.5)
        assert await limiter.acquire("heavy") == 0, "the kept place was free all the time"

    with_limiter(world, use)
    assert told == [60.5, 0.0]


def test_whoever_waits_looks_again_as_soon_as_an_answer_teaches_more(world: World) -> None:
    """A new host does not know the limits; the first answer tells them, and fifty calls need not sleep over it."""

    async def never(_: float) -> None:
        await asyncio.Event().wait()

    async def main() -> None:
        limiter = Limiter(SharedRates(world.home.limits, world.server), clock=world.clock, sleep=never)
        for _ in range(9):
            await limiter.acquire("heavy", keep=1)
        waiting = [asyncio.create_task(limiter.acquire("heavy", keep=1)) for _ in range(20)]
        await asyncio.sleep(0)
        limiter.observe("heavy", {"x-rate-limit-group": "heavy", "x-rate-limit-limit": "20"})
        done, _ = await asyncio.wait(waiting, timeout=0.2)
        assert len(done) == 20 - 1 - 9, "as many as there are places, and one for Cancel"
        assert {task.result() for task in done} == {0.0}
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)
        assert await limiter.acquire("heavy") == 0, "the kept place"
        limiter.close()

    asyncio.run(main())


def test_short_waits_are_told_to_nobody(world: World) -> None:
    told: list[float] = []

    async def use(limiter: Limiter) -> None:
        for _ in range(50):
            await limiter.acquire("light")
        world.clock.now += 60
        assert await limiter.acquire("light", waiting=told.append) == pytest.approx(0.5)

    with_limiter(world, use)
    assert told == []


def test_a_wait_that_is_too_long_is_not_begun(world: World) -> None:
    async def use(limiter: Limiter) -> None:
        limiter.penalise("heavy", HEAVY_429)
        with pytest.raises(ServiceError) as caught:
            await limiter.acquire("heavy", patience=41)
        assert (caught.value.code, caught.value.retry_after) == ("rate-limited", 42)
        assert "42 s" in caught.value.message
        assert world.clock.slept == []
        assert await limiter.acquire("light") == 0, "another group is free"

    with_limiter(world, use)


def test_a_penalty_that_grows_is_told_again(world: World) -> None:
    told: list[float] = []

    async def use(limiter: Limiter) -> None:
        limiter.penalise("heavy", HEAVY_429)
        waiting = asyncio.create_task(limiter.acquire("heavy", waiting=told.append))
        await world.clock.until(1_800_000_010)
        limiter.penalise("heavy", {**HEAVY_429, "retry-after": "100"})
        await waiting

    with_limiter(world, use)
    assert told[0] == 42
    assert told[-1] == 0
    assert 95 < max(told) <= 100


def test_other_hosts_wait_too(world: World) -> None:
    async def use(limiter: Limiter) -> None:
        limiter.penalise("heavy", HEAVY_429)
        other = world.limiter()
        with pytest.raises(ServiceError):
            await other.acquire("heavy", patience=10)
        other.close()

    with_limiter(world, use)


def test_a_429_of_no_group_stops_every_group(world: World) -> None:
    async def use(limiter: Limiter) -> None:
        limiter.penalise("light", {})
        for group in ("light", "heavy", "auth"):
            with pytest.raises(ServiceError):
                await limiter.acquire(group, patience=10)
        world.clock.now += 29
        assert 0 < await limiter.acquire("heavy") <= 1

    with_limiter(world, use)


def test_a_group_that_the_server_calls_differently_is_followed(world: World) -> None:
    async def use(limiter: Limiter) -> None:
        headers = {
            "x-rate-limit-group": "Telephony", "x-rate-limit-limit": "2",
            "x-rate-limit-remaining": "1", "x-rate-limit-window": "60",
        }  # fmt: skip
        await limiter.acquire("heavy")
        limiter.observe("heavy", headers)
        await limiter.acquire("heavy")
        assert await limiter.acquire("heavy") == pytest.approx(60.5)

    with_limiter(world, use)


def test_a_lid_that_was_closed_ends_the_wait(world: World) -> None:
    async def use(limiter: Limiter) -> None:
        limiter.penalise("heavy", HEAVY_429)
        waiting = asyncio.create_task(limiter.acquire("heavy"))
        await world.clock.until(world.clock.now + 1)
        world.clock.now += 3600
        assert await waiting < 3

    with_limiter(world, use)


def test_a_clock_set_back_during_a_wait_does_not_prolong_it(world: World) -> None:
    async def use(limiter: Limiter) -> None:
        limiter.penalise("heavy", HEAVY_429)
        world.clock.now -= 86_400
        assert await limiter.acquire("heavy") == pytest.approx(42)

    with_limiter(world, use)


def test_twenty_calls_at_once_stay_inside_light(world: World) -> None:
    sent: list[float] = []

    async def use(limiter: Limiter) -> None:
        async def call() -> None:
            for _ in range(12):
                await limiter.acquire("light")
                sent.append(world.clock.now)

        await asyncio.gather(*(call() for _ in range(20)))

    with_limiter(world, use)
    assert len(sent) == 240
    for at in sent:
        assert sum(at - 60 < other <= at for other in sent) <= 50
