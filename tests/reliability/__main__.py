"""`python3 tests reliability`: the fault trials by the hundred, settled against the server's own books; a table.

Arguments: how many rounds of every kill, and how many seeds of 300 calls each (defaults 5 and 3).
"""

from __future__ import annotations

import asyncio
import sys
from collections import Counter

from rich.console import Console
from rich.table import Table

from ringout_host.demo.stage import Stage

from . import test_kill, trials
from .victim import STEPS


def main(kills: int = 5, seeds: int = 3) -> int:
    """Run everything and print the table; the exit code is 1 if any call was double, lost or untrue."""
    table = Table("fault", "calls", "dialled", "twice", "lost", "untrue", box=None, pad_edge=False)
    bad = 0
    for step in STEPS:
        counts: Counter[str] = Counter()
        for n in range(kills):
            with Stage(speed=20) as stage:
                stage.simulator.no_limits()
                try:
                    counts["dialled"] += test_kill.trial(stage, step, f"kill-{n}")
                except AssertionError as error:
                    word = str(error).split(",")[0].split("\n")[0]
                    counts["twice" if "twice" in word else "lost" if word == "lost" else "untrue"] += 1
        bad += _row(table, f"host killed {step}", kills, counts)
    for module, name, value in trials.HASTE:
        setattr(module, name, value)
    for seed in range(seeds):
        with Stage(speed=20) as stage:
            stage.simulator.no_limits()
            account = asyncio.run(trials.run(stage, seed, 300))
        found = {"twice": account.double, "lost": account.lost, "untrue": account.untrue}
        counts = Counter({name: len(calls) for name, calls in found.items()}) + Counter(dialled=account.dialled)
        bad += _row(table, f"every answer broken, seed {seed}", account.calls, counts)
    Console().print(table)
    return 1 if bad else 0


def _row(table: Table, fault: str, calls: int, counts: Counter[str]) -> int:
    numbers = [counts[name] for name in ("dialled", "twice", "lost", "untrue")]
    table.add_row(fault, *map(str, (calls, *numbers)))
    return sum(numbers[1:])


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:3])))
