"""Calls while the clock is set or the computer sleeps."""

from __future__ import annotations

import time
from pathlib import Path
from types import SimpleNamespace

import pytest

from ringout_host.calls import pace, record, run
from ringout_host.errors import ServiceError
from ringout_host.ringcentral.ringout import Dialling

from .scripted import ANSWERED, CONNECTED, OVER, RINGING, Host, Script, play


class Clock:
    """The computer's clock, which somebody sets, or which goes on while the computer sleeps."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.set_by = 0.0
        self.slept = 0.0
        for module in (run, record):
            monkeypatch.setattr(module, "time", SimpleNamespace(time=self.time, monotonic=self.monotonic))

    def time(self) -> float:
        return time.time() + self.set_by

    def monotonic(self) -> float:
        return time.monotonic() + self.slept


def test_news_is_never_older_than_what_was_told_before(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        clock = Clock(monkeypatch)
        host = Host(tmp_path, script := Script(RINGING))
        await host.start()
        await host.until("ringing-you")
        clock.set_by = -3600
        script.looks = [ANSWERED, CONNECTED, OVER]
        await host.until("ended")
        times = [row.updated for row in host.told]
        assert times == sorted(times)
        assert host.told[-1].ended is not None
        assert host.told[-1].ended >= host.told[-1].started
        await host.calls.close(1)

    play(work())


@pytest.mark.parametrize(("passed", "dialled"), [(pace.TOO_LATE - 10, 1), (pace.TOO_LATE + 10, 0)])
def test_a_call_that_waited_while_the_computer_slept_surprises_nobody_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, passed: float, dialled: int
) -> None:
    async def work() -> None:
        clock = Clock(monkeypatch)
        script = Script(OVER)

        async def sleep(_: Dialling) -> None:
            clock.set_by = passed

        script.before_post = sleep
        host = Host(tmp_path, script)
        await host.start()
        last = await host.until("ended" if dialled else "failed")
        assert len(script.orders) == dialled
        if not dialled:
            assert last.reason is not None
            assert "Nothing was dialled" in last.reason.message
        await host.calls.close(1)

    play(work())


def test_time_asleep_is_no_silence_of_ringcentral(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async def work() -> None:
        clock = Clock(monkeypatch)
        host = Host(tmp_path, script := Script(CONNECTED))
        await host.start()
        await host.until("connected")
        clock.slept = 2 * pace.GIVE_UP_CONNECTED
        # The network comes back later than the person.
        script.looks = [ServiceError("service-unreachable"), CONNECTED, OVER]
        await host.until("ended")
        assert "unknown" not in host.phases
        await host.calls.close(1)

    play(work())
