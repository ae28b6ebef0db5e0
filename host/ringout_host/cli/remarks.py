"""What the program's log says while a command runs: what concerns the person's calls, as a sentence; the rest not.

Only the host keeps a log file. Without this, Python would print every warning as it stands.
"""

from __future__ import annotations

import logging
import sys
from typing import Final

_FOR_PEOPLE: Final = "ringout_host.ledger"


class Remarks(logging.Handler):
    """Takes the place of `logging.lastResort`."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)

    def emit(self, record: logging.LogRecord) -> None:
        """Print it on standard error, if it is for people."""
        if record.name.startswith(_FOR_PEOPLE):
            text = record.getMessage()
            print(f"{text[:1].upper()}{text[1:].rstrip('.')}.", file=sys.stderr)


def begin() -> None:
    """From now on."""
    logging.lastResort = Remarks()
