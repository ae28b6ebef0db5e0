"""What may become of a ring-out: what people do, what RingCentral refuses, what breaks on the way. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from . import timeline
from .faults import Fault
from .refusal import Refusal
from .timeline import Story


@dataclass(frozen=True, slots=True)
class Outcome:
    """What becomes of a ring-out.

    A `refusal` is answered instead of dialling; with `once` only every other time, so that trying again succeeds.
    A `fault` spoils the answer, and says itself whether the call is dialled. `off_contract` marks answers that
    deliberately break RingCentral's document.
    """

    name: str
    says: str
    story: Story = timeline.answered
    refusal: Callable[[], Refusal] | None = None
    once: bool = False
    fault: Fault | None = None
    off_contract: bool = False

    @property
    def dials(self) -> bool:
        """Whether a telephone rings (for `once`: at the second attempt)."""
        if self.fault is not None:
            return self.fault.executed
        return self.refusal is None or self.once
