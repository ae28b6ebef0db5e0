"""The pretend RingCentral's whole state in one place, behind one lock."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable

from .ask import Exchange
from .books import Books
from .calls import Switchboard
from .faults import Faults
from .knobs import Knobs
from .magic import NORMAL, choose
from .outcome import Outcome
from .rates import Rates
from .sessions import Sessions


class World:
    """Everything that handlers read and change; hold `lock` while doing so.

    Args:
        clock: monotonic seconds; a test may bring its own.
    """

    def __init__(self, knobs: Knobs, clock: Callable[[], float] = time.monotonic) -> None:
        self.lock = threading.RLock()
        self.clock = clock
        self.knobs = knobs
        self.books = Books()
        self.faults = Faults()
        self.rates = Rates(clock)
        self.sessions = Sessions(clock, knobs)
        self.switchboard = Switchboard(clock)
        self.observe: Callable[[Exchange], None] | None = None
        """Sees every exchange with RingCentral's paths."""
        self.redirects: set[str] = set()
        """Registered redirect URIs."""
        self._chosen: dict[str, Outcome] = {}
        self._refused_once: set[tuple[str, str]] = set()

    def choose(self, to_number: str, outcome: Outcome | None) -> None:
        """Calls to this number end this way, whatever its digits say; None: as the digits say."""
        if outcome is None:
            self._chosen.pop(to_number, None)
        else:
            self._chosen[to_number] = outcome

    def outcome(self, from_number: str, to_number: str) -> Outcome:
        """What becomes of this attempt; the refusals of `once` are given at every other one."""
        outcome = self._chosen.get(to_number) or choose(from_number, to_number)
        if not outcome.once:
            return outcome
        attempt = (outcome.name, to_number)
        if attempt in self._refused_once:
            self._refused_once.remove(attempt)
            return NORMAL
        self._refused_once.add(attempt)
        return outcome

    def clear(self) -> None:
        """As if just started, except that those signed in stay signed in."""
        self.books.clear()
        self.faults.clear()
        self.rates.clear()
        self.switchboard.clear()
        self.knobs.restore()
        self._chosen.clear()
        self._refused_once.clear()
