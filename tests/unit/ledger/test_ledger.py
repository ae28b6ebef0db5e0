"""The ledger: on disk before anything is dialled, one truth for all hosts, and never silently dropped."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import textwrap
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ringout_host.errors import CallError, HostError, LimitError, NumberError
from ringout_host.ledger import Caps, Ledger
from ringout_host.ledger.owners import Owner, any_alive
from ringout_host.ledger.rows import Cancel
from ringout_host.protocol import CallStatus, Reason

from .conftest import WIDE, Clock, a_row


def test_a_call_is_found_again_as_it_was_written(ledger: Ledger, clock: Clock) -> None:
    row = a_row(clock, origin="https://example.com", caller_id="+12015550111")
    assert ledger.start(row, WIDE) == row
    assert ledger.get(row.id) == row
    changed = replace(
        row,
        phase="failed",
        status=CallStatus(call="CannotReach", caller="Success", callee="Busy"),
        reason=Reason(leg="them", code="busy", message="Their line is busy.", remedy="Try again."),
        ring_out_id="abc",
        ended=clock(),
    )
    ledger.save(changed)
    assert ledger.get(row.id) == changed


def test_the_same_request_gives_the_same_call_and_never_a_second_row(ledger: Ledger, clock: Clock) -> None:
    first = ledger.start(a_row(clock, request_id="same"), WIDE)
    again = ledger.start(a_row(clock, "+12015550199", request_id="same"), WIDE)
    assert again == first
    assert len(ledger.newest(10)) == 1


def test_two_hosts_with_the_same_request_make_one_row(tmp_path: Path, clock: Clock) -> None:
    one, two = Ledger(tmp_path / "l.db", now=clock), Ledger(tmp_path / "l.db", now=clock)
    first = one.start(a_row(clock, request_id="same", owner="a"), WIDE)
    assert two.start(a_row(clock, request_id="same", owner="b"), WIDE) == first
    one.close()
    two.close()


@pytest.mark.parametrize(
    ("caps", "code", "window"),
    [
        (Caps(2, 100, 100), "limit-minute", 60),
        (Caps(100, 2, 100), "limit-hour", 3600),
        (Caps(100, 100, 2), "limit-day", 86400),
    ],
)
def test_caps_hold_across_hosts_and_restarts(
    tmp_path: Path, clock: Clock, caps: Caps, code: str, window: int
) -> None:
    for n in range(2):
        ledger = Ledger(tmp_path / "l.db", now=clock)
        ledger.start(a_row(clock, f"+1201555010{n}", phase="ended"), caps)
        ledger.close()
        clock.now += 1
    ledger = Ledger(tmp_path / "l.db", now=clock)
    with pytest.raises(LimitError) as caught:
        ledger.start(a_row(clock, "+12015550177"), caps)
    assert caught.value.code == code
    assert caught.value.retry_after == pytest.approx(window - 2)
    clock.now += window
    ledger.start(a_row(clock, "+12015550177"), caps)
    ledger.close()


def test_setting_the_clock_back_frees_no_calls(ledger: Ledger, clock: Clock) -> None:
    caps = Caps(1, 100, 100)
    ledger.start(a_row(clock, phase="ended"), caps)
    clock.now -= 30
    with pytest.raises(LimitError):
        ledger.start(a_row(clock, "+12015550177"), caps)


def test_a_row_from_a_clock_that_was_years_ahead_blocks_nobody(ledger: Ledger, clock: Clock) -> None:
    caps = Caps(1, 1, 1)
    ledger.start(a_row(clock, phase="ended", started=clock.now + 10**8), caps)
    ledger.start(a_row(clock, "+12015550177"), caps)


def test_the_same_number_within_30_seconds_asks_for_confirmation(ledger: Ledger, clock: Clock) -> None:
    ledger.start(a_row(clock, phase="ended"), WIDE)
    clock.now += 29
    with pytest.raises(LimitError) as caught:
        ledger.start(a_row(clock), WIDE)
    assert caught.value.code == "duplicate-call"
    token, _ = ledger.mint("+12015550123")
    ledger.start(a_row(clock, phase="ended"), WIDE, confirmation=token)
    clock.now += 31
    ledger.start(a_row(clock, phase="ended"), WIDE)


def test_while_a_call_to_the_number_is_up_no_confirmation_helps(ledger: Ledger, clock: Clock) -> None:
    ledger.start(a_row(clock), WIDE)
    clock.now += 600
    token, _ = ledger.mint("+12015550123")
    with pytest.raises(LimitError, match="still going on"):
        ledger.start(a_row(clock), WIDE, confirmation=token)


def test_a_confirmation_is_for_one_number_once_and_for_a_minute(ledger: Ledger, clock: Clock) -> None:
    number, other = "+442079460123", "+442079460124"
    for token in (None, "invented", ledger.mint(other)[0]):
        with pytest.raises(NumberError) as caught:
            ledger.start(a_row(clock, number), WIDE, ask="country-not-allowed", confirmation=token)
        assert caught.value.code == "country-not-allowed"
    late, _ = ledger.mint(number)
    clock.now += 61
    with pytest.raises(NumberError):
        ledger.start(a_row(clock, number), WIDE, ask="country-not-allowed", confirmation=late)
    ahead, _ = ledger.mint(number)
    clock.now -= 3600
    with pytest.raises(NumberError):
        ledger.start(a_row(clock, number), WIDE, ask="country-not-allowed", confirmation=ahead)
    token, expires = ledger.mint(number)
    assert expires == clock.now + 60
    ledger.start(a_row(clock, number, phase="ended"), WIDE, ask="country-not-allowed", confirmation=token)
    clock.now += 31
    with pytest.raises(NumberError):
        ledger.start(a_row(clock, number), WIDE, ask="country-not-allowed", confirmation=token)


def test_a_refused_start_uses_up_no_confirmation_and_writes_nothing(ledger: Ledger, clock: Clock) -> None:
    ledger.start(a_row(clock, phase="ended"), WIDE)
    token, _ = ledger.mint("+442079460123")
    with pytest.raises(LimitError):
        ledger.start(a_row(clock, "+442079460123"), Caps(1, 1, 1), ask="x", confirmation=token)
    assert len(ledger.newest(10)) == 1
    ledger.start(a_row(clock, "+442079460123"), WIDE, ask="country-not-allowed", confirmation=token)


def test_history_is_newest_first_and_goes_on_from_any_call(ledger: Ledger, clock: Clock) -> None:
    rows = [ledger.start(a_row(clock, f"+1201555{n:04}", phase="ended"), WIDE) for n in range(100, 107)]
    newest = [row.id for row in reversed(rows)]
    page = ledger.newest(3)
    assert [row.id for row in page] == newest[:3]
    assert [row.id for row in ledger.newest(10, before=page[-1].id)] == newest[3:]
    with pytest.raises(CallError, match="unknown-call"):
        ledger.newest(3, before="call-none")
    with pytest.raises(CallError, match="unknown-call"):
        ledger.get("call-none")


def test_a_cancel_asked_for_in_another_browser_is_not_overwritten(ledger: Ledger, clock: Clock) -> None:
    row = ledger.start(a_row(clock), WIDE)
    ledger.want_cancel(row.id)
    ledger.save(replace(row, phase="ringing-you"))
    assert ledger.get(row.id).cancel == "wanted"
    ledger.save(replace(row, cancel="sent"))
    ledger.want_cancel(row.id)
    assert ledger.get(row.id).cancel == "sent"


@pytest.mark.parametrize("cancel", ["failed", "unsure"])
def test_a_cancel_that_is_asked_for_again_in_another_browser_is_not_overwritten_either(
    ledger: Ledger, clock: Clock, cancel: Cancel
) -> None:
    row = ledger.start(a_row(clock), WIDE)
    ledger.save(replace(row, cancel="sent"))
    ledger.save(replace(row, cancel=cancel))
    assert ledger.get(row.id).cancel == cancel
    ledger.want_cancel(row.id)
    ledger.save(replace(row, cancel=cancel, ring_out_id="ring-1"))
    assert ledger.get(row.id).cancel == "wanted"


def test_exactly_one_host_takes_over_a_call(ledger: Ledger, clock: Clock) -> None:
    row = ledger.start(a_row(clock, owner="dead"), WIDE)
    first = ledger.adopt(row, "b")
    assert first is not None
    assert first.owner == "b"
    assert ledger.adopt(row, "c") is None
    assert ledger.get(row.id).owner == "b"


def test_a_call_is_taken_over_as_its_host_left_it(ledger: Ledger, clock: Clock) -> None:
    seen = ledger.start(a_row(clock, owner="dying"), WIDE)
    ledger.save(replace(seen, ring_out_id="ring-1", phase="ringing-you"))
    taken = ledger.adopt(seen, "b")
    assert taken is not None
    assert (taken.owner, taken.ring_out_id, taken.phase) == ("b", "ring-1", "ringing-you")


def test_a_call_that_its_host_ended_is_not_taken_over(ledger: Ledger, clock: Clock) -> None:
    seen = ledger.start(a_row(clock, owner="dying"), WIDE)
    ledger.save(replace(seen, ring_out_id="ring-1", phase="ended"))
    assert ledger.adopt(seen, "b") is None
    assert ledger.get(seen.id).phase == "ended"


def test_what_is_written_is_on_the_disk_itself(ledger: Ledger) -> None:
    """A power failure must not undo a call that was dialled; only SQLite's own word for it can be looked at."""
    assert ledger._db.execute("PRAGMA journal_mode").fetchone()[0] == "wal"
    assert ledger._db.execute("PRAGMA synchronous").fetchone()[0] == 2, "FULL: each commit waits for the disk"


