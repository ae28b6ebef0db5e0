"""What the ledger costs as it grows, from ten calls to a million: each length in turns with the shortest.

Rows are put in by one bulk statement; what is timed goes through the product's own ledger.
"""

from __future__ import annotations

import os
import sqlite3
import tempfile
import time
import uuid
from itertools import count
from pathlib import Path
from typing import Final

from ringout_host.ledger import Caps, Ledger
from ringout_host.ledger import Row as Call
from ringout_host.protocol import Number

from .table import Goal, Row, number, span
from .timing import Contender, interleaved, median, timed

_CAPS: Final = Caps(60, 1000, 10_000)
"""As high as a person may set them."""
_APART: Final = 864.0
"""Seconds between two calls: a hundred on each day."""
_NO_CAPS: Final = Caps(10**6, 10**6, 10**6)
_PLACES: Final = count()

_FILL: Final = """
WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :count)
INSERT INTO calls (id, request_id, number, e164, from_phone, play_prompt, phase, owner, started, updated, ended)
SELECT 'c' || i, 'r' || i, replace(:number, '0100', printf('%04d', 100 + i % 100)),
  '+1201555' || printf('%04d', 100 + i % 100),
  '+12125550100', 0, 'ended', 'nobody', :now - (:count - i) * :apart - 100, :now - (:count - i) * :apart - 50,
  :now - (:count - i) * :apart - 50 FROM n
"""


def run(quick: bool) -> list[Row]:
    """The table's lines."""
    sizes = (10, 1000, 100_000) if quick else (10, 1000, 100_000, 1_000_000)
    rounds = 7 if quick else 31
    with tempfile.TemporaryDirectory() as folder:
        paths = {size: _filled(Path(folder) / f"ledger-{size}.db", size) for size in sizes}
        rows = []
        opened = interleaved(
            {str(size): timed(lambda p=path: Ledger(p).close()) for size, path in paths.items()}, rounds
        )  # type: ignore[misc]
        rows += _rows("opening", opened)
        ledgers = {size: Ledger(path) for size, path in paths.items()}
        rows += _rows(
            "the newest 50",
            interleaved({str(s): timed(lambda x=one: x.newest(50), 3) for s, one in ledgers.items()}, rounds),
        )  # type: ignore[misc]
        rows += _rows(
            "caps and duplicates, a number called each day",
            interleaved(
                {
                    str(s): timed(lambda x=one: x.check_limits("+12015550150", _CAPS), 3)
                    for s, one in ledgers.items()
                },
                rounds,
            ),
        )  # type: ignore[misc]
        writers: dict[str, Contender] = {
            str(s): timed(lambda x=one: x.start(_call(), _NO_CAPS)) for s, one in ledgers.items()
        }  # type: ignore[misc]
        written = interleaved({"fsync": lambda: _fsync(Path(folder) / "plain"), **writers}, rounds)
        plain = median(written.pop("fsync"))
        rows += _rows("writing a call down", written, plain)
        for one in ledgers.values():
            one.close()
        return rows


def _rows(what: str, taken: dict[str, list[float]], plain: float | None = None) -> list[Row]:
    shortest, *others = taken
    base = median(taken[shortest])
    rows = []
    for size in others:
        took = median(taken[size])
        largest = size == others[-1]
        if plain is not None:
            rows.append(
                Row(f"{what}, {int(size):,} calls", span(took), took / plain, "4 kB and one fsync", keep=largest)
            )
        else:
            goal = Goal(took * 1e3, 5, "ms") if largest else None
            rows.append(
                Row(
                    f"{what}, {int(size):,} calls",
                    span(took),
                    took / base,
                    f"{number(float(shortest))} calls",
                    goal,
                )
            )
    return rows


def _filled(path: Path, size: int) -> Path:
    Ledger(path).close()
    one = Number(e164="+12015550100", national="(201) 555-0100", international="+1 201-555-0100", region="US",
                 type="fixed-line-or-mobile")  # fmt: skip
    with sqlite3.connect(path) as db:
        db.execute(
            _FILL,
            {
                "count": size,
                "now": time.time(),
                "apart": _APART,
                "number": one.model_dump_json(by_alias=True, exclude_none=True),
            },
        )
    db.close()
    return path


def _call() -> Call:
    place = next(_PLACES)
    now = time.time()
    e164 = f"+4420794{60000 + place % 10000:05}"
    to = Number(e164=e164, national=e164, international=e164, region="GB", type="fixed-line")
    return Call(
        id=uuid.uuid4().hex, request_id=uuid.uuid4().hex, number=to, from_phone="+12125550100", caller_id=None,
        play_prompt=False, origin=None, phase="placing", status=None, reason=None, ring_out_id=None, cancel="",
        owner="bench", started=now, updated=now, ended=None,
    )  # fmt: skip


def _fsync(path: Path) -> float:
    begun = time.perf_counter()
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    os.write(handle, bytes(4096))
    os.fsync(handle)
    os.close(handle)
    return time.perf_counter() - begun
