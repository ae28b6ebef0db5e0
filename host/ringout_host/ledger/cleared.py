"""Clearing the history. What stays of a cleared call names nobody, and is as little as the rules need: a digest of
its request for ever, so that it is never dialled twice; its time for a day, for the caps; two bytes of its
number's digest for half a minute, for the same number again.

A call that is not over is never touched. Whatever else the file still holds of cleared calls is scrubbed from it,
and until that is done the file says so: a host that is killed in between leaves it to the next one.
"""

from __future__ import annotations

import hashlib
import logging
import math
import sqlite3
from typing import Final

from ..errors import CallError

log = logging.getLogger(__name__)

SAME_NUMBER: Final = 30.0
"""Seconds in which the same number again needs a confirmation."""

_DAY: Final = 86400.0
_BATCH: Final = 2000
"""Calls taken out in one transaction: other hosts wait no longer than for these."""

# Near in either direction: a clock that was set back leaves rows in the future.
_FORGET: Final = """
UPDATE cleared SET
    number = CASE WHEN abs(started - :now) <= :lately THEN number END,
    started = CASE WHEN abs(started - :now) <= :day THEN started END
WHERE started IS NOT NULL AND (abs(started - :now) > :day OR number IS NOT NULL AND abs(started - :now) > :lately)
"""
_DUE: Final = """
SELECT EXISTS (SELECT 1 FROM scrub) OR EXISTS (SELECT 1 FROM confirmations WHERE expires < :now)
    OR EXISTS (SELECT 1 FROM cleared WHERE started IS NOT NULL
               AND (abs(started - :now) > :day OR number IS NOT NULL AND abs(started - :now) > :lately))
"""


def fingerprint(e164: str) -> bytes:
    """Enough to know a number again for half a minute; too little to find it out: one of 65,536 values."""
    return hashlib.sha256(e164.encode()).digest()[:2]


def insist_new(db: sqlite3.Connection, request_id: str) -> None:
    """Raises CallError for a request whose call was cleared: it is never dialled again."""
    if db.execute("SELECT 1 FROM cleared WHERE request = ?", (_request(request_id),)).fetchone() is not None:
        raise CallError(
            "unknown-call",
            "This call was made before, and cleared from your history. It is not dialled again.",
            "To call this number once more, start a new call.",
        )


def take_out(db: sqlite3.Connection, after: int, now: float) -> tuple[int, int]:
    """Inside a transaction: take a batch of calls that are over out of the history, the oldest first.

    Args:
        after: the last call that was looked at before, by `seq`; 0 at first.

    Returns:
        How many were taken out, and the last that was looked at; 0 when there was none left.
    """
    rows = db.execute(
        "SELECT seq, request_id, e164, started FROM calls"
        " WHERE seq > ? AND phase IN ('ended', 'failed', 'cancelled', 'unknown') ORDER BY seq LIMIT ?",
        (after, _BATCH),
    ).fetchall()
    if not rows:
        return 0, after
    db.execute("INSERT OR IGNORE INTO scrub VALUES (1)")
    for row in rows:
        remember(db, row["request_id"], row["started"], row["e164"], now)
    db.executemany("DELETE FROM calls WHERE seq = ?", [(row["seq"],) for row in rows])
    return len(rows), rows[-1]["seq"]


def remember(db: sqlite3.Connection, request_id: str, started: float | None, e164: str | None, now: float) -> None:
    """Keep of a call that was made what the rules need."""
    age = math.inf if started is None else abs(started - now)
    number = fingerprint(e164) if e164 is not None and age <= SAME_NUMBER else None
    db.execute(
        "INSERT OR IGNORE INTO cleared (request, started, number) VALUES (?, ?, ?)",
        (_request(request_id), started if age <= _DAY else None, number),
    )


def due(db: sqlite3.Connection, now: float) -> bool:
    """Whether `forget` or `scrub` has anything to do."""
    return bool(db.execute(_DUE, {"now": now, "day": _DAY, "lately": SAME_NUMBER}).fetchone()[0])


def forget(db: sqlite3.Connection, now: float) -> None:
    """Inside a transaction: drop what the rules no longer need."""
    changed = db.execute(_FORGET, {"now": now, "day": _DAY, "lately": SAME_NUMBER}).rowcount
    changed += db.execute("DELETE FROM confirmations WHERE expires < ?", (now,)).rowcount
    if changed:
        db.execute("INSERT OR IGNORE INTO scrub VALUES (1)")


def scrub(db: sqlite3.Connection) -> None:
    """Outside a transaction: write the file anew, so that nothing deleted is left in it or in its log.

    Raises:
        sqlite3.Error: it cannot be done now, and stays due.
    """
    if db.execute("SELECT 1 FROM scrub").fetchone() is None:
        return
    db.execute("VACUUM")
    if db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]:
        raise sqlite3.OperationalError("another host is reading")
    db.execute("DELETE FROM scrub")


def _request(request_id: str) -> bytes:
    return hashlib.sha256(request_id.encode()).digest()[:16]