def test_the_file_is_private(ledger: Ledger, tmp_path: Path) -> None:
    for path in tmp_path.glob("ledger.db*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(garbage=st.binary(min_size=1, max_size=3000))
def test_a_damaged_ledger_is_set_aside_whole_and_a_new_one_begun(tmp_path: Path, garbage: bytes) -> None:
    path = tmp_path / "damaged.db"
    for old in tmp_path.glob("damaged.db*"):
        old.unlink()
    path.write_bytes(garbage)
    ledger = Ledger(path)
    try:
        assert ledger.set_aside is not None
        assert ledger.set_aside.path.read_bytes() == garbage
        assert ledger.newest(10) == []
    finally:
        ledger.close()


def test_hosts_that_open_a_new_ledger_at_once_all_get_it(tmp_path: Path) -> None:
    def open_and_close(path: Path) -> None:
        Ledger(path).close()

    with ThreadPoolExecutor(8) as hosts:
        for turn in range(20):
            list(hosts.map(open_and_close, [tmp_path / f"{turn}.db"] * 8))


def test_a_ledger_that_another_host_is_making_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ledger.db"
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")  # the first to come; for those who come later WAL is not to be had
    monkeypatch.setattr(time, "sleep", lambda _: other.close())
    Ledger(path).close()
    assert not Path(f"{path}-journal").exists()


def test_a_row_that_cannot_be_read_hides_no_other(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    bad = ledger.start(a_row(clock, phase="ended"), WIDE)
    good = ledger.start(a_row(clock, "+12015550177"), WIDE)
    with sqlite3.connect(tmp_path / "ledger.db") as other:
        other.execute("UPDATE calls SET number = '{' WHERE id = ?", (bad.id,))
    other.close()
    assert [row.id for row in ledger.newest(10)] == [good.id]


def test_a_full_disk_is_said_and_nothing_is_half_written(ledger: Ledger, clock: Clock) -> None:
    ledger._db.execute("PRAGMA max_page_count = 1")
    with pytest.raises(HostError) as caught:
        for n in range(100, 200):
            ledger.start(a_row(clock, f"+12015550{n}", origin="x" * 2000, phase="ended"), WIDE)
    assert caught.value.code == "storage-failed"
    assert "full" in caught.value.message
    ledger._db.execute("PRAGMA max_page_count = 100000")
    ledger.start(a_row(clock, "+12015550199"), WIDE)


def test_a_ledger_held_by_another_program_is_said(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    ledger._db.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HostError, match="another program"):
        ledger.start(a_row(clock), WIDE)
    other.execute("ROLLBACK")
    other.close()
    ledger.start(a_row(clock), WIDE)


def test_a_committed_row_survives_kill_9(tmp_path: Path) -> None:
    program = textwrap.dedent("""
        import os, sys, time
        sys.path.insert(0, sys.argv[2])
        from pathlib import Path
        from ringout_host.ledger import Ledger
        from tests.unit.ledger.conftest import WIDE, a_row
        ledger = Ledger(Path(sys.argv[1]))
        print(ledger.start(a_row(time.time), WIDE).id, flush=True)
        os.kill(os.getpid(), 9)
    """)
    path, root = tmp_path / "ledger.db", Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(root)], check=False, capture_output=True, text=True
    )
    assert done.returncode == -9, done.stderr
    ledger = Ledger(path)
    assert [row.id for row in ledger.newest(10)] == [done.stdout.strip()]
    ledger.close()


