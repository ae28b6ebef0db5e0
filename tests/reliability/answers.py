"""RingCentral's answers made from its own document and then spoilt: bodies, statuses, headers, connections that
fail.

The client must raise nothing outside its own errors, send a ring-out once, and every call must go through legal
phases to an end that says of the POST what is true.
"""

from __future__ import annotations

import asyncio
import json
import logging
import random
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final
from unittest.mock import patch

import httpx

from ringout_host.calls import pace
from ringout_host.calls.service import Calls
from ringout_host.errors import CODES, RingOutError
from ringout_host.ledger import Ledger
from ringout_host.ledger import Row as Call
from ringout_host.ledger.owners import Owner
from ringout_host.paths import paths
from ringout_host.protocol import OPEN
from ringout_host.ringcentral import transport
from ringout_host.ringcentral.http import Client, make_client

from ..contract.document import load
from ..over_httpx import OverHttpx
from ..unit.ringcentral.world import World
from .lifecycles import COMMON, number
from .report import Row
from .schemas import TEXTS, Maker

SERVER: Final = "http://127.0.0.1:9"
"""This computer, where a simulator is believed: its people are quick. Nothing is ever sent there."""

WORDS: Final = (
    "InProgress", "Success", "Finished", "Busy", "NoAnswer", "Rejected", "GenericError", "CannotReach",
    "NoSuchUser", "NosuchUser", "NoSessionFound", "Invalid", "Unknown", "success", " SUCCESS ", "Brand New", "",
    "\ud800", "x" * 65, "InProgress", "InProgress", "Success", "Success",
)  # fmt: skip

AT_ONCE: Final = 12

LOOKS: Final = 25
"""After so many a call is no longer known, so that every one ends."""

_CERTAIN: Final = {401, 429, "not connected"}
"""After these the POST may be sent again: nothing was dialled."""


