"""Requests with a valid token and a place in their rate group, and what their answers teach about the limits.

Nothing here repeats a request except a question (GET) that was answered 401 or 429.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from ..errors import ServiceError
from .limiter import Limiter
from .session import Grants
from .transport import Answer, Failure, Transport

LIGHT: Final = "light"
HEAVY: Final = "heavy"


class Asking:
    """The way of every request but those for tokens."""

    def __init__(self, transport: Transport, grants: Grants, limiter: Limiter) -> None:
        self.transport: Final = transport
        self.grants: Final = grants
        self.limiter: Final = limiter

    async def send(
        self,
        method: str,
        path: str,
        group: str,
        token: str,
        *,
        content: Mapping[str, Any] | None = None,
        query: Mapping[str, str] | None = None,
    ) -> Answer | Failure:
        """One exchange, for which the caller has taken a place in `group`; its headers are learned from."""
        answer = await self.transport.send(
            method, path, authorization=f"Bearer {token}", content=content, query=query
        )
        if isinstance(answer, Failure):
            return answer
        if answer.status == 429:
            self.limiter.penalise(group, answer.headers)
        else:
            self.limiter.observe(group, answer.headers)
        return answer

    async def read(
        self, path: str, *, patience: float, keep: int = 0, query: Mapping[str, str] | None = None
    ) -> Answer:
        """GET with a place in Light and a valid token, asked again after 401 and 429; other answers are returned.

        Args:
            path: percent-encoded.
            patience: seconds that it waits for its place in all.
            keep: places in Light that it leaves to others.
            query: parameters.

        Raises:
            ServiceError: `service-unreachable`, `rate-limited`.
        """
        waited = 0.0
        refused: str | None = None
        while True:
            waited += await self.limiter.acquire(LIGHT, keep=keep, patience=patience - waited)
            token = await self.grants.access(refused=refused)
            answer = await self.send("GET", path, LIGHT, token, query=query)
            if isinstance(answer, Failure):
                raise _unreachable()
            if answer.status == 401 and await self.grants.replaced(token):
                continue
            if answer.status == 401 and refused is None:
                refused = token
            elif answer.status != 429:  # after which the wait for a place is the penalty
                return answer


def _unreachable() -> ServiceError:
    return ServiceError(
        "service-unreachable",
        "RingCentral cannot be reached at the moment.",
        "Check your internet connection. Your phone shows how the call is going.",
    )
