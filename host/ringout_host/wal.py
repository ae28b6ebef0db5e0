"""SQLite files that several hosts use at once: a write-ahead log, got in turn.

While another process makes the log, or removes it as the last to leave, SQLite says at once that it is busy,
whatever it was told of waiting (sqlite.org/wal.html, 9).
"""

from __future__ import annotations

import sqlite3
import time
from typing import Final

TAKEN: Final = frozenset({sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED})
"""Primary result codes that speak of others and not of the file."""

_PAUSE: Final = 0.005


def write_ahead(database: sqlite3.Connection, patience: float) -> None:
    """Switch to a write-ahead log, for which others may be waited `patience` seconds.

    Raises:
        sqlite3.Error: it cannot be had, or not in time.
    """
    deadline = time.monotonic() + patience
    while True:
        try:
            database.execute("PRAGMA journal_mode = WAL")
            return
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode & 0xFF not in TAKEN or time.monotonic() > deadline:
                raise
            time.sleep(_PAUSE)
