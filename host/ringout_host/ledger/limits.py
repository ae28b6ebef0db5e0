"""What the calls of the last day say about one more: the caps, and the same number again.

Only questions; called inside the transaction that writes the row, so that the answer holds across hosts. Calls
that were cleared from the history count as before.
"""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from typing import Final

from ..errors import LimitError
from ..protocol import OPEN
from .cleared import SAME_NUMBER, fingerprint


@dataclass(frozen=True, slots=True)
class Caps:
    """How many calls may be started, and how often the same number."""

    per_minute: int
    per_hour: int
    per_day: int


_WINDOW: Final = "started > :since AND started <= :until"
# Each part is read along its own index and no further than the cap.
_NEWEST: Final = (
    f"SELECT started FROM calls WHERE {_WINDOW} UNION ALL SELECT started FROM cleared WHERE {_WINDOW}"  # noqa: S608
    " ORDER BY started DESC LIMIT :cap"
)
# Two searches, each with its index: with OR, every call ever made to this number would be read. The plus
# sign keeps SQLite from taking the number's index for the second.
_TO_NUMBER: Final = (
    "SELECT phase, started FROM calls WHERE seq IN (SELECT seq FROM calls WHERE e164 = ? AND started > ? UNION"
    " SELECT seq FROM calls"
    " WHERE +e164 = ? AND phase IN ('placing', 'ringing-you', 'ringing-them', 'connected'))"
)
_CLEARED_TO_NUMBER: Final = "SELECT 1 FROM cleared WHERE started > ? AND started <= ? AND number = ? LIMIT 1"


def check_caps(db: sqlite3.Connection, caps: Caps, now: float) -> None:
    """Raises LimitError when one more call would be too many."""
    windows = (
        ("limit-minute", 60, caps.per_minute),
        ("limit-hour", 3600, caps.per_hour),
        ("limit-day", 86400, caps.per_day),
    )
    for code, window, cap in windows:
        # A clock that was set back leaves rows in the future: those of one window still count.
        times = db.execute(_NEWEST, {"since": now - window, "until": now + window, "cap": cap}).fetchall()
        if len(times) >= cap:
            wait = min(float(window), max(1.0, times[-1]["started"] + window - now))
            raise LimitError(code, retry_after=wait)


def called_lately(db: sqlite3.Connection, e164: str, now: float) -> bool:
    """The number was called a moment ago. Raises LimitError while a call to it is up."""
    rows = db.execute(_TO_NUMBER, (e164, now - SAME_NUMBER, e164)).fetchall()
    if any(row["phase"] in OPEN for row in rows):
        raise LimitError(
            "duplicate-call",
            "A call to this number is still going on.",
            "Hang up your phone or cancel that call first.",
        )
    if any(now - SAME_NUMBER < row["started"] <= now + SAME_NUMBER for row in rows):
        return True
    cleared = db.execute(_CLEARED_TO_NUMBER, (now - SAME_NUMBER, now + SAME_NUMBER, fingerprint(e164)))
    return cleared.fetchone() is not None
