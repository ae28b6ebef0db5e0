"""The life of a call, with RingCentral played by a script: what is dialled, written down and told."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Coroutine
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from ringout_host.calls import others, pace, record, run
from ringout_host.calls.record import Record
from ringout_host.calls.run import Run
from ringout_host.calls.service import Calls
from ringout_host.errors import AccountError, CallError, HostError, LimitError, ServiceError
from ringout_host.ledger import Caps, Ledger, Row
from ringout_host.ledger.owners import Owner
from ringout_host.protocol import OVER as OVER_PHASES
from ringout_host.protocol import CallStatus
from ringout_host.ringcentral.ringout import Dialling, RingOut, RingOutGone, RingOutOrder

from ..ledger.conftest import WIDE, a_number, a_row

RINGING = ("InProgress", "InProgress", "InProgress")
ANSWERED = ("InProgress", "Success", "InProgress")
CONNECTED = ("Success", "Success", "Success")
OVER = ("Success", "Finished", "Finished")


def ring_out(words: tuple[str, str, str] | None) -> RingOut:
    return RingOut("ring-1", words and CallStatus(call=words[0], caller=words[1], callee=words[2]))


class Script:
    """A RingCentral that does as written; `looks` are the answers to polls, the last one again and again."""

    speed = 1000.0
    looks_allowed = 50.0

    def __init__(self, *looks: tuple[str, str, str] | Exception, post: Exception | None = None) -> None:
        self.orders: list[RingOutOrder] = []
        self.cancels = 0
        self.looks = list(looks) or [RINGING]
        self.post = post
        self.before_post: Callable[[Dialling], Awaitable[None]] | None = None
        self.may_answer = asyncio.Event()
        self.may_answer.set()
        self.posting = asyncio.Event()
        self.on_cancel: tuple[str, str, str] | Exception | None = None
        self.cancel_fails: Exception | None = None
        self.known = True

    async def create_ring_out(self, order: RingOutOrder, watch: Dialling) -> RingOut:
        if self.before_post is not None:
            await self.before_post(watch)
        await watch.sending()
        self.orders.append(order)
        self.posting.set()
        await self.may_answer.wait()
        if self.post is not None:
            raise self.post
        return ring_out(RINGING)

    async def ring_out_status(self, ring_out_id: str) -> RingOut:
        assert ring_out_id == "ring-1"
        look = self.looks.pop(0) if len(self.looks) > 1 else self.looks[0]
        if isinstance(look, Exception):
            raise look
        return ring_out(look)

    async def cancel_ring_out(self, ring_out_id: str) -> bool:
        assert ring_out_id == "ring-1"
        self.cancels += 1
        if self.cancel_fails is not None:
            raise self.cancel_fails
        if self.on_cancel is not None:
            self.looks = [self.on_cancel]
        return self.known


class Host:
    """A host on a ledger, and everything it told."""

    def __init__(self, folder: Path, script: Script) -> None:
        self.told: list[Row] = []
        self.news = asyncio.Condition()
        self.ledger = Ledger(folder / "ledger.db")
        self.calls = Calls(self.ledger, Owner(folder / "hosts"), script, self._tell)
        self._tasks: set[asyncio.Task[None]] = set()

    def _tell(self, row: Row) -> None:
        self.told.append(row)
        task = asyncio.get_running_loop().create_task(self._notify())
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _notify(self) -> None:
        async with self.news:
            self.news.notify_all()

    async def start(self, request_id: str = "r1", e164: str = "+12015550123", **changes: Any) -> Row:
        values: dict[str, Any] = {
            "number": a_number(e164),
            "from_phone": "+12015550100",
            "caller_id": None,
            "play_prompt": True,
            "origin": None,
            "caps": WIDE,
            "ask": None,
            "confirmation": None,
        }
        return await self.calls.start(request_id=request_id, **(values | changes))

    async def until(self, phase: str) -> Row:
        async with asyncio.timeout(10), self.news:
            await self.news.wait_for(lambda: any(row.phase == phase for row in self.told))
        return next(row for row in self.told if row.phase == phase)

    @property
    def phases(self) -> list[str]:
        seen = ["placing", *(row.phase for row in self.told)]
        return [phase for n, phase in enumerate(seen) if n == 0 or phase != seen[n - 1]]


def play(work: Coroutine[Any, Any, None]) -> None:
    asyncio.run(work)


def test_a_call_goes_through_its_phases_and_each_is_on_disk_when_it_is_told(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script(RINGING, ANSWERED, CONNECTED, CONNECTED, OVER))
        on_disk: list[tuple[str, str]] = []
        told = host.calls.publish
        other = Ledger(tmp_path / "ledger.db")
        host.calls.publish = lambda row: (on_disk.append((row.phase, other.get(row.id).phase)), told(row))[1]  # type: ignore[func-returns-value]
        row = await host.start()
        assert row.phase == "placing"
        assert row.cancellable
        last = await host.until("ended")
        assert host.phases == ["placing", "ringing-you", "ringing-them", "connected", "ended"]
        assert all(told == written for told, written in on_disk)
        assert last.ended is not None
        assert [(order.from_, order.to) for order in script.orders] == [("+12015550100", "+12015550123")]
        await host.calls.close(1)
        other.close()

    play(work())


def test_the_row_is_on_disk_before_the_post_leaves(tmp_path: Path) -> None:
    async def work() -> None:
        script = Script()
        seen: list[str] = []

        async def look(_: Dialling) -> None:
            other = Ledger(tmp_path / "ledger.db")
            seen.extend(row.phase for row in other.newest(5))
            other.close()

        script.before_post = look
        host = Host(tmp_path, script)
        await host.start()
        await script.posting.wait()
        assert seen == ["placing"]
        await host.calls.close(1)

    play(work())


def test_the_same_request_twice_at_once_dials_once(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        first, again = await asyncio.gather(host.start("same"), host.start("same"))
        assert first.id == again.id
        await host.until("ringing-you")
        assert len(script.orders) == 1
        await host.calls.close(1)

    play(work())


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


@pytest.mark.parametrize(
    ("error", "phase"),
    [
        (ServiceError("outcome-unknown"), "unknown"),
        (ServiceError("service-unreachable"), "failed"),
        (ServiceError("rate-limited", retry_after=42), "failed"),
        (AccountError("permission-missing"), "failed"),
        (AccountError("sign-in-expired"), "failed"),
        (RuntimeError("a defect of ours"), "unknown"),
    ],
)
def test_a_post_that_came_to_nothing_or_to_nobody_knows_what(tmp_path: Path, error: Exception, phase: str) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script(post=error))
        await host.start()
        row = await host.until(phase)
        assert row.reason is not None
        assert row.reason.code == getattr(error, "code", "outcome-unknown")
        assert len(script.orders) == 1
        assert host.ledger.get(row.id).phase == phase
        await host.calls.close(1)

    play(work())


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


@pytest.mark.parametrize(
    ("looks", "last"),
    [
        ((RINGING, RingOutGone()), "unknown"),
        ((RingOutGone(),), "unknown"),
        ((ANSWERED, RingOutGone()), "unknown"),
        ((CONNECTED, RingOutGone()), "ended"),
    ],
)
def test_404_means_ended_only_after_both_answered(
    tmp_path: Path, looks: tuple[tuple[str, str, str] | Exception, ...], last: str
) -> None:
    async def work() -> None:
        host = Host(tmp_path, Script(*looks))
        await host.start()
        await host.until(last)
        await host.calls.close(1)

    play(work())


def test_while_ringcentral_cannot_be_reached_the_call_is_said_to_go_on(tmp_path: Path) -> None:
    async def work() -> None:
        offline = ServiceError("service-unreachable")
        host = Host(tmp_path, Script(RINGING, offline, offline, CONNECTED, OVER))
        await host.start()
        await host.until("ended")
        troubled = [row for row in host.told if row.reason and row.reason.code == "service-unreachable"]
        assert troubled
        assert all(
            row.phase == "ringing-you" and "goes on" in row.reason.message for row in troubled if row.reason
        )
        assert all("Nothing was dialled" not in row.reason.message for row in troubled if row.reason)
        assert host.told[-1].reason is None
        await host.calls.close(1)

    play(work())


def test_an_extension_is_never_sent_and_the_person_is_told_to_dial_it(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script(CONNECTED))
        await host.start(number=a_number(extension="45"))
        row = await host.until("connected")
        assert row.reason is not None
        assert row.reason.code == "extension-not-dialable"
        assert "45" in row.reason.remedy
        assert script.orders[0].to == "+12015550123"
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


def test_an_end_that_the_disk_did_not_take_is_written_later(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, Script(OVER))
        save = host.ledger.save

        def full(row: Row) -> None:
            if row.phase == "ended":
                host.ledger.save = save  # type: ignore[method-assign]
                raise HostError("storage-failed")
            save(row)

        host.ledger.save = full  # type: ignore[method-assign]
        row = await host.start()
        await host.until("ended")
        await asyncio.gather(*(run._task for run in host.calls._runs.values() if run._task))
        assert host.ledger.get(row.id).phase == "ended"
        await host.calls.close(1)

    play(work())


@pytest.mark.parametrize("phase", OVER_PHASES)
def test_a_call_that_is_over_stays_as_it_is(tmp_path: Path, phase: str) -> None:
    async def work() -> None:
        host = Host(tmp_path, Script())
        over = Record(a_row(time.time, phase=phase), host.calls)
        await over.change(phase="connected")
        assert over.row.phase == phase
        assert host.told == []
        await host.calls.close(1)

    play(work())


def test_a_refused_start_dials_nothing(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, script := Script())
        await host.start()
        with pytest.raises(LimitError):
            await host.start("r2", "+12015550177", caps=Caps(1, 1, 1))
        await host.until("ringing-you")
        assert len(script.orders) == 1
        await host.calls.close(1)

    play(work())


def test_news_of_a_wait_changes_nothing_about_a_call_that_is_over(tmp_path: Path) -> None:
    async def work() -> None:
        host = Host(tmp_path, Script(OVER))
        await host.start()
        last = await host.until("ended")
        run = Run(last, host.calls)
        run.waiting(30)
        assert run.row == last
        assert host.told[-1].reason is None
        await host.calls.close(1)

    play(work())


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
