"""The ledger's tables (SQLite). A column is added, never changed: an older host may be using the same file."""

from __future__ import annotations

from typing import Final

VERSION: Final = 2

SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS calls (
    seq         INTEGER PRIMARY KEY AUTOINCREMENT,
    id          TEXT NOT NULL UNIQUE,
    request_id  TEXT NOT NULL UNIQUE,
    number      TEXT NOT NULL,           -- JSON of the protocol's Number
    e164        TEXT NOT NULL,
    from_phone  TEXT NOT NULL,
    caller_id   TEXT,
    play_prompt INTEGER NOT NULL,
    origin      TEXT,
    phase       TEXT NOT NULL,
    status      TEXT,                    -- JSON of the protocol's CallStatus
    reason      TEXT,                    -- JSON of the protocol's Reason
    ring_out_id TEXT,
    cancel      TEXT NOT NULL DEFAULT '',-- see rows.Cancel
    owner       TEXT NOT NULL,           -- the host that works on it
    started     REAL NOT NULL,           -- seconds since 1970, UTC
    updated     REAL NOT NULL,
    ended       REAL
);
CREATE INDEX IF NOT EXISTS calls_started ON calls (started);
CREATE INDEX IF NOT EXISTS calls_e164 ON calls (e164, started);
CREATE INDEX IF NOT EXISTS calls_open ON calls (seq)
    WHERE phase IN ('placing', 'ringing-you', 'ringing-them', 'connected');
CREATE TABLE IF NOT EXISTS confirmations (
    digest  TEXT PRIMARY KEY,            -- SHA-256 of the token: the file alone confirms nothing
    e164    TEXT NOT NULL,
    expires REAL NOT NULL
);
CREATE TABLE IF NOT EXISTS cleared (     -- what stays of calls that the person cleared
    request BLOB PRIMARY KEY,            -- digest of the request's id
    started REAL,                        -- for a day
    number  BLOB                         -- two bytes of a digest, for half a minute
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS cleared_started ON cleared (started) WHERE started IS NOT NULL;
CREATE TABLE IF NOT EXISTS scrub (       -- a row while the file still holds what was cleared from it
    due INTEGER PRIMARY KEY
);
"""
