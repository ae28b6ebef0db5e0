"""From the frame `calls.start` to the first byte of the POST at RingCentral's side, against a raw socket that
sends the same bytes after one fsync: what nobody who writes a call down first can do without. Plain HTTP.
"""

from __future__ import annotations

import os
import socket
import time
from pathlib import Path

from ringout_host.demo.stage import Stage
from ringout_host.simulator import Simulator

from . import stages
from .frames import Peer, request
from .relay import Relay
from .table import Goal, Row, span
from .timing import median

_PATIENCE = 20.0
_CALLS = 25
"""By one host: below the caps, and below what RingCentral allows."""


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    with stages.stage() as made, Relay(made.simulator.port) as relay:
        env = _behind(made, relay)
        numbers = stages.numbers()
        warm, cold, raw = [], [], []
        for _ in range(1 if quick else 3):
            with Peer(made.host, _fresh(made, env)) as host:
                host.receive()
                for place in range(_CALLS):
                    text = next(numbers)
                    host.ask(2 * place + 1, "numbers.inspect", {"text": text, "region": "US"})  # as the card does
                    took, sent = _dial(host, relay, 2 * place + 2, text)
                    if place:  # the first one meets a connection that is still being opened
                        warm.append(took)
                        raw.append(_raw(made.folder / "plain", relay, sent))
        for _ in range(3 if quick else 11):
            with Peer(made.host, _fresh(made, env)) as host:
                host.receive()
                host.ask(1, "session.get")
                cold.append(_dial(host, relay, 2, next(numbers))[0])
    one, first, least = median(warm), median(cold), median(raw)
    against = "a raw socket, the same bytes, one fsync"
    return [
        Row("click to the POST's first byte, card open", span(one), one / least, against, Goal(one / least, 7)),
        Row("click to the POST's first byte, new host", span(first), first / least, against, keep=True),
    ]


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


def _dial(host: Peer, relay: Relay, id_: int, text: str) -> tuple[float, bytes]:
    call = request(id_, "calls.start", {"requestId": f"bench-{text}", "text": text, "region": "US"})
    begun = time.perf_counter()
    host.send(call)
    host.reply(id_)
    came, sent = relay.posts.get(timeout=_PATIENCE)
    return came - begun, sent


def _raw(path: Path, relay: Relay, sent: bytes) -> float:
    """The same first bytes over an open connection, which is then dropped."""
    with socket.create_connection(relay.address) as warm:
        warm.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        time.sleep(0.005)  # accepted, with its threads waiting
        begun = time.perf_counter()
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
        os.write(handle, bytes(4096))
        os.fsync(handle)
        os.close(handle)
        warm.sendall(sent)
        came, _ = relay.posts.get(timeout=_PATIENCE)
    return came - begun
