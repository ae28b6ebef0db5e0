"""Opening the ledger's file, and turning what can go wrong with a file into one plain sentence.

A file that is damaged is set aside whole and a new one begun; nothing of it is thrown away until the person clears
the history.
"""

from __future__ import annotations

import contextlib
import logging
import os
import secrets
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..errors import HostError
from ..wal import write_ahead
from .schema import SCHEMA, VERSION

log = logging.getLogger(__name__)

_MAGIC: Final = b"SQLite format 3\0"
"""How every SQLite file begins (sqlite.org/fileformat.html, 1.3)."""


class _NotALedgerError(Exception):
    """The file is not an SQLite file."""


def open_database(path: Path, busy: float, now: Callable[[], float]) -> tuple[sqlite3.Connection, Path | None]:
    """The ledger's connection, and where a damaged file was moved to, if there was one.

    Args:
        path: the file; made private to its owner.
        busy: seconds to wait for another host's transaction.
        now: seconds since 1970, for the name of a file set aside.

    Raises:
        sqlite3.Error, OSError: it cannot be opened, and is not damaged.
    """
    try:
        return _connect(path, busy), None
    except (sqlite3.DatabaseError, _NotALedgerError) as error:
        if not _is_damaged(error):
            raise
        aside = _move_aside(path, now())
        log.error("the ledger could not be read and was set aside as %s", aside.name)
        return _connect(path, busy), aside


@contextmanager
def storage() -> Iterator[None]:
    """Raises HostError `storage-failed` for whatever SQLite and the file system raise inside the block."""
    try:
        yield
    except sqlite3.Error as error:
        raise HostError("storage-failed", *_sentence(str(error))) from error
    except OSError as error:
        raise HostError("storage-failed", f"RingOut's folder cannot be used: {error.strerror}.") from error


def _connect(path: Path, busy: float) -> sqlite3.Connection:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)  # sqlite3 itself would use the umask
    with os.fdopen(handle, "rb") as file:
        begins = file.read(len(_MAGIC))
    if begins and begins != _MAGIC:  # SQLite itself takes a file of a few bytes for an empty one
        raise _NotALedgerError
    db = sqlite3.connect(path, timeout=busy, isolation_level=None, check_same_thread=False)
    try:
        db.row_factory = sqlite3.Row
        write_ahead(db, busy)
        db.execute("PRAGMA synchronous = FULL")
        if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            db.executescript(SCHEMA)
            db.execute(f"PRAGMA user_version = {VERSION}")
        db.execute("SELECT id FROM calls ORDER BY seq DESC LIMIT 1").fetchall()
    except BaseException:
        db.close()
        raise
    return db


def _move_aside(path: Path, now: float) -> Path:
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
    aside = path.with_name(f"{path.name}.damaged-{stamp}-{secrets.token_hex(2)}")
    for suffix in ("", "-wal", "-shm"):
        part = path.with_name(path.name + suffix)
        with contextlib.suppress(FileNotFoundError):
            part.replace(aside.with_name(aside.name + suffix))
    return aside


def drop_set_aside(path: Path) -> None:
    """Remove the damaged files that were set aside: they hold calls as well."""
    for aside in path.parent.glob(f"{path.name}.damaged-*"):
        aside.unlink(missing_ok=True)


def _is_damaged(error: Exception) -> bool:
    if not isinstance(error, sqlite3.DatabaseError):
        return True
    return error.sqlite_errorcode in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB) or (
        isinstance(error, sqlite3.OperationalError) and "no such" in str(error)
    )


def _sentence(error: str) -> tuple[str, str]:
    """Message and remedy; empty where the table's own words say as much as is known."""
    if "full" in error:
        return "The disk is full, so the call could not be written down and was not placed.", ""
    if "locked" in error or "busy" in error:
        return (
            "The call could not be written down because another program holds RingOut's ledger.",
            "Close other RingOut programs and try again.",
        )
    return "", ""
