"""A line of the reliability table: what was done to the product, how often, and what came of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from ..bench.table import Sheet

SHEET: Final = Sheet(
    "RingOut, with faults injected",
    ("trial", "what was injected", "times", "dialled twice", "lost", "untrue", "besides", "verdict"),
    "reliability",
    frozenset({"times", "dialled twice", "lost", "untrue"}),
)


@dataclass(frozen=True, slots=True)
class Row:
    """One fault, or one family of them.

    Args:
        injected: what was done.
        times: how often.
        twice: calls that were dialled more than once, or without being asked for.
        lost: calls, replies or frames that are missing.
        untrue: what was told of a call and is not so, or a rule that was broken.
        besides: another measure.
        good: whether that measure is as it should be.
    """

    injected: str
    times: int
    twice: int = 0
    lost: int = 0
    untrue: int = 0
    besides: str = ""
    good: bool = True

    @property
    def met(self) -> bool:
        """Nothing was dialled twice, lost or untrue, and the rest is well."""
        return self.good and self.times > 0 and not (self.twice or self.lost or self.untrue)

    kept = True

    def cells(self, trial: str) -> tuple[str, ...]:
        """As text."""
        numbers = (f"{each:,}" for each in (self.times, self.twice, self.lost, self.untrue))
        return trial, self.injected, *numbers, self.besides, "good" if self.met else "DEFECT"


def total(injected: str, rows: Sequence[Row]) -> Row:
    """Many lines as one."""
    return Row(
        injected,
        times=sum(row.times for row in rows),
        twice=sum(row.twice for row in rows),
        lost=sum(row.lost for row in rows),
        untrue=sum(row.untrue for row in rows),
        besides=f"{len(rows)} kinds",
        good=all(row.met for row in rows),
    )
