"""One call as the ledger keeps it, and its way into and out of a row."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any, Final, Literal

from ..protocol import OPEN, Call, CallStatus, Number, Phase, Reason

Cancel = Literal["", "wanted", "sent", "failed", "unsure"]
"""How far a wish to cancel has come: the DELETE is wanted, is on its way or was taken, came to nothing, or nobody
knows whether it was taken.
"""

CAN_BE_WANTED: Final[tuple[Cancel, ...]] = ("", "failed", "unsure")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A call with what only the host needs: who works on it, and RingCentral's id for it."""

    id: str
    request_id: str
    number: Number
    from_phone: str
    caller_id: str | None
    play_prompt: bool
    origin: str | None
    phase: Phase
    status: CallStatus | None
    reason: Reason | None
    ring_out_id: str | None
    cancel: Cancel
    owner: str
    started: float
    updated: float
    ended: float | None

    def call(self) -> Call:
        """As the browser sees it."""
        return Call(
            id=self.id,
            request_id=self.request_id,
            to=self.number,
            from_=self.from_phone,
            caller_id=self.caller_id,
            origin=self.origin,
            phase=self.phase,
            status=self.status,
            reason=self.reason,
            cancellable=self.cancellable,
            started_at=timestamp(self.started),
            updated_at=timestamp(self.updated),
            ended_at=None if self.ended is None else timestamp(self.ended),
        )

    @property
    def cancellable(self) -> bool:
        """A cancel asked for now could still stop it: RingOut allows that until the person's phone is answered."""
        return self.cancel in CAN_BE_WANTED and self.phase in ("placing", "ringing-you")

    @property
    def open(self) -> bool:
        """Not over yet, as far as is known."""
        return self.phase in OPEN


COLUMNS = ("e164", *(field.name for field in fields(Row)))


def to_columns(row: Row) -> dict[str, Any]:
    """The row as column values."""
    values: dict[str, Any] = {field.name: getattr(row, field.name) for field in fields(Row)}
    values["e164"] = row.number.e164
    for name in ("number", "status", "reason"):
        model = values[name]
        values[name] = None if model is None else model.model_dump_json(by_alias=True, exclude_none=True)
    return values


def from_columns(columns: sqlite3.Row) -> Row:
    """The row out of column values.

    Raises:
        ValueError: the stored row is not one of ours.
    """
    values = {field.name: columns[field.name] for field in fields(Row)}
    values["number"] = Number.model_validate_json(values["number"])
    values["status"] = values["status"] and CallStatus.model_validate_json(values["status"])
    values["reason"] = values["reason"] and Reason.model_validate_json(values["reason"])
    values["play_prompt"] = bool(values["play_prompt"])
    return Row(**values)


def timestamp(seconds: float) -> str:
    """RFC 3339, UTC, milliseconds."""
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
