"""The ledger: every call ever started, on disk before RingCentral hears of it. One file for all hosts of a person."""

from .rows import OPEN, Row, timestamp
from .store import Caps, Ledger

__all__ = ["OPEN", "Caps", "Ledger", "Row", "timestamp"]
