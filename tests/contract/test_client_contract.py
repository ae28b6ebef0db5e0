"""Everything the host says to RingCentral keeps to RingCentral's document: the real client speaks, the simulator
answers, and the document judges every exchange.
"""

from __future__ import annotations

import asyncio
import socket
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringout_host import config as settings
from ringout_host.config import Config
from ringout_host.paths import Paths, paths
from ringout_host.protocol import Account
from ringout_host.ringcentral.client import RingCentral
from ringout_host.ringcentral.facade import Connection, sign_in_jwt, sign_out
from ringout_host.ringcentral.ringout import RingOutGone, RingOutOrder
from ringout_host.ringcentral.signin import sign_in_browser
from ringout_host.ringcentral.tokens import Credentials
from ringout_host.simulator import Operation, Simulator, people

from .document import Judge

SERVER_APP = Credentials(clientId=people.CONFIDENTIAL_CLIENT_ID, clientSecret=people.CLIENT_SECRET, jwt=people.JWT)
PUBLIC_APP = Credentials(clientId=people.PUBLIC_CLIENT_ID, jwt=people.JWT)


class Unwatched:
    """Nobody needs to know what happens around the POST."""

    async def sending(self) -> None:
        """Go ahead."""

    async def not_dialled(self) -> None:
        """So be it."""

    def waiting(self, seconds: float) -> None:
        """So be it."""


class Clock:
    """The simulator's time; it moves only when told."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def judge() -> Judge:
    return Judge()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def simulator(judge: Judge, clock: Clock) -> Iterator[Simulator]:
    with Simulator(clock=clock, observe=judge) as running:
        running.no_limits()
        yield running
    assert judge.seen > 0
    assert judge.violations == []


@pytest.fixture
def home(tmp_path: Path, simulator: Simulator, monkeypatch: pytest.MonkeyPatch) -> Paths:
    monkeypatch.setenv("RINGOUT_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("RINGOUT_SERVER", simulator.url)
    monkeypatch.setenv("RINGOUT_TOKEN_STORE", "file")
    monkeypatch.setenv("RINGOUT_CLIENT_ID", people.PUBLIC_CLIENT_ID)
    return paths()


async def call(client: RingCentral, order: RingOutOrder, clock: Clock) -> None:
    """Dial, cancel too late, follow until the call is forgotten."""
    made = await client.create_ring_out(order, Unwatched())
    for seconds in (0, 6, 8, 15):
        clock.now += seconds
        assert (await client.ring_out_status(made.id)).status is not None
    await client.cancel_ring_out(made.id)
    clock.now += 100
    with pytest.raises(RingOutGone):
        await client.ring_out_status(made.id)
    await client.cancel_ring_out(made.id)


@pytest.mark.parametrize("credentials", [SERVER_APP, PUBLIC_APP], ids=["server app", "public app"])
def test_a_day_with_a_jwt(home: Paths, simulator: Simulator, clock: Clock, credentials: Credentials) -> None:
    config = settings.load(home)

    async def day() -> None:
        await sign_in_jwt(config, home, credentials)
        client = Connection(config, home).client
        try:
            await call(client, RingOutOrder(people.MOBILE, "+12015550123"), clock)
            own = RingOutOrder(
                f"{people.MAIN_NUMBER}*101", "+442079460123", caller_id=people.DIRECT_NUMBER, play_prompt=False
            )
            await call(client, own, clock)
            simulator.expire_tokens()
            simulator.knobs.page_cap = 1
            simulator.forbid(Operation.CALLER_ID)
            await client.read_account()
        finally:
            await client.close()
        assert await sign_out(config, home)

    asyncio.run(day())
    assert len(simulator.dialled) == 2
    assert simulator.books.count(Operation.TOKEN) >= 2


def test_signing_in_through_the_browser(home: Paths, simulator: Simulator) -> None:
    given = settings.load(home)
    # A port that nobody else's tests are using just now.
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    app = given.app.model_copy(update={"redirect_ports": [port]})
    config = Config(given.settings, given.limits, app, ())

    def visit(url: str) -> None:
        with urllib.request.urlopen(url) as page:  # noqa: S310 - our own addresses
            page.read()

    async def work() -> Account:
        async with sign_in_browser(config, home) as attempt:
            simulator.register_redirect(attempt.redirect_uri)
            page = asyncio.create_task(asyncio.to_thread(visit, attempt.authorize_url))
            account = await attempt.finish(timeout=30)
            await page
            return account

    assert asyncio.run(work()).name == people.NAME
    assert simulator.books.count(Operation.AUTHORIZE) == 1
