"""Every way in which this product can say no: one tree of exceptions, one table of words.

    RingOutError                 anything a person may be told; carries code, message, remedy
    ├── RequestError             the frame or the request was not what the protocol allows
    ├── NumberError              the text is not a number that may be dialled as it stands
    ├── LimitError               the person's own limits, or the same number again
    ├── CallError                the call asked about does not exist or cannot do that now
    ├── AccountError             sign-in, permissions, and what the RingCentral account allows
    ├── ServiceError             RingCentral, or the way to it, did not answer as hoped
    └── HostError                this computer: settings, disk, or a defect of ours

The code is a stable word that programs compare; message says what happened and whose phone it concerns;
remedy says what to do next. Raise with the code alone when the table's sentence is enough.
"""

from __future__ import annotations

from typing import ClassVar, Final, NamedTuple


class Words(NamedTuple):
    """What a person reads for one error code."""

    message: str
    remedy: str


class RingOutError(Exception):
    """A refusal or failure in plain words.

    Args:
        code: one of `CODES`.
        message: replaces the table's sentence where more is known.
        remedy: replaces the table's advice.
        retry_after: seconds until trying again can succeed, where that is known.
    """

    words: ClassVar[dict[str, Words]] = {}

    def __init__(
        self, code: str, message: str = "", remedy: str = "", *, retry_after: float | None = None
    ) -> None:
        known = CODES[code]
        self.code: Final = code
        self.message: Final = message or known.message
        self.remedy: Final = remedy or known.remedy
        self.retry_after: Final = retry_after
        super().__init__(f"{code}: {self.message}")


class RequestError(RingOutError):
    """The frame or the request was not what the protocol allows."""

    words: ClassVar = {
        "bad-json": Words(
            "The browser sent something that is not JSON.",
            "Reload the extension. If it happens again, update it.",
        ),
        "bad-request": Words(
            "The browser sent a request that this version does not understand.",
            "Update the extension and the RingOut program to the same version.",
        ),
        "unknown-method": Words(
            "The browser asked for something that this version cannot do.",
            "Update the RingOut program: pipx upgrade ringout-host",
        ),
        "too-large": Words(
            "The browser sent more text than a telephone call needs.", "Select just the number and try again."
        ),
        # Also the reason of a call whose line is engaged: in both cases, try again in a moment.
        "busy": Words("Too much was asked for at once.", "Wait a moment and try again."),
    }


class NumberError(RingOutError):
    """The text is not a number that may be dialled as it stands."""

    words: ClassVar = {
        "not-a-number": Words(
            "This is not a telephone number.", "Check what you typed, or select the whole number."
        ),
        "invalid-number": Words(
            "No telephone can have this number: it has too many or too few digits, or an unused prefix.",
            "Check the digits and the country.",
        ),
        "emergency-number": Words(
            "This is an emergency number. RingOut cannot place emergency calls.",
            "Dial it from your phone.",
        ),
        "short-code": Words(
            "This is a short number that works only from a phone in its own network.",
            "Dial it from your phone.",
        ),
        "feature-code": Words(
            "Codes with * or #, and pauses, cannot be dialled through RingOut.",
            "Dial it from your phone, or remove everything that is not the number.",
        ),
        "premium-rate": Words(
            "Calls to this number cost far more than normal calls, so RingOut does not place them.",
            "If you really want it, dial it from your phone.",
        ),
        "country-not-allowed": Words(
            "This number is in a country that is not on your list.",
            "Confirm this call, or add the country in the options.",
        ),
        "confirmation-required": Words(
            "This call needs your confirmation first.", "Confirm it in the RingOut window."
        ),
        "extension-not-dialable": Words(
            "RingOut dials the number without its extension.",
            "Dial the extension on your phone's keypad once the call is answered.",
        ),
    }


class LimitError(RingOutError):
    """The person's own limits, or the same number again."""

    words: ClassVar = {
        "duplicate-call": Words(
            "You called this number a moment ago.",
            "Look whether that call is still going on before you dial again.",
        ),
        "limit-minute": Words(
            "That is as many calls in one minute as you allow.", "Wait a minute, or raise the limit."
        ),
        "limit-hour": Words(
            "That is as many calls in one hour as you allow.", "Wait a while, or raise the limit."
        ),
        "limit-day": Words(
            "That is as many calls in one day as you allow.", "Go on tomorrow, or raise the limit."
        ),
    }


class CallError(RingOutError):
    """The call asked about does not exist or cannot do that now."""

    words: ClassVar = {
        "unknown-call": Words("There is no such call in your history.", "Open the history again."),
        "not-cancellable": Words(
            "This call can no longer be cancelled from here.", "Hang up your phone to end it."
        ),
    }


class AccountError(RingOutError):
    """Sign-in, permissions, and what the RingCentral account allows."""

    words: ClassVar = {
        "signed-out": Words("You are not signed in to RingCentral.", "Sign in: ringout login"),
        "sign-in-expired": Words("Your RingCentral sign-in has ended.", "Sign in again: ringout login"),
        "permission-missing": Words(
            "Your RingCentral app or user may not place RingOut calls.",
            "Ask your RingCentral administrator for the RingOut permission.",
        ),
        "feature-disabled": Words(
            "RingOut is switched off for your RingCentral extension.",
            "Ask your RingCentral administrator to switch RingOut on, and for a direct number or phone.",
        ),
        "from-not-allowed": Words(
            "RingCentral cannot ring the phone you chose as yours.",
            "Choose which of your phones rings first.",
        ),
        "caller-id-not-allowed": Words(
            "RingCentral does not let you show this number as your caller ID.",
            "Choose another caller ID, or none.",
        ),
        "international-disabled": Words(
            "Your RingCentral account does not allow calls to this country.",
            "Ask your RingCentral administrator to allow it.",
        ),
        "no-credit": Words(
            "Your RingCentral account has no calling credit left for this call.",
            "Ask your RingCentral administrator to add calling credit.",
        ),
    }


class ServiceError(RingOutError):
    """RingCentral, or the way to it, did not answer as hoped."""

    words: ClassVar = {
        "service-unreachable": Words(
            "RingCentral cannot be reached. Nothing was dialled.",
            "Check your internet connection and try again.",
        ),
        "service-error": Words("RingCentral could not complete this call.", "Try again in a moment."),
        "rate-limited": Words("RingCentral asks us to wait before the next call.", "It goes on by itself."),
        "outcome-unknown": Words(
            "Nobody knows whether this call was placed. Your phone may ring.",
            "Look at your phone before you dial again.",
        ),
    }


class HostError(RingOutError):
    """This computer: settings, disk, or a defect of ours."""

    words: ClassVar = {
        "config-invalid": Words(
            "The settings file cannot be read.", "Correct the line that is named, or remove the file."
        ),
        "storage-failed": Words(
            "The call could not be written down safely, so it was not placed.",
            "Check free disk space and the permissions of the RingOut folder, then try again.",
        ),
        "internal": Words("RingOut ran into a fault of its own.", "Run: ringout self-test. Then try again."),
    }


FAMILIES: Final = (RequestError, NumberError, LimitError, CallError, AccountError, ServiceError, HostError)

CODES: Final[dict[str, Words]] = {code: words for family in FAMILIES for code, words in family.words.items()}
"""Every error word there is, in the order of the tree."""
