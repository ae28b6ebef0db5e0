"""From starting a program to its first frame, as a browser waits for it, against others.

Ours is started through the launcher that `ringout install` writes. Other hosts take part where they are installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from ringout_host.demo.stage import Stage

from . import debian, stages
from .frames import Peer, frame, request
from .table import Goal, Row, span
from .timing import Contender, interleaved, median, percentile

PYTHON: Final[str] = getattr(sys, "_base_executable", sys.executable)
"""The interpreter itself, without a virtual environment: the strictest thing to be compared with."""

ECHO: Final = Path(__file__).parent / "hosts" / "echo.py"

PEERS: Final[dict[str, tuple[tuple[str, ...], object]]] = {
    "browserpass (Go)": (("browserpass", "/usr/lib/browserpass/browserpass-native"),
                         {"action": "configure", "settings": {}}),
    "KeePassXC proxy (C++)": (("keepassxc-proxy",), None),
    "GNOME connector (Python)": (("gnome-browser-connector-host",), {"execute": "initialize"}),
}  # fmt: skip
"""Other hosts as Debian packages them, and something that each answers; with nothing, until it has started and
ended: KeePassXC's proxy has nobody to speak to."""

_IMPORTING: Final = 0.5
"""Seconds in which everything is imported, and a little more."""
_PAUSE: Final = 0.002

_MATCH: Final = request(1, "numbers.match", {"texts": [{"id": 1, "text": "Call (201) 555-0123"}], "region": "US"})


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    rounds = 7 if quick else 31
    debian.install()
    with stages.stage() as made:
        contenders = _first_frames(made)
        left_out = [name for name in PEERS if name not in contenders]
        first = interleaved(contenders, rounds)
        later = interleaved(
            {"pass": _bare, "match": _answered(made, _MATCH), "dial": _dialled(made, stages.numbers())},
            rounds // 2,
        )
        waits = [_waits_while_importing(made) for _ in range(rounds // 2)]
    bare, ours = median(first["pass"]), median(first["ours"])
    pong = median(first["ping-pong"])
    rows = [
        Row("host.ready", span(ours), ours / bare, "python3 -c pass", Goal(ours / bare, 1.0)),
        Row("host.ready", span(ours), ours / pong, "a minimal Python host's pong", Goal(ours / pong, 0.75)),
    ]
    for name in PEERS:
        if name in first:
            peer = median(first[name])
            whole = PEERS[name][1] is None  # until its end, which is no fair match for a first frame
            against = f"{name}{', start to end' if whole else ''}, {span(peer)}"
            rows.append(Row("host.ready", span(ours), ours / peer, against, keep=not whole))
    bare = median(later["pass"])
    every = percentile([wait for of_one in waits for wait in of_one], 95)
    match, dial = median(later["match"]), median(later["dial"])
    rows += [
        Row("first numbers.match reply", span(match), match / bare, "python3 -c pass", Goal(match / bare, 3.5)),
        Row("first call on disk, signed in", span(dial), dial / bare, "python3 -c pass", Goal(dial / bare, 17.0)),
        Row("a request while the rest is imported: p95", span(every), None, "",
            Goal(every * 1e3, 10.0, "ms")),
        Row("the slowest of those of one start: median", span(median([max(of_one) for of_one in waits]))),
    ]  # fmt: skip
    if left_out:
        rows.append(Row(f"not installed here: {', '.join(left_out)}", "–"))
    return rows


def _first_frames(made: Stage) -> dict[str, Contender]:
    contenders: dict[str, Contender] = {
        "pass": _bare,
        "ping-pong": lambda: _start([PYTHON, "-u", str(ECHO)], None, frame("ping")),
        "ours": lambda: _start(made.host, stages.environment(made), b""),
    }
    for name, (programs, message) in PEERS.items():
        program = next(filter(None, map(shutil.which, programs)), None)
        if program is None:
            continue
        contender = _peer(program, message)
        try:
            contender()
        except (OSError, EOFError, subprocess.SubprocessError):
            continue
        contenders[name] = contender
    return contenders


def _bare() -> float:
    begun = time.perf_counter()
    subprocess.run([PYTHON, "-c", "pass"], check=True, stdin=subprocess.DEVNULL)
    return time.perf_counter() - begun


def _start(argv: Sequence[str], env: Mapping[str, str] | None, say: bytes) -> float:
    begun = time.perf_counter()
    with Peer(argv, env) as host:
        if say:
            host.send(say)
        host.receive()
        return time.perf_counter() - begun


def _peer(program: str, message: object) -> Contender:
    def until_answer() -> float:
        return _start([program], None, frame(message))

    def until_end() -> float:
        begun = time.perf_counter()
        quiet = subprocess.DEVNULL
        subprocess.run([program], check=False, stdin=quiet, stdout=quiet, stderr=quiet, timeout=5)
        return time.perf_counter() - begun

    return until_end if message is None else until_answer


def _answered(made: Stage, asked: bytes) -> Contender:
    def once() -> float:
        begun = time.perf_counter()
        with Peer(made.host, stages.environment(made)) as host:
            host.send(asked)
            host.reply(1)
            return time.perf_counter() - begun

    return once


def _dialled(made: Stage, numbers: Iterator[str]) -> Contender:
    def once() -> float:
        env = stages.fresh_home(made)
        call = {"requestId": "bench", "text": next(numbers), "region": "US"}
        begun = time.perf_counter()
        with Peer(made.host, env) as host:
            host.send(request(1, "calls.start", call))
            host.reply(1)
            return time.perf_counter() - begun

    return once


def _waits_while_importing(made: Stage) -> list[float]:
    """How long each request waits that is sent while others are not answered yet, one every few milliseconds."""
    waits = []
    with Peer(made.host, stages.environment(made)) as host:
        host.receive()
        host.ask(1, "numbers.match", {"texts": [], "region": "US"})
        host.send(request(2, "session.get", {}))
        begun, id_ = time.perf_counter(), 2
        while time.perf_counter() - begun < _IMPORTING:
            id_ += 1
            asked = time.perf_counter()
            host.ask(id_, "numbers.match", {"texts": [], "region": "US"})
            waits.append(time.perf_counter() - asked)
            time.sleep(_PAUSE)
    return waits
