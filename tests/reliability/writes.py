"""The ledger killed before every statement, torn at every length of its log, and its disk full: what it said was
written is there, in the state that it said or a later one, and the file is whole (rule 2).
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from ringout_host.errors import HostError
from ringout_host.ledger import Ledger
from ringout_host.ledger.store import Ledger as Store

from . import ledger_victim
from .report import Row

ORDER: Final = ("placing", *ledger_victim.PHASES)


def killed(folder: Path) -> Row:
    """Killed before every statement."""
    program = [sys.executable, str(Path(ledger_victim.__file__)), str(folder)]
    env = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(program, check=True, capture_output=True, text=True, timeout=300, env=env)
    deaths = [json.loads(line) for line in done.stdout.splitlines()]
    lost, untrue = 0, 0
    for death in deaths:
        found, whole = _read(Path(death["path"]))
        lost += _missing([(call, phase) for call, phase in death["told"]], found)
        untrue += not whole
    died = sum(death["died"] for death in deaths)
    return Row(
        "ledger killed before every statement", died, lost=lost, untrue=untrue, besides="file whole each time"
    )


def torn(folder: Path, step: int) -> Row:
    """The log cut off at every length, as after a power failure that kept only its beginning."""
    path = folder / "whole" / "ledger.db"
    path.parent.mkdir(parents=True)
    ledger = Ledger(path)
    told: list[tuple[str, str]] = []
    sizes: list[int] = []
    log = path.with_name("ledger.db-wal")

    def said(call: str, phase: str) -> None:
        told.append((call, phase))
        sizes.append(log.stat().st_size)

    ledger_victim.write(ledger, said)
    times = lost = untrue = 0
    for length in range(0, log.stat().st_size + 1, step):
        copy = folder / f"cut-{length}" / "ledger.db"
        copy.parent.mkdir()
        shutil.copy(path, copy)
        copy.with_name("ledger.db-wal").write_bytes(log.read_bytes()[:length])
        found, whole = _read(copy)
        lost += _missing([each for each, size in zip(told, sizes, strict=True) if size <= length], found)
        untrue += not whole
        times += 1
        shutil.rmtree(copy.parent)
    ledger.close()
    return Row("ledger's log cut off anywhere", times, lost=lost, untrue=untrue, besides="file whole each time")


def full(folder: Path) -> Row:
    """The disk full from every write on: what is refused is not there, what was accepted is."""
    times = lost = untrue = 0
    refused = False
    while not refused or times < 4:
        path = folder / f"full-{times}" / "ledger.db"
        path.parent.mkdir(parents=True)
        ledger = Ledger(path)
        ledger._db.execute("PRAGMA wal_autocheckpoint = 1")  # commits go into the file, which has an end
        pages = ledger._db.execute("PRAGMA page_count").fetchone()[0]
        ledger._db.execute(f"PRAGMA max_page_count = {pages + times}")
        told: list[tuple[str, str]] = []
        refused = _until_refused(ledger, lambda call, phase, kept=told: kept.append((call, phase)))  # type: ignore[misc]
        ledger._db.close()
        found, whole = _read(path)
        lost += _missing(told, found)
        untrue += not whole or any(call not in dict(told) for call in found)
        times += 1
        if times > 40:
            break
    return Row("disk full from some write on", times, lost=lost, untrue=untrue, besides="refused in words")


def _until_refused(ledger: Store, said: Any) -> bool:
    for n in range(200):
        row = ledger_victim.a_row(n % 10)
        row = _renamed(row, n)
        try:
            ledger.start(row, ledger_victim.WIDE)
        except HostError as error:
            assert error.code == "storage-failed"
            return True
        said(row.id, "placing")
    return False


def _renamed(row: Any, n: int) -> Any:
    from dataclasses import replace  # noqa: PLC0415

    number = row.number.model_copy(update={"e164": f"+1201555{n:04}", "national": "x" * 900})
    return replace(row, id=f"call-{n}", request_id=f"request-{n}", number=number)


def _missing(told: list[tuple[str, str]], found: dict[str, str]) -> int:
    latest = dict(told)
    return sum(
        call not in found or ORDER.index(found[call]) < ORDER.index(phase) for call, phase in latest.items()
    )


def _read(path: Path) -> tuple[dict[str, str], bool]:
    """What is in a ledger, opened as the next host would; whether it is whole and was not set aside."""
    ledger = Ledger(path)
    try:
        whole = ledger._db.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and ledger.set_aside is None
        return {row.id: row.phase for row in ledger.newest(1000)}, whole
    finally:
        ledger.close()


def run(quick: bool) -> list[Row]:
    """All three."""
    with tempfile.TemporaryDirectory() as folder:
        there = Path(folder)
        (there / "killed").mkdir()
        return [killed(there / "killed"), torn(there, 4096 if quick else 509), full(there)]
