"""A day of virtual time through the real code: caps roll over, confirmations end, the sign-in is renewed,
penalties are waited for, a call goes on for all of it, and nothing grows.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from .report import Row

VIRTUAL = Path(__file__).with_name("virtual_day.py")
"""A program of its own: in this process it would stop the time of everything else."""

LOGS = 4 * 512 * 1024 + 4096
"""Bytes: one log and three that it was turned over to."""

RATES = 64 * 1024


def live(hours: int) -> dict[str, Any]:
    """What came of so many hours."""
    with tempfile.TemporaryDirectory() as folder:
        program = [sys.executable, str(VIRTUAL), folder, str(hours)]
        env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        done = subprocess.run(program, check=True, stdout=subprocess.PIPE, text=True, timeout=1200, env=env)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def trial(hours: int) -> list[Row]:
    """The day as lines of the table."""
    day = live(hours)
    untrue = [*day["wrong"], *day["open"]]
    refused = ", ".join(f"{times:,} {word}" for word, times in day["refused"].items())
    grown = day["tasks"] > 1 or day["locks"] or day["left"] or day["logs"] > LOGS or day["rates"] > RATES
    return [
        Row(
            f"{hours} hours in which a call is wished for every minute",
            day["started"],
            twice=day["twice"],
            lost=day["lost"],
            untrue=len(untrue),
            besides=f"refused: {refused}" + "".join(f"; {each}!" for each in untrue[:3]),
        ),
        Row(
            f"{hours} hours of tokens that last for one",
            day["renewals"],
            lost=day["not signed in"],
            besides=f"{day['renewals']} renewals",
            good=hours - 1 <= day["renewals"] <= hours + 1,
        ),
        Row(
            f"{hours} hours of requests, some answered 429",
            day["requests"],
            besides=f"{day['429']} answered 429, {day['asked for']} of them on purpose",
            good=day["429"] == day["asked for"],
        ),
        Row(
            f"{hours} hours of logs, locks, tasks and rate limits",
            hours,
            besides=f"logs {day['logs'] / 1024:.0f} KiB, rates {day['rates'] / 1024:.0f} KiB, {day['tasks']} task",
            good=not grown,
        ),
    ]


def run(quick: bool) -> list[Row]:
    """A day, or two hours of it."""
    return trial(2 if quick else 24)
