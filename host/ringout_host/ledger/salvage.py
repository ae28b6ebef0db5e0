"""What a damaged ledger still says, read into a new one: calls row by row around the damage; of calls whose row is
lost, what the indexes know of them, as of calls that were cleared; so that requests stay used and caps hold.

It reads the damaged file and changes nothing of it. Nothing here raises for damage, of whatever kind.
"""

from __future__ import annotations

import contextlib
import logging
import math
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final, NamedTuple

from ..protocol import OPEN, OVER
from . import cleared
from .rows import COLUMNS, Row, from_columns, to_columns

log = logging.getLogger(__name__)

SECONDS: Final = 3.0
"""For reading; the person waits for the host. The newest calls are read first."""

_TOGETHER: Final = 64
"""Rows read at once, and one by one where that fails."""

_GUESS: Final = 10_000
"""How many calls there may have been, where nothing says it."""

_STEPS: Final = 10_000
"""Of SQLite's virtual machine, between looks at the time."""

_INSERT: Final = (
    f"INSERT OR IGNORE INTO calls (seq, {', '.join(COLUMNS)})"  # noqa: S608
    f" VALUES (:seq, {', '.join(':' + name for name in COLUMNS)})"
)


class Salvaged(NamedTuple):
    """What was kept."""

    calls: int = 0
    traces: int = 0
    """Calls of which it is known only that they were made."""


class _Trace(NamedTuple):
    """What the indexes say of a call whose row cannot be read."""

    request_id: str | None = None
    started: float | None = None
    e164: str | None = None


def salvage(damaged: Path, new: sqlite3.Connection, now: float) -> Salvaged:
    """Read what can be read of the file `damaged` into the ledger `new`, which is empty."""
    kept = Salvaged()
    # First with its log, which holds the newest calls; without it where that is in the way.
    for how in ("mode=ro", "immutable=1"):
        try:
            with contextlib.closing(_open(damaged, how)) as old:
                kept = _copy(old, new, now)
        except Exception as error:  # whatever damage brings up: a ledger without its past is better than none
            log.info("nothing was saved of the damaged ledger (%s): %s", how, type(error).__name__)
            with contextlib.suppress(sqlite3.Error):
                new.execute("ROLLBACK")
        if kept != Salvaged():
            break
    log.info("of the damaged ledger %d calls were saved, and traces of %d", *kept)
    return kept


def _open(damaged: Path, how: str) -> sqlite3.Connection:
    old = sqlite3.connect(f"{damaged.absolute().as_uri()}?{how}", uri=True, isolation_level=None)
    old.row_factory = sqlite3.Row
    old.execute("PRAGMA cell_size_check = ON")
    old.execute("PRAGMA writable_schema = ON")  # or SQLite would read nothing of a file that was cut short
    return old


def _copy(old: sqlite3.Connection, new: sqlite3.Connection, now: float) -> Salvaged:
    deadline = time.monotonic() + SECONDS
    old.set_progress_handler(lambda: time.monotonic() > deadline, _STEPS)
    traces = _traces(old)
    seen: set[int] = set()
    new.execute("BEGIN IMMEDIATE")
    for seq, row in _rows(old, _last(old, traces)):
        if time.monotonic() > deadline:
            break
        with contextlib.suppress(sqlite3.Error, ValueError):
            if new.execute(_INSERT, to_columns(row) | {"seq": seq}).rowcount == 1:
                seen.add(seq)
    lost = [(seq, trace) for seq, trace in traces.items() if seq not in seen]
    for seq, trace in lost:
        cleared.remember(new, trace.request_id or f"lost-{seq}", trace.started, trace.e164, now)
    for request, started, number in _cleared(old):
        with contextlib.suppress(sqlite3.Error):
            new.execute("INSERT OR IGNORE INTO cleared VALUES (?, ?, ?)", (request, started, number))
    new.execute("COMMIT")
    return Salvaged(len(seen), len(lost))


def _rows(old: sqlite3.Connection, last: int) -> Iterator[tuple[int, Row]]:
    """Every call that can be read and understood, newest first."""
    for high in range(last, 0, -_TOGETHER):
        low = max(1, high - _TOGETHER + 1)
        found = _all(old, "SELECT * FROM calls WHERE seq BETWEEN ? AND ? ORDER BY seq DESC", low, high)
        if found is None:
            one_by_one = (_all(old, "SELECT * FROM calls WHERE seq = ?", seq) for seq in range(high, low - 1, -1))
            found = [row for rows in one_by_one for row in rows or ()]
        for columns in found:
            with contextlib.suppress(ValueError, TypeError, IndexError, AttributeError):
                row = from_columns(columns)
                if _makes_sense(row, columns["e164"]):
                    yield columns["seq"], row


def _last(old: sqlite3.Connection, traces: dict[int, _Trace]) -> int:
    """The number of the last call, from whatever still knows it."""
    ways = ("SELECT seq FROM sqlite_sequence WHERE name = 'calls'", "SELECT max(seq) FROM calls")
    said = [row[0] for way in ways for row in _all(old, way) or () if isinstance(row[0], int)]
    known = max([*said, *traces], default=_GUESS)
    return known if 0 < known < 10**7 else _GUESS


def _traces(old: sqlite3.Connection) -> dict[int, _Trace]:
    """What the indexes say, by the number of the call: each holds some columns of every row a second time."""
    requests = _column(old, "request_id", "sqlite_autoindex_calls_2", str)
    times = _column(old, "started", "calls_started", float)
    numbers = _column(old, "e164", "calls_e164", str)
    return {
        seq: _Trace(requests.get(seq), times.get(seq), numbers.get(seq))
        for seq in requests.keys() | times.keys()
        if isinstance(seq, int) and 0 < seq < 10**7
    }


def _column(old: sqlite3.Connection, name: str, index: str, kind: type) -> dict[int, Any]:
    """One column of all calls, from an index alone."""
    sql = f"SELECT seq, {name} FROM calls INDEXED BY {index}"  # noqa: S608
    return {seq: value for seq, value in _from_both_ends(old, sql, name) if isinstance(value, kind)}


def _cleared(old: sqlite3.Connection) -> Iterator[tuple[bytes, float | None, bytes | None]]:
    for request, started, number in _from_both_ends(
        old, "SELECT request, started, number FROM cleared", "request"
    ):
        if isinstance(request, bytes) and isinstance(started, float | None):
            yield request, started, number if isinstance(number, bytes) else None


def _from_both_ends(old: sqlite3.Connection, sql: str, by: str) -> Iterator[sqlite3.Row]:
    """Rows up to the damage, and then those behind it, from the other end; some may come twice."""
    for order in ("ASC", "DESC"):
        with contextlib.suppress(sqlite3.Error):
            yield from old.execute(f"{sql} ORDER BY {by} {order}")
            return


def _all(old: sqlite3.Connection, sql: str, *values: int) -> list[sqlite3.Row] | None:
    """The rows, or None where the damage is in the way."""
    try:
        return old.execute(sql, values).fetchall()
    except sqlite3.Error:
        return None


def _makes_sense(row: Row, e164: object) -> bool:
    texts = (row.id, row.request_id, row.from_phone, row.owner)
    return (
        all(isinstance(text, str) and text for text in texts)
        and row.number.e164 == e164
        and row.phase in (*OPEN, *OVER)
        and all(isinstance(at, float) and math.isfinite(at) for at in (row.started, row.updated))
    )
