"""Rate groups on disk: shared by processes, and never in the way when the file is bad."""

from __future__ import annotations

import multiprocessing
import sqlite3
from pathlib import Path

import pytest

from ringout_host.ringcentral import rates
from ringout_host.ringcentral.rates import Bucket
from ringout_host.ringcentral.rates_shared import SharedRates

SERVER = "https://platform.ringcentral.com"
NAN = '{"limit": 1, "window": 60, "sent": [NaN], "penalty_from": 0, "penalty_for": 0}'
NOW = 1_800_000_000.0


def spend(shared: SharedRates, group: str = "heavy") -> int:
    """Take a place; how many are taken then."""

    def change(buckets: list[Bucket]) -> tuple[list[Bucket], int]:
        after = rates.spent(buckets[0], NOW)
        return [after], len(after.sent)

    return shared.change([group], change)


def spend_many(path: Path, times: int) -> None:
    shared = SharedRates(path, SERVER, busy=60)
    for _ in range(times):
        spend(shared)
    shared.close()


def test_what_one_process_sends_another_counts(tmp_path: Path) -> None:
    first, second = SharedRates(tmp_path / "limits.db", SERVER), SharedRates(tmp_path / "limits.db", SERVER)
    assert [spend(first), spend(second), spend(first)] == [1, 2, 3]
    first.close()
    second.close()


def test_servers_do_not_share(tmp_path: Path) -> None:
    first, second = (
        SharedRates(tmp_path / "limits.db", SERVER),
        SharedRates(tmp_path / "limits.db", "http://[::1]"),
    )
    assert [spend(first), spend(second)] == [1, 1]
    first.close()
    second.close()


@pytest.mark.slow
def test_real_processes_lose_no_count(tmp_path: Path) -> None:
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=spend_many, args=(tmp_path / "limits.db", 50)) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert [worker.exitcode for worker in workers] == [0, 0, 0]
    shared = SharedRates(tmp_path / "limits.db", SERVER)
    assert spend(shared) == 151
    shared.close()


def test_only_its_owner_can_read_it(tmp_path: Path) -> None:
    shared = SharedRates(tmp_path / "limits.db", SERVER)
    spend(shared)
    assert (tmp_path / "limits.db").stat().st_mode & 0o777 == 0o600
    shared.close()


def test_a_damaged_file_is_set_aside(tmp_path: Path) -> None:
    content = b"this is not a database, but it is long enough to look like a page" * 40
    path = tmp_path / "limits.db"
    path.write_bytes(content)
    shared = SharedRates(path, SERVER)
    assert [spend(shared), spend(shared)] == [1, 2]
    assert (tmp_path / "limits.db.damaged").read_bytes() == content
    shared.close()
    again = SharedRates(path, SERVER)
    assert spend(again) == 3, "the new file works"
    again.close()


def test_a_file_of_another_make_is_set_aside(tmp_path: Path) -> None:
    path = tmp_path / "limits.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE buckets (something TEXT)")
    other.close()
    shared = SharedRates(path, SERVER)
    assert [spend(shared), spend(shared)] == [1, 2]
    shared.close()


def test_a_damage_that_shows_later_is_survived(tmp_path: Path) -> None:
    path = tmp_path / "limits.db"
    shared = SharedRates(path, SERVER)
    spend(shared)
    other = sqlite3.connect(path)
    other.execute("DROP TABLE buckets")
    other.close()
    assert spend(shared) == 2, "from memory"
    assert spend(shared) == 1, "in a new file"
    shared.close()


@pytest.mark.parametrize("bucket", ["{}", "[]", "x", '{"limit": 0}', '{"limit": 1e999}', NAN])
def test_a_damaged_row_begins_anew(tmp_path: Path, bucket: str) -> None:
    path = tmp_path / "limits.db"
    shared = SharedRates(path, SERVER)
    spend(shared)
    other = sqlite3.connect(path)
    other.execute("UPDATE buckets SET bucket = ?", (bucket,))
    other.commit()
    other.close()
    assert spend(shared) == 1
    shared.close()


def test_a_locked_file_is_passed_over_and_used_again(tmp_path: Path) -> None:
    path = tmp_path / "limits.db"
    shared = SharedRates(path, SERVER)
    spend(shared)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert spend(shared) == 2, "from memory"
    other.execute("ROLLBACK")
    other.close()
    assert spend(shared) == 2, "from the file, which did not see it"
    shared.close()


def test_no_place_for_the_file(tmp_path: Path) -> None:
    (tmp_path / "limits.db").mkdir()
    shared = SharedRates(tmp_path / "limits.db", SERVER)
    assert [spend(shared), spend(shared)] == [1, 2]
    shared.close()


def test_no_folder_can_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    shared = SharedRates(tmp_path / "file" / "limits.db", SERVER)
    assert [spend(shared), spend(shared)] == [1, 2]
    shared.close()
