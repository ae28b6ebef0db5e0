"""A thousand calls at once, two hosts on one ledger, a RingCentral that breaks every answer; counted at the
server.
"""

from __future__ import annotations

import asyncio
from contextlib import ExitStack
from unittest.mock import patch

from ringout_host.demo.stage import Stage

from . import lifecycles
from .report import Row


def trial(seed: int, count: int, *, at_once: int) -> Row:
    """So many calls with this seed."""
    with Stage(speed=20) as stage, ExitStack() as patches:
        for module, name, value in (*lifecycles.HASTE, *(lifecycles.CROWD if at_once > 100 else ())):
            patches.enter_context(patch.object(module, name, value))
        stage.simulator.no_limits()
        account = asyncio.run(lifecycles.run(stage, seed, count, at_once=at_once))
    phases = ", ".join(f"{times} {phase}" for phase, times in account.phases.most_common())
    return Row(
        f"every answer broken, {at_once} calls at once, seed {seed}",
        account.calls,
        twice=len(account.double),
        lost=len(account.lost),
        untrue=len(account.untrue),
        besides=f"{account.dialled} dialled: {phases}" + "".join(f"; {each}!" for each in account.untrue[:3]),
    )


def run(quick: bool) -> list[Row]:
    """A thousand; and in turns of sixty, where each call has time to meet its fault."""
    if quick:
        return [trial(1, 200, at_once=60)]
    return [trial(1, 1000, at_once=1000), *(trial(seed, 300, at_once=60) for seed in (2, 3))]
