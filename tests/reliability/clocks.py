"""Clocks that jump: laptops that sleep for an hour in the middle of something, and clocks that are set. A real
host under libfaketime (Debian's package `faketime`), and a RingCentral whose time goes on meanwhile.

Nothing may be dialled twice or long after the click, news must go on, and neither caps nor penalties be evaded or
grow with a clock that is set back.
"""

from __future__ import annotations

import os
import signal
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from shutil import which
from typing import Any, Final

from ringout_host.browsers.drive import WaitError
from ringout_host.browsers.drive.scope import poll
from ringout_host.browsers.stdio import HostRefused, StdioError
from ringout_host.demo.stage import Stage
from ringout_host.simulator import Fault, Kind, Operation

from .hosts import Overheard, hosts
from .kills import OVER, counted
from .report import Row

HOUR: Final = 3600.0

MISSING: Final = "libfaketime is not installed; on Debian: apt-get install faketime"


def library() -> str | None:
    """What libfaketime's own program has loaded into what it starts; None where it is not installed."""
    if which("faketime") is None:
        return None
    told = subprocess.run(
        ["faketime", "-m", "-f", "+0", "printenv", "LD_PRELOAD"], check=False, capture_output=True, text=True
    )
    return told.stdout.strip() or None


class Laptop:
    """A computer whose lid is closed and whose clock is set.

    Args:
        folder: for the file that libfaketime reads.
        counts_sleep: whether its monotonic clock goes on while it sleeps: on Windows it does, elsewhere not.
    """

    def __init__(self, folder: Path, *, counts_sleep: bool) -> None:
        self._file = folder / "time"
        self._counts_sleep = counts_sleep
        self._set_by = 0.0
        self._slept = 0.0
        self.set(0.0)

    def elsewhere(self) -> float:
        """Monotonic seconds of the world outside, which does not sleep."""
        return time.monotonic() + self._slept

    @property
    def environment(self) -> dict[str, str]:
        """What a process finds in its environment on this computer."""
        return {
            "LD_PRELOAD": library() or "",
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": str(int(not self._counts_sleep)),
            "NO_FAKE_STAT": "1",
        }

    def set(self, seconds: float) -> None:
        """Set the clock so much forward, or back."""
        self._set_by += seconds
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{self._set_by + self._slept:+.3f}")
        fresh.replace(self._file)

    @contextmanager
    def asleep(self, host: Overheard, seconds: float) -> Iterator[None]:
        """The lid is closed; in the block nobody here runs, and outside so much time has gone by."""
        os.kill(host.process.pid, signal.SIGSTOP)
        try:
            self._slept += seconds
            self.set(0.0)
            yield
        finally:
            os.kill(host.process.pid, signal.SIGCONT)


class Desk:
    """A host on such a computer, and what it tells of one call."""

    def __init__(self, stage: Stage, laptop: Laptop, host: Overheard, number: str) -> None:
        self.stage, self.laptop, self.host, self.number = stage, laptop, host, number

    def start(self, request_id: str = "request-1", **changes: Any) -> dict[str, Any]:
        """Ask for the call. Raises HostRefused."""
        asked = {"requestId": request_id, "text": self.number, "region": "US", **changes}
        call: dict[str, Any] = self.host.request("calls.start", asked)["call"]
        return call

    def until(self, *phases: str) -> dict[str, Any]:
        """Wait for news of such a phase."""
        note = self.host.wait_for(
            lambda note: note.params.get("call", {}).get("phase") in phases, 60, f"a call that is {phases}"
        )
        told: dict[str, Any] = note.params["call"]
        return told

    def reached(self, operation: Operation, times: int = 1) -> None:
        """Wait until RingCentral has been asked this so often."""
        assert self.stage.simulator.books.wait(lambda: self.stage.simulator.books.count(operation) >= times, 30)

    @property
    def news(self) -> list[dict[str, Any]]:
        """Everything told of calls, in order."""
        return [note["params"]["call"] for note in self.host.heard if note.get("method") == "call.updated"]


Scene = Callable[[Desk], tuple[str, int]]
"""What happens; the phase at the end and how many calls were dialled, as they must be."""


def asleep_ringing(desk: Desk) -> tuple[str, int]:
    """RingCentral has forgotten the call when the lid opens."""
    desk.stage.simulator.knobs.speed = 1
    desk.start(text=SHORT)
    desk.until("ringing-you")
    with desk.laptop.asleep(desk.host, HOUR):
        pass
    return "unknown", 1


def asleep_connected(desk: Desk) -> tuple[str, int]:
    """They hung up long ago."""
    desk.start()
    desk.until("connected")
    with desk.laptop.asleep(desk.host, HOUR):
        desk.stage.simulator.hang_up()
    return "ended", 1


