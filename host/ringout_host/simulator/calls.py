"""The switchboard: every ring-out the simulator has dialled and what is said about each now. A pure core: time is
computed when asked, so there are no timers and nothing to wait for.
"""

from __future__ import annotations

import base64
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from . import timeline
from .outcome import Outcome
from .timeline import Status, Timeline, Timing


class CancelRule(StrEnum):
    """Until when DELETE takes effect: RingCentral's documents contradict one another. Later it is in vain."""

    CALLER_RINGS = "caller-rings"
    CALLEE_RINGS = "callee-rings"


@dataclass(slots=True)
class Call:
    """One ring-out. `id` is the current spelling's, `number` the older one's; only one of them is served."""

    id: str
    number: int
    legacy: bool
    from_number: str
    to_number: str
    outcome: Outcome
    timeline: Timeline
    since: float
    """When `timeline` began, on the clock."""

    @property
    def public_id(self) -> str:
        """The id under which this call is served."""
        return str(self.number) if self.legacy else self.id


class Switchboard:
    """All calls, by id."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._calls: dict[str, Call] = {}
        self._count = 0

    def dial(
        self, outcome: Outcome, from_number: str, to_number: str, *, legacy: bool, prompt: bool, timing: Timing
    ) -> Call:
        """Begin a ring-out."""
        self._count += 1
        number = 234343000 + self._count
        name = f"s-{number:x}@127.0.0.1"
        id_ = base64.urlsafe_b64encode(name.encode()).rstrip(b"=").decode()
        story = outcome.story(timing, prompt)
        call = Call(id_, number, legacy, from_number, to_number, outcome, story, self._clock())
        self._calls[call.public_id] = call
        return call

    def find(self, id_: str, *, legacy: bool) -> Call | None:
        """The call of this id in this spelling."""
        call = self._calls.get(id_)
        return call if call is not None and call.legacy is legacy else None

    def get(self, id_: str) -> Call | None:
        """The call served under this id."""
        return self._calls.get(id_)

    def all(self) -> list[Call]:
        """Every call, oldest first."""
        return list(self._calls.values())

    def status(self, call: Call, speed: float) -> Status | None:
        """What is said about the call now; None once it is forgotten."""
        return timeline.at(call.timeline, (self._clock() - call.since) * speed)

    def cancel(self, call: Call, speed: float, rule: CancelRule, timing: Timing) -> bool:
        """Cancel as DELETE does; whether it took effect."""
        now = self.status(call, speed)
        if now is None or now.call != "InProgress":
            return False
        leg = now.caller if rule is CancelRule.CALLER_RINGS else now.callee
        if leg != "InProgress":
            return False
        self._turn(call, timeline.cancelled(timing))
        return True

    def hang_up(self, call: Call, speed: float, timing: Timing) -> bool:
        """The caller hangs up; False where there was nothing to hang up."""
        now = self.status(call, speed)
        if now is None or now.caller not in ("InProgress", "Success") or now.call == "CannotReach":
            return False
        self._turn(call, timeline.hung_up(now, timing))
        return True

    def show(self, call: Call, status: Status) -> None:
        """Say this from now on."""
        self._turn(call, timeline.shown(status))

    def forget(self, call: Call) -> None:
        """Know nothing of the call any more: 404."""
        self._turn(call, ())

    def clear(self) -> None:
        """Forget every call; ids are never used again."""
        self._calls.clear()

    def _turn(self, call: Call, to: Timeline) -> None:
        call.timeline, call.since = to, self._clock()
