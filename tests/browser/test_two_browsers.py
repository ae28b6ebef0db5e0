"""Chromium and Firefox at the same time, for one person: two hosts on one folder. What one browser does holds in
the other, and calls are counted at the server.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from ringout_host.browsers.drive import Browser, Page
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage
from ringout_host.simulator import Operation

from .test_popup import POPUP

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("two-browsers"), pytest.mark.timeout(240)]


@dataclass
class Side:
    """One browser, and a page of ours in it through which everything is asked."""

    browser: Browser
    page: Page

    def ask(self, name: str, **params: Any) -> Any:
        """The worker's answer: what it asked for, or the error as `{code, message, remedy}`."""
        reply = self.page.call("(name, params) => chrome.runtime.sendMessage({name, params})", name, params)
        return reply.get("result", reply.get("error"))

    def start(self, request_id: str, text: str) -> Any:
        """The call, or why there is none."""
        answer = self.ask("calls.start", requestId=request_id, text=text, region="US")
        return answer.get("call", answer)

    def phase(self, call: Any) -> str:
        """How this browser sees that call now."""
        return str(self.ask("calls.get", id=call["id"])["call"]["phase"])


@pytest.fixture(scope="module")
def world() -> Iterator[tuple[Stage, Side, Side]]:
    with Stage(speed=20) as stage, stage.browser("chromium") as one, stage.browser("firefox") as two:
        stage.places.config.write_text("[policy]\nperMinute = 60\nperHour = 1000\nperDay = 10000\n")
        sides = [Side(each, each.open(each.extension_url(POPUP))) for each in (one, two)]
        for side in sides:
            side.page.wait_for("document.querySelector('.name')?.textContent.includes('Robin')", timeout=60)
        yield stage, *sides


World = tuple[Stage, Side, Side]


def test_a_call_of_one_browser_is_shown_and_cancelled_in_the_other(world: World) -> None:
    stage, one, two = world
    stage.simulator.knobs.speed = 0.1  # nobody answers before it is cancelled
    call = one.start("shown", "(228) 555-0101")
    poll(lambda: one.phase(call) == "ringing-you", "it rings", 30)
    assert len(list(stage.places.hosts.glob("*.lock"))) == 2, "each browser has a host of its own"
    two.page.goto(two.browser.extension_url(POPUP))
    two.page.wait_for("document.querySelector('.call-now[data-phase=ringing-you]') !== null", timeout=30)
    two.page.click_on(two.page.rect(".call-now [data-act=cancel]"))
    poll(lambda: one.phase(call) == "cancelled", "it is cancelled where it was begun", 60)
    poll(lambda: two.phase(call) == "cancelled", "and where that was asked for", 30)
    stage.simulator.knobs.speed = 20
    assert len(stage.simulator.dialled) == 1
    assert [each["id"] for each in two.ask("calls.list", limit=5)["calls"]] == [call["id"]]


def test_one_number_is_not_called_from_both(world: World) -> None:
    stage, one, two = world
    before = len(stage.simulator.dialled)
    call = one.start("first", "(229) 555-0195")
    poll(lambda: one.phase(call) == "connected", "both talk", 30)
    assert two.start("second", "(229) 555-0195")["code"] == "duplicate-call"
    stage.simulator.hang_up()
    poll(lambda: two.phase(call) == "ended", "it is over", 30)
    assert two.start("third", "(229) 555-0195")["code"] == "duplicate-call", "within 30 seconds it asks"
    assert two.start("first", "(229) 555-0195")["id"] == call["id"], "the same request is the same call everywhere"
    assert len(stage.simulator.dialled) - before == 1


def test_settings_and_caps_are_the_same(world: World) -> None:
    stage, one, two = world
    made = len(one.ask("calls.list", limit=50)["calls"])
    one.ask("settings.update", countries=["GB"], perMinute=made + 2)
    session = two.ask("session.get")
    assert (session["policy"]["countries"], session["policy"]["perMinute"]) == (["GB"], made + 2)
    before = len(stage.simulator.dialled)
    answers = [side.start(f"cap-{n}", f"(231) 555-010{n}") for n, side in enumerate((one, two, one, two))]
    refused = [answer["code"] for answer in answers if "code" in answer]
    assert refused == ["limit-minute", "limit-minute"]
    poll(lambda: len(stage.simulator.dialled) - before == 2, "two calls", 30)
    one.ask("settings.update", countries=[], perMinute=60)


def test_what_ringcentral_says_of_its_limits_to_one_holds_for_the_other(world: World) -> None:
    """Two calls a minute, of which one is kept for a cancel: the other browser waits, and is not sent away."""
    stage, one, two = world
    stage.simulator.set_limits(heavy=2)
    before, refused = len(stage.simulator.dialled), stage.simulator.books.answered(Operation.CREATE, 429)
    one.start("turn-1", "(234) 555-0101")
    poll(lambda: len(stage.simulator.dialled) - before == 1, "the first call", 70)
    waiting = two.start("turn-2", "(234) 555-0102")

    def told() -> bool:
        reason = two.ask("calls.get", id=waiting["id"])["call"].get("reason", {})
        return bool(reason.get("code") == "rate-limited" and reason["retryAfter"] > 0)

    poll(told, "the other waits, and says so", 30)
    two.ask("calls.cancel", id=waiting["id"])
    assert one.phase(waiting) == "cancelled"
    assert len(stage.simulator.dialled) - before == 1
    assert stage.simulator.books.answered(Operation.CREATE, 429) == refused
    assert stage.simulator.books.trapped == 0
    stage.simulator.no_limits()


def test_who_signs_out_in_one_is_signed_out_in_the_other(world: World) -> None:
    stage, one, two = world
    before = len(stage.simulator.dialled)
    one.ask("account.signOut")
    assert two.start("out", "(239) 555-0101")["code"] == "signed-out"
    poll(lambda: two.ask("session.get")["account"]["signedIn"] is False, "it shows", 30)
    assert len(stage.simulator.dialled) == before
