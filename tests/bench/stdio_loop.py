"""Round trips between browser and host: one after the other and many at once, against the least a host can be."""

from __future__ import annotations

import time
from collections.abc import Callable

from . import stages
from .frames import Peer, frame, request
from .host_start import ECHO, PYTHON
from .table import Row, number, span
from .timing import percentile

_FLIGHT = 32
"""Requests under way at once; the host takes 64."""


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    rounds, batch = (4, 100) if quick else (20, 250)
    with (
        stages.stage() as made,
        Peer(made.host, stages.environment(made)) as host,
        Peer([PYTHON, "-u", str(ECHO)]) as echo,
    ):
        host.receive()
        asked: dict[str, Callable[[int], bytes]] = {
            "an unknown method": lambda id_: request(id_, "no.such.method", {}),
            "numbers.match, cached": lambda id_: request(
                id_, "numbers.match", {"texts": [{"id": 1, "text": "Call (201) 555-0123"}], "region": "US"}
            ),
            "numbers.inspect": lambda id_: request(
                id_, "numbers.inspect", {"text": "(201) 555-0123", "region": "US"}
            ),
        }
        ids = iter(range(1, 10**9))
        single: dict[str, list[float]] = {name: [] for name in ("echo", *asked)}
        flight: dict[str, list[float]] = {name: [] for name in ("echo", *asked)}
        for turn in range(-1, rounds):
            for name in single:
                peer = echo if name == "echo" else host
                make = asked.get(name, lambda id_: frame({"id": id_}))
                taken = [_trip(peer, make(next(ids))) for _ in range(batch)]
                together = _together(peer, [make(next(ids)) for _ in range(batch)])
                if turn >= 0:
                    single[name] += taken
                    flight[name].append(together)
    rows = []
    least, most = percentile(single["echo"], 50), percentile(flight["echo"], 50)
    for name in asked:
        p50, p95 = percentile(single[name], 50), percentile(single[name], 95)
        per = percentile(flight[name], 50)
        rows += [
            Row(f"{name}: p50 (p95 {span(p95)})", span(p50), p50 / least, "a minimal Python echo", keep=True),
            Row(
                f"{name}: {_FLIGHT} under way", f"{number(1 / per)} a second", per / most, "a minimal Python echo"
            ),
        ]
    return rows


def _trip(peer: Peer, data: bytes) -> float:
    begun = time.perf_counter()
    peer.send(data)
    peer.receive()
    return time.perf_counter() - begun


def _together(peer: Peer, frames: list[bytes]) -> float:
    """Seconds for each when `_FLIGHT` are always under way."""
    begun = time.perf_counter()
    for place, data in enumerate(frames):
        peer.send(data)
        if place >= _FLIGHT:
            peer.receive()
    for _ in range(min(_FLIGHT, len(frames))):
        peer.receive()
    return (time.perf_counter() - begun) / len(frames)
