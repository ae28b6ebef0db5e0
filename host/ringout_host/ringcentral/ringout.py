"""A ring-out as RingCentral takes and tells it, and the words between the client and whoever writes the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Protocol
from urllib.parse import quote

from ..protocol import CallStatus

EXTENSION_PATH: Final = "/restapi/v1.0/account/~/extension/~"
CREATE_PATH: Final = f"{EXTENSION_PATH}/ring-out"

_UNSAID: Final = "Unknown"
"""RingCentral's own word for a status that it does not know."""


@dataclass(frozen=True, slots=True)
class RingOutOrder:
    """What to dial: `from_` rings first, then `to`. Numbers as RingCentral takes them."""

    from_: str
    to: str
    caller_id: str | None = None
    play_prompt: bool = True

    def body(self) -> dict[str, Any]:
        """`MakeRingOutRequest` of operation `createRingOutCall`."""
        body: dict[str, Any] = {
            "from": {"phoneNumber": self.from_},
            "to": {"phoneNumber": self.to},
            "playPrompt": self.play_prompt,
        }
        if self.caller_id is not None:
            body["callerId"] = {"phoneNumber": self.caller_id}
        return body


@dataclass(frozen=True, slots=True)
class RingOut:
    """One ring-out: its opaque id and, where it was told, the three status words as they came."""

    id: str
    status: CallStatus | None


class RingOutGone(Exception):  # noqa: N818 - not an error: every ring-out ends like this
    """RingCentral no longer knows this ring-out (404)."""


class Dialling(Protocol):
    """Whoever must know what happens around the POST."""

    async def sending(self) -> None:
        """The POST is about to leave; raise to stop it. Called before each time."""

    async def not_dialled(self) -> None:
        """The POST that was announced last certainly dialled nothing."""

    def waiting(self, seconds: float) -> None:
        """RingCentral makes us wait this long before the POST; 0 when that is over."""


def read_ring_out(body: Any) -> RingOut | None:
    """`GetRingOutStatusResponse`, or None where it has no usable id. Ids came as strings and as integers."""
    if not isinstance(body, dict):
        return None
    told = body.get("id")
    if isinstance(told, int) and not isinstance(told, bool):
        told = str(told)
    # A dot segment would change the path that asks about it.
    if not isinstance(told, str) or not 0 < len(told) <= 512 or not told.isprintable() or told in (".", ".."):
        return None
    return RingOut(told, read_status(body.get("status")))


def read_status(status: Any) -> CallStatus | None:
    """The three words as they are, whatever they are; None where there is none at all."""
    if not isinstance(status, dict):
        return None
    call, caller, callee = (_word(status.get(name)) for name in ("callStatus", "callerStatus", "calleeStatus"))
    if call is caller is callee is None:
        return None
    return CallStatus(call=call or _UNSAID, caller=caller or _UNSAID, callee=callee or _UNSAID)


def ring_out_path(ring_out_id: str) -> str:
    """Where to ask about one ring-out. Built from the id; the `uri` of an answer is never followed."""
    return f"{CREATE_PATH}/{quote(ring_out_id, safe='')}"


def _word(value: Any) -> str | None:
    return value if isinstance(value, str) and 0 < len(value) <= 64 and value.isprintable() else None
