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

_OF_A_PHONE: Final = ("busy", "noanswer", "rejected")
"""What only a telephone can be; everything else that fails can be RingCentral's doing, too."""


class Reading(NamedTuple):
    """What a status means: the phase, and for a failure whose leg said which word."""

    phase: Phase
    leg: Leg | None = None
    word: str | None = None


def state(word: str) -> State:
    """What `word` says, whatever its case and whether or not it is documented."""
    return STATES.get(_plain(word), State.UNCLEAR)


def read(status: CallStatus, *, before: Phase = "placing", cancelled: bool = False) -> Reading:
    """The phase that `status` means.

    Args:
        status: as last polled.
        before: the phase until now; it stands where the words say nothing, and is never gone back on.
        cancelled: our DELETE was or may have been accepted, so `Rejected` is what we asked for.
    """
    call, caller, callee = state(status.call), state(status.caller), state(status.callee)
    if State.GONE in (call, caller, callee):
        return gone(before)
    # The person's own phone first: when it failed, the callee's `Success` proves nothing.
    if caller is State.FAILED:
        # `Rejected` is also said of a phone that was hung up while the other one rang.
        hung_up = before == "ringing-them" and _plain(status.caller) == "rejected"
        return _failed("them" if hung_up else "you", status.caller, cancelled)
    if callee is State.FAILED:
        return _failed("them", status.callee, cancelled)
    if caller is State.OVER and callee is State.OVER:
        return Reading("ended")
    if call is State.FAILED:
        return _failed(_whose(status.call, caller, callee, before), status.call, cancelled)
    return Reading(_further(before, _going_on(call, caller, callee)))


def gone(before: Phase) -> Reading:
    """The phase when RingCentral no longer reports the call (404 while polling, or `NoSessionFound`)."""
    return (
        Reading("ended") if before in ("connected", "ended") else Reading("unknown", "service", "NoSessionFound")
    )


def _failed(leg: Leg, word: str, cancelled: bool) -> Reading:
    return Reading("cancelled") if cancelled and _plain(word) == "rejected" else Reading("failed", leg, word)


def _whose(word: str, caller: State, callee: State, before: Phase) -> Leg:
    """Who is concerned by a failure of the whole call about which the legs say nothing.

    The person's own phone rings first, and nobody else's before it is answered.
    """
    answered = caller in (State.ANSWERED, State.OVER) or before in ("ringing-them", "connected")
    both = before == "connected" or callee in (State.ANSWERED, State.OVER)
    if answered and not both and _plain(word) in (*_OF_A_PHONE, "cannotreach"):
        return "them"
    if not answered and caller is State.RINGING and _plain(word) in _OF_A_PHONE:
        return "you"
    return "service"


def _plain(word: str) -> str:
    return word.strip().lower()


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
