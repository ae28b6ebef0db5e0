"""The life of a call, with RingCentral played by a script: what is dialled, written down and told."""

from __future__ import annotations

import asyncio
import time
from pathlib import Path

import pytest

from ringout_host.calls.record import Record
from ringout_host.calls.run import Run
from ringout_host.errors import AccountError, HostError, LimitError, ServiceError
from ringout_host.ledger import Caps, Ledger, Row
from ringout_host.protocol import OVER as OVER_PHASES
from ringout_host.ringcentral.ringout import Dialling, RingOutGone

from ..ledger.conftest import a_number, a_row
from .scripted import ANSWERED, CONNECTED, OVER, RINGING, Host, Script, play


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