def asleep_connected_without_network(desk: Desk) -> tuple[str, int]:
    """They still talk when the lid opens, and the network comes back a little later."""
    desk.start()
    desk.until("connected")
    simulator = desk.stage.simulator
    with simulator.offline():
        with desk.laptop.asleep(desk.host, HOUR):
            pass
        poll(lambda: desk.news[-1].get("reason", {}).get("code") == "service-unreachable", "no news", 30)
    poll(lambda: not desk.news[-1].get("reason"), "news again", 60)
    simulator.hang_up()
    return "ended", 1


def asleep_looking(desk: Desk) -> tuple[str, int]:
    """A look at the call is under way."""
    desk.stage.simulator.fail_next(Operation.STATUS, Fault(Kind.LATE, seconds=0.5))
    desk.start(text=SHORT)
    desk.reached(Operation.STATUS)
    with desk.laptop.asleep(desk.host, HOUR):
        pass
    return "unknown", 1


def asleep_dialling(desk: Desk) -> tuple[str, int]:
    """The POST is under way, and carried out."""
    desk.stage.simulator.fail_next(Operation.CREATE, Fault(Kind.LATE, executed=True, seconds=0.5))
    desk.start(text=SHORT)
    desk.reached(Operation.CREATE)
    with desk.laptop.asleep(desk.host, HOUR):
        pass
    return "unknown", 1


def asleep_renewing(desk: Desk) -> tuple[str, int]:
    """The sign-in is renewed for the call, and the new tokens have expired as well when the lid opens."""
    desk.stage.simulator.expire_tokens()
    before = desk.stage.simulator.books.count(Operation.TOKEN)
    desk.stage.simulator.fail_next(Operation.TOKEN, Fault(Kind.LATE, executed=True, seconds=0.5))
    desk.start()
    desk.reached(Operation.TOKEN, before + 1)
    with desk.laptop.asleep(desk.host, 2 * HOUR):
        pass
    first = desk.until(*OVER)
    assert (first["phase"], len(desk.stage.simulator.dialled)) == ("failed", 0), (
        "dialled two hours after the click"
    )
    desk.start("request-2")
    desk.until("connected")
    desk.stage.simulator.hang_up()
    return "ended", 1


def asleep_in_a_penalty(desk: Desk) -> tuple[str, int]:
    """The penalty is over when the lid opens, and the click was a moment ago."""
    _penalty(desk, 60)
    with desk.laptop.asleep(desk.host, 90):
        pass
    desk.until("connected")
    desk.stage.simulator.hang_up()
    return "ended", 1


def long_asleep_in_a_penalty(desk: Desk) -> tuple[str, int]:
    """Nobody expects the call any more."""
    _penalty(desk, 60)
    with desk.laptop.asleep(desk.host, HOUR):
        pass
    return "failed", 0


def set_back_in_a_penalty(desk: Desk) -> tuple[str, int]:
    """Waiting takes no longer than RingCentral asked for, and nothing is sent before."""
    _penalty(desk, 3)
    desk.laptop.set(-HOUR)
    desk.until("connected")
    desk.stage.simulator.hang_up()
    return "ended", 1


def set_in_a_call(desk: Desk, seconds: float) -> tuple[str, int]:
    """The news goes on."""
    desk.stage.simulator.knobs.speed = 5
    desk.start()
    desk.until("ringing-you")
    desk.laptop.set(seconds)
    desk.until("connected")
    desk.stage.simulator.hang_up()
    return "ended", 1


def set_back_at_the_cap(desk: Desk) -> tuple[str, int]:
    """One call an hour is allowed, and was made. The clock is set back by half of that: not one more is."""
    desk.host.request("settings.update", {"perHour": 1})
    desk.start()
    desk.until("connected")
    desk.stage.simulator.hang_up()
    desk.until("ended")
    desk.laptop.set(-HOUR / 2)
    _refused(desk, "limit-hour", text="(213) 555-0123")
    return "ended", 1


def set_back_before_the_same_number(desk: Desk) -> tuple[str, int]:
    """It is asked about as before."""
    desk.start()
    desk.until("connected")
    desk.stage.simulator.hang_up()
    desk.until("ended")
    desk.laptop.set(-10)
    _refused(desk, "duplicate-call")
    return "ended", 1


def set_back_after_confirming(desk: Desk) -> tuple[str, int]:
    """What was confirmed in a time that is yet to come confirms nothing; confirming again does."""
    abroad = {"text": "+44 20 7946 0123", "region": "US"}
    confirmation = desk.host.request("numbers.confirm", abroad)["confirmation"]
    desk.laptop.set(-HOUR)
    _refused(desk, "country-not-allowed", **abroad, confirmation=confirmation)
    again = desk.host.request("numbers.confirm", abroad)["confirmation"]
    desk.start("request-3", **abroad, confirmation=again)
    return "ended", 1


