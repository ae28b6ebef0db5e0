"""What the host costs while it waits, and while calls are followed: memory, wake-ups, processor time.

Only Linux tells.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import NamedTuple

from ringout_host.calls import pace
from ringout_host.demo.stage import Stage
from ringout_host.paths import paths
from ringout_host.ringcentral.account_file import load_account, save_account

from . import stages
from .frames import Peer
from .table import Goal, Row, number

_ELSEWHERE = "https://localhost:9"
_MANY = 50
_FEWER = 20
"""In a short run: the more calls, the longer until each was looked at once."""


class Use(NamedTuple):
    """Of one process, since it began."""

    seconds: float
    """Of processor time."""
    waits: int
    """Times that one of its threads went to sleep of its own accord: each is one wake-up later."""
    resident: float
    """MB."""
    own: float
    """MB, what is shared divided among those who share it."""


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    if sys.platform != "linux":
        return [Row("only Linux tells", "–")]
    watch, calls = (6.0, _FEWER) if quick else (60.0, _MANY)
    with stages.stage(speed=1) as made:
        made.simulator.knobs.speed = 1
        numbers = stages.numbers()
        with Peer(made.host, _of_a_real_account(made)) as host:
            _opened(host)
            trusting = _use(host)
        with Peer(made.host, stages.fresh_home(made)) as host:
            _opened(host)
            idle, waits = _rate(host, watch)
            alone = _use(host)
            rows = [
                Row("idle: memory (shared divided)", f"{number(alone.resident)} MB ({number(alone.own)})", None,
                    "",
                    Goal(alone.resident, 42, "MB")),
                Row("idle: memory, certificates for TLS read",
                    f"{number(trusting.resident)} MB ({number(trusting.own)})",
                    trusting.resident / alone.resident, "none read", keep=True),
                Row("idle: wake-ups", f"{waits} in {watch:g} s", None, "", Goal(waits, 0, "")),
                Row("idle: processor time", f"{number(idle * watch * 1e3)} ms in {watch:g} s", None, "",
                    Goal(idle * watch * 1e3, 0, "ms")),
            ]  # fmt: skip
            _call(made, host, 10, next(numbers))
            _settled(host)
            one, _ = _rate(host, watch / 2)
            for place in range(1, calls):
                _call(made, host, 10 + place, next(numbers))
            _settled(host)
            once_each = pace.interval("ringing-you", calls, allowed=1000)
            many, _ = _rate(host, once_each)
            grown = _use(host).resident - alone.resident
        return [
            *rows,
            Row("one call followed: processor time a second", f"{number(one * 1e3)} ms", None, "",
                Goal(one * 1e3, 1.5, "ms")),
            Row(f"{calls} calls followed: processor time a second", f"{number(many * 1e3)} ms",
                many / one if one else None, "one call", Goal(many * 1e3, 70, "ms")),
            Row(f"{calls} calls followed: memory", f"+{number(max(grown, 0))} MB", None, "idle",
                Goal(grown, 3, "MB")),
        ]  # fmt: skip


def _of_a_real_account(made: Stage) -> dict[str, str]:
    """A home that is signed in where TLS is spoken; nobody listens there."""
    env = stages.fresh_home(made)
    places, known = paths(env), load_account(made.places)
    assert known is not None
    save_account(places, known.account, server=_ELSEWHERE)
    return {**env, "RINGOUT_SERVER": _ELSEWHERE}


def _opened(host: Peer) -> None:
    """As by the first page and the popup; then it has come to rest."""
    host.receive()
    host.ask(1, "session.get")
    host.ask(2, "numbers.match", {"texts": [{"id": 1, "text": "Call (201) 555-0123"}], "region": "US"})
    _settled(host)


def _call(made: Stage, host: Peer, id_: int, text: str) -> None:
    made.simulator.choose(text, "held")
    host.ask(id_, "calls.start", {"requestId": f"bench-{id_}", "text": text, "region": "US"})


def _settled(host: Peer) -> None:
    """Wait until the host has done nothing for two seconds, or for twenty."""
    before, until = _use(host).seconds, time.monotonic() + 20
    while time.monotonic() < until:
        time.sleep(2)
        now = _use(host).seconds
        if now - before < 0.002:
            return
        before = now


def _rate(host: Peer, watch: float) -> tuple[float, int]:
    before = _use(host)
    time.sleep(watch)
    after = _use(host)
    return (after.seconds - before.seconds) / watch, after.waits - before.waits


def _use(host: Peer) -> Use:
    folder = Path("/proc") / str(host.process.pid)
    seconds, waits = 0.0, 0
    for task in (folder / "task").iterdir():
        seconds += int((task / "schedstat").read_text("ascii").split()[0]) / 1e9
        waits += int(_field(task / "status", "voluntary_ctxt_switches"))
    resident = int(_field(folder / "status", "VmRSS")) / 1024
    return Use(seconds, waits, resident, int(_field(folder / "smaps_rollup", "Pss")) / 1024)


def _field(path: Path, name: str) -> str:
    return path.read_text("ascii").partition(f"\n{name}:")[2].split()[0]
