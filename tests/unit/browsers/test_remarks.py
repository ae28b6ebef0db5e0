"""What a command says of itself on standard error: about the person's calls in a sentence, about nothing else."""

from __future__ import annotations

import logging
import subprocess
import sys
from pathlib import Path

import pytest

from ringout_host.cli.remarks import Remarks


def test_only_what_is_for_people_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    remarks = Remarks()
    for name in ("ringout_host.ringcentral.rates_shared", "ringout_host.ledger.opening", "asyncio"):
        remarks.handle(logging.LogRecord(name, logging.ERROR, "", 0, "something of %s", (name,), None))
    assert capsys.readouterr().err == "Something of ringout_host.ledger.opening.\n"


@pytest.mark.parametrize("damage", [b"garbage" * 2000, b"SQLite format 3\0" + b"rubbish" * 2000])
def test_a_damaged_list_of_calls_is_kept_and_said(tmp_path: Path, damage: bytes) -> None:
    (tmp_path / "ledger.db").write_bytes(damage)
    said = subprocess.run(
        [sys.executable, "-m", "ringout_host", "history"],
        env={"RINGOUT_HOME": str(tmp_path), "PATH": ""}, capture_output=True, text=True, timeout=60, check=True,
    )  # fmt: skip
    (aside,) = tmp_path.glob("ledger.db.damaged-*")
    assert said.stderr.startswith(
        "The list of your calls was damaged. Nothing of it could be kept. "
        f"The damaged file was put aside, whole: {aside}.\n"
    )
    assert aside.read_bytes() == damage
