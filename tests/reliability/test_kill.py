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


def start_and_die(stage: Stage, step: str, request_id: str) -> bool:
    """Whether the browser had been told that the call was started when its host died."""
    with hosts(stage, sys.executable, VICTIM, step) as host:
        host.send(
            {
                "jsonrpc": "2.0",
                "id": 1,
                "method": "calls.start",
                "params": {"requestId": request_id, "text": "(201) 555-0123", "region": "US"},
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


@pytest.mark.parametrize("step", STEPS)
def test_killed(stage: Stage, step: str) -> None:
    if step == "after the update":
        stage.simulator.knobs.speed = 5  # the next host must find the call while RingCentral still knows it
    told = start_and_die(stage, step, "request-1")
    dialled = len(stage.simulator.dialled)
    assert dialled <= DIALLED.get(step, 1)
    with hosts(stage) as following:
        calls = settled(stage, following)
        # Nothing lost: whatever the browser was told, or RingCentral dialled, is in the ledger.
        if told or dialled:
            assert [call["requestId"] for call in calls] == ["request-1"]
        assert len(calls) == (0 if step == "before the row" else 1)
        # Nothing untrue: a call that was dialled never reads as one that was not.
        for call in calls:
            assert call["phase"] in (("ended", "unknown") if dialled else ("unknown",))
            if step == "after the update":
                assert call["phase"] == "ended"
        # Never twice: the same request again is the same call. Where there was no row, it is a first call.
        again = following.request(
            "calls.start", {"requestId": "request-1", "text": "(201) 555-0123", "region": "US"}
        )["call"]
        settled(stage, following)
        if calls:
            assert again["id"] == calls[0]["id"]
            assert len(stage.simulator.dialled) == dialled
        else:
            assert len(stage.simulator.dialled) == 1
