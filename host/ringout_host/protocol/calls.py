"""A call as the person sees it: phase, both legs, and why it ended as it did."""

from __future__ import annotations

from typing import Final, Literal

from .model import Time, Wire
from .numbers import Number

Phase = Literal["placing", "ringing-you", "ringing-them", "connected", "ended", "failed", "cancelled", "unknown"]

OPEN: Final[tuple[Phase, ...]] = ("placing", "ringing-you", "ringing-them", "connected")
"""Phases of a call that is not over, in the order in which it goes through them."""

OVER: Final[tuple[Phase, ...]] = ("ended", "failed", "cancelled", "unknown")
"""Phases that a call never leaves."""

Leg = Literal["you", "them", "service"]


class CallStatus(Wire):
    """RingCentral's own three words, as last read (`GetRingOutStatusResponse.status`)."""

    call: str
    caller: str
    callee: str


class Reason(Wire):
    """Why the call is as it is, and what to do next. `code` is an error word."""

    leg: Leg
    code: str
    message: str
    remedy: str
    retry_after: int | None = None
    """Seconds, counted from `updatedAt`, until it goes on by itself."""


class Call(Wire):
    """One call in the ledger."""

    id: str
    request_id: str
    to: Number
    from_: str
    caller_id: str | None = None
    origin: str | None = None
    phase: Phase
    status: CallStatus | None = None
    reason: Reason | None = None
    cancellable: bool
    started_at: Time
    updated_at: Time
    ended_at: Time | None = None
