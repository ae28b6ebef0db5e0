"""Hundreds of seeded calls against every fault of the simulator at once, counted at the server."""

from __future__ import annotations

import asyncio

import pytest

from ringout_host.demo.stage import Stage

from . import trials


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    for module, name, value in trials.HASTE:
        monkeypatch.setattr(module, name, value)


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
