"""Cancelling a call at every moment of its life: what is sent, and what is said to have come of it."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from ringout_host.calls import pace
from ringout_host.errors import AccountError, CallError, ServiceError
from ringout_host.ledger import Ledger
from ringout_host.ringcentral.ringout import Dialling, RingOutGone

from ..ledger.conftest import WIDE, a_row
from .scripted import ANSWERED, RINGING, Host, Script, play


def test_cancel_before_anything_was_sent_dials_nothing(tmp_path: Path) -> None:
    async def work() -> None:
        script = Script()
        waiting = asyncio.Event()

        async def wait_for_a_slot(watch: Dialling) -> None:
            watch.waiting(42)
            waiting.set()
            await asyncio.Event().wait()

        script.before_post = wait_for_a_slot
        host = Host(tmp_path, script)
        row = await host.start()
        await waiting.wait()
        told = host.told[-1].reason
        assert told is not None
        assert (told.code, told.retry_after) == ("rate-limited", 42)
        cancelled = await host.calls.cancel(row.id)
        assert (cancelled.phase, cancelled.reason) == ("cancelled", None)
        assert script.orders == []
        await host.calls.close(1)

    play(work())


def test_cancel_in_another_browser_before_anything_was_sent_dials_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "UNSEEN", 0.0)

    async def work() -> None:
        script = Script()

        async def wish(_: Dialling) -> None:
            other = Ledger(tmp_path / "ledger.db")
            other.want_cancel(other.newest(1)[0].id)
            other.close()

        script.before_post = wish
        host = Host(tmp_path, script)
        await host.start()
        await host.until("cancelled")
        assert script.orders == []
        await host.calls.close(1)

    play(work())


def test_cancel_in_another_browser_while_the_post_leaves_is_sent_as_soon_as_ringcentral_names_the_call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pace, "UNSEEN", 60.0)

    async def work() -> None:
        script = Script()
        script.on_cancel = ("Rejected", "Rejected", "Rejected")

        async def wish(_: Dialling) -> None:
            other = Ledger(tmp_path / "ledger.db")
            other.want_cancel(other.newest(1)[0].id)
            other.close()

        script.before_post = wish
        host = Host(tmp_path, script)
        await host.start()
        await host.until("cancelled")
        assert (len(script.orders), script.cancels) == (1, 1)
        await host.calls.close(1)

    play(work())


def test_cancel_while_a_post_is_refused_that_could_be_sent_again_ends_the_call(tmp_path: Path) -> None:
    async def work() -> None:
        script = Script()

        async def refused_once(watch: Dialling) -> None:
            await watch.sending()
            row = await host.calls.cancel(host.ledger.newest(1)[0].id)
            assert row.phase == "placing"
            await watch.not_dialled()

        script.before_post = refused_once
        host = Host(tmp_path, script)
        await host.start()
        await host.until("cancelled")
        assert script.orders == []
        await host.calls.close(1)

    play(work())


def test_cancel_while_the_post_is_in_flight_is_kept_and_sent_once_the_id_is_known(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        script.may_answer.clear()
        script.on_cancel = ("CannotReach", "Rejected", "InProgress")
        row = await host.start()
        await script.posting.wait()
        kept = await host.calls.cancel(row.id)
        assert (kept.phase, kept.cancellable) == ("placing", False)
        script.may_answer.set()
        last = await host.until("cancelled")
        assert script.cancels == 1
        assert last.reason is None
        await host.calls.close(1)

    play(work())


def test_cancel_while_your_phone_rings_is_sent_once_and_what_became_of_it_is_looked_up(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        script.on_cancel = ANSWERED  # the person was quicker at picking up than the DELETE
        row = await host.start()
        await host.until("ringing-you")
        await asyncio.gather(host.calls.cancel(row.id), host.calls.cancel(row.id))
        them = await host.until("ringing-them")
        assert not them.cancellable
        await host.calls.cancel(row.id)
        assert script.cancels == 1
        await host.calls.close(1)

    play(work())


def test_a_ring_out_that_is_gone_after_our_cancel_was_cancelled(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        script.on_cancel = RingOutGone()
        row = await host.start()
        await host.until("ringing-you")
        await host.calls.cancel(row.id)
        await host.until("cancelled")
        await host.calls.close(1)

    play(work())


def test_a_ring_out_that_was_gone_before_our_cancel_is_unknown(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        script.on_cancel, script.known = RingOutGone(), False
        row = await host.start()
        await host.until("ringing-you")
        await host.calls.cancel(row.id)
        await host.until("unknown")
        await host.calls.close(1)

    play(work())


def test_a_cancel_that_failed_can_be_asked_for_again(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        script.cancel_fails = ServiceError("service-error")
        row = await host.start()
        await host.until("ringing-you")
        await host.calls.cancel(row.id)
        async with asyncio.timeout(10), host.news:
            await host.news.wait_for(lambda: any(r.reason and r.cancellable for r in host.told))
        script.cancel_fails, script.on_cancel = None, ("CannotReach", "Rejected", "InProgress")
        await host.calls.cancel(row.id)
        await host.until("cancelled")
        assert script.cancels == 2
        await host.calls.close(1)

    play(work())


def test_a_cancel_that_fails_says_to_hang_up(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        script.cancel_fails = ServiceError("service-unreachable")
        script.looks = [RINGING]
        row = await host.start()
        await host.until("ringing-you")
        await host.calls.cancel(row.id)
        async with asyncio.timeout(10), host.news:
            await host.news.wait_for(lambda: any(r.reason and "hang up" in r.reason.remedy for r in host.told))
        await host.calls.close(1)

    play(work())


REJECTED = ("CannotReach", "Rejected", "InProgress")


@pytest.mark.parametrize(
    ("failures", "phase"),
    [
        ((ServiceError("service-unreachable"),), "failed"),
        ((ServiceError("rate-limited", retry_after=60),), "failed"),
        ((AccountError("permission-missing"),), "failed"),
        ((ServiceError("outcome-unknown"),), "cancelled"),
        ((ServiceError("outcome-unknown"), AccountError("permission-missing")), "cancelled"),
    ],
)
def test_a_call_that_is_rejected_after_a_cancel_that_came_to_nothing_was_not_cancelled_by_us(
    tmp_path: Path, failures: tuple[Exception, ...], phase: str
) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        row = await host.start()
        await host.until("ringing-you")
        for tries, script.cancel_fails in enumerate(failures, 1):
            await host.calls.cancel(row.id)
            async with asyncio.timeout(10), host.news:
                await host.news.wait_for(lambda n=tries: script.cancels == n and host.told[-1].cancellable)  # type: ignore[misc]
        script.looks = [REJECTED]
        last = await host.until(phase)
        assert host.phases[-1] == phase
        assert (last.reason is None) == (phase == "cancelled")
        await host.calls.close(1)

    play(work())


@pytest.mark.parametrize(("cancel", "phase"), [("unsure", "cancelled"), ("failed", "failed"), ("", "failed")])
def test_what_a_dead_host_knew_of_its_cancel_is_not_forgotten(tmp_path: Path, cancel: str, phase: str) -> None:
    async def work() -> None:
        ledger = Ledger(tmp_path / "ledger.db")
        left = {"owner": "1-dead", "ring_out_id": "ring-1", "phase": "ringing-you", "cancel": cancel}
        ledger.start(a_row(time.time, **left), WIDE)
        ledger.close()
        host = Host(tmp_path, script := Script(REJECTED))
        await host.calls.resume()
        await host.until(phase)
        assert script.cancels == 0, "it is sent again only when somebody asks again"
        await host.calls.close(1)

    play(work())


def test_once_your_phone_is_answered_cancel_says_what_to_do(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, Script(ANSWERED))
        row = await host.start()
        await host.until("ringing-them")
        with pytest.raises(CallError, match="answered") as caught:
            await host.calls.cancel(row.id)
        assert caught.value.code == "not-cancellable"
        assert "Hang up" in caught.value.remedy
        await host.calls.close(1)

    play(work())
