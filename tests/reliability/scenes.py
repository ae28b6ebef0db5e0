"""What happens to a browser in the middle of a call: it is killed, its worker is stopped again and again, the
laptop sleeps, the network goes and comes back, another browser wants the same number. The call must be dialled
once, go on, and be shown as it is.
"""

from __future__ import annotations

import contextlib
import os
import signal
from typing import Final

from ringout_host.browsers.drive import Browser, Kind, Page, WaitError
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage
from ringout_host.ledger import Ledger
from ringout_host.simulator import Offline

from ..browser.driver.site import Site
from ..browser.test_main_job import CARD, OVER, PHASE, call, dialled, open_card
from .hosts import hosts

ENDING: Final = "95"
"""A call that goes on until somebody hangs up, so that there is always a middle of it."""


def begin(page: Page, site: Site, number: str) -> None:
    """A call whose own phone rings."""
    open_card(page, site, number)
    call(page)
    page.wait_for_shadow(CARD, PHASE, "ringing-you", timeout=30)


def ended(stage: Stage, page: Page, number: str) -> str | None:
    """Both answer, and somebody hangs up; what is wrong with how the card shows it."""
    try:
        page.wait_for_shadow(CARD, PHASE, "connected", timeout=60)
        stage.simulator.hang_up()
        page.wait_for_shadow(CARD, OVER, timeout=60)
    except WaitError:
        return "lost"
    if not page.shadow(CARD, PHASE, "ended"):
        return "untrue"
    return None if dialled(stage, number) == 1 else "twice"


def worker_stopped(stage: Stage, browser: Browser, page: Page, site: Site, number: str) -> str | None:
    """The worker stopped every second or so."""
    begin(page, site, number)
    for _ in range(4):
        with contextlib.suppress(WaitError):  # the open card wakes it again at once
            browser.kill_background(timeout=1)
    return ended(stage, page, number)


def laptop_slept(stage: Stage, browser: Browser, page: Page, site: Site, number: str) -> str | None:
    """The host stopped while both sides answer, and continued then."""
    begin(page, site, number)
    pids = [int(lock.name.partition("-")[0]) for lock in stage.places.hosts.glob("*.lock")]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        poll(lambda: _answered(stage, number), "both sides to answer", 20)
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    return ended(stage, page, number)


def network_gone(stage: Stage, browser: Browser, page: Page, site: Site, number: str) -> str | None:
    """RingCentral out of reach for some looks at the call, then there again."""
    begin(page, site, number)
    ledger = Ledger(stage.places.ledger)

    def reason() -> str | None:
        told = ledger.newest(1)[0].reason
        return told and told.code

    with stage.simulator.offline(Offline.REFUSE):
        poll(lambda: reason() == "service-unreachable", "the card to be told", 40)
        if page.shadow(CARD, OVER):
            return "untrue"
    poll(lambda: reason() is None, "the status to come back", 60)
    ledger.close()
    return ended(stage, page, number)


def another_browser(stage: Stage, browser: Browser, page: Page, site: Site, number: str) -> str | None:
    """Another host is asked for the same number while the call is up."""
    begin(page, site, number)
    with hosts(stage) as other:
        told = other.request("numbers.inspect", {"text": number, "region": "US"})
        active = other.request("session.get")["activeCalls"]
        if told["verdict"] == "allow" or not active:
            return "untrue"
        other.close()
    return ended(stage, page, number)


def browser_killed(stage: Stage, kind: Kind, site: Site, number: str) -> str | None:
    """A browser of its own killed with all it started; what the next host knows of the call."""
    with contextlib.suppress(Exception), stage.browser(kind) as browser:
        page = browser.open()
        begin(page, site, number)
        os.killpg(browser._process.pid, signal.SIGKILL)  # type: ignore[attr-defined]
    with hosts(stage) as following:
        active = following.request("session.get")["activeCalls"]
        if [call["phase"] for call in active if call["to"]["national"] == number] == []:
            return "lost"

        def reached(phase: str) -> bool:
            calls = following.request("calls.list", {"limit": 1})["calls"]
            return bool(calls and calls[0]["phase"] == phase)

        try:
            poll(lambda: reached("connected"), "both sides to answer", 40)
            stage.simulator.hang_up()
            poll(lambda: reached("ended"), "the call to end", 40)
        except WaitError:
            return "lost"
        following.close()
    return None if dialled(stage, number) == 1 else "twice"


def _answered(stage: Stage, number: str) -> bool:
    """Whether the server has both sides of this call connected."""
    digits = "+1" + "".join(filter(str.isdigit, number))
    mine = [call for call in stage.simulator.dialled if call.to == digits]
    status = stage.simulator.status(mine[-1].id) if mine else None
    return status is not None and status.callee == "Success"


SCENES: Final = {
    "its worker stopped again and again": worker_stopped,
    "the laptop asleep": laptop_slept,
    "the network gone and back": network_gone,
    "another browser wants the same number": another_browser,
}
