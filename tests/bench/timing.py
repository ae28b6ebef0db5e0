"""Medians of things done in turns, so that a busy machine slows down all of them alike.

Only ratios between contenders of one run mean anything; nothing here judges a time by itself.
"""

from __future__ import annotations

import math
import statistics
import time
from collections.abc import Callable, Mapping

Contender = Callable[[], float]
"""Does its thing once and says how long that took, in seconds."""


def interleaved(contenders: Mapping[str, Contender], rounds: int, *, warm: int = 1) -> dict[str, list[float]]:
    """Every contender once in each round, beginning with another one each time.

    Args:
        contenders: by name.
        rounds: that count.
        warm: rounds before, that do not count.
    """
    names = list(contenders)
    taken: dict[str, list[float]] = {name: [] for name in names}
    for turn in range(-warm, rounds):
        first = turn % len(names)
        for name in (*names[first:], *names[:first]):
            seconds = contenders[name]()
            if turn >= 0:
                taken[name].append(seconds)
    return taken


def timed(work: Callable[[], object], times: int = 1) -> Contender:
    """`work` as a contender: done `times` times in a row, the time of one."""

    def once() -> float:
        begun = time.perf_counter()
        for _ in range(times):
            work()
        return (time.perf_counter() - begun) / times

    return once


def median(samples: list[float]) -> float:
    """The middle one; NaN where there are none."""
    return statistics.median(samples) if samples else math.nan


def percentile(samples: list[float], percent: float) -> float:
    """The sample that so many percent are not above."""
    ordered = sorted(samples)
    return ordered[min(len(ordered) - 1, math.ceil(len(ordered) * percent / 100) - 1)]