class Spoilt:
    """A RingCentral that answers by the document, and then otherwise. Remembers what every ring-out met."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)  # noqa: S311 - a seeded trial, not a secret
        self._document = load()
        self._good = dict.fromkeys(("callStatus", "callerStatus", "calleeStatus"), WORDS) | {
            "id": ("cs17@10.62.29.33", "x", "5", "a/../b", 7),
            "phoneNumber": ("+12015550101", "+12015550102"),
            "access_token": ("token-1", "token-2"),
            "refresh_token": ("refresh-1", "refresh-2"),
            "expires_in": (3600, 1, 0),
        }
        self._maker = Maker(self._chance, self._document, self._good)
        self._looks: Counter[str] = Counter()
        self.posts: dict[str, list[object]] = defaultdict(list)
        """By number, what became of each POST of a ring-out."""
        self.answers = 0

    def __call__(self, request: httpx.Request) -> httpx.Response:
        """Answer one request, or fail as a connection does."""
        self.answers += 1
        path, method = request.url.path, request.method.lower()
        to = (
            json.loads(request.content)["to"]["phoneNumber"]
            if method == "post" and path.endswith("ring-out")
            else None
        )
        try:
            answer = self._answer(method, path)
        except httpx.TransportError as error:
            if to:
                self.posts[to].append("not connected" if isinstance(error, httpx.ConnectError) else "cut off")
            raise
        if to:
            self.posts[to].append(answer.status_code)
        return answer

    def _answer(self, method: str, path: str) -> httpx.Response:
        chance = self._chance
        kind = chance.random()
        if kind < 0.03:
            raise httpx.ConnectError("refused")
        if kind < 0.06:
            raise chance.choice((httpx.ReadError, httpx.WriteError, httpx.ReadTimeout, httpx.RemoteProtocolError))(
                "cut"
            )
        status = chance.choice((200,) * 30 + (201, 204, 302, 400, 401, 403, 404, 408, 409, 415, 429, 500, 503))
        if method == "get" and "/ring-out/" in path:
            self._looks[path] += 1
            if self._looks[path] % LOOKS == 0:
                status = 404
        if "token" in path:  # one that ends the sign-in ends most of what could still be tried
            status = chance.choice((200,) * 30 + (400, 429, 500, 503))
        body: Any = self._body(method, path) if status < 300 else self._refusal()
        if chance.random() < 0.35:
            body = self._maker.spoilt(body)
        content = json.dumps(body).encode()
        if chance.random() < 0.1:
            content = chance.choice(
                (b"", b"{", content[: len(content) // 2], b"\xff" + content, b"[" * 5000, content * 3000)
            )
        return httpx.Response(status, content=content, headers=self._headers())

    def _headers(self) -> list[tuple[bytes, bytes]]:
        chance = self._chance
        headers = {
            "Content-Type": chance.choice(
                ("application/json",) * 9 + ("text/html", "", "application/json;charset=x")
            )
        }
        headers["X-RingOut-Simulator"] = "1; speed=9999"
        odd = (
            "0",
            "-1",
            "1.5",
            "99999999999999",
            "Thu, 01 Jan 0001 00:00:00 GMT",
            "Fri, 31 Dec 9999 23:59:59 -1200",
            "x",
            " 7 ",
            "\xb2",
        )
        for name in ("X-Rate-Limit-Limit", "X-Rate-Limit-Window", "X-Rate-Limit-Remaining", "Retry-After"):
            if chance.random() < 0.2:
                headers[name] = chance.choice((*odd, "10", "60", "5"))
        if chance.random() < 0.5:
            headers["X-Rate-Limit-Group"] = chance.choice(("heavy", "light", "Auth", "*", "", "x" * 70, "new"))
        return [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]

    def _body(self, method: str, path: str) -> Any:
        for pattern, operations in self._document["paths"].items():
            steps, asked = pattern.split("/"), path.split("/")
            if len(steps) == len(asked) and all(s == a or s[:1] == "{" for s, a in zip(steps, asked, strict=True)):
                content = operations.get(method, {}).get("responses", {}).get("200", {}).get("content", {})
                return self._maker.valid(content.get("application/json", {}).get("schema", {"type": "object"}))
        return {}

    def _refusal(self) -> Any:
        chance = self._chance
        codes = (
            "CMN-101",
            "CMN-102",
            "CMN-401",
            "OAU-210",
            "InternationalProhibited",
            "FeatureNotAvailable",
            *TEXTS[:8],
        )
        fault = {
            "errorCode": chance.choice(codes),
            "message": chance.choice(TEXTS),
            "parameterName": chance.choice(("to.phoneNumber", "from", "callerId", "x")),
        }
        return {**fault, "errors": [fault], "error": chance.choice(("invalid_grant", "server_error", "x"))}


class Told:
    """What was told of every call, and what of it is not legal."""

    def __init__(self) -> None:
        self.last: dict[str, Call] = {}
        self.wrong: list[str] = []
        self.over: dict[str, asyncio.Event] = {}

    def __call__(self, row: Call) -> None:
        before = self.last.get(row.id)
        if before is not None and (
            not before.open or (row.open and OPEN.index(row.phase) < OPEN.index(before.phase))
        ):
            self.wrong.append(f"{before.phase} became {row.phase}")
        if row.reason is not None and row.reason.code not in CODES:
            self.wrong.append(f"the word {row.reason.code}")
        self.last[row.id] = row
        if not row.open:
            self.over.setdefault(row.request_id, asyncio.Event()).set()


@contextmanager
def impatient(server: Spoilt) -> Iterator[list[str]]:
    """The real client over this server instead of a network; yields what the log says of defects."""
    broken: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            broken.append(f"{record.getMessage()}: {record.exc_info and record.exc_info[1]!r}")

    listener = Listener(logging.ERROR)
    logger = logging.getLogger("ringout_host.calls")
    logger.addHandler(listener)

    def client(address: str, context: Any) -> Client:
        return make_client(address, context, pool=OverHttpx(httpx.MockTransport(server)))

    try:
        with ExitStack() as patches:
            for module, name, value in (
                (transport, "make_client", client),
                (pace, "looks_per_minute", lambda _: 10**6),
                (pace, "GIVE_UP_RINGING", 1.0),
                (pace, "GIVE_UP_CONNECTED", 1.0),
            ):
                patches.enter_context(patch.object(module, name, value))
            yield broken
    finally:
        logger.removeHandler(listener)


async def _lives(world: World, told: Told, seed: int, count: int) -> None:
    chance = random.Random(seed)  # noqa: S311 - a seeded trial, not a secret
    client = world.client()
    calls = Calls(Ledger(world.home.ledger), Owner(world.home.hosts), client, told)

    async def live(n: int) -> None:
        row = await calls.start(request_id=f"r{n}", number=number(n), **COMMON)
        if chance.random() < 0.3:
            try:
                await calls.cancel(row.id)
            except RingOutError as error:
                if error.code != "not-cancellable":
                    told.wrong.append(f"cancel: {error.code}")
        over = told.over.setdefault(row.request_id, asyncio.Event())
        try:
            await asyncio.wait_for(over.wait(), 60)
        except TimeoutError:
            told.wrong.append(f"never over: {told.last.get(row.id)}")

    for first in range(0, count, AT_ONCE):
        world.clock.now += 4000  # every penalty is over
        world.sign_in()  # a sign-in that was refused is one of the faults, not the end of the trial
        client.grants._grant = None
        await asyncio.gather(*(live(n) for n in range(first, min(first + AT_ONCE, count))))
        try:
            await client.read_account()
        except RingOutError:
            pass
        except Exception as error:  # that is what is looked for
            told.wrong.append(f"the account: {error!r}")
    await calls.close(1)
    await client.close()


def trial(seed: int, count: int) -> Row:
    """So many calls over answers spoilt with this seed."""
    server, told = Spoilt(seed), Told()
    with tempfile.TemporaryDirectory() as folder, impatient(server) as broken:
        world = World(paths({"RINGOUT_HOME": str(Path(folder) / "home")}), server=SERVER)
        asyncio.run(_lives(world, told, seed, count))
    twice = [to for to, met in server.posts.items() if any(each not in _CERTAIN for each in met[:-1])]
    untrue = [*told.wrong, *broken]
    for row in told.last.values():
        met = server.posts.get(row.number.e164, [])
        if row.phase == "failed" and row.status is None and met and not sure(met[-1]):
            untrue.append(f"{row.number.e164} is said to have failed after {met}")
    return Row(
        f"answers spoilt, seed {seed}",
        times=server.answers,
        twice=len(twice),
        lost=count - len(told.last),
        untrue=len(untrue),
        besides=f"{count} calls" + "".join(f"; {each[:200]}!" for each in untrue[:3]),
    )


def sure(met: object) -> bool:
    """Whether such an end of a POST says that nothing was dialled."""
    return met in _CERTAIN or (isinstance(met, int) and 400 <= met < 500 and met != 408)


def run(quick: bool) -> list[Row]:
    """A seed for each round."""
    return [trial(seed, 60 if quick else 120) for seed in range(1 if quick else 6)]
