"""What a refusal of RingCentral means, as a table.

It must never branch on `message`, which is localised, nor show it: only codes, and names made of plain letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from ..errors import CODES, FAMILIES, RingOutError, ServiceError
from .transport import Answer


class Row(NamedTuple):
    """One meaning. What is empty matches anything."""

    word: str
    """The error word of `errors.CODES`."""
    code: str = ""
    """Regular expression for `errorCode`, or for a status word where the refusal is a RingOut status."""
    parameter: str = ""
    """Regular expression for `parameterName`."""
    feature: str = ""
    """Regular expression found somewhere in `feature`."""
    message: str = ""
    remedy: str = ""


ROWS: Final = (
    Row("international-disabled", feature="International"),
    Row("international-disabled", code="InternationalDisabled|InternationalCallsProhibited"),
    Row("no-credit", code="NotEnoughFunds|NoCallingCredit"),
    Row(
        "service-error",
        code="DestinationBlocked",
        message="RingCentral blocks calls to this number. Nothing was dialled.",
        remedy="Check the number, or ask your RingCentral administrator.",
    ),
    Row(
        "from-not-allowed",
        code="RingOutFromThisNumberIsNotSupported",
    ),
    Row("invalid-number", code="NoSuchUser", message="RingCentral knows nobody under this number."),
    Row(
        "permission-missing",
        code="CMN-401|InsufficientPermissions",
        message="Your RingCentral app may not do this{permission}.",
        remedy="Ask whoever registered the app to add the permission, then sign in again: ringout login",
    ),
    Row(
        "permission-missing",
        code="CMN-408",
        message="Your RingCentral user may not do this{permission}.",
        remedy="Ask your RingCentral administrator to add the permission to your role.",
    ),
    Row("feature-disabled", code="CMN-109|CMN-403|FeatureNotAvailable"),
    Row("invalid-number", code="CMN-10[134]|InvalidParameter", parameter=r"to(\.phoneNumber)?"),
    Row("from-not-allowed", code="CMN-10[134]|InvalidParameter", parameter=r"from(\.\w+)?"),
    Row("caller-id-not-allowed", code="CMN-10[134]|InvalidParameter", parameter=r"callerId(\.\w+)?"),
)
"""The first row that matches the most telling error counts."""

_NO_ROW: Final = {
    401: Row("sign-in-expired"),
    403: Row("permission-missing"),
}
"""By HTTP status, where no row matches."""

_REFUSED: Final = Row(
    "service-error",
    message="RingCentral refused this call. Nothing was dialled.",
    remedy="Check the number and which of your phones rings first, then try again.",
)


class Fault(NamedTuple):
    """One error of a body."""

    code: str
    parameter: str
    feature: str
    permission: str


_NO_FAULT: Final = Fault("", "", "", "")


def faults(body: Any) -> list[Fault]:
    """The errors of a body in either shape, the most telling first: listed, at the top level, as a status."""
    if not isinstance(body, dict):
        return []
    listed = body.get("errors")
    return [_fault(each, body) for each in _dicts([*(listed if isinstance(listed, list) else ()), body])] + [
        Fault(word, "", "", "") for word in _status_words(body.get("status"))
    ]


def error_for(answer: Answer, *, otherwise: RingOutError | None = None) -> RingOutError:
    """The refusal that a 4xx answer means; where nothing is known, `otherwise`, or one about a new call."""
    found = ((row, fault) for fault in faults(answer.body) for row in ROWS if _matches(row, fault))
    row, fault = next(found, (_NO_ROW.get(answer.status, _REFUSED), _NO_FAULT))
    if row is _REFUSED and otherwise is not None:
        return otherwise
    named = f": it lacks the permission {fault.permission}" if fault.permission else ""
    return _make(row.word, row.message.format(permission=named), row.remedy)


def lookup_failed(answer: Answer, seconds: float | None) -> RingOutError:
    """Why a question about a call or an account was not answered."""
    trouble = ServiceError(
        "service-error",
        "RingCentral has trouble answering at the moment.",
        "Try again in a moment. Your phone shows how a call is going.",
        retry_after=seconds,
    )
    return error_for(answer, otherwise=trouble) if 400 <= answer.status < 500 else trouble


def _make(word: str, message: str, remedy: str) -> RingOutError:
    """An error of the family that the word belongs to."""
    family = next(family for family in FAMILIES if word in family.words)
    return family(word, message or CODES[word].message, remedy)


def _matches(row: Row, fault: Fault) -> bool:
    return (
        (not row.code or re.fullmatch(row.code, fault.code, re.IGNORECASE) is not None)
        and (not row.parameter or re.fullmatch(row.parameter, fault.parameter) is not None)
        and (not row.feature or re.search(row.feature, fault.feature) is not None)
    )


def _fault(error: dict[str, Any], body: dict[str, Any]) -> Fault:
    def text(name: str) -> str:
        value = error.get(name, body.get(name))  # extras are copied to the top level, sometimes only there
        return value[:100] if isinstance(value, str) else ""

    feature = error.get("feature", body.get("feature"))
    permission = text("permissionName")
    return Fault(
        text("errorCode"),
        text("parameterName"),
        str(feature)[:200] if feature else "",
        permission if re.fullmatch(r"[A-Za-z]{1,60}", permission) else "",
    )


def _dicts(values: list[Any]) -> Iterator[dict[str, Any]]:
    return (value for value in values if isinstance(value, dict))


def _status_words(status: Any) -> list[str]:
    if not isinstance(status, dict):
        return []
    words = (status.get(name) for name in ("callerStatus", "calleeStatus", "callStatus"))
    return [word for word in words if isinstance(word, str)]
