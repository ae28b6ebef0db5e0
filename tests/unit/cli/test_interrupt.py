"""Ctrl-C before there is anything to tidy up ends `ringout`, and `python3 host`, without a word."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]

STOPPER = """
import os, sys

class Stopper:
    def find_spec(self, name, path=None, target=None):
        if name == os.environ["STOP_AT"]:
            os.kill(os.getpid(), 2)

sys.meta_path.insert(0, Stopper())
if os.environ["STOP_AT"] == " ".join(sys.orig_argv[1:3]):
    os.kill(os.getpid(), 2)
"""
"""Presses Ctrl-C when a certain module is about to be imported, or in the middle of Python's own start."""


def stopped(tmp_path: Path, command: list[str], at: str) -> subprocess.CompletedProcess[str]:
    (tmp_path / "sitecustomize.py").write_text(STOPPER)
    env = {**os.environ, "PYTHONPATH": str(tmp_path), "STOP_AT": at, "RINGOUT_HOME": str(tmp_path / "ringout")}
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


@pytest.mark.parametrize("module", ["argparse", "ringout_host.cli.policy", "pydantic_core", "phonenumbers"])
def test_while_a_command_is_imported(tmp_path: Path, module: str) -> None:
    done = stopped(tmp_path, [sys.executable, "-m", "ringout_host", "policy"], module)
    assert done.returncode == -signal.SIGINT
    assert done.stdout + done.stderr == ""


@pytest.mark.parametrize("moment", ["bootstrap", "subprocess", "-m ringout_host", "argparse"])
def test_while_a_checkout_gets_going(tmp_path: Path, moment: str) -> None:
    done = stopped(tmp_path, [sys.executable, "host", "policy"], moment)
    assert done.returncode == -signal.SIGINT
    assert done.stdout + done.stderr == ""


def test_whoever_has_something_to_tidy_up_is_let(tmp_path: Path) -> None:
    program = "from ringout_host import interrupt; interrupt.quiet(); interrupt.heed(); import x"
    done = stopped(tmp_path, [sys.executable, "-c", program], "x")
    assert "KeyboardInterrupt" in done.stderr


def test_what_was_started_deaf_stays_deaf(tmp_path: Path) -> None:
    program = "import signal; signal.signal(2, signal.SIG_IGN)\nfrom ringout_host.__main__ import main; main()"
    done = stopped(tmp_path, [sys.executable, "-c", program, "version"], "argparse")
    assert done.returncode == 0
