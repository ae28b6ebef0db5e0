"""RingCentral's rate groups: a sliding window per app and group, a penalty for going over it, and the trap that a
request inside the penalty begins it anew. A pure core: time comes in from outside.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from math import ceil


class Group(StrEnum):
    """A usage-plan group; all requests of a group share one window."""

    LIGHT = "light"
    MEDIUM = "medium"
    HEAVY = "heavy"
    AUTH = "auth"


@dataclass(frozen=True, slots=True)
class Plan:
    """The usage plan: requests per window and group; window and penalty in seconds, real ones at any speed."""

    light: int = 50
    medium: int = 40
    heavy: int = 10
    auth: int = 5
    window: float = 60.0
    penalty: float = 60.0

    def limit(self, group: Group) -> int:
        """Requests that fit in one window."""
        return {
            Group.LIGHT: self.light,
            Group.MEDIUM: self.medium,
            Group.HEAVY: self.heavy,
            Group.AUTH: self.auth,
        }[group]


@dataclass(frozen=True, slots=True)
class Verdict:
    """What the limiter says to one request."""

    group: Group
    allowed: bool
    limit: int
    remaining: int
    window: float
    retry_after: float = 0.0
    trapped: bool = False
    """The request came inside a penalty and began it anew."""

    def headers(self) -> dict[str, str]:
        """The four headers that every answer carries."""
        return {
            "X-Rate-Limit-Group": self.group,
            "X-Rate-Limit-Limit": str(self.limit),
            "X-Rate-Limit-Remaining": str(self.remaining),
            "X-Rate-Limit-Window": str(ceil(self.window)),
        }


@dataclass(slots=True)
class _Bucket:
    sent: deque[float] = field(default_factory=deque)
    penalty_until: float = 0.0


class Rates:
    """The windows of every app."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._buckets: dict[tuple[str, Group], _Bucket] = {}

    def take(self, app: str, group: Group, plan: Plan) -> Verdict:
        """Count one request of `app` and say whether it is let through."""
        now, bucket = self._clock(), self._bucket(app, group, plan)
        trapped = now < bucket.penalty_until
        if trapped or len(bucket.sent) >= plan.limit(group):
            bucket.penalty_until = now + plan.penalty
            return Verdict(group, False, plan.limit(group), 0, plan.window, plan.penalty, trapped)
        bucket.sent.append(now)
        return self._verdict(bucket, group, plan)

    def peek(self, app: str, group: Group, plan: Plan) -> Verdict:
        """How things stand, counting nothing."""
        return self._verdict(self._bucket(app, group, plan), group, plan)

    def clear(self) -> None:
        """Forget every window and penalty."""
        self._buckets.clear()

    def _verdict(self, bucket: _Bucket, group: Group, plan: Plan) -> Verdict:
        remaining = max(0, plan.limit(group) - len(bucket.sent))
        return Verdict(group, True, plan.limit(group), remaining, plan.window)

    def _bucket(self, app: str, group: Group, plan: Plan) -> _Bucket:
        bucket = self._buckets.setdefault((app, group), _Bucket())
        horizon = self._clock() - plan.window
        while bucket.sent and bucket.sent[0] <= horizon:
            bucket.sent.popleft()
        return bucket
