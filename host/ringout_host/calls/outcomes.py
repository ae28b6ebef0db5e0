"""Why a call came to nothing, in plain words: one table by leg and RingCentral's word. Review it as copy.

The same word means different things on different legs: `Busy` on the person's own leg is their own telephone.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from ..errors import CODES
from ..protocol import Leg, Reason
from .phase import Reading


class Outcome(NamedTuple):
    """An error word, what happened, and what to do next."""

    code: str
    message: str
    remedy: str


_ADMIN: Final = "Ask your RingCentral administrator."
_AGAIN: Final = "Try again in a moment."
_LOOK: Final = "Look at your phone before you dial again."

OUTCOMES: Final[dict[tuple[Leg, str], Outcome]] = {
    ("you", "busy"): Outcome("busy", "Your own phone is busy.", "Finish the other call, then try again."),
    ("you", "noanswer"): Outcome(
        "service-error",
        "You did not answer your phone, so nobody was called.",
        "Try again and pick up, or choose another of your phones.",
    ),
    ("you", "rejected"): Outcome(
        "service-error",
        "Your phone declined the call, so nobody was called.",
        "Try again and accept the call on your phone.",
    ),
    ("you", "genericerror"): Outcome(
        "service-error",
        "RingCentral could not ring your phone. It may be switched off or offline.",
        "Check that phone, or choose another of your phones.",
    ),
    ("you", "internationaldisabled"): Outcome(
        "international-disabled", "Your RingCentral account does not allow ringing this phone of yours.", _ADMIN
    ),
    ("you", "destinationblocked"): Outcome(
        "from-not-allowed",
        "RingCentral blocks calls to the phone you chose as yours.",
        "Choose another of your phones.",
    ),
    ("you", "notenoughfunds"): Outcome(
        "no-credit", "Your RingCentral account has no calling credit left to ring your phone.", _ADMIN
    ),
    ("you", "nosuchuser"): Outcome(
        "from-not-allowed",
        "RingCentral does not know the phone you chose as yours.",
        "Choose another of your phones.",
    ),
    ("you", "ringoutfromthisnumberisnotsupported"): Outcome(
        "from-not-allowed",
        "RingCentral cannot start calls from the phone you chose as yours.",
        "Choose another of your phones.",
    ),
    ("you", "invalid"): Outcome(
        "service-error", "RingCentral had a fault of its own and could not connect your phone.", _AGAIN
    ),
    ("them", "busy"): Outcome("busy", "Their line is busy.", "Try again in a few minutes."),
    ("them", "noanswer"): Outcome("service-error", "They did not answer.", "Try again later."),
    ("them", "rejected"): Outcome(
        "service-error",
        "The call was declined, or your phone hung up before they answered.",
        "Try again later.",
    ),
    ("them", "genericerror"): Outcome(
        "service-error", "The telephone network could not reach them.", "Check the number, then try again."
    ),
    ("them", "internationaldisabled"): Outcome(
        "international-disabled", "Your RingCentral account does not allow calls to this number.", _ADMIN
    ),
    ("them", "destinationblocked"): Outcome(
        "permission-missing", "Your RingCentral account blocks calls to this number.", _ADMIN
    ),
    ("them", "notenoughfunds"): Outcome(
        "no-credit", "Your RingCentral account has no calling credit left for this call.", _ADMIN
    ),
    ("them", "nosuchuser"): Outcome("invalid-number", "This number is not in use.", "Check the number."),
    ("them", "ringoutfromthisnumberisnotsupported"): Outcome(
        "from-not-allowed",
        "RingCentral cannot start calls from the phone you chose as yours.",
        "Choose another of your phones.",
    ),
    ("them", "invalid"): Outcome(
        "service-error", "RingCentral had a fault of its own and could not connect them.", _AGAIN
    ),
    ("service", "busy"): Outcome(
        "busy", "One of the two phones is busy: yours or theirs.", "Look at your phone, then try again."
    ),
    ("service", "noanswer"): Outcome(
        "service-error",
        "One of the two phones was not answered: yours or theirs.",
        "Keep your phone at hand, then try again.",
    ),
    ("service", "rejected"): Outcome(
        "service-error", "One of the two phones declined the call or hung up: yours or theirs.", _AGAIN
    ),
    ("service", "destinationblocked"): Outcome(
        "permission-missing", "Your RingCentral account blocks this call.", _ADMIN
    ),
    ("service", "nosuchuser"): Outcome(
        "invalid-number",
        "RingCentral does not know one of the two numbers: theirs, or that of your own phone.",
        "Check the number, or choose another of your phones.",
    ),
    ("service", "invalid"): Outcome(
        "service-error", "RingCentral had a fault of its own and lost track of this call.", _LOOK
    ),
    ("service", "cannotreach"): Outcome(
        "service-error", "RingCentral could not connect the two phones.", "Check your phone, then try again."
    ),
    ("service", "noansweringmachine"): Outcome(
        "service-error", "RingCentral had a fault of its own and could not place the call.", _AGAIN
    ),
    ("service", "nosessionfound"): Outcome(
        "outcome-unknown",
        "RingCentral no longer reports this call; your phone may still ring.",
        _LOOK,
    ),
}

_OF_THE_CALL: Final = {
    "internationaldisabled": "international-disabled",
    "notenoughfunds": "no-credit",
    "ringoutfromthisnumberisnotsupported": "from-not-allowed",
}
"""Words of a leg that RingCentral documents for the whole call, too: the error word's own sentence says it all."""

_ANY: Final[dict[Leg, Outcome]] = {
    "you": Outcome(
        "service-error",
        "RingCentral could not connect your phone.",
        "Check that phone, or choose another of yours.",
    ),
    "them": Outcome("service-error", "RingCentral could not connect them.", "Check the number, then try again."),
    "service": Outcome("service-error", "RingCentral could not complete this call.", _AGAIN),
}
"""For words that say no more than that it failed."""


def reason(reading: Reading) -> Reason | None:
    """Whose leg, what happened and what to do; None where the phase says it all."""
    if reading.leg is None or reading.word is None:
        return None
    word = reading.word.strip().lower()
    outcome = OUTCOMES.get((reading.leg, word)) or _of_the_call(reading.leg, word) or _ANY[reading.leg]
    return Reason(leg=reading.leg, code=outcome.code, message=outcome.message, remedy=outcome.remedy)


def _of_the_call(leg: Leg, word: str) -> Outcome | None:
    code = _OF_THE_CALL.get(word) if leg == "service" else None
    return Outcome(code, *CODES[code]) if code else None
