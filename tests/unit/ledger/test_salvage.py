"""A damaged ledger: what can still be read of it is kept, above all what keeps a call from being dialled twice."""

from __future__ import annotations

import random
import shutil
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from ringout_host.errors import CallError, HostError, LimitError
from ringout_host.ledger import Caps, Ledger, Row
from ringout_host.ledger.opening import open_database

from .conftest import WIDE, Clock, a_row

PAGE = 4096
CLEARED, KEPT = 40, 200


class Past:
    """A ledger with a past: calls that were cleared, and calls that were not, the last one still going on."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self.clock = clock
        self.path = folder / "past.db"
        ledger = Ledger(self.path, now=clock)
        self.cleared = [ledger.start(a_row(clock, f"+1201555{n:04}", phase="ended"), WIDE) for n in range(CLEARED)]
        ledger.clear()
        clock.now += 3600
        self.kept: list[Row] = []
        for n in range(KEPT):
            clock.now += 10
            phase = "ringing-you" if n == KEPT - 1 else "ended"
            row = a_row(clock, f"+1202555{n:04}", origin="https://example.com/" + "x" * 100, phase=phase)
            self.kept.append(ledger.start(row, WIDE))
        ledger.close()
        self.pages = self.path.stat().st_size // PAGE

    def damaged(self, folder: Path, *pages: int, seed: int = 0) -> Path:
        """A copy in which these pages, counted from 1, hold rubbish."""
        copy = folder / "ledger.db"
        for old in folder.glob("ledger.db*"):
            old.unlink()
        shutil.copyfile(self.path, copy)
        noise = random.Random(seed)  # noqa: S311
        with copy.open("r+b") as file:
            for page in pages:
                file.seek((page - 1) * PAGE)
                file.write(noise.randbytes(PAGE))
        copy.with_name("ledger.db.suspect").touch()
        return copy

    def unknown(self, ledger: Ledger) -> set[str]:
        """The requests that would be dialled again."""
        forgotten = set()
        for row in (*self.kept, *self.cleared):
            try:
                if ledger.by_request(row.request_id) is None:
                    forgotten.add(row.request_id)
            except CallError:
                pass  # known as one whose call is no longer shown
        return forgotten


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> Past:
    return Past(tmp_path_factory.mktemp("past"), Clock())


def test_one_damaged_page_makes_no_call_be_dialled_again_and_frees_none(past: Past, tmp_path: Path) -> None:
    whole = 0
    for page in range(2, past.pages + 1):
        ledger = Ledger(past.damaged(tmp_path, page), now=past.clock)
        try:
            if ledger.set_aside is None:
                whole += 1  # a page that holds nothing
                assert ledger.newest(1000) == past.kept[::-1]
                continue
            (calls, traces), shown = ledger.set_aside.kept, ledger.newest(1000)
            assert all(row in past.kept for row in shown), "what is kept is true"
            assert len(shown) == calls
            assert calls + traces == KEPT
            assert past.unknown(ledger) <= {row.request_id for row in past.cleared}, "those stand nowhere else"
            with pytest.raises(LimitError):
                ledger.check_limits("+12035550100", Caps(1000, 1000, KEPT))
            assert ledger.start(a_row(past.clock, "+12035550100"), WIDE) in ledger.newest(1)
        finally:
            ledger.close()
    assert whole <= 2


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_damaged_a_ledger_opens_and_holds_nothing_untrue(
    past: Past, tmp_path: Path, seed: int
) -> None:
    chance = random.Random(seed)  # noqa: S311
    pages = chance.sample(range(1, past.pages + 1), chance.randint(1, past.pages // 2))
    path = past.damaged(tmp_path, *pages, seed=seed)
    before = path.read_bytes()
    ledger = Ledger(path, now=past.clock)
    assert ledger.set_aside is not None
    assert ledger.set_aside.path.read_bytes() == before, "the damaged file is kept whole"
    assert all(row in past.kept for row in ledger.newest(1000))
    new = ledger.start(a_row(past.clock, "+12035550100"), WIDE)
    ledger.close()
    again = Ledger(path, now=past.clock)
    assert again.set_aside is None
    assert again.newest(1) == [new]
    again.close()


@pytest.mark.parametrize("share", [0.5, 0.75, 0.9])
def test_of_a_ledger_that_was_cut_short_the_beginning_is_kept(past: Past, tmp_path: Path, share: float) -> None:
    path = past.damaged(tmp_path)
    with path.open("r+b") as file:
        file.truncate(int(past.pages * share) * PAGE)
    ledger = Ledger(path, now=past.clock)
    assert ledger.set_aside is not None
    shown = ledger.newest(1000)
    assert shown
    assert all(row in past.kept for row in shown)
    ledger.close()


def test_calls_that_are_still_in_the_log_are_kept(past: Past, tmp_path: Path) -> None:
    path = past.damaged(tmp_path)
    killed = sqlite3.connect(path, isolation_level=None)  # never closed, as by kill -9: its log stays
    killed.execute("PRAGMA wal_autocheckpoint = 0")
    ledger = Ledger(path, now=past.clock)
    ledger._db.execute("PRAGMA wal_autocheckpoint = 0")
    new = ledger.start(a_row(past.clock, "+12035550100"), WIDE)
    taken = tmp_path / "taken"
    taken.mkdir()
    for part in tmp_path.glob("ledger.db*"):
        shutil.copyfile(part, taken / part.name)
    ledger.close()
    killed.close()
    with (taken / "ledger.db").open("r+b") as file:
        for page in range(past.pages // 2, past.pages):
            file.seek(page * PAGE)
            file.write(b"\xff" * PAGE)
    (taken / "ledger.db.suspect").touch()
    mended = Ledger(taken / "ledger.db", now=past.clock)
    assert mended.set_aside is not None
    assert mended.get(new.id) == new
    mended.close()


def test_damage_that_is_met_later_is_said_and_mended_at_the_next_opening(past: Past, tmp_path: Path) -> None:
    db, _ = open_database(past.path, 1, past.clock)
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = 'calls_started'").fetchone()[0]
    db.close()
    path = past.damaged(tmp_path, root)
    path.with_name("ledger.db.suspect").unlink()
    ledger = Ledger(path, now=past.clock)
    assert ledger.set_aside is None
    with pytest.raises(HostError, match="is damaged") as caught:
        ledger.start(a_row(past.clock, "+12035550100"), WIDE)
    assert caught.value.code == "storage-failed"
    assert "open them again" in caught.value.remedy
    ledger.close()
    mended = Ledger(path, now=past.clock)
    assert mended.newest(1000) == past.kept[::-1]
    assert mended.set_aside is not None
    assert mended.set_aside.kept == (KEPT, 0)
    mended.close()


def test_of_hosts_that_meet_the_damage_at_once_one_mends_it(past: Past, tmp_path: Path) -> None:
    path = past.damaged(tmp_path, past.pages // 2)
    with ThreadPoolExecutor(6) as hosts:
        ledgers = list(hosts.map(lambda _: Ledger(path, now=past.clock), range(6)))
    assert sum(ledger.set_aside is not None for ledger in ledgers) == 1
    new = ledgers[0].start(a_row(past.clock, "+12035550100"), WIDE)
    assert all(ledger.newest(1) == [new] for ledger in ledgers)
    for ledger in ledgers:
        ledger.close()
