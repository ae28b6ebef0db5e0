"""The books: what the simulator was asked for, and which telephones it rang. Tests count here, so every request is
entered exactly once, after its last byte has arrived and before anything is done about it.
"""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from .faults import Operation


@dataclass(frozen=True, slots=True)
class Received:
    """One complete request."""

    operation: Operation
    method: str
    path: str
    at: datetime
    request_id: str
    """The RCRequestId of its answer."""
    client_request_id: str | None
    """X-Request-Id as the client sent it."""
    user_agent: str


@dataclass(frozen=True, slots=True)
class Dialled:
    """One ring-out: a telephone has begun to ring."""

    id: str
    to: str
    from_: str
    caller_id: str | None
    play_prompt: bool
    legacy: bool
    outcome: str
    at: datetime
    monotonic: float
    request_id: str
    """The RCRequestId of its answer."""
    client_request_id: str | None
    """X-Request-Id as the client sent it."""

    def shown(self) -> dict[str, object]:
        """As JSON data."""
        return {
            "id": self.id,
            "to": self.to,
            "from": self.from_,
            "callerId": self.caller_id,
            "playPrompt": self.play_prompt,
            "legacy": self.legacy,
            "outcome": self.outcome,
            "at": self.at.isoformat(),
            "requestId": self.request_id,
            "clientRequestId": self.client_request_id,
        }


@dataclass(frozen=True, slots=True)
class Followed:
    """A redirect that was followed."""

    method: str
    with_authorization: bool


@dataclass(slots=True)
class Books:
    """Safe to read and write from any thread."""

    _lock: threading.Condition = field(default_factory=threading.Condition)
    _received: list[Received] = field(default_factory=list)
    _dialled: list[Dialled] = field(default_factory=list)
    _answers: Counter[tuple[Operation, int]] = field(default_factory=Counter)
    _followed: list[Followed] = field(default_factory=list)
    _connections: int = 0
    _abandoned: int = 0
    _trapped: int = 0

    def connect(self) -> None:
        """A client has connected."""
        with self._lock:
            self._connections += 1
            self._lock.notify_all()

    def enter(self, received: Received) -> None:
        """A request has arrived."""
        with self._lock:
            self._received.append(received)
            self._lock.notify_all()

    def dial(self, dialled: Dialled) -> None:
        """A telephone rings."""
        with self._lock:
            self._dialled.append(dialled)
            self._lock.notify_all()

    def answer(self, operation: Operation, status: int) -> None:
        """An answer was made; whether it arrives is another matter. Status 0: none will ever be."""
        with self._lock:
            self._answers[operation, status] += 1
            self._lock.notify_all()

    def abandon(self) -> None:
        """A client went away in the middle of its request."""
        with self._lock:
            self._abandoned += 1
            self._lock.notify_all()

    def trap(self) -> None:
        """A request came inside a penalty."""
        with self._lock:
            self._trapped += 1
            self._lock.notify_all()

    def follow(self, followed: Followed) -> None:
        """A redirect was followed."""
        with self._lock:
            self._followed.append(followed)
            self._lock.notify_all()

    @property
    def received(self) -> list[Received]:
        """Every complete request, in order."""
        with self._lock:
            return list(self._received)

    @property
    def dialled(self) -> list[Dialled]:
        """Every ring-out dialled, in order."""
        with self._lock:
            return list(self._dialled)

    @property
    def followed(self) -> list[Followed]:
        """Every redirect that was followed."""
        with self._lock:
            return list(self._followed)

    @property
    def connections(self) -> int:
        """Connections accepted."""
        with self._lock:
            return self._connections

    @property
    def abandoned(self) -> int:
        """Requests whose client went away before the last byte; nothing was done about them."""
        with self._lock:
            return self._abandoned

    @property
    def trapped(self) -> int:
        """Requests that came inside a penalty."""
        with self._lock:
            return self._trapped

    def count(self, operation: Operation) -> int:
        """Complete requests of this operation."""
        with self._lock:
            return sum(1 for one in self._received if one.operation is operation)

    def answered(self, operation: Operation, status: int) -> int:
        """Answers of this operation with this status."""
        with self._lock:
            return self._answers[operation, status]

    def answers(self) -> dict[str, int]:
        """Answers by operation and status, such as `create 200`."""
        with self._lock:
            return {f"{operation} {status}": n for (operation, status), n in self._answers.items()}

    def clear(self) -> None:
        """Begin new books."""
        with self._lock:
            self._received.clear()
            self._dialled.clear()
            self._answers.clear()
            self._followed.clear()
            self._connections = self._abandoned = self._trapped = 0

    def wait(self, condition: Callable[[], bool], timeout: float = 10.0) -> bool:
        """Wait until the books satisfy `condition`; False where they do not within `timeout` seconds."""
        with self._lock:
            return self._lock.wait_for(condition, timeout)


def now() -> datetime:
    """The wall clock's time, UTC."""
    return datetime.fromtimestamp(time.time(), UTC)
