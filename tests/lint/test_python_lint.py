"""The Python code is formatted, linted and typed, all of it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
FOLDERS = ("host", "tests")


@pytest.mark.timeout(300)
@pytest.mark.parametrize(
    "command",
    [("ruff", "format", "--check", *FOLDERS), ("ruff", "check", *FOLDERS), ("mypy",)],
    ids=["format", "lint", "types"],
)
def test_python_is_clean(command: tuple[str, ...]) -> None:
    done = subprocess.run([sys.executable, "-m", *command], cwd=ROOT, check=False, capture_output=True, text=True)
    if done.returncode:
        pytest.fail(done.stdout + done.stderr, pytrace=False)
