"""`ringout history --clear`: asks first, and never removes less or more than it says."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from ringout_host.cli import main
from ringout_host.ledger import Ledger
from ringout_host.paths import paths

from .conftest import WIDE, Clock, a_row


class Terminal(io.StringIO):
    """Standard input with a person at it."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, clock: Clock) -> Path:
    monkeypatch.setenv("RINGOUT_HOME", str(tmp_path))
    ledger = Ledger(paths().ledger, now=clock)
    for n, phase in enumerate(("ended", "failed", "connected")):
        ledger.start(a_row(clock, f"+1201555010{n}", phase=phase), WIDE)
    ledger.close()
    return paths().ledger


def left(path: Path) -> int:
    ledger = Ledger(path)
    try:
        return len(ledger.newest(10))
    finally:
        ledger.close()


@pytest.mark.parametrize(
    ("typed", "code", "stay"), [("yes\n", 0, 1), (" YES \n", 0, 1), ("y\n", 1, 3), ("\n", 1, 3), ("", 1, 3)]
)
def test_it_asks_and_only_yes_clears(
    calls: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    typed: str,
    code: int,
    stay: int,
) -> None:
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    assert main(["history", "--clear"]) == code
    assert left(calls) == stay
    said = capsys.readouterr()
    assert ("2 calls were cleared." in said.out) is (code == 0)
    assert ("Nothing was cleared." in said.err) is (code == 1)


def test_a_script_must_say_yes_beforehand(
    calls: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("yes\n"))
    assert main(["history", "--clear"]) == 1
    assert left(calls) == 3
    assert main(["history", "--clear", "--yes"]) == 0
    assert left(calls) == 1
    assert "stays until it is" in capsys.readouterr().err


@pytest.mark.parametrize("also", [["--number", "+12015550100"], ["--limit", "1"], ["--json"]])
def test_who_seems_to_mean_only_some_calls_clears_none(calls: Path, also: list[str]) -> None:
    assert main(["history", "--clear", "--yes", *also]) == 2
    assert left(calls) == 3


def test_without_a_ledger_none_is_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGOUT_HOME", str(tmp_path))
    assert main(["history", "--clear", "--yes"]) == 0
    assert not paths().ledger.exists()
