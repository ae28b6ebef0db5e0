"""kill -9 at every step around the POST, while a dead host's calls are taken over, while the sign-in is renewed
and while settings are written: afterwards every call is in the ledger, its state is true, nothing was dialled
twice, and every file is whole (rules 1, 2 and 5).
"""

from __future__ import annotations

import json
import stat
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ringout_host import config
from ringout_host.browsers.stdio import HostProcess, HostRefused, HostSilent, StdioError
from ringout_host.demo.stage import Stage
from ringout_host.errors import RingOutError

from ..unlimited import unlimited
from .hosts import hosts
from .report import Row
from .victim import ADOPTION, RENEWAL, SETTINGS, STEPS

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


def adoption(stage: Stage, step: str, request_id: str, number: str = "(201) 555-0195") -> int:
    """A long call; its host dies, the next one at `step` of taking it over; the third one watches it."""
    before = len(stage.simulator.dialled)
    start_and_die(stage, "after the update", request_id, number)
    with hosts(stage, sys.executable, VICTIM, step) as second:
        assert second.process.wait(20) == -9
    with hosts(stage) as third:
        calls = [
            call for call in third.request("calls.list", {"limit": 10})["calls"] if call["requestId"] == request_id
        ]
        assert len(calls) == 1, "lost"
        assert calls[0]["phase"] not in OVER, "untrue"
        stage.simulator.hang_up()
        ended = [call for call in settled(stage, third) if call["requestId"] == request_id]
        assert ended[0]["phase"] in ("ended", "failed"), "untrue"
        third.close()
    dialled = len(stage.simulator.dialled) - before
    assert dialled == 1, "dialled twice"
    return dialled


def renewal(stage: Stage, step: str, request_id: str, nth: int = 0) -> int:
    """A host dies at `step` of renewing the sign-in: the file stays whole and private, and the next host can dial,
    or says that the sign-in has ended where its new tokens died with the host.
    """
    stage.simulator.expire_tokens()
    asked = {"requestId": request_id, "text": f"(212) 555-012{nth}", "region": "US"}
    before = len(stage.simulator.dialled)
    with hosts(stage, sys.executable, VICTIM, step) as host:
        host.send({"jsonrpc": "2.0", "id": 1, "method": "calls.start", "params": asked})
        assert host.process.wait(20) == -9
    tokens = stage.places.tokens
    json.loads(tokens.read_text())
    assert stat.S_IMODE(tokens.stat().st_mode) == 0o600, "untrue"
    assert len(stage.simulator.dialled) == before, "dialled twice, or too early"
    died_with_it = step in ("after the renewal", "before the tokens' rename")
    with hosts(stage) as following:
        settled(stage, following)
        try:
            then = {**asked, "requestId": f"{request_id}-2", "text": f"(213) 555-012{nth}"}
            following.request("calls.start", then)
        except HostRefused as error:
            assert error.code == "sign-in-expired", "untrue"
        calls = settled(stage, following)
        last = next(call for call in calls if call["requestId"] == f"{request_id}-2")
        signed_in = last["phase"] == "ended"
        assert signed_in or (last["phase"] == "failed" and last["reason"]["code"] == "sign-in-expired"), "untrue"
        assert signed_in or died_with_it, "lost"
        following.close()
    if not signed_in:
        stage.sign_in()
    return len(stage.simulator.dialled) - before


def settings(stage: Stage, step: str, per_day: int) -> None:
    """A host dies at `step` of writing the settings: they are the old ones or the new ones, whole."""
    before = config.load(stage.places, stage.environment).limits.per_day
    with hosts(stage, sys.executable, VICTIM, step) as host:
        host.send({"jsonrpc": "2.0", "id": 1, "method": "settings.update", "params": {"perDay": per_day}})
        assert host.process.wait(20) == -9
    try:
        after = config.load(stage.places, stage.environment).limits.per_day
    except RingOutError:
        raise AssertionError("lost") from None
    assert after == (per_day if step == "after the settings' rename" else before), "untrue"


def counted(injected: str, times: int, attempt: Callable[[int], object]) -> Row:
    """Do it so often; count what went wrong."""
    dialled, wrong = 0, {"twice": 0, "lost": 0, "untrue": 0}
    for n in range(times):
        try:
            dialled += int(attempt(n) or 0)  # type: ignore[call-overload]
        except AssertionError as error:
            word = str(error).split(",")[0].split("\n")[0]
            wrong["twice" if "twice" in word else "lost" if word == "lost" else "untrue"] += 1
    return Row(injected, times, **wrong, besides=f"{dialled} dialled")


def run(quick: bool) -> list[Row]:
    """Every step, so often."""
    times = 1 if quick else 5
    rows = []
    families: tuple[tuple[tuple[str, ...], Callable[[Stage, str, int], object]], ...] = (
        (STEPS, lambda stage, step, n: trial(stage, step, f"kill-{n}", f"(201) 555-01{n:02}")),
        (ADOPTION, lambda stage, step, n: adoption(stage, step, f"adopt-{n}", f"(201) 555-015{n}")),
        (RENEWAL, lambda stage, step, n: renewal(stage, step, f"renew-{n}", n)),
        (SETTINGS, lambda stage, step, n: settings(stage, step, 100 + n)),
    )
    for steps, attempt in families:
        for step in steps:
            with Stage(speed=20) as stage:
                unlimited(stage)
                rows.append(
                    counted(f"host killed {step}", times, lambda n, a=attempt, s=stage, at=step: a(s, at, n))
                )  # type: ignore[misc]
    return rows
