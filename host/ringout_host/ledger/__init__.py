"""The ledger: every call ever started, on disk before RingCentral hears of it; one file for all hosts."""

from .limits import Caps
from .opening import SetAside
from .rows import Row, timestamp
from .store import Ledger

__all__ = ["Caps", "Ledger", "Row", "SetAside", "timestamp"]
