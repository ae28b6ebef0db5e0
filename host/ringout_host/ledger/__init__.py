"""The ledger: every call ever started, on disk before RingCentral hears of it; one file for all hosts."""

from .rows import Row, timestamp
from .store import Caps, Ledger

__all__ = ["Caps", "Ledger", "Row", "timestamp"]
