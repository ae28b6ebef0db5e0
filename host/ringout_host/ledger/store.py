"""The ledger's file and every statement that touches it (SQLite, WAL, synchronous FULL: a committed row
survives kill -9 and power loss).

All methods block; the host calls them on one thread of their own. What may be started is decided inside the same
transaction that writes the row, so caps and duplicates hold across hosts.
"""

from __future__ import annotations

import contextlib
import logging
import sqlite3
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ..errors import CallError, HostError, LimitError, NumberError
from ..paths import private_folder
from . import cleared, confirmations
from .limits import Caps, called_lately, check_caps
from .opening import SetAside, drop_set_aside, open_database, storage
from .rows import COLUMNS, Row, from_columns, to_columns

log = logging.getLogger(__name__)

BUSY: Final = 5.0
"""Seconds to wait for another host's transaction."""

_INSERT: Final = f"INSERT INTO calls ({', '.join(COLUMNS)}) VALUES ({', '.join(':' + name for name in COLUMNS)})"  # noqa: S608
_CHANGING: Final = ("phase", "status", "reason", "ring_out_id", "owner", "updated", "ended")
# A cancel that another host asked for stays wanted until the DELETE is on its way.
_UPDATE: Final = (
    f"UPDATE calls SET {', '.join(f'{name} = :{name}' for name in _CHANGING)},"  # noqa: S608
    " cancel = CASE WHEN :cancel = 'sent' OR cancel <> 'wanted' AND :cancel <> '' THEN :cancel ELSE cancel END"
    " WHERE id = :id"
)


