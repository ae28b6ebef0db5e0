"""`python3 tests reliability [NAME…] [--quick] [--save]`: injects faults, all kinds or those named; one table.

What was dialled is always counted at the server. The exit code is 1 when anything was dialled twice, lost or
untrue.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Final

from .. import named
from ..bench.table import Line
from .report import SHEET, Row, total

TRIALS: Final = {
    "frames": "bytes of every kind into a real host",
    "requests": "requests made from the protocol's own schemas: valid, nearly valid, hostile",
    "answers": "RingCentral's answers spoilt by its own document",
    "kills": "kill -9 at every step around a call, a renewal and a change of settings",
    "writes": "the ledger killed at every statement and every write to the disk",
    "calls": "a thousand calls at once against a RingCentral that breaks every answer",
    "pressure": "browsers that read slowly, not at all, or ask without end",
    "day": "a day of virtual time",
    "clocks": "laptops that sleep and clocks that are set, in the middle of something",
    "browsers": "browsers and workers killed, laptops that sleep, networks that go",
    "pages": "pages that try to start a call",
}


def brief(name: str, rows: Sequence[Line]) -> list[Row]:
    """One line of the README for a whole trial."""
    return [total(TRIALS[name], [row for row in rows if isinstance(row, Row)])]


def main() -> int:
    """Run what was asked for."""
    results, whole = named.run("reliability", __doc__, TRIALS, SHEET, brief)
    return int(not whole or not all(row.met for rows in results.values() for row in rows))


if __name__ == "__main__":
    sys.exit(main())
