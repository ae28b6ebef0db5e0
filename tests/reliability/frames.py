"""Bytes of every kind into a real host: each request in them is answered once, everything else by one refusal, and
its output is frames to the last byte.
"""

from __future__ import annotations

import json
import random
import sys
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from ringout_host.demo.stage import Stage

from .hosts import Overheard, hosts
from .report import Row

SILENCE: Final = object()
"""What answers a notification."""


class Item(NamedTuple):
    """Bytes for the host, and the id under which it must answer them."""

    data: bytes
    answer: object


def frame(body: bytes) -> bytes:
    """One frame, as a browser writes it."""
    return len(body).to_bytes(4, sys.byteorder) + body


def _ask(request_id: object, **changes: object) -> bytes:
    return json.dumps(
        {"jsonrpc": "2.0", "id": request_id, "method": "calls.get", "params": {"id": "x"}} | changes
    ).encode()


HOSTILE: Final = (
    Item(frame(b""), None),
    Item(frame(b"{"), None),
    Item(frame(b"null"), None),
    Item(frame(b"[]"), None),
    Item(frame(b"\xef\xbb\xbf{}"), None),
    Item(frame(b'{"id":"\xff"}'), None),
    Item(frame(b'{"id":1,"id":2}'), None),
    Item(frame(b'{"id":' + b"9" * 5000 + b"}"), None),
    Item(frame(b"[" * 60_000), None),
    Item(frame(b"x" * 64 * 1024), None),
    Item(frame(b"x" * (64 * 1024 + 1)), None),
    Item(frame(b" " * 1024 * 1024), None),
    Item(frame(_ask(1.5)), None),
    Item(frame(_ask(None)), None),
    Item(frame(_ask("\ud800")), None),
    Item(frame(_ask("a", extra=1)), "a"),
    Item(frame(_ask("b", method="no.such")), "b"),
    Item(frame(_ask("c", params=[])), "c"),
    Item(frame(_ask("d", jsonrpc="1.0")), "d"),
    Item(frame(_ask("e", params={"id": "\ud83d"})), "e"),
    Item(
        frame(
            b'{"jsonrpc":"2.0","id":"f","method":"m","params":{"a":'
            + b"[" * 700
            + b'"\\ud800"'
            + b"]" * 700
            + b"}}"
        ),
        "f",
    ),
    Item(frame(b'{"jsonrpc":"2.0","method":"session.get"}'), SILENCE),
)
"""The corpus: each has broken some host."""

LAST: Final = {
    "half a header": b"\x05\x00",
    "half a body": frame(b"x" * 100)[:50],
    "a header that lies": (1000).to_bytes(4, sys.byteorder) + b"{}",
    "a length of 2^31": (2**31).to_bytes(4, sys.byteorder) + b"{}",
    "a length of 2^32 - 1": b"\xff\xff\xff\xff{}",
    "big-endian lengths": len(_ask(1)).to_bytes(4, "big") + _ask(1),
}
"""What may be the end of a conversation."""


def pieces(chance: random.Random, data: bytes) -> Iterator[bytes]:
    """The same bytes, cut anywhere."""
    place = 0
    while place < len(data):
        size = chance.choice((1, 3, 4, 5, 100, 4096, 65_536, 200_000))
        yield data[place : place + size]
        place += size


def converse(stage: Stage, seed: int, count: int) -> Row:
    """One host, `count` frames, and one of the ways to end."""
    chance = random.Random(seed)  # noqa: S311 - a seeded trial, not a secret
    how = list(LAST)[seed % len(LAST)]
    wanted: Counter[object] = Counter()
    with hosts(stage) as host:
        sent = 0
        for number in range(count):
            item = _one(chance, seed, number)
            for piece in pieces(chance, item.data):
                host.send_bytes(piece)
            if item.answer is not SILENCE:
                wanted[item.answer] += 1
                sent += 1
            if sent % 40 == 0:  # more at once than it works on is another trial
                host.wait_for_replies(sent)
        host.wait_for_replies(sent)
        host.send_bytes(LAST[how])
        if "2^" in how or "big" in how:
            host.wait_for(lambda note: note.method == "host.fatal")
        clean = host.clean_end()
        return _judged(host, wanted, f"{count} frames cut anywhere, then {how}", clean)


def _one(chance: random.Random, seed: int, number: int) -> Item:
    kind = chance.random()
    if kind < 0.5:
        request_id = f"{seed}-{number}"
        return Item(frame(_ask(request_id)), request_id)
    if kind < 0.8:
        return chance.choice(HOSTILE)
    return Item(frame(b"\xff" + chance.randbytes(chance.choice((1, 10, 1000, 65_000, 70_000)))), None)


def _judged(host: Overheard, wanted: Counter[object], injected: str, clean: bool) -> Row:
    got = Counter(reply["id"] for reply in host.replies)
    words = {reply["error"]["data"]["code"] for reply in host.replies if "error" in reply}
    return Row(
        injected,
        times=wanted.total(),
        lost=(wanted - got).total(),
        untrue=(got - wanted).total() + ("internal" in words),
        besides=f"output clean to the last byte: {'yes' if clean else 'no'}",
        good=clean and not host.stderr_text,
    )


def run(quick: bool) -> list[Row]:
    """Each way to end, with new bytes each time."""
    with Stage(speed=20) as stage:
        return [converse(stage, seed, 60 if quick else 400) for seed in range(2 if quick else 2 * len(LAST))]