def set_back_with_expired_tokens(desk: Desk) -> tuple[str, int]:
    """The host takes its tokens for good, RingCentral does not."""
    desk.stage.simulator.expire_tokens()
    desk.laptop.set(-HOUR)
    desk.start()
    desk.until("connected")
    desk.stage.simulator.hang_up()
    return "ended", 1


SCENES: Final[dict[str, Scene]] = {
    "asleep for an hour while your phone rings": asleep_ringing,
    "asleep for an hour in a call that ended meanwhile": asleep_connected,
    "asleep for an hour in a call that goes on, and no network at first": asleep_connected_without_network,
    "asleep for an hour while the call is looked at": asleep_looking,
    "asleep for an hour while the call is placed": asleep_dialling,
    "asleep for two hours while the sign-in is renewed": asleep_renewing,
    "asleep until a penalty is over": asleep_in_a_penalty,
    "asleep for an hour in a penalty": long_asleep_in_a_penalty,
    "clock set back an hour in a penalty": set_back_in_a_penalty,
    "clock set back an hour in a call": lambda desk: set_in_a_call(desk, -HOUR),
    "clock set forward an hour in a call": lambda desk: set_in_a_call(desk, HOUR),
    "clock set back half an hour at the cap of an hour": set_back_at_the_cap,
    "clock set back before the same number again": set_back_before_the_same_number,
    "clock set back an hour between confirming and calling": set_back_after_confirming,
    "clock set back an hour while the tokens expire": set_back_with_expired_tokens,
}

ASLEEP: Final = tuple(name for name in SCENES if name.startswith("asleep"))
"""Those in which a monotonic clock may go on. None is ever set."""

ENDLESS: Final = "(212) 555-0195"
"""A call that goes on until somebody hangs up."""

SHORT: Final = "(212) 555-0123"
"""A call of some seconds, forgotten soon afterwards."""


def trial(scene: str, *, counts_sleep: bool) -> int:
    """Play one scene and settle the accounts at the server; how many calls were dialled.

    Raises:
        AssertionError: dialled twice or not at all, an end that is not true, news that went back, or a request
            inside a penalty.
    """
    with tempfile.TemporaryDirectory() as folder:
        laptop = Laptop(Path(folder), counts_sleep=counts_sleep)
        with Stage(speed=20, clock=laptop.elsewhere) as stage:
            stage.simulator.no_limits()
            with hosts(stage, **laptop.environment) as host:
                desk = Desk(stage, laptop, host, ENDLESS)
                try:
                    phase, dialled = SCENES[scene](desk)
                    _settle(desk, phase, dialled)
                except (WaitError, StdioError) as error:
                    raise AssertionError(f"lost, {error}") from error
                assert host.clean_end(), "lost"
    return dialled


def _settle(desk: Desk, phase: str, dialled: int) -> None:
    poll(lambda: desk.news and desk.news[-1]["phase"] in OVER, "the call to end", 60)
    calls = desk.host.request("calls.list", {"limit": 1})["calls"]
    desk.stage.simulator.settle()
    books = desk.stage.simulator.books
    assert len(books.dialled) <= dialled, "dialled twice, or too late"
    assert len(books.dialled) == dialled, "lost"
    assert books.trapped == 0, "untrue, sent inside a penalty"
    assert calls[0]["phase"] == phase, f"untrue, {calls[0]}"
    told = [datetime.fromisoformat(call["updatedAt"]) for call in desk.news if call["id"] == calls[0]["id"]]
    assert told == sorted(told), "untrue, news went back"


def _penalty(desk: Desk, seconds: float) -> None:
    """The call meets a penalty of so many seconds, and waits."""
    knobs = desk.stage.simulator.knobs
    knobs.plan = replace(knobs.plan, heavy=0, penalty=seconds)
    desk.start()
    poll(lambda: desk.news and desk.news[-1].get("reason", {}).get("code") == "rate-limited", "a wait", 20)
    knobs.plan = replace(knobs.plan, heavy=10**6)


def _refused(desk: Desk, code: str, **changes: Any) -> None:
    """The next call is refused with this word."""
    try:
        desk.start("request-2", **changes)
    except HostRefused as error:
        assert error.code == code, f"untrue, {error}"
    else:
        raise AssertionError("twice: it was not refused")


def run(quick: bool) -> list[Row]:
    """Every scene on both kinds of clock."""
    if library() is None:
        return [Row(MISSING, 0, good=False)]
    times = 1 if quick else 3
    scenes = [(False, scene) for scene in SCENES] + [(True, scene) for scene in ASLEEP]
    return [
        counted(f"{'a clock that counts sleep, ' if counts else ''}{scene}", times, play)
        for counts, scene in scenes
        for play in [lambda _, name=scene, counts=counts: trial(name, counts_sleep=counts)]
    ]
