"""Requests made from the protocol's own schemas into a real host: valid, nearly valid, hostile. Each is
answered once, in documented words; nothing is dialled but by `calls.start`, and nothing that the policy
refuses.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from typing import Any, Final

import phonenumbers

from ringout_host.demo.stage import Stage
from ringout_host.errors import CODES
from ringout_host.protocol import METHODS

from .hosts import Overheard, hosts
from .report import Row
from .schemas import VALUES, Maker

AT_ONCE: Final = 40
"""Fewer than the host works on at once: `busy` is another trial."""

LEFT_OUT: Final = ("diagnostics.run", "account.signOut")
"""One starts other hosts, the other ends every call of the trial."""

NUMBERS: Final = (
    "(201) 555-0123", "+1 212 555 0101", "+12015550157", "212-555-0199 ext. 45", "tel:+12025550143",
    "020 7946 0123", "+44 20 7946 0958", "+33 1 99 00 12 34", "911", "112", "999", "*67 201 555 0123",
    "201 555 0123,,5", "900 555 0199", "+1 900 555 0123", "+44 909 879 0123", "+881 612345678", "12", "0",
    "555-0123", "+999 1234567", "201 555 01234567890123", "\u0662\u0660\u0661 555 0123", "2\u200b01 555 0123",
    "call me", "1-800-FLOWERS", "201 555 0123 or 212 555 0101",
)  # fmt: skip
"""Reserved and fictional numbers, and what must not be taken for one."""

GOOD: Final[dict[str, tuple[Any, ...]]] = {
    "text": NUMBERS,
    "region": ("US", "GB", "FR", "us", "ZZ", None),
    "requestId": tuple(f"request-{n}" for n in range(400)),
    "from": ("+12015550101", "+12015550102", None),
    "callerId": ("+12015550101", None),
    "countries": ([], ["GB"], ["US", "FR"]),
}


class Talk:
    """One host, asked by the hundred."""

    def __init__(self, host: Overheard, chance: random.Random, left_out: tuple[str, ...]) -> None:
        self._host = host
        self._chance = chance
        self._methods = [method for method in METHODS if method not in left_out]
        self.sent: Counter[object] = Counter()
        self.started: set[str] = set()

    def ask(self, count: int) -> None:
        """Send so many requests, and wait for every answer."""
        for number in range(count):
            method = self._chance.choice([*self._methods, "calls.start", "calls.start"])
            schema = METHODS[method].params.model_json_schema(by_alias=True)
            maker = Maker(self._chance, schema, {**GOOD, "confirmation": (*self._confirmations(), None)})
            params = maker.valid(schema)
            kind = self._chance.random()
            if kind < 0.4:
                params = maker.spoilt(params)
            elif kind < 0.45:
                params = self._chance.choice(VALUES)
            request_id = f"{number}-{self._chance.randrange(10**9)}"
            body = {"jsonrpc": "2.0", "id": request_id, "method": method, "params": params}
            self._send(body)
            self.sent[request_id] += 1
            if self.sent.total() % AT_ONCE == 0:
                self._host.wait_for_replies(self.sent.total())
        self._host.wait_for_replies(self.sent.total())

    def _send(self, body: dict[str, Any]) -> None:
        data = json.dumps(body).encode()  # halves of surrogate pairs travel as escapes
        self._host.send_bytes(len(data).to_bytes(4, sys.byteorder) + data)

    def _confirmations(self) -> list[str]:
        found = (reply.get("result", {}).get("confirmation") for reply in self._host.replies[-200:])
        return [token for token in found if token]


def trial(stage: Stage, seed: int, count: int, *, settings: bool) -> Row:
    """Ask one host; judge it by its replies and by the server's books."""
    before = len(stage.simulator.dialled)
    left_out = LEFT_OUT if settings else (*LEFT_OUT, "settings.update")
    with hosts(stage) as host:
        talk = Talk(host, random.Random(seed), left_out)  # noqa: S311 - a seeded trial, not a secret
        talk.ask(count)
        clean = host.clean_end()
        replies = host.replies
    got = Counter(reply["id"] for reply in replies)
    words = Counter(reply["error"]["data"]["code"] for reply in replies if "error" in reply)
    stage.simulator.settle()
    books = [call.to for call in stage.simulator.dialled[before:]]
    started = {
        reply["result"]["call"]["id"]: reply["result"]["call"]["to"]["e164"]
        for reply in replies
        if "call" in reply.get("result", {})
    }
    unasked = (Counter(books) - Counter(started.values())).total()
    crossed = [number for number in set(books) if forbidden(number)]
    if not settings and len(books) > 5:
        crossed.append(f"{len(books)} calls in a minute")
    strange = [word for word in words if word not in CODES or word == "internal"]
    return Row(
        f"{count} requests by schema{', settings among them' if settings else ''}",
        times=count,
        twice=unasked,
        lost=(talk.sent - got).total(),
        untrue=(got - talk.sent).total() + len(strange) + len(crossed),
        besides=f"{len(books)} dialled, {sum(words.values())} refused in {len(words)} words"
        + "".join(f"; {each}!" for each in (*strange, *crossed)),
        good=clean,
    )


def forbidden(e164: str) -> bool:
    """Whether nobody may be able to dial this, whatever they ask: judged by libphonenumber alone."""
    number = phonenumbers.parse(e164)
    kind = phonenumbers.number_type(number)
    return (
        kind == phonenumbers.PhoneNumberType.PREMIUM_RATE
        or not phonenumbers.is_valid_number(number)
        or phonenumbers.is_emergency_number(
            str(number.national_number), phonenumbers.region_code_for_number(number) or "US"
        )
        or number.country_code in (870, 881, 882, 883)
    )


def run(quick: bool) -> list[Row]:
    """With the usual caps, and with settings that change."""
    rows = []
    for seed in range(2 if quick else 10):
        with Stage(speed=50) as stage:
            stage.simulator.no_limits()
            rows.append(trial(stage, seed, 150 if quick else 1000, settings=seed % 2 == 1))
    return rows
