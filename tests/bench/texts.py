"""Kinds of text to be read for telephone numbers, a megabyte of each, the same every time."""

from __future__ import annotations

import random
import uuid
from collections.abc import Callable
from typing import Final

MEGABYTE: Final = 1 << 20

_WORDS: Final = """the reception is open from morning to evening and somebody will answer soon please bring your
papers with you when visiting our office near the old harbour where buses stop every few minutes on working
days""".split()  # noqa: SIM905


def _prose(chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=14)).capitalize() + ". "


def _rich(chance: random.Random) -> str:
    line, way = f"{chance.randrange(100, 200):04}", chance.randrange(3)
    number = (f"(201) 555-{line}", f"+44 20 7946 {line}", f"212-555-{line}")[way]
    return f"{' '.join(chance.choices(_WORDS, k=9)).capitalize()}, call {number} today. "


def _typeset(chance: random.Random) -> str:
    return _rich(chance).replace(", call", "’s desk – call")


def _log(chance: random.Random) -> str:
    id_ = uuid.UUID(int=chance.getrandbits(128))
    return (
        f"2026-03-{chance.randrange(1, 29):02}T12:{chance.randrange(60):02}:21.{chance.randrange(1000):03}Z INFO "
        f"[worker-{chance.randrange(40)}] request {id_} from 10.0.{chance.randrange(256)}.{chance.randrange(256)}:"
        f"{chance.randrange(30000, 60000)} took {chance.random() * 100:.3f}ms bytes={chance.randrange(10**7)}\n"
    )


def _floats(chance: random.Random) -> str:
    return f"{chance.uniform(-1, 1):.8f} {chance.uniform(0, 1000):.4f} "


def _integers(chance: random.Random) -> str:
    return f"{chance.randrange(10 ** chance.randrange(1, 6))} "


def _json(chance: random.Random) -> str:
    return (
        f'{{"id":{chance.randrange(10**9, 10**10)},"created":{chance.randrange(16 * 10**11, 18 * 10**11)},'
        f'"price":{chance.random() * 99:.2f},"sku":"A-{chance.randrange(10**7)}"}},'
    )


KINDS: Final[dict[str, Callable[[random.Random], str]]] = {
    "prose with numbers": _rich,
    "typeset prose with numbers": _typeset,
    "prose without digits": _prose,
    "logs": _log,
    "floats": _floats,
    "spaced integers": _integers,
    "JSON ids": _json,
}


def text(kind: str, size: int = MEGABYTE) -> str:
    """So many characters of this kind."""
    chance = random.Random(7)  # noqa: S311 - the same every time
    parts, length = [], 0
    while length < size:
        part = KINDS[kind](chance)
        parts.append(part)
        length += len(part)
    return "".join(parts)[:size]
