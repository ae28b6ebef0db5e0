"""A day through the real calls, ledger, limiter, sign-in and simulator, in a time of its own. Started as: python
virtual_day.py FOLDER HOURS; prints one line of JSON.

Time stands still while anything can run, and jumps to whatever is waited for next when nothing can.
"""

from __future__ import annotations

import asyncio
import selectors
import sys
import time
from collections.abc import Callable
from typing import Any

if __name__ != "__main__":
    raise ImportError("this stops the time of the process that imports it; start it as a program")

BEGAN = 1_800_000_000.0
_passed = 0.0
time.time = lambda: BEGAN + _passed
time.monotonic = lambda: _passed  # before anything else is imported: defaults are bound early


class Jumping(selectors.DefaultSelector):
    """Waits for nothing but other threads."""

    threads = 0
    """Pieces of work that other threads are at."""

    def select(self, timeout: float | None = None) -> list[Any]:
        """Advances the time instead of letting it pass."""
        global _passed  # noqa: PLW0603 - time is global
        found = super().select(0)
        if found or timeout == 0:
            return found
        if timeout is None or Jumping.threads:
            return super().select(0.001 if timeout is not None else None)
        _passed += max(timeout, 1e-6)
        return []


class Loop(asyncio.SelectorEventLoop):
    """An event loop in that time."""

    def __init__(self) -> None:
        super().__init__(Jumping())

    def run_in_executor(self, executor: Any, func: Callable[..., Any], *args: Any) -> Any:
        """As always, counted."""
        future = super().run_in_executor(executor, func, *args)
        Jumping.threads += 1
        future.add_done_callback(lambda _: setattr(Jumping, "threads", Jumping.threads - 1))
        return future


import json  # noqa: E402
import logging  # noqa: E402
from collections import Counter  # noqa: E402
from pathlib import Path  # noqa: E402
from unittest.mock import patch  # noqa: E402

import httpx  # noqa: E402

from ringout_host import config  # noqa: E402
from ringout_host.calls.service import Calls  # noqa: E402
from ringout_host.errors import RingOutError  # noqa: E402
from ringout_host.ledger import Caps, Ledger, Row  # noqa: E402
from ringout_host.ledger.owners import Owner  # noqa: E402
from ringout_host.native.logs import open_log  # noqa: E402
from ringout_host.paths import paths  # noqa: E402
from ringout_host.protocol import Number  # noqa: E402
from ringout_host.ringcentral import transport  # noqa: E402
from ringout_host.ringcentral.facade import Connection, sign_in_jwt  # noqa: E402
from ringout_host.ringcentral.http import Client, make_client  # noqa: E402
from ringout_host.ringcentral.tokens import Credentials  # noqa: E402
from ringout_host.simulator import Exchange, Fault, Kind, Operation, people  # noqa: E402
from ringout_host.simulator.app import build  # noqa: E402
from ringout_host.simulator.knobs import Knobs  # noqa: E402
from ringout_host.simulator.world import World  # noqa: E402

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.over_httpx import OverHttpx  # noqa: E402

HOME = "http://127.0.0.1:9"
CAPS = Caps(per_minute=5, per_hour=30, per_day=150)
WINDOWS = {"minute": (60, 5), "hour": (3600, 30), "day": (86400, 150)}
LONG = "+12015550195"
"""A call that lasts until somebody hangs up."""


