"""The way of every request but those for tokens: a place in its rate group, a valid token, and what its answer
teaches about the limits.

The one piece that sends a request again, and only where the one before certainly did nothing: the connection could
not be made, or the answer was 401 or 429.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from ..errors import AccountError, ServiceError
from .limiter import Limiter
from .ringout import Dialling
from .session import Grants
from .transport import Answer, Failure, Transport

LIGHT: Final = "light"
HEAVY: Final = "heavy"


@dataclass(frozen=True, slots=True)
class Request:
    """What is asked, and how long for."""

    method: str
    path: str
    """Percent-encoded."""
    group: str
    """The rate group, as documented."""
    patience: float
    """Seconds in which it must find its last place and token; a wait that would end later is not begun."""
    keep: int = 0
    """Places of the group that it leaves to others."""
    content: Mapping[str, Any] | None = None
    query: Mapping[str, str] | None = None
    pauses: tuple[float, ...] = ()
    """Seconds before each repeat after a connection that could not be made."""


class _Unwatched:
    """The `Dialling` of what dials nothing."""

    async def sending(self) -> None: ...

    async def not_dialled(self) -> None: ...

    def waiting(self, seconds: float) -> None: ...


_UNWATCHED: Final = _Unwatched()


class Asking:
    """Asks one server, for one person."""

    def __init__(
        self,
        transport: Transport,
        grants: Grants,
        limiter: Limiter,
        *,
        sleep: Callable[[float], Awaitable[object]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transport = transport
        self._grants = grants
        self._limiter = limiter
        self._sleep = sleep
        self._monotonic = monotonic

    async def ask(self, request: Request, watch: Dialling = _UNWATCHED) -> Answer | Failure:
        """Send `request`, again where it certainly did nothing; any other answer is returned.

        `watch.sending` is awaited before each time, `watch.not_dialled` after each end that is named here.

        Returns:
            Never an answer of 401 or 429; `NOT_SENT` once there are no pauses left.

        Raises:
            AccountError: `signed-out`, `sign-in-expired`.
            ServiceError: `rate-limited`; `service-unreachable`: no token could be had.
            HostError: this computer's tokens, disk or proxy.
        """
        deadline = self._monotonic() + request.patience
        pauses = iter(request.pauses)
        refused: str | None = None
        while True:
            token = await self._admitted(request, watch, refused, deadline)
            await watch.sending()
            answer = await self._send(request, token)
            if answer is Failure.LOST:
                return answer
            if answer is Failure.NOT_SENT:
                await watch.not_dialled()
                pause = next(pauses, None)
                if pause is None:
                    return answer
                await self._sleep(pause)
            elif answer.status == 401:
                await watch.not_dialled()
                refused = await self._after_refusal(token, refused)
            elif answer.status == 429:
                await watch.not_dialled()  # the wait for the next place is the penalty
            else:
                return answer

    async def read(
        self, path: str, *, patience: float, keep: int = 0, query: Mapping[str, str] | None = None
    ) -> Answer:
        """GET in the group Light. Raises as `ask`, and ServiceError `service-unreachable`."""
        answer = await self.ask(Request("GET", path, LIGHT, patience, keep, query=query))
        if isinstance(answer, Failure):
            raise ServiceError(
                "service-unreachable",
                "RingCentral cannot be reached at the moment.",
                "Check your internet connection. Your phone shows how the call is going.",
            )
        return answer

    async def _admitted(self, request: Request, watch: Dialling, refused: str | None, deadline: float) -> str:
        """Take a place and return the token to use it with."""

        def left() -> float:
            return deadline - self._monotonic()

        # So that nothing of this computer's settings can stand in the way after `sending`.
        await self._transport.ready()
        # First, so that nobody waits for a place who is not signed in; and again after the wait.
        await self._grants.access(refused=refused, patience=left(), waiting=watch.waiting)
        await self._limiter.acquire(request.group, keep=request.keep, patience=left(), waiting=watch.waiting)
        return await self._grants.access(refused=refused, patience=left(), waiting=watch.waiting)

    async def _after_refusal(self, token: str, before: str | None) -> str | None:
        """What counts as refused from now on, after a 401 to `token`.

        A token that was renewed meanwhile had become worthless: its refusal says nothing of the sign-in. A second
        one that counts says that only a new sign-in helps.
        """
        if await self._grants.replaced(token):
            return before
        if before is None:
            return token
        await self._grants.end(token)
        raise AccountError("sign-in-expired")

    async def _send(self, request: Request, token: str) -> Answer | Failure:
        answer = await self._transport.send(
            request.method,
            request.path,
            authorization=f"Bearer {token}",
            content=request.content,
            query=request.query,
        )
        if isinstance(answer, Answer):
            learn = self._limiter.penalise if answer.status == 429 else self._limiter.observe
            learn(request.group, answer.headers)
        return answer