class Ledger:
    """One connection to the ledger.

    Args:
        path: the file; its folder is made, private to its owner.
        now: seconds since 1970.

    Raises:
        HostError: `storage-failed`.
    """

    def __init__(self, path: Path, *, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._path = path
        self.set_aside: SetAside | None
        """A damaged ledger that stood in this one's place."""
        with storage(self._path):
            private_folder(path.parent)
            self._db, self.set_aside = open_database(path, BUSY, now)

    def start(self, row: Row, caps: Caps, *, ask: str | None = None, confirmation: str | None = None) -> Row:
        """Write down a call that is about to be placed, or find the one with the same `request_id`.

        Args:
            row: the call, in phase `placing`.
            caps: how many calls may be started.
            ask: the error word of a verdict `confirm`; the call then needs a confirmation.
            confirmation: a token from `mint`, used up by this.

        Raises:
            CallError: `unknown-call`, the request's call was cleared from the history.
            LimitError: a cap is reached, or the number was called a moment ago.
            NumberError: a confirmation is needed; the code says why.
            HostError: `storage-failed`: nothing was written.
        """
        with self._transaction():
            known = self._one("request_id = ?", row.request_id)
            if known is not None:
                return known
            cleared.insist_new(self._db, row.request_id)
            check_caps(self._db, caps, self._now())
            again = called_lately(self._db, row.number.e164, self._now())
            if ask is not None or again:
                confirmed = confirmation is not None and confirmations.use(
                    self._db, confirmation, row.number.e164, self._now()
                )
                if not confirmed and again:
                    raise LimitError("duplicate-call")
                if not confirmed and ask is not None:
                    raise NumberError(ask)
            self._db.execute(_INSERT, to_columns(row))
        return row

    def save(self, row: Row) -> None:
        """Write what has changed about a call. Raises HostError: `storage-failed`."""
        with self._transaction():
            self._db.execute(_UPDATE, to_columns(row))

    def want_cancel(self, call_id: str) -> None:
        """Note for whichever host works on this call that the person wants it stopped."""
        with self._transaction():
            self._db.execute(
                "UPDATE calls SET cancel = 'wanted' WHERE id = ? AND cancel IN ('', 'failed', 'unsure')",
                (call_id,),
            )

    def adopt(self, row: Row, owner: str) -> Row | None:
        """Take over a call of a dead host, as that host left it; None if another was quicker, or the call is over.

        `row` was read while its host may still have lived: what it wrote since then counts.
        """
        with self._transaction():
            left = self._one("id = ? AND owner = ?", row.id, row.owner)
            if left is None or not left.open:
                return None
            taken = replace(left, owner=owner)
            self._db.execute(_UPDATE, to_columns(taken))
            return taken

    def get(self, call_id: str) -> Row:
        """One call. Raises CallError: `unknown-call`."""
        with storage(self._path):
            row = self._one("id = ?", call_id)
        if row is None:
            raise CallError("unknown-call")
        return row

    def by_request(self, request_id: str) -> Row | None:
        """The call that a request started, if it did. Raises CallError: `unknown-call`, that call was cleared."""
        with storage(self._path):
            found = self._one("request_id = ?", request_id)
            if found is None:
                cleared.insist_new(self._db, request_id)
            return found

    def newest(self, limit: int, before: str | None = None) -> list[Row]:
        """At most `limit` calls, newest first, older than the call `before`.

        Raises:
            CallError: `unknown-call`, there is no call `before`.
        """
        with storage(self._path):
            if before is None:
                return self._rows("1 ORDER BY seq DESC LIMIT ?", limit)
            found = self._db.execute("SELECT seq FROM calls WHERE id = ?", (before,)).fetchone()
            if found is None:
                raise CallError("unknown-call")
            return self._rows("seq < ? ORDER BY seq DESC LIMIT ?", found["seq"], limit)

    def open_calls(self, *, but_of: str = "") -> list[Row]:
        """Calls that are not over, oldest first, without those that the host `but_of` works on."""
        with storage(self._path):
            return self._rows(
                "phase IN ('placing', 'ringing-you', 'ringing-them', 'connected') AND owner <> ? ORDER BY seq",
                but_of,
            )

    def check_limits(self, e164: str, caps: Caps) -> bool:
        """Would `start` want a confirmation, because this number was called a moment ago?

        Raises:
            LimitError: `start` would refuse the call, confirmed or not.
        """
        with storage(self._path):
            check_caps(self._db, caps, self._now())
            return called_lately(self._db, e164, self._now())

    def mint(self, e164: str) -> tuple[str, float]:
        """A single-use confirmation for this number, and when it ends (seconds since 1970)."""
        with self._transaction():
            return confirmations.mint(self._db, e164, self._now())

    def clear(self) -> int:
        """Take every call that is over out of the history, for good, and say how many there were.

        Ledgers that were set aside go with them. What the rules still need stays, see `cleared`.

        Raises:
            HostError: `storage-failed`: some calls, or all, are still there.
        """
        removed, after = 0, 0
        try:
            while True:
                with self._transaction():
                    count, after = cleared.take_out(self._db, after, self._now())
                if not count:
                    break
                removed += count
            with storage(self._path):
                drop_set_aside(self._path)
            self.set_aside = None
        except HostError as error:
            raise HostError(
                "storage-failed",
                "Your call history could not be cleared.",
                "Check free disk space and the permissions of the RingOut folder, then try again.",
            ) from error
        self.tidy()
        return removed

    def tidy(self) -> None:
        """Drop what is no longer needed of cleared calls, from the disk too. What cannot be done now stays due."""
        with storage(self._path):
            if not cleared.due(self._db, self._now()):
                return
        with self._transaction():
            cleared.forget(self._db, self._now())
        try:
            cleared.scrub(self._db)
        except sqlite3.Error as error:
            log.warning("the ledger is scrubbed later: %s", error)

    def close(self) -> None:
        """Let go of the file."""
        self._db.close()

    def _one(self, where: str, *values: Any) -> Row | None:
        return next(iter(self._rows(where, *values)), None)

    def _rows(self, where: str, *values: Any) -> list[Row]:
        found = self._db.execute(f"SELECT * FROM calls WHERE {where}", values).fetchall()  # noqa: S608
        rows = []
        for columns in found:
            try:
                rows.append(from_columns(columns))
            except ValueError:
                log.error("row %s of the ledger cannot be read and is left alone", columns["seq"])
        return rows

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with storage(self._path):
            self._db.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._db.execute("COMMIT")
            except BaseException:
                with contextlib.suppress(sqlite3.Error):
                    self._db.execute("ROLLBACK")
                raise
