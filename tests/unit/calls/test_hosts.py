"""Several hosts on one ledger, and hosts that end or die in the middle of a call."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from ringout_host.calls import others
from ringout_host.ledger import Ledger
from ringout_host.ledger.owners import Owner
from ringout_host.ringcentral.ringout import Dialling

from ..ledger.conftest import WIDE, a_row
from .scripted import CONNECTED, OVER, RINGING, Host, Script, play


def test_two_hosts_asked_at_once_dial_once(tmp_path: Path) -> None:
    async def work() -> None:
        script = Script()
        one, two = Host(tmp_path, script), Host(tmp_path, script)
        first, again = await asyncio.gather(one.start("same"), two.start("same"))
        assert first.id == again.id
        await script.posting.wait()
        await asyncio.gather(one.calls.close(1), two.calls.close(1))
        assert len(script.orders) == 1

    play(work())


def test_one_turn_to_the_disk_starts_a_call_unless_others_call_too(tmp_path: Path) -> None:
    async def work() -> None:
        script = Script()
        script.may_answer.clear()
        host = Host(tmp_path, script)
        turns: list[str] = []
        submit = host.calls._disk.submit

        def counted(work: Callable[..., Any], *args: Any) -> Any:
            turns.append("turn")
            return submit(work, *args)

        host.calls._disk.submit = counted  # type: ignore[method-assign,assignment]
        await host.start("r1")
        assert len(turns) == 1
        other, alive = Ledger(tmp_path / "ledger.db"), Owner(tmp_path / "hosts")
        other.start(a_row(time.time, "+12015550150", owner=alive.name), WIDE)
        assert (await host.start("r2", "+12015550124")).request_id == "r2"
        assert len(turns) > 2
        other.close()
        alive.close()
        script.may_answer.set()
        await host.calls.close(1)

    play(work())


def test_calls_of_a_dead_host_are_watched_again_or_owned_up_to(tmp_path: Path) -> None:
    async def work() -> None:
        ledger = Ledger(tmp_path / "ledger.db")
        known = ledger.start(a_row(time.time, owner="1-dead", ring_out_id="ring-1", phase="ringing-you"), WIDE)
        lost = ledger.start(a_row(time.time, "+12015550188", owner="1-dead"), WIDE)
        ledger.close()
        host = Host(tmp_path, script := Script(CONNECTED))
        await host.calls.resume()
        assert (await host.until("unknown")).id == lost.id
        assert (await host.until("connected")).id == known.id
        assert script.orders == []
        await host.calls.close(1)

    play(work())


def test_a_cancel_that_a_dead_host_may_not_have_sent_is_sent(tmp_path: Path) -> None:
    async def work() -> None:
        ledger = Ledger(tmp_path / "ledger.db")
        left = {"owner": "1-dead", "ring_out_id": "ring-1", "cancel": "sent"}
        ledger.start(a_row(time.time, phase="ringing-you", **left), WIDE)
        ledger.start(a_row(time.time, "+12015550188", phase="ringing-them", **left), WIDE)
        ledger.close()
        host = Host(tmp_path, script := Script())
        script.on_cancel = ("CannotReach", "Rejected", "InProgress")
        await host.calls.resume()
        await host.until("cancelled")
        assert script.cancels == 1, "once your phone is answered it would change nothing"
        await host.calls.close(1)

    play(work())


def test_calls_of_a_living_host_are_left_to_it_and_can_be_cancelled_from_here(tmp_path: Path) -> None:
    async def work() -> None:
        script = Script()
        one, two = Host(tmp_path, script), Host(tmp_path, script)
        script.on_cancel = ("CannotReach", "Rejected", "InProgress")
        row = await one.start()
        await one.until("ringing-you")
        assert [call.id for call in await two.calls.active()] == [row.id]
        assert two.told == []
        await two.calls.cancel(row.id)
        await one.until("cancelled")
        assert script.cancels == 1
        await asyncio.gather(one.calls.close(1), two.calls.close(1))

    play(work())


def test_whoever_was_told_of_another_browsers_call_is_told_how_it_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "EVERY", 0.01)

    async def work() -> None:
        script = Script(RINGING)
        one, two = Host(tmp_path, script), Host(tmp_path, script)
        row = await one.start()
        await one.until("ringing-you")
        await two.calls.active()
        script.looks = [CONNECTED]
        assert (await two.until("connected")).id == row.id
        script.looks = [OVER]
        last = await two.until("ended")
        assert last.call() == one.ledger.get(row.id).call()
        assert len({(told.phase, told.reason) for told in two.told}) == len(two.told), "the same news only once"
        assert not two.calls.works_on(row.id)
        await asyncio.gather(one.calls.close(1), two.calls.close(1))

    play(work())


def test_a_host_that_dies_in_mid_call_is_noticed_by_whoever_knows_of_the_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(others, "EVERY", 0.01)

    async def work() -> None:
        script = Script(RINGING)
        dying = Owner(tmp_path / "hosts")
        ledger = Ledger(tmp_path / "ledger.db")
        left = {"owner": dying.name, "ring_out_id": "ring-1", "phase": "ringing-you"}
        row = ledger.start(a_row(time.time, **left), WIDE)
        ledger.close()
        host = Host(tmp_path, script)
        assert [call.id for call in await host.calls.active()] == [row.id]
        assert not host.calls.works_on(row.id)
        dying.close()
        script.looks = [CONNECTED]
        await host.until("connected")
        assert host.calls.works_on(row.id)
        await host.calls.close(1)

    play(work())


def test_when_the_browser_goes_a_post_in_flight_is_recorded_first(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        script.may_answer.clear()
        row = await host.start()
        await script.posting.wait()
        closing = asyncio.create_task(host.calls.close(5))
        script.may_answer.set()
        await closing
        after = Ledger(tmp_path / "ledger.db")
        assert after.get(row.id).ring_out_id == "ring-1"
        after.close()

    play(work())


def test_a_post_that_outlasts_the_browser_leaves_its_row_and_the_next_host_says_unknown(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        script.may_answer.clear()
        await host.start()
        await script.posting.wait()
        await host.calls.close(0.01)
        following = Host(tmp_path, script)
        await following.calls.resume()
        await following.until("unknown")
        assert len(script.orders) == 1
        await following.calls.close(1)

    play(work())


def test_a_call_still_waiting_its_turn_when_the_browser_goes_was_not_dialled_and_says_so(tmp_path: Path) -> None:
    async def work() -> None:
        script = Script()

        async def wait_for_ever(_: Dialling) -> None:
            await asyncio.Event().wait()

        script.before_post = wait_for_ever
        host = Host(tmp_path, script)
        row = await host.start()
        await asyncio.sleep(0)
        await host.calls.close(1)
        after = Ledger(tmp_path / "ledger.db").get(row.id)
        assert after.phase == "failed"
        assert after.reason is not None
        assert "Nothing was dialled" in after.reason.message
        assert script.orders == []

    play(work())
