"""Magic numbers, like the test cards of a payment processor: the last two digits of the number called choose what
happens. Endings 00 to 49, and those not listed, are normal calls that are answered. Any number may carry them;
+1 NXX 555 0100-0199, +44 20 7946 0000-0999 and the like are reserved for such use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from . import refusal, timeline
from .faults import Fault, Kind
from .outcome import Outcome
from .refusal import Refusal, Shape
from .timeline import Status


def _with_status(word: str, *, shape: Shape | None = None, bare: bool = False) -> Callable[[], Refusal]:
    words = {"callStatus": word, "callerStatus": word, "calleeStatus": word}
    beside: dict[str, Any] = {"status": words}

    def refuse() -> Refusal:
        if bare:
            return _Bare(403, word, word, beside=beside)
        return Refusal(403, word, f"The call is not possible: {word}", beside=beside, shape=shape)

    return refuse


class _Bare(Refusal):
    """An error answer that is a status body and nothing else, as the oldest documentation has it."""

    def body(self, shape: Shape) -> dict[str, Any]:
        del shape
        return self.beside


def _shaped(shape: Shape) -> Callable[[], Refusal]:
    def refuse() -> Refusal:
        no = refusal.app_may_not("RingOut")
        no.shape = shape
        return no

    return refuse


def _executed(kind: Kind, **particulars: Any) -> Fault:
    return Fault(kind, executed=True, **particulars)


NORMAL: Final = Outcome("normal", "Both phones are answered; the call ends by itself.")
HELD: Final = Outcome("held", "Rings your phone until a test says otherwise.", timeline.held)

_CANNOT: Final = "CannotReach"

CALLEE: Final[dict[str, Outcome]] = {
    # What people do
    "50": Outcome("callee-busy", "They are busy.", timeline.callee_fails("Busy")),
    "51": Outcome("callee-no-answer", "They do not answer.", timeline.callee_fails("NoAnswer")),
    "52": Outcome("callee-rejects", "They reject the call.", timeline.callee_fails("Rejected")),
    "53": Outcome("caller-rejects", "You reject the call on your phone.", timeline.caller_fails("Rejected")),
    "54": Outcome("caller-no-answer", "You do not answer your phone.", timeline.caller_fails("NoAnswer")),
    "55": Outcome(
        "caller-offline",
        "Your phone is offline: CannotReach, GenericError, Success.",
        timeline.caller_fails("GenericError", callee="Success"),
    ),
    "56": Outcome(
        "half-answer",
        "Dialled; the answer breaks off in the middle.",
        fault=_executed(Kind.HALF),
        off_contract=True,
    ),
    "57": Outcome(
        "unauthorized-once",
        "401 at the first attempt, nothing dialled; the second is a normal call.",
        refusal=lambda: refusal.bad_token("OAU-129", "Access token corrupted"),
        once=True,
    ),
    "59": Outcome(
        "request-timeout", "408, yet dialled.", fault=_executed(Kind.STATUS, status=408), off_contract=True
    ),
    # What RingCentral refuses
    "60": Outcome(
        "international-403",
        "403: no international calls for you.",
        refusal=lambda: refusal.feature_off("InternationalCalls"),
    ),
    "61": Outcome(
        "international-status",
        "Status InternationalDisabled.",
        timeline.refused(Status(_CANNOT, "InProgress", "InternationalDisabled")),
    ),
    "62": Outcome("no-credit-403", "403: no calling credit.", refusal=_with_status("NotEnoughFunds")),
    "63": Outcome(
        "no-credit-status",
        "Status NotEnoughFunds.",
        timeline.refused(Status(_CANNOT, "InProgress", "NotEnoughFunds")),
    ),
    "64": Outcome(
        "destination-blocked",
        "Status DestinationBlocked.",
        timeline.refused(Status(_CANNOT, "InProgress", "DestinationBlocked")),
    ),
    "65": Outcome(
        "permission-missing",
        "403 CMN-401: the app has no RingOut permission.",
        refusal=lambda: refusal.app_may_not("RingOut"),
    ),
    "66": Outcome(
        "caller-id-not-allowed",
        "403: this caller ID is not yours.",
        refusal=lambda: refusal.not_allowed("callerId.phoneNumber"),
    ),
    "67": Outcome(
        "from-not-allowed",
        "403: this phone cannot ring first.",
        refusal=lambda: refusal.not_allowed("from.phoneNumber"),
    ),
    "68": Outcome(
        "feature-disabled",
        "403 CMN-403: RingOut is switched off for the extension.",
        refusal=lambda: refusal.feature_off("RingOut"),
    ),
    "69": Outcome(
        "no-such-user", "Status NosuchUser.", timeline.refused(Status(_CANNOT, "InProgress", "NosuchUser"))
    ),
    "70": Outcome(
        "invalid-number", "400 CMN-101: no such number.", refusal=lambda: refusal.invalid("to.phoneNumber")
    ),
    "71": Outcome(
        "too-many-once",
        "429 with Retry-After 2 at the first attempt; the second is a normal call.",
        refusal=lambda: refusal.too_many(2),
        once=True,
    ),
    "72": Outcome(
        "too-many-once-silent",
        "429 without Retry-After at the first attempt; the second is a normal call.",
        refusal=lambda: refusal.too_many(None),
        once=True,
    ),
    # What breaks on the way
    "73": Outcome("error-500", "500, nothing dialled.", fault=Fault(Kind.STATUS, status=500)),
    "74": Outcome(
        "error-503",
        "503 with Retry-After 2, nothing dialled.",
        fault=Fault(Kind.STATUS, status=503, retry_after=2),
    ),
    "75": Outcome("error-500-dialled", "500, yet dialled.", fault=_executed(Kind.STATUS, status=500)),
    "76": Outcome("drop-dialled", "Dialled; the connection closes unanswered.", fault=_executed(Kind.DROP)),
    "77": Outcome("drop", "Nothing dialled; the connection closes unanswered.", fault=Fault(Kind.DROP)),
    "78": Outcome("reset-dialled", "Dialled; the connection is reset.", fault=_executed(Kind.RESET)),
    "79": Outcome("hang-dialled", "Dialled; never answered.", fault=_executed(Kind.HANG)),
    "80": Outcome("slow", "Dialled; the answer trickles in over 2 s.", fault=_executed(Kind.SLOW)),
    "81": Outcome(
        "malformed", "Dialled; the answer is cut JSON.", fault=_executed(Kind.MALFORMED), off_contract=True
    ),
    "82": Outcome(
        "wrong-type", "Dialled; the answer is an HTML page.", fault=_executed(Kind.WRONG_TYPE), off_contract=True
    ),
    "83": Outcome("huge", "Dialled; the answer is 8 MiB long.", fault=_executed(Kind.HUGE)),
    "84": Outcome("endless", "Dialled; the answer never ends.", fault=_executed(Kind.ENDLESS), off_contract=True),
    "85": Outcome(
        "redirect-302",
        "302 to elsewhere, nothing dialled.",
        fault=Fault(Kind.REDIRECT, status=302),
        off_contract=True,
    ),
    "86": Outcome(
        "redirect-307",
        "307 to elsewhere, nothing dialled.",
        fault=Fault(Kind.REDIRECT, status=307),
        off_contract=True,
    ),
    # What the status says
    "87": Outcome("forgotten-at-once", "Dialled; 404 at the first status.", timeline.forgotten_at_once),
    "88": Outcome(
        "forgotten-while-ringing", "404 while their phone still rings.", timeline.forgotten_while_ringing
    ),
    "89": Outcome("success-stays", "Success on both legs, still after hang-up.", timeline.never_finished),
    "90": Outcome(
        "service-failed",
        "NoAnsweringMachine: RingCentral failed inside.",
        timeline.refused(Status("NoAnsweringMachine", "InProgress", "InProgress")),
    ),
    "91": Outcome(
        "unknown-word",
        "A status word that nobody has seen before.",
        timeline.callee_fails("Teleported", call="Teleported"),
        off_contract=True,
    ),
    "92": Outcome(
        "no-such-user-old",
        "The older spelling NoSuchUser.",
        timeline.refused(Status(_CANNOT, "InProgress", "NoSuchUser")),
        off_contract=True,
    ),
    "93": Outcome("callee-error", "GenericError on their leg.", timeline.callee_fails("GenericError")),
    "94": Outcome("instant", "Both answer at once.", timeline.instant),
    "95": Outcome("long", "Answered; stays connected until somebody hangs up.", timeline.endless),
    "96": Outcome(
        "status-as-403",
        "403 whose body is a status alone, as the oldest documents have it.",
        refusal=_with_status("InternationalDisabled", bare=True),
        off_contract=True,
    ),
    "97": Outcome("error-list-only", "403 CMN-401 with errors[] alone.", refusal=_shaped(Shape.ERRORS)),
    "98": Outcome(
        "error-top-only",
        "403 with the older top level alone.",
        refusal=_shaped(Shape.TOP),
        off_contract=True,
    ),
}
"""Keyed by the last two digits of the number called. 58 and 99 stay normal: people like them in examples."""

CALLER: Final[dict[str, Outcome]] = {
    "50": Outcome("your-phone-busy", "Your phone is busy.", timeline.caller_fails("Busy")),
    "53": CALLEE["53"],
    "54": CALLEE["54"],
    "55": CALLEE["55"],
    "67": CALLEE["67"],
    "69": Outcome(
        "from-not-supported",
        "Status RingOutFromThisNumberIsNotSupported.",
        timeline.refused(Status(_CANNOT, "RingOutFromThisNumberIsNotSupported", "InProgress")),
    ),
    "93": Outcome("your-phone-error", "GenericError on your leg.", timeline.caller_fails("GenericError")),
}
"""Keyed by the last two digits of the phone that rings first; it decides before the callee's number."""

OUTCOMES: Final[dict[str, Outcome]] = {
    outcome.name: outcome for outcome in (NORMAL, HELD, *CALLER.values(), *CALLEE.values())
}
"""Every outcome by its name."""


def choose(from_number: str, to_number: str) -> Outcome:
    """The outcome that these two numbers ask for; an extension after `*` does not count."""
    caller, callee = _ending(from_number), _ending(to_number)
    return CALLER.get(caller) or CALLEE.get(callee) or NORMAL


def _ending(number: str) -> str:
    return number.partition("*")[0][-2:]
