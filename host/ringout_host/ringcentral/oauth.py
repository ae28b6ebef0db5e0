"""The token endpoint: getting, renewing and revoking a grant (RFC 6749, 7523, 7636, 7009).

It must never decide by itself that a sign-in is over: only RingCentral's own refusal (an OAuth error body) says
so, and everything else is a service that could not be reached.
"""

from __future__ import annotations

import asyncio
import base64
import time
from collections.abc import Callable
from typing import Final
from urllib.parse import quote

from pydantic import ValidationError

from ..errors import ServiceError
from .limiter import Limiter, Waiting
from .tokens import Grant, TokenAnswer
from .transport import Answer, Failure, Transport

AUTHORIZE_PATH: Final = "/restapi/oauth/authorize"
TOKEN_PATH: Final = "/restapi/oauth/token"  # noqa: S105 - an address
REVOKE_PATH: Final = "/restapi/oauth/revoke"

AUTH_GROUP: Final = "auth"
PATIENCE: Final = 70.0
"""Seconds that a renewal waits for a place: the window of its rate group, and a little."""

CODE_PATIENCE: Final = 30.0
"""The same for the code of a browser sign-in, which is good for a minute."""

REVOKE_PATIENCE: Final = 5.0
"""Seconds for telling RingCentral that a sign-in is over: the person is signed out here already."""

_JWT_BEARER: Final = "urn:ietf:params:oauth:grant-type:jwt-bearer"


class RefusedError(Exception):
    """RingCentral says that these tokens, this code or this app are not good. `error` is RFC 6749's word."""

    def __init__(self, error: str) -> None:
        super().__init__(error)
        self.error: Final = error


class OAuth:
    """The token endpoint of one server."""

    def __init__(self, transport: Transport, limiter: Limiter, *, clock: Callable[[], float] = time.time) -> None:
        self._transport = transport
        self._limiter = limiter
        self._clock = clock

    async def by_jwt(self, grant: Grant, *, patience: float = PATIENCE, waiting: Waiting | None = None) -> Grant:
        """A new grant through the person's JWT credential (RFC 7523 §2.1).

        Args:
            patience: seconds that it waits for a place in all.
            waiting: told of such waits.

        Raises:
            RefusedError: the credential or the app is not good.
            ServiceError: `service-unreachable`, `rate-limited`: nothing is known about it.
        """
        form = {"grant_type": _JWT_BEARER, "assertion": grant.jwt or ""}
        without = grant.model_copy(update={"refresh_token": None})
        return await self._token(without, form, patience, waiting)

    async def by_code(self, client_id: str, code: str, redirect_uri: str, verifier: str) -> Grant:
        """A new grant for the code of a browser sign-in (RFC 6749 §4.1.3, RFC 7636 §4.5). Raises as `by_jwt`."""
        form = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": redirect_uri,
            "code_verifier": verifier,
        }
        return await self._token(Grant(client_id=client_id), form, CODE_PATIENCE, None)

    async def refresh(self, grant: Grant, *, patience: float = PATIENCE, waiting: Waiting | None = None) -> Grant:
        """The same grant with new tokens (RFC 6749 §6). Arguments and errors as of `by_jwt`."""
        form = {"grant_type": "refresh_token", "refresh_token": grant.refresh_token or ""}
        return await self._token(grant, form, patience, waiting)

    async def revoke(self, grant: Grant) -> bool:
        """End the whole session (RFC 7009); False where RingCentral could not be told."""
        token = grant.refresh_token or grant.access_token
        if token is None:
            return True
        try:
            await self._limiter.acquire(AUTH_GROUP, patience=5.0)
        except ServiceError:
            return False
        try:
            async with asyncio.timeout(REVOKE_PATIENCE):
                answer = await self._post(REVOKE_PATH, grant, {"token": token})
        except TimeoutError:
            return False
        return isinstance(answer, Answer) and answer.ok

    async def _token(self, grant: Grant, form: dict[str, str], patience: float, waiting: Waiting | None) -> Grant:
        answer, asked_at = await self._admitted(grant, form, patience, waiting)
        if isinstance(answer, Failure):
            raise _unreachable()
        if answer.ok:
            try:
                return TokenAnswer.model_validate(answer.body).renew(grant, asked_at)
            except ValidationError:
                pass
            raise _unreachable()
        word = _refusal(answer)
        if word is not None:
            raise RefusedError(word)
        raise _unreachable()

    async def _admitted(
        self, grant: Grant, form: dict[str, str], patience: float, waiting: Waiting | None
    ) -> tuple[Answer | Failure, float]:
        """The answer to one request that found its place, and when it was sent. After 429 it waits as told."""
        waited = 0.0
        while True:
            waited += await self._limiter.acquire(AUTH_GROUP, patience=patience - waited, waiting=waiting)
            asked_at = self._clock()
            answer = await self._post(TOKEN_PATH, grant, form)
            if isinstance(answer, Failure):
                return answer, asked_at
            if answer.status != 429:
                self._limiter.observe(AUTH_GROUP, answer.headers)
                return answer, asked_at
            self._limiter.penalise(AUTH_GROUP, answer.headers)

    async def _post(self, path: str, grant: Grant, form: dict[str, str]) -> Answer | Failure:
        if grant.client_secret is None:  # a public app names itself in the body and has no Authorization header
            return await self._transport.send("POST", path, form={**form, "client_id": grant.client_id})
        pair = f"{quote(grant.client_id, safe='')}:{quote(grant.client_secret, safe='')}"  # RFC 6749 §2.3.1
        basic = "Basic " + base64.b64encode(pair.encode()).decode()
        return await self._transport.send("POST", path, authorization=basic, form=form)


def _refusal(answer: Answer) -> str | None:
    """RFC 6749's error word, where this is RingCentral's refusal and not some gateway's."""
    if answer.status not in (400, 401, 403):
        return None
    body = answer.mapping()
    word = body.get("error")
    if isinstance(word, str) and word.isascii() and 0 < len(word) <= 64:
        return None if word in ("temporarily_unavailable", "server_error") else word
    listed = body.get("errors")
    each = [body, *(listed if isinstance(listed, list) else [])]
    codes = [error.get("errorCode") for error in each if isinstance(error, dict)]
    return "invalid_grant" if any(isinstance(code, str) and code.startswith("OAU-") for code in codes) else None


def _unreachable() -> ServiceError:
    return ServiceError(
        "service-unreachable",
        "RingCentral cannot be reached to check your sign-in. Nothing was dialled, and nobody was signed out.",
    )
