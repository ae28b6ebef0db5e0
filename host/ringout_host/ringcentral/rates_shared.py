"""Buckets shared by every host of one person, in a small SQLite file, and in memory for when it cannot be used.

A broken, locked, full or read-only file must never stop a call: it is set aside or passed over.
"""

from __future__ import annotations

import contextlib
import json
import logging
import math
import sqlite3
import time
from collections.abc import Callable, Sequence
from dataclasses import fields
from pathlib import Path
from typing import Any, Final, TypeVar

from ..paths import private_folder
from ..wal import TAKEN, write_ahead
from .rates import MAX_PENALTY, Bucket, fresh

BUSY: Final = 0.05
"""Seconds that another process may hold the file: its transactions take a tenth of a millisecond."""

_REST: Final = 30.0
"""Seconds in which a file that could not be opened is not tried again."""

_STALE: Final = 86_400.0

_DAMAGED: Final = frozenset({sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB})
"""SQLite's words for contents that are not ours: another schema, garbage, half a file."""

_FIELDS: Final = tuple(field.name for field in fields(Bucket))

_log = logging.getLogger(__name__)

T = TypeVar("T")
Change = Callable[[list[Bucket]], tuple[list[Bucket], T]]
"""From some buckets to the same ones afterwards, and a result."""


class SharedRates:
    """The buckets of one server. Calls block for at most some 50 ms, so they are made from the event loop itself:
    a hop to a thread and back would cost more than the usual 0.1 ms.
    """

    def __init__(self, path: Path, server: str, *, busy: float = BUSY) -> None:
        self._path = path
        self._busy = busy
        self._server = server
        self._memory: dict[str, Bucket] = {}
        self._database: sqlite3.Connection | None = None
        self._rest_until = 0.0

    def change(self, groups: Sequence[str], change: Change[T]) -> T:
        """Apply `change` to the buckets of `groups`, at once for every process."""
        database = self._open()
        if database is not None:
            try:
                return self._change_shared(database, groups, change)
            except (sqlite3.Error, OSError) as error:
                self._give_up(error)
        after, result = change([self._memory.get(group) or fresh(group) for group in groups])
        self._memory.update(zip(groups, after, strict=True))
        return result

    def known(self, group: str) -> Bucket | None:
        """The bucket as this process saw it last, without looking at the file."""
        return self._memory.get(group)

    def close(self) -> None:
        """Close the file."""
        database, self._database = self._database, None
        if database is not None:
            with contextlib.suppress(sqlite3.Error):
                database.close()

    def _change_shared(self, database: sqlite3.Connection, groups: Sequence[str], change: Change[T]) -> T:
        database.execute("BEGIN IMMEDIATE")
        try:
            before = [self._read(database, group) for group in groups]
            after, result = change(before)
            for group, old, new in zip(groups, before, after, strict=True):
                if old != new:
                    self._write(database, group, new)
            database.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                database.execute("ROLLBACK")
            raise
        self._memory.update(zip(groups, after, strict=True))
        return result

    def _read(self, database: sqlite3.Connection, group: str) -> Bucket:
        row = database.execute(
            "SELECT bucket FROM buckets WHERE server = ? AND name = ?", (self._server, group)
        ).fetchone()
        if row is None:
            return fresh(group)
        try:
            return _bucket(row[0])
        except (ValueError, TypeError, KeyError, OverflowError):
            return fresh(group)

    def _write(self, database: sqlite3.Connection, group: str, bucket: Bucket) -> None:
        database.execute(
            "INSERT INTO buckets (server, name, bucket, at) VALUES (?, ?, ?, ?)"
            " ON CONFLICT (server, name) DO UPDATE SET bucket = excluded.bucket, at = excluded.at",
            (self._server, group, json.dumps(_columns(bucket)), time.time()),
        )

    def _open(self) -> sqlite3.Connection | None:
        if self._database is not None or time.monotonic() < self._rest_until:
            return self._database
        for last in (False, True):
            try:
                private_folder(self._path.parent)
                self._database = _connect(self._path, self._busy)
                break
            except (sqlite3.Error, OSError) as error:
                if self._give_up(error) or last:
                    break
        return self._database

    def _give_up(self, error: Exception) -> bool:
        """Go on in memory: this once where another process is at it, for a while otherwise.

        Returns False where the file was set aside and a new one can be tried at once.
        """
        code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CANTOPEN) & 0xFF
        if code in TAKEN:
            return True
        _log.warning("the shared rate limits cannot be used (SQLite code %d)", code)
        self.close()
        if code in _DAMAGED:
            with contextlib.suppress(OSError):
                self._set_aside()
                return False
        self._rest_until = time.monotonic() + _REST
        return True

    def _set_aside(self) -> None:
        self._path.replace(self._path.with_name(f"{self._path.name}.damaged"))
        for suffix in ("-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


def _connect(path: Path, busy: float) -> sqlite3.Connection:
    path.touch(0o600)  # sqlite3 itself would use the umask
    database = sqlite3.connect(path, isolation_level=None, timeout=busy)
    try:
        write_ahead(database, busy)
        # After a power cut the limits of a minute ago matter to nobody.
        database.execute("PRAGMA synchronous = NORMAL")
        database.execute(
            "CREATE TABLE IF NOT EXISTS buckets (server TEXT NOT NULL, name TEXT NOT NULL, bucket TEXT NOT NULL,"
            " at REAL NOT NULL, PRIMARY KEY (server, name)) WITHOUT ROWID"
        )
        database.execute("DELETE FROM buckets WHERE at < ?", (time.time() - _STALE,))
        path.chmod(0o600)
    except BaseException:
        database.close()
        raise
    return database


def _columns(bucket: Bucket) -> dict[str, Any]:
    """By hand: `asdict` copies every time one by one, several times a second."""
    return {name: getattr(bucket, name) for name in _FIELDS}


def _bucket(text: str) -> Bucket:
    kept = json.loads(text)
    bucket = Bucket(
        limit=int(kept["limit"]),
        window=float(kept["window"]),
        sent=tuple(float(at) for at in kept["sent"]),
        penalty_from=float(kept["penalty_from"]),
        penalty_for=float(kept["penalty_for"]),
    )
    times = (*bucket.sent, bucket.penalty_from)
    sane = bucket.limit >= 1 and 0 < bucket.window <= 3600 and 0 <= bucket.penalty_for <= MAX_PENALTY
    if not sane or not all(map(math.isfinite, times)):
        raise ValueError("no bucket")
    return bucket
