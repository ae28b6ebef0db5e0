"""Runs the tests that are written in JavaScript: every `*.test.mjs` below `tests/unit`, in Node."""

from __future__ import annotations

from pathlib import Path

import pytest

from ...node import node

UNIT = Path(__file__).resolve().parents[1]
FILES = sorted(UNIT.rglob("*.test.mjs"))


@pytest.mark.parametrize("file", FILES, ids=[file.name.removesuffix(".test.mjs") for file in FILES])
def test_javascript(file: Path) -> None:
    done = node("--test", "--test-reporter=spec", file)
    if done.returncode:
        pytest.fail(done.stdout, pytrace=False)
    assert "ℹ pass" in done.stdout
