"""What commands are started with: closed streams, poor encodings, readers that leave, terminals without colour."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from ringout_host import paths as places
from ringout_host.ledger import Ledger

RINGOUT = [sys.executable, "-m", "ringout_host"]
POOR = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii"}


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """Somebody who has placed a call before, and is not signed in."""
    home = tmp_path / "home"
    home.mkdir()
    env = {"PATH": os.defpath, "HOME": str(home), "RINGOUT_HOME": str(home / "ringout"), "TERM": "xterm-256color"}
    Ledger(places.paths(env).ledger).close()
    return {**env, "RINGOUT_TOKEN_STORE": "file"}


def run(shell: str, env: dict[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["/bin/sh", "-c", shell, *RINGOUT],
        env=env, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("command", "code", "said"),
    [
        ('"$0" "$@" login --jwt <&-', 1, "There is no terminal to ask for the JWT credential on."),
        ('"$0" "$@" history --clear <&-', 1, "Nothing was cleared."),
        ('"$0" "$@" uninstall --purge <&-', 1, "Nothing was removed."),
        ('"$0" "$@" call "+1 201 555 0123" <&-', 1, "You are not signed in to RingCentral."),
        ('"$0" "$@" version >&-', 0, ""),
        ('"$0" "$@" simulator --numbers >&-', 0, ""),
        ('"$0" "$@" whoami 2>&-', 1, ""),
        ('"$0" "$@" logout <&- >&- 2>&-', 0, ""),
    ],
)
def test_a_stream_that_was_closed_is_an_empty_one(
    environment: dict[str, str], command: str, code: int, said: str
) -> None:
    done = run(command, environment)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_terminal_that_knows_few_characters_loses_no_sentence(environment: dict[str, str]) -> None:
    done = run('"$0" "$@" simulator --numbers', {**environment, **POOR})
    assert done.returncode == 0
    assert "...50" in done.stdout, "an ellipsis"
    assert "?" not in done.stdout


def test_json_stays_json_whatever_the_encoding(environment: dict[str, str]) -> None:
    for env in (environment, {**environment, **POOR}):
        done = run('"$0" "$@" policy check --json "٠١٢٣٤٥٦٧٨٩"', env)
        assert "verdict" in json.loads(done.stdout)


@pytest.mark.parametrize("command", ["simulator --numbers", "self-test --no-call", "version", "--help"])
def test_a_reader_that_has_read_enough_is_no_error(environment: dict[str, str], command: str) -> None:
    reads, writes = os.pipe()
    os.close(reads)
    with os.fdopen(writes, "w") as gone:
        done = subprocess.run(
            [*RINGOUT, *command.split()],
            env=environment, stdout=gone, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 141, "as a shell says of programs that SIGPIPE has ended"
    assert done.stderr == ""


@pytest.mark.parametrize("unwanted", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}])
def test_no_escape_codes_where_they_are_not_wanted(environment: dict[str, str], unwanted: dict[str, str]) -> None:
    for command in ("self-test --no-call", "simulator --numbers"):
        assert b"\x1b" in on_a_terminal(command, environment)
        assert b"\x1b" not in on_a_terminal(command, {**environment, **unwanted})


def on_a_terminal(command: str, env: dict[str, str]) -> bytes:
    """All that a terminal is sent, on both streams."""
    ours, its = pty.openpty()
    with subprocess.Popen([*RINGOUT, *command.split()], env=env, stdin=its, stdout=its, stderr=its) as program:
        os.close(its)
        sent = b""
        try:
            while some := os.read(ours, 65536):
                sent += some
        except OSError:  # Linux's way of saying that the other side is closed
            pass
        program.wait(60)
    os.close(ours)
    return sent
