"""Clearing the history: nothing of it stays on the disk, and no rule about dialling is loosened by it."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringout_host.errors import CallError, HostError, LimitError, RingOutError
from ringout_host.ledger import Caps, Ledger, Row
from ringout_host.protocol import Reason

from .conftest import WIDE, Clock, a_row

NUMBER, OTHER = "+12015550123", "+442079460123"
SECRETS = (NUMBER, "req-PERSONAL", "https://origin.example", "+12015550177", "+12015550188", "ring-PERSONAL")


def a_personal_row(clock: Callable[[], float], phase: str = "ended", number: str = NUMBER) -> Row:
    return a_row(
        clock,
        number,
        phase=phase,
        request_id="req-PERSONAL",
        origin="https://origin.example",
        from_phone="+12015550177",
        caller_id="+12015550188",
        ring_out_id="ring-PERSONAL",
    )


def on_disk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def found(folder: Path) -> list[str]:
    held = on_disk(folder)
    return [secret for secret in SECRETS if secret.encode() in held]


def test_calls_that_are_over_go_and_others_stay(ledger: Ledger, clock: Clock) -> None:
    rows = [
        ledger.start(a_row(clock, f"+1201555010{n}", phase=phase), WIDE)
        for n, phase in enumerate(
            ("ended", "placing", "failed", "ringing-you", "cancelled", "ringing-them", "unknown", "connected")
        )
    ]
    assert ledger.clear() == 4
    assert ledger.newest(10) == [row for row in reversed(rows) if row.open]
    assert ledger.clear() == 0
    with pytest.raises(CallError, match="unknown-call"):
        ledger.get(rows[0].id)


def test_nothing_of_a_cleared_call_is_left_on_the_disk(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    row = ledger.start(a_personal_row(clock, "placing"), WIDE)
    for n in range(40):  # each change may leave an older copy behind in the file
        reason = Reason(leg="them", code="busy", message="x" * (n * 37), remedy="")
        ledger.save(replace(row, phase="ringing-you", reason=reason))
    ledger.save(replace(row, phase="ended"))
    (tmp_path / "ledger.db.damaged-20260101-000000-abcd").write_text(NUMBER)
    other = Ledger(tmp_path / "ledger.db", now=clock)  # another browser's host
    assert found(tmp_path) == list(SECRETS)
    assert ledger.clear() == 1
    assert found(tmp_path) == []
    assert other.newest(10) == []
    other.close()


def test_after_half_a_minute_not_even_a_trace_of_the_number_is_left_and_after_a_day_no_time(
    ledger: Ledger, clock: Clock, tmp_path: Path
) -> None:
    def kept() -> tuple[bool, bool]:
        with sqlite3.connect(tmp_path / "ledger.db") as other:
            started, number = other.execute("SELECT started, number FROM cleared").fetchone()
        other.close()
        return started is not None, number is not None

    ledger.start(a_personal_row(clock), WIDE)
    ledger.clear()
    assert kept() == (True, True)
    clock.now += 31
    ledger.tidy()
    assert kept() == (True, False)
    clock.now += 86400
    ledger.tidy()
    assert kept() == (False, False)


def test_a_confirmation_that_was_never_used_leaves_no_number_either(
    ledger: Ledger, clock: Clock, tmp_path: Path
) -> None:
    ledger.mint(NUMBER)
    clock.now += 61
    ledger.tidy()
    assert found(tmp_path) == []


@pytest.mark.parametrize("later", [0, 31, 86400 * 4000])
def test_a_request_whose_call_was_cleared_never_dials_again(ledger: Ledger, clock: Clock, later: float) -> None:
    row = ledger.start(a_personal_row(clock), WIDE)
    ledger.clear()
    clock.now += later
    ledger.tidy()
    for again in (lambda: ledger.start(replace(row, id="new"), WIDE), lambda: ledger.by_request(row.request_id)):
        with pytest.raises(CallError, match="not dialled again"):
            again()
    assert ledger.newest(10) == []


@pytest.mark.parametrize(
    ("caps", "code", "window"),
    [
        (Caps(2, 100, 100), "limit-minute", 60),
        (Caps(100, 2, 100), "limit-hour", 3600),
        (Caps(100, 100, 2), "limit-day", 86400),
    ],
)
def test_clearing_frees_no_calls(ledger: Ledger, clock: Clock, caps: Caps, code: str, window: int) -> None:
    ledger.start(a_row(clock, "+12015550100", phase="ended"), caps)
    ledger.clear()
    clock.now += 1
    ledger.start(a_row(clock, "+12015550101", phase="ended"), caps)
    with pytest.raises(LimitError) as caught:
        ledger.start(a_row(clock, "+12015550102"), caps)
    assert (caught.value.code, caught.value.retry_after) == (code, pytest.approx(window - 1))
    clock.now += window
    ledger.start(a_row(clock, "+12015550102"), caps)


def test_the_same_number_asks_for_confirmation_although_it_was_cleared(ledger: Ledger, clock: Clock) -> None:
    ledger.start(a_row(clock, phase="ended"), WIDE)
    ledger.clear()
    clock.now += 29
    assert not ledger.check_limits(OTHER, WIDE)
    assert ledger.check_limits(NUMBER, WIDE)
    with pytest.raises(LimitError, match="duplicate-call"):
        ledger.start(a_row(clock), WIDE)
    token, _ = ledger.mint(NUMBER)
    ledger.start(a_row(clock, phase="ended"), WIDE, confirmation=token)
    ledger.clear()
    clock.now += 31
    ledger.start(a_row(clock), WIDE)


STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("call"), st.sampled_from([NUMBER, OTHER, "+12015550144"]), st.booleans()),
        st.tuples(st.just("wait"), st.sampled_from([1, 14, 29, 31, 61, 1800, 3601, 86401]), st.just(False)),
        st.tuples(st.just("clear"), st.just(""), st.just(False)),
    ),
    max_size=14,
)


@settings(max_examples=40, deadline=None)
@given(steps=STEPS)
def test_whatever_is_cleared_when_every_verdict_is_as_if_it_had_not_been(
    tmp_path_factory: pytest.TempPathFactory, steps: list[tuple[str, str | int, bool]]
) -> None:
    clock, folder, caps = Clock(), tmp_path_factory.mktemp("both"), Caps(3, 5, 8)
    plain, emptied = Ledger(folder / "plain.db", now=clock), Ledger(folder / "emptied.db", now=clock)
    for step, what, stays_open in steps:
        if step == "wait":
            clock.now += float(what)
        elif step == "clear":
            emptied.clear()
        else:
            row = a_row(clock, str(what), phase="connected" if stays_open else "ended")
            assert verdict(emptied, row, caps) == verdict(plain, row, caps)
    plain.close()
    emptied.close()


def verdict(ledger: Ledger, row: Row, caps: Caps) -> tuple[str, str, float | None] | str:
    try:
        return ledger.start(row, caps).id
    except RingOutError as error:
        return error.code, error.message, error.retry_after


def test_a_call_that_another_host_is_working_on_lives_on(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    other = Ledger(tmp_path / "ledger.db", now=clock)
    running = other.start(a_row(clock, owner="another living host"), WIDE)
    over = other.start(a_row(clock, OTHER, phase="ended"), WIDE)
    assert ledger.clear() == 1
    other.save(replace(running, phase="ringing-you"))
    other.save(over)  # a late word about a call that was cleared brings nothing back
    assert [(row.id, row.phase) for row in ledger.newest(10)] == [(running.id, "ringing-you")]
    other.close()


def test_a_long_history_is_cleared_whole(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    first = ledger.start(a_row(clock, phase="connected"), WIDE)
    ledger.start(a_row(clock, OTHER, phase="ended"), WIDE)
    with sqlite3.connect(tmp_path / "ledger.db") as other:
        other.execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 4500)"
            " INSERT INTO calls"
            " (id, request_id, number, e164, from_phone, play_prompt, phase, owner, started, updated)"
            " SELECT 'c' || i, 'r' || i, number, e164, from_phone, play_prompt, phase, owner, started, updated"
            " FROM n, calls WHERE seq = 2"
        )
    other.close()
    assert ledger.clear() == 4501
    assert [row.id for row in ledger.newest(10)] == [first.id]


def test_what_cannot_be_scrubbed_now_is_scrubbed_later(ledger: Ledger, clock: Clock, tmp_path: Path) -> None:
    ledger.start(a_personal_row(clock), WIDE)
    ledger._db.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN")
    other.execute("SELECT * FROM calls").fetchall()  # a reader that lingers
    assert ledger.clear() == 1
    assert ledger.newest(10) == []
    assert found(tmp_path) == list(SECRETS)
    other.execute("ROLLBACK")
    other.close()
    ledger.tidy()
    assert found(tmp_path) == []


def test_a_ledger_that_cannot_be_written_says_that_it_was_not_cleared(
    ledger: Ledger, clock: Clock, tmp_path: Path
) -> None:
    row = ledger.start(a_row(clock, phase="ended"), WIDE)
    ledger._db.execute("PRAGMA busy_timeout = 1")
    other = sqlite3.connect(tmp_path / "ledger.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(HostError, match="could not be cleared"):
        ledger.clear()
    other.execute("ROLLBACK")
    other.close()
    assert ledger.newest(10) == [row]


@pytest.mark.parametrize("before", ["VACUUM", "PRAGMA wal_checkpoint", "DELETE FROM scrub"])
def test_a_host_killed_while_clearing_loosens_nothing_and_the_next_one_finishes(
    tmp_path: Path, before: str
) -> None:
    program = textwrap.dedent("""
        import os, sys
        sys.path.insert(0, sys.argv[2])
        from pathlib import Path
        import ringout_host.ledger.cleared as cleared
        from ringout_host.ledger import Ledger
        from tests.unit.ledger.conftest import WIDE, Clock
        from tests.unit.ledger.test_clearing import a_personal_row
        class Dying:
            def __init__(self, db): self.db = db
            def execute(self, statement, *values):
                if statement.startswith(sys.argv[3]): os.kill(os.getpid(), 9)
                return self.db.execute(statement, *values)
        real = cleared.scrub
        cleared.scrub = lambda db: real(Dying(db))
        ledger = Ledger(Path(sys.argv[1]), now=Clock())
        ledger.start(a_personal_row(Clock()), WIDE)
        ledger.clear()
    """)
    path, root = tmp_path / "ledger.db", Path(__file__).parents[3]
    done = subprocess.run(
        [sys.executable, "-c", program, str(path), str(root), before], check=False, capture_output=True, text=True
    )
    assert done.returncode == -9, done.stderr
    ledger = Ledger(path, now=Clock())
    assert ledger.newest(10) == []
    with pytest.raises(CallError, match="not dialled again"):
        ledger.by_request("req-PERSONAL")
    with pytest.raises(LimitError, match="limit-day"):
        ledger.check_limits(OTHER, Caps(9, 9, 1))
    ledger.tidy()
    assert found(tmp_path) == []
    ledger.close()


def test_a_ledger_of_the_first_version_is_taken_over(tmp_path: Path, clock: Clock) -> None:
    ledger = Ledger(tmp_path / "ledger.db", now=clock)
    row = ledger.start(a_row(clock, phase="ended"), WIDE)
    ledger._db.executescript("DROP TABLE cleared; DROP TABLE scrub; PRAGMA user_version = 1")
    ledger.close()
    ledger = Ledger(tmp_path / "ledger.db", now=clock)
    assert ledger.newest(10) == [row]
    assert ledger.clear() == 1
    ledger.close()
