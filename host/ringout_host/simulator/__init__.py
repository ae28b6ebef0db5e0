"""A pretend RingCentral on this computer: the same paths, answers, limits and moods, and no telephone behind them.

    with Simulator(speed=10) as ringcentral:
        ...                                  # RINGOUT_SERVER=ringcentral.url
        assert [call.to for call in ringcentral.dialled] == ["+12015550123"]

It serves loopback alone and marks every answer, so that nobody takes a pretend call for a real one.
"""

from __future__ import annotations

from . import people
from .ask import Exchange
from .books import Books, Dialled, Received
from .calls import CancelRule
from .faults import Fault, Kind, Operation
from .knobs import Knobs
from .magic import CALLEE, CALLER, OUTCOMES
from .outcome import Outcome
from .rates import Group, Plan
from .refusal import Shape
from .serving import Offline
from .simulator import Simulator
from .timeline import Status, Timing

__all__ = [
    "CALLEE",
    "CALLER",
    "OUTCOMES",
    "Books",
    "CancelRule",
    "Dialled",
    "Exchange",
    "Fault",
    "Group",
    "Kind",
    "Knobs",
    "Offline",
    "Operation",
    "Outcome",
    "Plan",
    "Received",
    "Shape",
    "Simulator",
    "Status",
    "Timing",
    "people",
]
