"""RingCentral played by a script, and hosts on one ledger that remember what they told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from typing import Any

from ringout_host.calls.service import Calls
from ringout_host.ledger import Ledger, Row
from ringout_host.ledger.owners import Owner
from ringout_host.protocol import CallStatus
from ringout_host.ringcentral.ringout import Dialling, RingOut, RingOutOrder

from ..ledger.conftest import WIDE, a_number

RINGING = ("InProgress", "InProgress", "InProgress")
ANSWERED = ("InProgress", "Success", "InProgress")
CONNECTED = ("Success", "Success", "Success")
OVER = ("Success", "Finished", "Finished")


def ring_out(words: tuple[str, str, str] | None) -> RingOut:
    return RingOut("ring-1", words and CallStatus(call=words[0], caller=words[1], callee=words[2]))


class Script:
    """A RingCentral that does as written; `looks` are the answers to polls, the last one again and again."""

    speed = 1000.0
    looks_allowed = 50.0

    def __init__(self, *looks: tuple[str, str, str] | Exception, post: Exception | None = None) -> None:
        self.orders: list[RingOutOrder] = []
        self.cancels = 0
        self.looks = list(looks) or [RINGING]
        self.post = post
        self.before_post: Callable[[Dialling], Awaitable[None]] | None = None
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.posting = asyncio.Event()
        self.on_cancel: tuple[str, str, str] | Exception | None = None
        self.cancel_fails: Exception | None = None
        self.known = True

    async def create_ring_out(self, order: RingOutOrder, watch: Dialling) -> RingOut:
        if self.before_post is not None:
            await self.before_post(watch)
        await watch.sending()
        self.orders.append(order)
        self.posting.set()
        await self.may_answer.wait()
        if self.post is not None:
            raise self.post
        return ring_out(RINGING)

    async def ring_out_status(self, ring_out_id: str) -> RingOut:
        assert ring_out_id == "ring-1"
        look = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(look, Exception):
            raise look
        return ring_out(look)

    async def cancel_ring_out(self, ring_out_id: str) -> bool:
        assert ring_out_id == "ring-1"
        self.cancels += 1
        if self.cancel_fails is not None:
            raise self.cancel_fails
        if self.on_cancel is not None:
            self.looks = [self.on_cancel]
        return self.known


class Host:
    """A host on a ledger, and everything it told."""

    def __init__(self, folder: Path, script: Script) -> None:
        self.told: list[Row] = []
        self.news = asyncio.Condition()
        self.ledger = Ledger(folder / "ledger.db")
        self.calls = Calls(self.ledger, Owner(folder / "hosts"), script, self._tell)
        self._tasks: set[asyncio.Task[None]] = set()

    def _tell(self, row: Row) -> None:
        self.told.append(row)
        task = asyncio.get_running_loop().create_task(self._notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _notify(self) -> None:
        async with self.news:
            self.news.notify_all()

    async def start(self, request_id: str = "r1", e164: str = "+12015550123", **changes: Any) -> Row:
        values: dict[str, Any] = {
            "number": a_number(e164),
            "from_phone": "+12015550100",
            "caller_id": None,
            "play_prompt": True,
            "origin": None,
            "caps": WIDE,
            "ask": None,
            "confirmation": None,
        }
        return await self.calls.start(request_id=request_id, **(values | changes))

    async def until(self, phase: str) -> Row:
        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(lambda: any(row.phase == phase for row in self.told))
        return next(row for row in self.told if row.phase == phase)

    @property
    def phases(self) -> list[str]:
        seen = ["placing", *(row.phase for row in self.told)]
        return [phase for n, phase in enumerate(seen) if n == 0 or phase != seen[n - 1]]


def play(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)
