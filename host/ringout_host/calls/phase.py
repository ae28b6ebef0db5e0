"""From RingCentral's three status words to the phase a person sees: one pure function, total over every word.

The caller is the person's own phone, the callee the other side. `Success` means "answered"; the call's own
`Success` means "both answered" and stays so after hanging up, so the end shows only in the legs.
"""

from __future__ import annotations

from enum import Enum, auto
from typing import Final, NamedTuple

from ..protocol import OPEN, CallStatus, Leg, Phase


class State(Enum):
    """What one leg's word says of its telephone."""

    RINGING = auto()
    ANSWERED = auto()
    OVER = auto()
    FAILED = auto()
    UNCLEAR = auto()
    """A word that says nothing, or one never seen before."""
    GONE = auto()
    """RingCentral no longer keeps this call."""


STATES: Final[dict[str, State]] = {
    "inprogress": State.RINGING,
    "success": State.ANSWERED,
    "finished": State.OVER,
    "busy": State.FAILED,
    "noanswer": State.FAILED,
    "rejected": State.FAILED,
    "genericerror": State.FAILED,
    "internationaldisabled": State.FAILED,
    "destinationblocked": State.FAILED,
    "notenoughfunds": State.FAILED,
    "nosuchuser": State.FAILED,  # also written NosuchUser; case is not looked at
    "ringoutfromthisnumberisnotsupported": State.FAILED,
    "invalid": State.FAILED,
    "error": State.FAILED,
    "cannotreach": State.FAILED,
    "noansweringmachine": State.FAILED,  # RingCentral failed inside; no machine is meant
    "nosessionfound": State.GONE,
    "unknown": State.UNCLEAR,
}
"""The 18 words of `CallingStatusInfo`, in lower case."""


class Reading(NamedTuple):
    """What a status means: the phase, and for a failure whose leg said which word."""

    phase: Phase
    leg: Leg | None = None
    word: str | None = None


def state(word: str) -> State:
    """What `word` says, whatever its case and whether or not it is documented."""
    return STATES.get(word.strip().lower(), State.UNCLEAR)


def read(status: CallStatus, *, before: Phase = "placing", cancelled: bool = False) -> Reading:
    """The phase that `status` means.

    Args:
        status: as last polled.
        before: the phase until now; it stands where the words say nothing, and is never gone back on.
        cancelled: our DELETE was sent, so `Rejected` is what we asked for.
    """
    call, caller, callee = state(status.call), state(status.caller), state(status.callee)
    if State.GONE in (call, caller, callee):
        return gone(before)
    # The person's own phone first: when it failed, the callee's `Success` proves nothing.
    for leg, of_leg, word in (("you", caller, status.caller), ("them", callee, status.callee)):
        if of_leg is State.FAILED:
            if cancelled and word.strip().lower() == "rejected":
                return Reading("cancelled")
            return Reading("failed", leg, word)  # type: ignore[arg-type]
    if caller is State.OVER and callee is State.OVER:
        return Reading("ended")
    if call is State.FAILED:
        if cancelled and status.call.strip().lower() == "rejected":
            return Reading("cancelled")
        return Reading("failed", "service", status.call)
    return Reading(_further(before, _going_on(call, caller, callee)))


def gone(before: Phase) -> Reading:
    """The phase when RingCentral no longer reports the call (404 while polling, or `NoSessionFound`)."""
    return (
        Reading("ended") if before in ("connected", "ended") else Reading("unknown", "service", "NoSessionFound")
    )


def _going_on(call: State, caller: State, callee: State) -> Phase:
    both = callee in (State.ANSWERED, State.OVER)
    if call is State.ANSWERED and caller is not State.RINGING:
        return "connected"
    if caller in (State.ANSWERED, State.OVER):
        return "connected" if both else "ringing-them"
    return "ringing-you"


def _further(before: Phase, now: Phase) -> Phase:
    """A call never goes back: an unclear word after an answer does not ring the phone again."""
    if before not in OPEN:
        return now
    return max(before, now, key=OPEN.index)