class Day:
    """What happens, and what is counted."""

    def __init__(self, folder: Path, hours: int) -> None:
        self.environment = {"RINGOUT_HOME": str(folder), "RINGOUT_SERVER": HOME, "RINGOUT_TOKEN_STORE": "file"}
        self.places = paths(self.environment)
        self.end = hours * 3600
        self.world = World(Knobs(speed=1.0), time.monotonic)
        self.seen: Counter[str] = Counter()
        self.wished: Counter[str] = Counter()
        self.tasks = 0
        self.asked_for = 0
        self.world.observe = self._observe
        self.last: dict[str, Row] = {}
        self.started: list[float] = []
        self.refused: Counter[str] = Counter()
        self.wrong: list[str] = []

    def _observe(self, exchange: Exchange) -> None:
        path = exchange.ask.path
        kind = "token" if path.endswith("/token") else "ring-out" if path.endswith("/ring-out") else "other"
        self.seen[f"{exchange.ask.method} {kind}"] += 1
        if exchange.status == 429:
            self.seen["429"] += 1

    async def app(self, scope: Any, receive: Any, send: Any) -> None:
        """The simulator, without a network."""
        await self._served({**scope, "state": {}}, receive, send)

    async def live(self) -> None:
        """A call a minute is wished for; most are refused by the caps."""
        self._served = build(self.world, None)  # type: ignore[arg-type]
        settled = config.load(self.places, self.environment)
        jwt = {"clientId": people.PUBLIC_CLIENT_ID, "jwt": people.JWT}
        await sign_in_jwt(settled, self.places, Credentials.model_validate(jwt))
        async with Connection(settled, self.places) as connection:
            calls = Calls(Ledger(self.places.ledger), Owner(self.places.hosts), connection.client, self._told)
            await self._confirmations(calls)
            long = await self._start(calls, LONG)
            n = 0
            while _passed < self.end:
                n += 1
                if n % 90 == 1:
                    self.asked_for += 1
                    self.world.faults.add(Operation.STATUS, Fault(Kind.STATUS, status=429), 1)
                await self._start(calls, f"+1{202 + n // 100}55501{n % 50:02}")
                logging.getLogger("ringout_host").info("minute %d of the day: %s", n, "x" * 400)
                await asyncio.sleep(60 if n % 7 else 5)
            if long and self.last[long].phase != "connected":
                self.wrong.append(f"the long call is {self.last[long].phase}")
            for call in self.world.switchboard.all():
                self.world.switchboard.hang_up(call, 1.0, self.world.knobs.timing)
            await asyncio.sleep(300)
            self.tasks = len(asyncio.all_tasks())
            await calls.close(1)
        self._check_caps()

    async def _start(self, calls: Calls, e164: str, **changes: Any) -> str | None:
        number = Number(e164=e164, national=e164, international=e164, region="US", type="fixed-line-or-mobile")
        wanted: dict[str, Any] = {
            "request_id": f"r{_passed}-{e164}", "number": number, "from_phone": "+12015550101", "caller_id": None,
            "play_prompt": False, "origin": None, "caps": CAPS, "ask": None, "confirmation": None,
        }  # fmt: skip
        try:
            row = await calls.start(**(wanted | changes))
        except RingOutError as error:
            self.refused[error.code] += 1
            return None
        self.started.append(_passed)
        self.wished[e164] += 1
        return row.id

    async def _confirmations(self, calls: Calls) -> None:
        for wait, good in ((59.0, True), (61.0, False)):
            e164 = f"+1203555010{int(good)}"
            token, _ = await calls.mint(e164)
            await asyncio.sleep(wait)
            started = await self._start(calls, e164, ask="country-not-allowed", confirmation=token)
            if (started is not None) != good:
                self.wrong.append(f"a confirmation of {wait:g} s ago was {'used' if started else 'refused'}")

    def _told(self, row: Row) -> None:
        self.last[row.id] = row

    def _check_caps(self) -> None:
        for name, (window, cap) in WINDOWS.items():
            most = max(sum(at - window < other <= at for other in self.started) for at in self.started)
            if most > cap:
                self.wrong.append(f"{most} calls in one {name}")

    def report(self) -> dict[str, Any]:
        """What the parent wants to know."""
        books = Counter(call.to for call in self.world.books.dialled)
        state = self.places.state
        return {
            "started": len(self.started),
            "dialled": books.total(),
            "twice": (books - self.wished).total(),
            "lost": len(self.started) - len(self.last),
            "open": [row.phase for row in self.last.values() if row.open],
            "not signed in": sum(
                row.reason is not None and "sign" in row.reason.code for row in self.last.values()
            ),
            "renewals": self.seen["POST token"] - 1,
            "429": self.seen["429"],
            "asked for": self.asked_for,
            "tasks": self.tasks,
            "requests": self.seen.total(),
            "refused": dict(self.refused),
            "logs": sum(path.stat().st_size for path in self.places.logs.glob("*")),
            "rates": self.places.limits.stat().st_size,
            "locks": len(list(self.places.hosts.glob("*.lock"))),
            "left": [path.name for path in state.glob(".*")],
            "wrong": self.wrong,
        }


def main(folder: str, hours: str) -> None:
    """Live it."""
    day = Day(Path(folder), int(hours))
    open_log(day.places.logs)

    def client(address: str, context: Any) -> Client:
        return make_client(address, context, pool=OverHttpx(httpx.ASGITransport(day.app)))

    with patch.object(transport, "make_client", client), asyncio.Runner(loop_factory=Loop) as runner:
        runner.run(day.live())
    print(json.dumps(day.report()))


if __name__ == "__main__":
    main(*sys.argv[1:])
