"""Confirmations: each for one call to one number, within a minute. The file keeps only their digests."""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
from typing import Final

GOOD_FOR: Final = 60.0
"""Seconds."""


def mint(db: sqlite3.Connection, e164: str, now: float) -> tuple[str, float]:
    """Inside a transaction: a confirmation for this number, and when it ends (seconds since 1970)."""
    token, expires = secrets.token_urlsafe(24), now + GOOD_FOR
    db.execute("DELETE FROM confirmations WHERE expires < ?", (now,))
    db.execute("INSERT INTO confirmations VALUES (?, ?, ?)", (_digest(token), e164, expires))
    return token, expires


def use(db: sqlite3.Connection, token: str, e164: str, now: float) -> bool:
    """Inside a transaction: was this good for the number? It is no longer."""
    used = db.execute(
        "DELETE FROM confirmations WHERE digest = ? AND e164 = ? AND expires BETWEEN ? AND ?",
        (_digest(token), e164, now, now + GOOD_FOR),
    )
    return used.rowcount == 1


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
