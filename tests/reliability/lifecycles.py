"""Many calls at once through the real client, ledger and limiter against a faulty RingCentral, and the accounts
settled at the server afterwards: no call twice, none lost, none untrue.
"""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from dataclasses import dataclass, field

from ringout_host import config
from ringout_host.calls import pace
from ringout_host.calls.service import Calls
from ringout_host.demo.stage import Stage
from ringout_host.errors import RingOutError
from ringout_host.ledger import Caps, Ledger, Row
from ringout_host.ledger.owners import Owner
from ringout_host.protocol import Number
from ringout_host.ringcentral import client, http, transport
from ringout_host.ringcentral.facade import Connection
from ringout_host.simulator import CALLEE

CAPS = Caps(10**6, 10**6, 10**6)
AREAS = (
    *("201", "202", "203", "205", "206", "207", "208", "209", "212", "213", "214", "215", "216", "217", "218"),
    *("219", "224", "225", "228", "229", "231", "234", "239", "240", "303", "305", "307", "312", "313", "404"),
    *("415", "503", "512", "602", "617", "702", "713", "808", "917"),
)
OF_THE_LIMITER = ("71", "72")
"""429: these hold up every other call for a while, rightly; they have tests of their own."""
ENDLESS = "95"
"""A call that stays connected."""
ENDINGS = (
    *(ending for ending in CALLEE if ending not in (*OF_THE_LIMITER, ENDLESS)),
    "01",
    "02",
    "03",
    "04",
    "05",
    "06",
)

HASTE = (
    (transport, "DEADLINE", 3.0),
    (pace, "GIVE_UP_RINGING", 6.0),
    (pace, "looks_per_minute", lambda _: 100_000),
    (client, "_CONNECT_PAUSES", (0.05, 0.1)),
)
"""The same waits, shorter: what hangs for ever need not be waited for as long as a person would."""

CROWD = (
    (transport, "DEADLINE", 30.0),
    (pace, "GIVE_UP_RINGING", 60.0),
    (http, "_MOST", 1000),
    (http, "_KEPT", 500),
)
"""What a thousand calls at once need in place of that, to meet the server's faults and not each other."""

NOT_DIALLED = {"failed", "unknown", "cancelled"}
DIALLED = {"ended", "failed", "unknown", "cancelled"}


@dataclass
class Account:
    """What came of a run, settled against the server's own books."""

    calls: int = 0
    dialled: int = 0
    double: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)
    untrue: list[str] = field(default_factory=list)
    phases: Counter[str] = field(default_factory=Counter)


def number(index: int) -> Number:
    """A fictional number of its own for each trial; its ending chooses what the simulator does."""
    area, ending = AREAS[index // len(ENDINGS) % len(AREAS)], ENDINGS[index % len(ENDINGS)]
    e164 = f"+1{area}55501{ending}"
    return Number(e164=e164, national=e164, international=e164, region="US", type="fixed-line-or-mobile")


MOST = len(AREAS) * len(ENDINGS)


async def run(stage: Stage, seed: int, count: int, *, at_once: int = 60) -> Account:
    """Start `count` calls, with seeded cancels, repeats of the same request, and two hosts on one ledger."""
    chance = random.Random(seed)  # noqa: S311 - a seeded trial, not a secret
    settled = config.load(stage.places, stage.environment)
    over: dict[str, asyncio.Event] = {}

    def publish(row: Row) -> None:
        if not row.open:
            over.setdefault(row.request_id, asyncio.Event()).set()

    async with Connection(settled, stage.places) as connection:
        hosts = [
            Calls(Ledger(stage.places.ledger), Owner(stage.places.hosts), connection.client, publish)
            for _ in range(2)
        ]
        gate = asyncio.Semaphore(at_once)

        async def trial(index: int, numbers: Number, cancels: float | None, repeats: bool) -> None:
            request_id = f"{seed}-{index}"
            done = over.setdefault(request_id, asyncio.Event())
            starts = [host.start(request_id=request_id, number=numbers, **COMMON) for host in hosts[: 1 + repeats]]
            async with gate:
                rows = [
                    row for row in await asyncio.gather(*starts, return_exceptions=True) if isinstance(row, Row)
                ]
                if cancels is not None:
                    await asyncio.sleep(cancels)
                    try:
                        await chance.choice(hosts).cancel(rows[0].id)
                    except RingOutError as error:
                        assert error.code == "not-cancellable", error
                try:
                    await asyncio.wait_for(done.wait(), 60 + at_once / 2)
                except TimeoutError:
                    raise AssertionError(f"{numbers.e164} is still {await hosts[0].get(rows[0].id)}") from None

        order = list(range(MOST))
        chance.shuffle(order)
        await asyncio.gather(
            *(
                trial(
                    index,
                    number(index),
                    chance.uniform(0, 0.5) if chance.random() < 0.25 else None,
                    chance.random() < 0.2,
                )
                for index in order[:count]
            )
        )
        await asyncio.gather(*(host.close(1) for host in hosts))
    return settle(stage, {f"{seed}-{index}": number(index).e164 for index in order[:count]})


def settle(stage: Stage, started: dict[str, str]) -> Account:
    """Compare the ledger with the server's books."""
    account = Account(calls=len(started))
    books = Counter(call.to for call in stage.simulator.dialled)
    ledger = Ledger(stage.places.ledger)
    rows = {row.request_id: row for row in ledger.newest(100_000)}
    ledger.close()
    for request_id, e164 in started.items():
        row, times = rows.get(request_id), books[e164]
        account.dialled += times
        if row is None:
            account.lost.append(e164)
            continue
        account.phases[row.phase] += 1
        if times > 1:
            account.double.append(e164)
        told_by_status = row.status is not None
        true = row.phase in (DIALLED if times else NOT_DIALLED)
        if times and row.phase == "failed" and not told_by_status:
            true = False  # it says that nothing was dialled, and something was
        if not times and told_by_status:
            true = False
        if not true:
            account.untrue.append(f"{e164} dialled {times}, told as {row.phase}: {row.reason}")
    return account


COMMON = {
    "from_phone": "+12015550101",
    "caller_id": None,
    "play_prompt": False,
    "origin": None,
    "caps": CAPS,
    "ask": None,
    "confirmation": None,
}
