"""Hundreds of seeded calls against every fault of the simulator at once, counted at the server."""

from __future__ import annotations

import asyncio

import pytest

from ringout_host.calls import pace
from ringout_host.demo.stage import Stage
from ringout_host.ringcentral import client, transport

from . import trials


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same waits, shorter: what hangs for ever need not be waited for as long as a person would."""
    monkeypatch.setattr(transport, "DEADLINE", 3.0)
    monkeypatch.setattr(pace, "GIVE_UP_RINGING", 6.0)
    monkeypatch.setattr(pace, "PER_MINUTE", 100_000)
    monkeypatch.setattr(client, "_CONNECT_PAUSES", (0.05, 0.1))


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_none_twice_none_lost_none_untrue(stage: Stage, seed: int) -> None:
    account = asyncio.run(trials.run(stage, seed, 300))
    assert account.calls == 300
    assert account.double == []
    assert account.lost == []
    assert account.untrue == []
    assert account.dialled > 100
    assert {"ended", "failed", "cancelled", "unknown"} <= set(account.phases)
