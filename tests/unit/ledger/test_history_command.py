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


def test_only_calls_to_one_number_however_it_is_written(calls: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for written in ("(201) 555-0101", "+12015550101", "tel:+1-201-555-0101"):
        assert main(["history", "--number", written]) == 0
        (heading, row) = capsys.readouterr().out.splitlines()
        assert heading.startswith("When")
        assert "+12015550101" in row, "one call is one line where a program reads it"
    assert main(["history", "--number", "201 555 0199"]) == 0
    said = capsys.readouterr()
    assert (said.out, said.err) == ("", "No calls to +12015550199.\n")
    assert main(["history", "--number", "hello"]) == 1
    assert "not a telephone number" in capsys.readouterr().err


@pytest.mark.parametrize("limit", ["0", "-1", "many"])
def test_a_limit_that_is_none(limit: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["history", f"--limit={limit}"])
    assert "--limit: a whole number, at least 1" in capsys.readouterr().err
