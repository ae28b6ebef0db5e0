"""Faults: ways in which an answer goes wrong between RingCentral and the host, as plain values. Delivering them is
the work of `delivery`; choosing them that of magic numbers and tests.
"""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, replace
from enum import StrEnum


class Operation(StrEnum):
    """What can be asked of the simulator; both spellings of ring-out share a name."""

    VERSIONS = "versions"
    AUTHORIZE = "authorize"
    TOKEN = "token"  # noqa: S105 - a name
    REVOKE = "revoke"
    ACCOUNT = "account"
    EXTENSION = "extension"
    CALLER_ID = "caller-id"
    FEATURES = "features"
    FORWARDING_NUMBER = "forwarding-number"
    PHONE_NUMBER = "phone-number"
    CREATE = "create"
    STATUS = "status"
    CANCEL = "cancel"


class Kind(StrEnum):
    """How an answer goes wrong."""

    STATUS = "status"
    """An error answer with HTTP status `status`."""
    DROP = "drop"
    """The connection is closed without a byte of answer."""
    RESET = "reset"
    """The connection is reset (RST) without a byte of answer."""
    HANG = "hang"
    """No answer ever; the connection stays open."""
    HALF = "half"
    """The connection is closed in the middle of the answer's body."""
    LATE = "late"
    """The answer begins only after `seconds`."""
    SLOW = "slow"
    """The body trickles in over `seconds`."""
    MALFORMED = "malformed"
    """The body is cut JSON, with the right length and content type."""
    WRONG_TYPE = "wrong-type"
    """An HTML page instead of JSON, with status 200."""
    EMPTY = "empty"
    """Status 200 and an empty JSON body."""
    HUGE = "huge"
    """The right JSON, padded to 8 MiB."""
    ENDLESS = "endless"
    """A body that never ends."""
    REDIRECT = "redirect"
    """A redirect with HTTP status `status` to a trap that notes whether it was followed."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. With `executed` the request is carried out first: a ring-out is dialled."""

    kind: Kind
    executed: bool = False
    status: int = 503
    seconds: float = 2.0
    retry_after: float | None = None
    rate_headers: bool = True
    """False: as with limits of a whole account or address, no X-Rate-Limit headers."""

    def after(self) -> Fault:
        """The same fault, once the request has been carried out."""
        return replace(self, executed=True)


class Faults:
    """Faults waiting for the next requests."""

    def __init__(self) -> None:
        self._waiting: dict[Operation, deque[Fault]] = {}

    def add(self, operation: Operation, fault: Fault, times: int = 1) -> None:
        """The next `times` requests of `operation` go wrong this way, after those already waiting."""
        self._waiting.setdefault(operation, deque()).extend([fault] * times)

    def take(self, operation: Operation) -> Fault | None:
        """The fault for this request, if one is waiting."""
        waiting = self._waiting.get(operation)
        return waiting.popleft() if waiting else None

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        self._waiting.clear()
