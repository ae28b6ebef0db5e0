"""What a person is told about a call besides its outcome, in plain words. Pure; review it as copy."""

from __future__ import annotations

from typing import Final

from ..errors import RingOutError
from ..protocol import Leg, Reason


def of(error: RingOutError, leg: Leg = "service") -> Reason:
    """An error as the reason of a call."""
    wait = None if error.retry_after is None else round(error.retry_after)
    return Reason(leg=leg, code=error.code, message=error.message, remedy=error.remedy, retry_after=wait)


UNKNOWN: Final = of(RingOutError("outcome-unknown"))

CLOSED: Final = of(
    RingOutError("internal", "The browser closed before the call was placed. Nothing was dialled.", "Call again.")
)


def too_late() -> RingOutError:
    """The computer slept between the click and the call, or its clock was set."""
    return RingOutError(
        "service-unreachable",
        "More than five minutes had passed since your click, so the call was not placed. Nothing was dialled.",
        "Call again if you still want to.",
    )


def extension(digits: str) -> Reason:
    """What the person must do by hand during this call."""
    note = RingOutError(
        "extension-not-dialable",
        f"Extension {digits} is not dialled for you.",
        f"Dial {digits} on your phone's keypad once they answer.",
    )
    return of(note, "them")


def waiting(seconds: float) -> Reason | None:
    """RingCentral makes us wait before the call; None where nobody would notice."""
    if seconds < 1:
        return None
    wait = round(seconds)
    return Reason(
        leg="service",
        code="rate-limited",
        message=f"RingCentral asks us to wait {wait} s.",
        remedy="The call is placed by itself then. You can cancel it.",
        retry_after=wait,
    )


_NO_NEWS: Final = {
    "service-unreachable": "RingCentral cannot be reached at the moment.",
    "rate-limited": "RingCentral asks us to wait before it says how your call is going.",
    "sign-in-expired": "Your RingCentral sign-in has ended.",
    "signed-out": "You are no longer signed in to RingCentral.",
}
_FOR_THE_PERSON: Final = frozenset({"sign-in-expired", "signed-out", "storage-failed", "config-invalid"})


def no_news(error: RingOutError) -> Reason:
    """How the call is going could not be read. The error's own message is about a call that was not placed."""
    by_hand = error.remedy if error.code in _FOR_THE_PERSON else "The status comes back by itself."
    message = _NO_NEWS.get(error.code, "How your call is going cannot be seen at the moment.")
    return of(RingOutError(error.code, f"{message} Your call goes on.", f"Look at your phone. {by_hand}"))


_HANG_UP = "Cancel again, or hang up your phone to stop it."

NOT_CANCELLED: Final = of(RingOutError("not-cancellable", "RingCentral did not take the cancel.", _HANG_UP))
CANCEL_UNSURE: Final = of(
    RingOutError("not-cancellable", "Nobody knows whether RingCentral took the cancel.", _HANG_UP)
)
