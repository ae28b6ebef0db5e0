"""From the frame `calls.start` to the first byte of the POST at RingCentral's side, against a raw socket that
sends the same bytes after one fsync: what nobody who writes a call down first can do without. Plain HTTP.
"""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path
from typing import Final

from ringout_host.demo.stage import Stage
from ringout_host.simulator import Simulator

from . import stages
from .frames import Peer, request
from .relay import Relay
from .table import Goal, Row, span
from .timing import median

_PATIENCE: Final = 20.0
_CALLS: Final = 25
"""By one host: below the caps, and below what RingCentral allows."""
_AT_ONCE: Final = 50
_AMONG: Final = 8
"""Calls by a host that follows so many: both together below the caps."""
_AWAY: Final = 0.02
"""Seconds to RingCentral over a usual network, one way."""
_LOOKING: Final = 1.5
"""Seconds that a person looks at the first card."""
_KNOWING: Final = 0.5
"""And at the next: it arms after 0.4. The call before is asked about after 1, and so not at the same time."""
_RAW: Final = "a raw socket, the same bytes, one fsync"


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    with stages.stage() as made:
        with Relay(made.simulator.port) as relay:
            rows = _beside(made, relay, quick)
        with Relay(made.simulator.port, _AWAY) as relay:
            return rows + _far_away(made, relay, quick)


def _beside(made: Stage, relay: Relay, quick: bool) -> list[Row]:
    env = _behind(made, relay)
    numbers = stages.numbers()
    warm, cold, raw, burst, among = [], [], [], [], []
    for _ in range(1 if quick else 3):
        with Peer(made.host, _fresh(made, env)) as host:
            host.receive()
            for place in range(_CALLS):
                text = next(numbers)
                _inspect(host, 2 * place + 1, text)
                took, sent = _dial(host, relay, 2 * place + 2, text)
                if place:  # the first one meets a connection that is still being opened
                    warm.append(took)
                    raw.append(_raw(made.folder / "plain", relay, sent))
    for _ in range(3 if quick else 11):
        with Peer(made.host, _fresh(made, env)) as host:
            host.receive()
            host.ask(1, "session.get")
            cold.append(_dial(host, relay, 2, next(numbers))[0])
    for _ in range(1 if quick else 3):
        with Peer(made.host, _fresh(made, env)) as host:
            host.receive()
            _inspect(host, 1, next(numbers))
            burst.append(_many(host, relay, [_held(made, next(numbers)) for _ in range(_AT_ONCE)]))
            time.sleep(_LOOKING)  # until the burst is over, and the calls are only followed
            for place in range(_AMONG):
                text = next(numbers)
                _inspect(host, 2 * place + 1, text)
                among.append(_dial(host, relay, 2 * place + 2, text)[0])
    one, first, least, each = median(warm), median(cold), median(raw), median(burst) / _AT_ONCE
    late = median(among)
    return [
        Row("click to the POST's first byte, card open", span(one), one / least, _RAW, Goal(one / least, 7)),
        Row("click to the POST's first byte, new host", span(first), first / least, _RAW, keep=True),
        Row(f"the same while {_AT_ONCE} calls are followed", span(late), late / one, "none", keep=True),
        Row(f"{_AT_ONCE} calls at once, each", span(each), each / least, _RAW, keep=True),
    ]


def _far_away(made: Stage, relay: Relay, quick: bool) -> list[Row]:
    env = _behind(made, relay)
    made.simulator.knobs.speed = 1  # the first call is followed meanwhile, as often as in earnest
    numbers = stages.numbers()
    first, later, raw = [], [], []
    for turn in range(3 if quick else 11):
        with Peer(made.host, _fresh(made, env)) as host:
            host.receive()
            for place in range(2):
                text = next(numbers)
                _inspect(host, 2 * place + 1, text)
                time.sleep(_KNOWING if place else _LOOKING)
                took, sent = _dial(host, relay, 2 * place + 2, text)
                (later if place else first).append(took)
                raw.append(_raw(made.folder / f"plain-{turn}", relay, sent))
    least = median(raw)
    return [
        Row(f"{what}, {_AWAY * 1e3:g} ms away", span(median(taken)), median(taken) / least, _RAW,
            Goal(median(taken) / least, 1.1))
        for what, taken in (("a new host's first call, card open", first), ("a later call, card open", later))
    ]  # fmt: skip


def _behind(made: Stage, relay: Relay) -> dict[str, str]:
    """The stage's environment with the relay for a server; signed in there."""
    simulator: Simulator = made.simulator
    url, simulator.url = simulator.url, relay.url
    try:
        made.sign_in()
        return stages.environment(made)
    finally:
        simulator.url = url


def _fresh(made: Stage, env: dict[str, str]) -> dict[str, str]:
    return {**stages.fresh_home(made), "RINGOUT_SERVER": env["RINGOUT_SERVER"]}


def _inspect(host: Peer, id_: int, text: str) -> None:
    """As the card does when it opens."""
    host.ask(id_, "numbers.inspect", {"text": text, "region": "US"})


def _dial(host: Peer, relay: Relay, id_: int, text: str) -> tuple[float, bytes]:
    call = _start(id_, text)
    begun = time.perf_counter()
    host.send(call)
    host.reply(id_)
    came, sent = relay.posts.get(timeout=_PATIENCE)
    return came - begun, sent


def _many(host: Peer, relay: Relay, texts: list[str]) -> float:
    """Seconds from the first click until the last POST has come."""
    calls = b"".join(_start(100 + place, text) for place, text in enumerate(texts))
    begun = time.perf_counter()
    host.send(calls)
    return max(relay.posts.get(timeout=_PATIENCE)[0] for _ in texts) - begun


def _held(made: Stage, text: str) -> str:
    """A number whose call goes on ringing."""
    made.simulator.choose(text, "held")
    return text


def _start(id_: int, text: str) -> bytes:
    return request(id_, "calls.start", {"requestId": f"bench-{text}", "text": text, "region": "US"})


def _raw(path: Path, relay: Relay, sent: bytes) -> float:
    """The same first bytes over a connection that has been used, which is then dropped."""
    with socket.create_connection(relay.address) as warm:
        warm.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        warm.sendall(b"GET /used HTTP/1.1\r\nHost: localhost\r\n\r\n")
        warm.recv(1 << 16)
        begun = time.perf_counter()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, bytes(4096))
        os.fsync(handle)
        os.close(handle)
        warm.sendall(sent)
        came, _ = relay.posts.get(timeout=_PATIENCE)
    return came - begun
