"""Opening the ledger's file, and turning what can go wrong with a file into one plain sentence.

A file that is damaged is set aside whole, and a new one takes its place with all that could be read of it; nothing
is thrown away until the person clears the history.
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
from typing import Final, NamedTuple

from ..errors import HostError
from ..wal import write_ahead
from .salvage import Salvaged, salvage
from .schema import SCHEMA, VERSION

log = logging.getLogger(__name__)

_MAGIC: Final = b"SQLite format 3\0"
"""How every SQLite file begins (sqlite.org/fileformat.html, 1.3)."""

_MENDING: Final = 20.0
"""Seconds to wait for another host that mends the ledger; `salvage` takes some of them."""


class _DamagedError(Exception):
    """SQLite would not say so itself."""


class SetAside(NamedTuple):
    """A damaged ledger that was moved out of the way, and what was kept of it."""

    path: Path
    kept: Salvaged

    @property
    def note(self) -> str:
        """What the person is told."""
        calls, traces = self.kept
        kept = "Nothing of it could be kept."
        if calls or traces:
            more = f", and of {traces} more only that they were made" if traces else ""
            kept = f"{calls} {'call was' if calls == 1 else 'calls were'} kept{more}."
        return f"The list of your calls was damaged. {kept} The damaged file was put aside, whole: {self.path}"


def open_database(path: Path, busy: float, now: Callable[[], float]) -> tuple[sqlite3.Connection, SetAside | None]:
    """The ledger's connection, and the damaged ledger that stood in its place, if there was one.

    Args:
        path: the file; made private to its owner.
        busy: seconds to wait for another host's transaction.
        now: seconds since 1970.

    Raises:
        sqlite3.Error, OSError: it cannot be opened, and is not damaged.
    """
    try:
        return _connect(path, busy), None
    except (sqlite3.DatabaseError, _DamagedError) as error:
        if not _is_damaged(error):
            raise
    with _alone(path):
        try:
            return _connect(path, busy), None  # another host was quicker
        except (sqlite3.DatabaseError, _DamagedError) as error:
            if not _is_damaged(error):
                raise
        aside = _replace(path, now())
        return _connect(path, busy), aside


@contextmanager
def storage(ledger: Path | None = None) -> Iterator[None]:
    """Raises HostError `storage-failed` for whatever SQLite and the file system raise inside the block.

    Args:
        ledger: the file that is used there; where it turns out to be damaged, whoever opens it next looks closely.
    """
    try:
        yield
    except sqlite3.Error as error:
        if ledger is not None and _is_damaged(error):
            with contextlib.suppress(OSError):
                _suspicion(ledger).touch(0o600)
        raise HostError("storage-failed", *_sentence(str(error))) from error
    except OSError as error:
        raise HostError("storage-failed", f"RingOut's folder cannot be used: {error.strerror}.") from error


def _connect(path: Path, busy: float) -> sqlite3.Connection:
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)  # sqlite3 itself would use the umask
    with os.fdopen(handle, "rb") as file:
        begins = file.read(len(_MAGIC))
    if begins and begins != _MAGIC:  # SQLite itself takes a file of a few bytes for an empty one
        raise _DamagedError
    db = sqlite3.connect(path, timeout=busy, isolation_level=None, check_same_thread=False)
    try:
        db.row_factory = sqlite3.Row
        write_ahead(db, busy)
        db.execute("PRAGMA synchronous = FULL")
        if db.execute("PRAGMA user_version").fetchone()[0] < VERSION:
            _make_tables(db)
        db.execute("SELECT id FROM calls ORDER BY seq DESC LIMIT 1").fetchall()
        if _suspicion(path).exists():
            if db.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise _DamagedError
            _suspicion(path).unlink(missing_ok=True)
    except BaseException:
        db.close()
        raise
    return db


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """Of several hosts that meet the damage, one mends it."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only damage needs it

    lock = FileLock(path.with_name(f"{path.name}.lock"), timeout=_MENDING, mode=0o600, thread_local=False)
    try:
        lock.acquire()
    except Timeout:
        raise sqlite3.OperationalError("locked by a host that mends it") from None
    try:
        yield
    finally:
        lock.release()


def _replace(path: Path, now: float) -> SetAside:
    """Put a new ledger in the place of a damaged one, so that hosts that come now find one of the two, whole."""
    stamp = time.strftime("%Y%m%d-%H%M%S", time.gmtime(now))
    aside = path.with_name(f"{path.name}.damaged-{stamp}-{secrets.token_hex(2)}")
    new = aside.with_name(f"{aside.name}-new")
    os.close(os.open(new, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
    with contextlib.closing(sqlite3.connect(new, isolation_level=None)) as db:
        _make_tables(db)
        kept = salvage(path, db, now)
    for suffix in ("-wal", "-shm"):  # first, or the new file would be taken for what they belong to
        with contextlib.suppress(FileNotFoundError):
            path.with_name(path.name + suffix).replace(aside.with_name(aside.name + suffix))
    try:
        os.link(path, aside)
    except OSError:  # a file system without links
        path.replace(aside)
    new.replace(path)
    _suspicion(path).unlink(missing_ok=True)
    told = SetAside(aside, kept)
    log.error("%s", told.note)
    return told


def _suspicion(path: Path) -> Path:
    """The file that says that the ledger met damage after it was opened, where only a part of it is read."""
    return path.with_name(f"{path.name}.suspect")


def _make_tables(db: sqlite3.Connection) -> None:
    db.executescript(SCHEMA)
    db.execute(f"PRAGMA user_version = {VERSION}")


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
    if "malformed" in error:
        return (
            "The list of your calls is damaged, so the call could not be written down and was not placed.",
            "Close all your browsers and open them again: RingOut then makes a new list of what can be read.",
        )
    if "locked" in error or "busy" in error:
        return (
            "The call could not be written down because another program holds RingOut's ledger.",
            "Close other RingOut programs and try again.",
        )
    return "", ""
