"""Refusals in every shape that RingCentral has been seen to send, and the word for each."""

from __future__ import annotations

import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringout_host.errors import CODES
from ringout_host.ringcentral.api_errors import ROWS, error_for, lookup_failed
from ringout_host.ringcentral.transport import Answer


def inner(code: str, **extra: Any) -> dict[str, Any]:
    """The shape of the specification."""
    return {"errors": [{"errorCode": code, "message": "x", **extra}]}


def both(outer: str, code: str, **extra: Any) -> dict[str, Any]:
    """The shape on the wire: a word outside, the numbered code inside, extras copied."""
    return {"errorCode": outer, "message": "x", **inner(code, **extra), **extra}


def status(**words: str) -> dict[str, Any]:
    """A refusal that is a RingOut status."""
    return {"id": "1", "status": words}


TABLE: list[tuple[int, Any, str]] = [
    (403, inner("CMN-401"), "permission-missing"),
    (403, both("InsufficientPermissions", "CMN-401", permissionName="RingOut"), "permission-missing"),
    (403, both("CMN-408", "CMN-408"), "permission-missing"),
    (403, {"errorCode": "CMN-408"}, "permission-missing"),
    (403, inner("CMN-109"), "feature-disabled"),
    (403, inner("CMN-403"), "feature-disabled"),
    (403, both("FeatureNotAvailable", "MSG-304"), "feature-disabled"),
    (403, both("FeatureNotAvailable", "CMN-403", feature="InternationalCalls"), "international-disabled"),
    (403, inner("CMN-403", feature="InternationalCalls"), "international-disabled"),
    (403, {"feature": ["InternationalCalls"]}, "international-disabled"),
    (403, status(callStatus="InternationalDisabled"), "international-disabled"),
    (403, status(callStatus="Invalid", calleeStatus="NotEnoughFunds"), "no-credit"),
    (403, {"errorCode": "NotEnoughFunds"}, "no-credit"),
    (403, status(calleeStatus="DestinationBlocked"), "service-error"),
    (403, status(calleeStatus="NosuchUser"), "invalid-number"),
    (403, status(calleeStatus="NoSuchUser"), "invalid-number"),
    (403, status(callerStatus="RingOutFromThisNumberIsNotSupported"), "from-not-allowed"),
    (400, inner("CMN-101", parameterName="to"), "invalid-number"),
    (400, inner("CMN-101", parameterName="to.phoneNumber"), "invalid-number"),
    (400, {"errorCode": "CMN-101", "parameterName": "to"}, "invalid-number"),
    (400, {"errorCode": "InvalidParameter", "parameterName": "to", **inner("CMN-101")}, "invalid-number"),
    (400, inner("CMN-101", parameterName="from"), "from-not-allowed"),
    (400, inner("CMN-101", parameterName="from.forwardingNumberId"), "from-not-allowed"),
    (400, inner("CMN-101", parameterName="callerId"), "caller-id-not-allowed"),
    (403, inner("CMN-101", parameterName="callerId"), "caller-id-not-allowed"),
    (400, inner("CMN-101", parameterName="country"), "service-error"),
    (400, inner("CMN-101", parameterName="total"), "service-error"),
    (403, None, "permission-missing"),
    (401, inner("OAU-213"), "sign-in-expired"),
    (404, inner("CMN-102"), "service-error"),
    (400, {"errors": "x", "errorCode": 7, "status": 8}, "service-error"),
    (400, [1, 2], "service-error"),
    (400, {"message": "InternationalCalls NotEnoughFunds CMN-401"}, "service-error"),
]


@pytest.mark.parametrize(("code", "body", "word"), TABLE)
def test_refusals_have_a_word(code: int, body: Any, word: str) -> None:
    error = error_for(Answer(code, {}, body))
    assert error.code == word
    assert re.search(r"[.)]$", error.message)
    assert re.search(r"(\.|ringout login)$", error.remedy)


def test_whose_permission_is_missing() -> None:
    app = error_for(Answer(403, {}, both("InsufficientPermissions", "CMN-401", permissionName="RingOut")))
    user = error_for(Answer(403, {}, both("InsufficientPermissions", "CMN-408", permissionName="RingOut")))
    assert app.message == "Your RingCentral app may not do this: it lacks the permission RingOut."
    assert user.message == "Your RingCentral user may not do this: it lacks the permission RingOut."


def test_a_permission_is_named_only_if_it_is_a_plain_word() -> None:
    error = error_for(Answer(403, {}, inner("CMN-401", permissionName="<b>{0}</b>")))
    assert error.message == "Your RingCentral app may not do this."


def test_every_row_has_a_known_word() -> None:
    assert {row.word for row in ROWS} <= CODES.keys()


@pytest.mark.parametrize("code", [400, 404, 408, 500, 503])
def test_a_lookup_that_failed_does_not_speak_of_dialling(code: int) -> None:
    error = lookup_failed(Answer(code, {}, None), 7.0)
    assert error.code == "service-error"
    assert "dialled" not in error.message
    assert error.retry_after == 7.0


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["errors", "errorCode", "feature", "parameterName", "permissionName", "status", "callStatus"]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=12,
)


@settings(deadline=None, max_examples=60)
@given(st.integers(400, 499), json_values)
def test_any_body_is_survived(code: int, body: Any) -> None:
    assert error_for(Answer(code, {}, body)).code in CODES
