"""kill -9 at every step around the POST: afterwards the call is in the ledger, its state is true, and nothing was
dialled twice (rules 1 and 2).
"""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from ringout_host.browsers.stdio import HostProcess, HostSilent, StdioError
from ringout_host.demo.stage import Stage

from .victim import STEPS

VICTIM = str(Path(__file__).with_name("victim.py"))
OVER = ("ended", "failed", "cancelled", "unknown")

DIALLED = {
    "before the row": 0,
    "after the row": 0,
    "before connecting": 0,
    "after connecting": 0,
    "before the headers": 0,
    "after the headers": 0,
}
"""How many calls the server can have started; one where not named, and then it may also be none."""


def hosts(stage: Stage, *argv: str) -> HostProcess:
    root = str(Path(__file__).parents[2])
    env = {**os.environ, **stage.environment, "PYTHONPATH": root}
    return HostProcess(list(argv) or stage.host, env=env)


def start_and_die(stage: Stage, step: str, request_id: str, number: str) -> bool:
    """Whether the browser had been told that the call was started when its host died."""
    # The next host must find the call while RingCentral still knows it.
    stage.simulator.knobs.speed = 5 if step == "after the update" else 20
    with hosts(stage, sys.executable, VICTIM, step) as host:
        host.send(
            {
                "jsonrpc": "2.0",
                "id": 1,
                "method": "calls.start",
                "params": {"requestId": request_id, "text": number, "region": "US"},
            }
        )
        answered = True
        try:
            host.reply_to(1)
        except StdioError as error:
            assert not isinstance(error, HostSilent)
            answered = False
        assert host.process.wait(20) == -9
    return answered


def settled(stage: Stage, host: HostProcess) -> list[dict[str, Any]]:
    deadline = time.monotonic() + 30
    while True:
        calls: list[dict[str, Any]] = host.request("calls.list", {"limit": 10})["calls"]
        if all(call["phase"] in OVER for call in calls):
            return calls
        assert time.monotonic() < deadline, calls


def trial(stage: Stage, step: str, request_id: str, number: str = "(201) 555-0123") -> int:
    """Kill a host at `step`, let the next one settle it, and count at the server: how many calls were dialled.

    Raises:
        AssertionError: a call was dialled twice, lost, or told untruly.
    """
    before = len(stage.simulator.dialled)
    told = start_and_die(stage, step, request_id, number)
    stage.simulator.settle()
    dialled = len(stage.simulator.dialled) - before
    assert dialled <= DIALLED.get(step, 1), "dialled twice, or too early"
    with hosts(stage) as following:
        calls = [call for call in settled(stage, following) if call["requestId"] == request_id]
        # Nothing lost: whatever the browser was told, or RingCentral dialled, is in the ledger.
        assert len(calls) == (0 if step == "before the row" else 1), "lost"
        assert calls or not (told or dialled), "lost"
        # Nothing untrue: a call that was dialled never reads as one that was not.
        for call in calls:
            assert call["phase"] in (("ended", "unknown") if dialled else ("unknown",)), "untrue"
            if step == "after the update":
                assert call["phase"] == "ended", "untrue"
        # Never twice: the same request again is the same call. Where there was no row, it is a first call.
        again = following.request("calls.start", {"requestId": request_id, "text": number, "region": "US"})["call"]
        settled(stage, following)
        if calls:
            assert again["id"] == calls[0]["id"]
        assert len(stage.simulator.dialled) - before == (dialled if calls else 1), "dialled twice"
        following.close()
    return dialled


@pytest.mark.parametrize("step", STEPS)
def test_killed(stage: Stage, step: str) -> None:
    trial(stage, step, "request-1")
