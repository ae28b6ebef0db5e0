"""What can go wrong while a browser is driven. For tests and the demo; no person reads these."""

from __future__ import annotations


class DriveError(Exception):
    """The browser could not be driven: it did not start, did not answer, or is gone."""


class CommandError(DriveError):
    """The browser refused a command; also when a page navigated away under it."""


class ScriptError(DriveError):
    """The script threw, or its promise was rejected."""


class WaitError(DriveError):
    """A condition did not become true in time."""
