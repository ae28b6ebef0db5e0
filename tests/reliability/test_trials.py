"""A short run of each trial; `python3 tests reliability` makes the long ones and prints the table."""

from __future__ import annotations

import importlib

import pytest


@pytest.mark.slow
@pytest.mark.parametrize("trial", ["frames", "requests", "answers", "writes", "calls", "pressure", "day"])
def test_nothing_twice_nothing_lost_nothing_untrue(trial: str) -> None:
    rows = importlib.import_module(f"{__package__}.{trial}").run(quick=True)
    assert rows
    assert [row for row in rows if not row.met] == []