def test_a_living_host_is_told_from_a_dead_one(tmp_path: Path) -> None:
    one, two = Owner(tmp_path), Owner(tmp_path)
    assert one.alive(two.name)
    assert two.alive(two.name)
    two.close()
    assert not one.alive(two.name)
    assert not one.alive("1-never")
    one.close()


def test_whether_any_host_runs_is_told_without_touching_its_lock(tmp_path: Path) -> None:
    assert not any_alive(tmp_path)
    (tmp_path / "1-dead.lock").touch()
    assert not any_alive(tmp_path)
    assert (tmp_path / "1-dead.lock").exists(), "it may be that of a host that is just beginning"
    host = Owner(tmp_path)
    assert any_alive(tmp_path)
    host.close()
    assert not any_alive(tmp_path)


def test_a_host_ended_by_kill_9_is_dead(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from ringout_host.ledger.owners import Owner\n"
        "owner = Owner(Path(sys.argv[1])); print(owner.name, flush=True); sys.stdin.read()"
    )
    with subprocess.Popen(
        [sys.executable, "-c", program, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as host:
        assert host.stdout is not None
        name = host.stdout.readline().strip()
        me = Owner(tmp_path)
        assert me.alive(name)
        host.kill()
        host.wait()
        assert not me.alive(name)
        me.close()


def test_locks_of_hosts_that_were_killed_long_ago_are_removed(tmp_path: Path) -> None:
    living = Owner(tmp_path)
    dead, fresh = tmp_path / "1-dead.lock", tmp_path / "2-fresh.lock"
    for path in (dead, fresh):
        path.touch()
    for path in (dead, tmp_path / f"{living.name}.lock"):
        os.utime(path, (1, 1))
    next_one = Owner(tmp_path)
    assert sorted(tmp_path.glob("*.lock")) == sorted(
        [fresh, *(tmp_path / f"{owner.name}.lock" for owner in (living, next_one))]
    )
    assert next_one.alive(living.name)
    living.close()
    next_one.close()
