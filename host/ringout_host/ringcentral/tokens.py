"""A grant: what RingCentral gave when a person signed in, and what is needed to renew it.

It must never show a secret in a repr, an error or a log.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Annotated, Any, ClassVar, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..errors import HostError

MARGIN: Final = 60.0
"""Seconds before its expiry from which an access token is renewed."""

# What may stand in an HTTP header (RFC 6750 §2.1 is narrower, but servers are not).
Token = Annotated[str, Field(pattern=r"^[\x21-\x7e]+$", max_length=8192)]


class Secretive(BaseModel):
    """A model whose repr shows nothing but the fields named in `shown`."""

    model_config = ConfigDict(frozen=True, extra="ignore", hide_input_in_errors=True)
    shown: ClassVar[frozenset[str]] = frozenset()

    def __repr_args__(self) -> Iterable[tuple[str | None, Any]]:
        """Used by pydantic for both repr and str."""
        return [(name, getattr(self, name)) for name in type(self).model_fields if name in self.shown]


class Grant(Secretive):
    """One sign-in at one server. Times are seconds since 1970 by this computer's clock."""

    shown = frozenset({"client_id", "access_expires_at", "owner_id", "ended"})

    client_id: Annotated[str, Field(min_length=1, max_length=256)]
    client_secret: Token | None = None
    """Of a confidential app (JWT); an app that signs in with PKCE has none."""
    jwt: Token | None = None
    """The person's JWT credential, which can bring a new grant without them."""
    access_token: Token | None = None
    access_expires_at: float = 0.0
    refresh_token: Token | None = None
    owner_id: str | None = None
    """The RingCentral extension that signed in."""
    scope: str = ""
    ended: bool = False
    """RingCentral refused to renew it: only a new sign-in helps, and nothing is asked again."""

    def fresh(self, now: float) -> bool:
        """Can the access token still be used for a minute?"""
        return self.access_token is not None and now < self.access_expires_at - MARGIN

    def ending(self) -> Grant:
        """What is kept of a refused grant: that it was refused, and no secret."""
        return Grant(client_id=self.client_id, owner_id=self.owner_id, ended=True)


class TokenAnswer(Secretive):
    """`TokenInfo` of the token endpoint (RFC 6749 §5.1), read leniently."""

    access_token: Token
    expires_in: Annotated[float, Field(ge=0, le=10**9)] = 3600.0
    refresh_token: Token | None = None
    owner_id: Annotated[str, Field(coerce_numbers_to_str=True)] | None = None
    scope: str = ""
    token_type: Annotated[str, Field(pattern="^(?i:bearer)$")] = "bearer"  # noqa: S105 - a word, not a secret

    def renew(self, grant: Grant, asked_at: float) -> Grant:
        """`grant` with these tokens; a refresh token that was not replaced is kept (RFC 6749 §6)."""
        return grant.model_copy(
            update={
                "access_token": self.access_token,
                "access_expires_at": asked_at + self.expires_in,
                "refresh_token": self.refresh_token or grant.refresh_token,
                "owner_id": self.owner_id or grant.owner_id,
                "scope": self.scope or grant.scope,
                "ended": False,
            }
        )


class Credentials(Secretive):
    """What `ringout login --jwt` needs: `{clientId, clientSecret?, jwt}`."""

    model_config = ConfigDict(extra="forbid")
    shown = frozenset({"client_id"})

    client_id: Annotated[str, Field(alias="clientId", min_length=1, max_length=256)]
    client_secret: Annotated[Token | None, Field(alias="clientSecret")] = None
    jwt: Token

    def grant(self) -> Grant:
        """A grant that these credentials can renew, without tokens yet."""
        return Grant(client_id=self.client_id, client_secret=self.client_secret, jwt=self.jwt)


def read_credentials(text: str, client_id: str | None = None) -> Credentials:
    """Read the JSON of a credentials file; `client_id` stands in for one that it does not name.

    Raises:
        HostError: `config-invalid`, naming the key and never its value.
    """
    try:
        given = json.loads(text)
    except (ValueError, RecursionError):
        given = None
    try:
        return Credentials.model_validate(
            {"clientId": client_id} | given if client_id and isinstance(given, dict) else given
        )
    except ValidationError as error:
        faults = error.errors(include_url=False, include_input=False, include_context=False)
    first = faults[0]
    key = ".".join(str(part) for part in first["loc"])
    if not key:
        problem = "They are not the JSON object that was expected."
    elif first["type"] == "missing":
        problem = f"{key} is missing."
    elif first["type"] == "extra_forbidden":
        problem = f"{key[:40]!r} is not known."
    else:
        problem = f"{key} is empty, or holds a space or a character that cannot be part of it."
    raise HostError(
        "config-invalid",
        f"The credentials cannot be used. {problem}",
        'Give JSON like {"clientId": "…", "clientSecret": "…", "jwt": "…"}; clientSecret may be left out.',
    )
