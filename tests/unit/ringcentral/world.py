"""One person's side of a mocked RingCentral, with time that passes only while somebody sleeps."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from typing import Any, TypeVar

from ringout_host.config import App, Config, Limits, Settings
from ringout_host.paths import Paths
from ringout_host.ringcentral.client import RingCentral
from ringout_host.ringcentral.limiter import Limiter
from ringout_host.ringcentral.oauth import OAuth
from ringout_host.ringcentral.rates_shared import SharedRates
from ringout_host.ringcentral.session import Grants
from ringout_host.ringcentral.store_file import FileStore
from ringout_host.ringcentral.tokens import Grant
from ringout_host.ringcentral.transport import Transport

SERVER = "https://platform.ringcentral.com"
T = TypeVar("T")


class Clock:
    """Seconds since 1970 that pass only while somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1_800_000_000.0
        self.slept: list[float] = []

    def __call__(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)

    async def until(self, moment: float) -> None:
        """Let others run until they have slept up to this moment."""
        while self.now < moment:  # noqa: ASYNC110 - time passes by itself as soon as somebody sleeps
            await asyncio.sleep(0)


@dataclass
class World:
    """One person's side of a mocked RingCentral."""

    home: Paths
    clock: Clock = field(default_factory=Clock)
    server: str = SERVER
    ended: list[bool] = field(default_factory=list)

    def store(self) -> FileStore:
        return FileStore(self.home.tokens, self.server)

    def sign_in(self, **changes: Any) -> Grant:
        grant = Grant(
            client_id="app", access_token="first-token", refresh_token="first-refresh",
            access_expires_at=self.clock.now + 3600,
        ).model_copy(update=changes)  # fmt: skip
        self.store().save(grant)
        return grant

    def limiter(self) -> Limiter:
        return Limiter(SharedRates(self.home.limits, self.server), clock=self.clock, sleep=self.clock.sleep)

    def client(self) -> RingCentral:
        transport, limiter = Transport(self.server), self.limiter()
        oauth = OAuth(transport, limiter, clock=self.clock)
        grants = Grants(
            self.store(), oauth, self.home.state / "tokens.lock",
            on_ended=lambda: self.ended.append(True), clock=self.clock,
        )  # fmt: skip
        return RingCentral(
            transport, grants, limiter, sleep=self.clock.sleep, monotonic=self.clock, clock=self.clock
        )

    def run(self, use: Callable[[RingCentral], Coroutine[Any, Any, T]]) -> T:
        """Use a client and close it."""

        async def main() -> T:
            client = self.client()
            try:
                return await use(client)
            finally:
                await client.close()

        return asyncio.run(main())

    def config(self, **app: Any) -> Config:
        return Config(Settings(), Limits(), App(server=self.server, **app), ())


class Watch:
    """A Dialling that remembers what it was told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    async def sending(self) -> None:
        self.told.append("sending")

    async def not_dialled(self) -> None:
        self.told.append("not dialled")

    def waiting(self, seconds: float) -> None:
        self.told.append(round(seconds))
