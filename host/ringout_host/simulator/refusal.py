"""How RingCentral says no: error codes and the shapes of their bodies. Codes and texts are those of RingCentral's
documents where these give them; programs should look at codes alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from math import ceil
from typing import Any


class Shape(StrEnum):
    """Which parts of an error body are sent. Real answers have been seen in all three shapes."""

    BOTH = "both"
    ERRORS = "errors"
    """Only the list, as in the current document."""
    TOP = "top"
    """Only the older top level: not what the document says."""


class Refusal(Exception):  # noqa: N818 - an answer, not a defect
    """An error answer.

    Args:
        status: HTTP status.
        code: RingCentral's numbered code, such as CMN-101.
        message: RingCentral's sentence.
        outer: the top level's code where it differs from the list's.
        extras: further keys, sent at both levels.
        beside: further keys of the top level alone.
        headers: further response headers.
        shape: the shape of this body, whatever the simulator is set to.
    """

    def __init__(
        self,
        status: int,
        code: str,
        message: str,
        *,
        outer: str | None = None,
        extras: Mapping[str, str] | None = None,
        beside: Mapping[str, Any] | None = None,
        headers: Mapping[str, str] | None = None,
        shape: Shape | None = None,
    ) -> None:
        super().__init__(f"{status} {code}")
        self.status = status
        self.code = code
        self.message = message
        self.outer = outer or code
        self.extras = dict(extras or {})
        self.beside = dict(beside or {})
        self.headers = dict(headers or {})
        self.shape = shape

    def body(self, shape: Shape) -> dict[str, Any]:
        """The JSON body, in this refusal's own shape or else in `shape`."""
        shape = self.shape or shape
        top = {"errorCode": self.outer, "message": self.message, **self.extras}
        errors = [{"errorCode": self.code, "message": self.message, **self.extras}]
        match shape:
            case Shape.BOTH:
                return {**self.beside, **top, "errors": errors}
            case Shape.ERRORS:
                return {**self.beside, "errors": errors}
            case Shape.TOP:
                return {**self.beside, **top}


def invalid(parameter: str, value: str | None = None) -> Refusal:
    """400: a parameter's value is not acceptable."""
    extras = {"parameterName": parameter, **({"parameterValue": value} if value is not None else {})}
    return Refusal(400, "CMN-101", f"Parameter [{parameter}] value is invalid", extras=extras)


def unparsable() -> Refusal:
    """400: the body is not JSON."""
    return Refusal(400, "CMN-103", "JSON can't be parsed.")


def not_json(content_type: str) -> Refusal:
    """400: the body is announced as something else than JSON."""
    return Refusal(400, "CMN-104", f"Content type [{content_type}] is not supported.")


def unknown(parameter: str) -> Refusal:
    """404: there is no such resource."""
    message = f"Resource for parameter [{parameter}] is not found"
    return Refusal(404, "CMN-102", message, extras={"parameterName": parameter})


def app_may_not(permission: str) -> Refusal:
    """403: the app was not given this permission."""
    message = f"In order to call this API endpoint, application needs to have [{permission}] permission"
    return Refusal(403, "CMN-401", message, outer="InsufficientPermissions", extras={"permissionName": permission})


def user_may_not(permission: str) -> Refusal:
    """403: the person's role was not given this permission."""
    message = (
        f"In order to call this API endpoint, user needs to have [{permission}] permission for requested resource."
    )
    return Refusal(403, "CMN-408", message, extras={"permissionName": permission})


def feature_off(feature: str) -> Refusal:
    """403: the extension does not have this feature."""
    message = f"The requested feature [{feature}] is not available"
    return Refusal(403, "CMN-403", message, outer="FeatureNotAvailable", extras={"feature": feature})


def not_allowed(parameter: str) -> Refusal:
    """403: a well-formed number that this person may not use in this place."""
    message = f"Parameter [{parameter}] value is not allowed"
    return Refusal(403, "CMN-101", message, extras={"parameterName": parameter})


def bad_token(code: str, message: str, outer: str = "TokenInvalid") -> Refusal:
    """401: the access token is not, or no longer, good."""
    return Refusal(401, code, message, outer=outer, headers={"WWW-Authenticate": 'Bearer realm="RingCentral"'})


def no_token() -> Refusal:
    """401: there is no bearer token at all."""
    return Refusal(401, "AGW-401", "Authorization header is not specified", headers={"WWW-Authenticate": "Bearer"})


def too_many(retry_after: float | None) -> Refusal:
    """429: the group's window is full; `retry_after` None leaves the header out."""
    headers = {} if retry_after is None else {"Retry-After": str(max(1, ceil(retry_after)))}
    return Refusal(429, "CMN-301", "Request rate exceeded", headers=headers)


def broken(status: int = 500, retry_after: float | None = None) -> Refusal:
    """5xx: RingCentral failed inside."""
    headers = {} if retry_after is None else {"Retry-After": str(max(1, ceil(retry_after)))}
    code = {500: "CMN-201", 503: "CMN-203"}.get(status, "CMN-201")
    message = "Service Temporary Unavailable" if status == 503 else "Internal Server Error"
    return Refusal(status, code, message, headers=headers)


def oauth(error: str, code: str, description: str, *, status: int = 400, parameter: str | None = None) -> Refusal:
    """400 of the OAuth endpoints: RFC 6749's words beside RingCentral's codes."""
    extras = {"parameterName": parameter} if parameter else {}
    beside = {"error": error, "error_description": description}
    return Refusal(status, code, description, extras=extras, beside=beside, shape=Shape.ERRORS)
