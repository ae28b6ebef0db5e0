"""What is said of a folder in which nothing can be written is what lets this person write there."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ringout_host.browsers.checks.way import regained

pytestmark = pytest.mark.skipif(os.name != "posix", reason="modes and owners are POSIX's")


def test_ones_own_folder_is_opened(tmp_path: Path) -> None:
    assert regained(tmp_path) == f"chmod 700 '{tmp_path}'"
    assert regained(tmp_path / "not/there/yet") == f"chmod 700 '{tmp_path}'"


def test_somebody_elses_is_given_to_this_person(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 12345)
    assert regained(tmp_path) == f"sudo chown -R \"$(id -un)\" '{tmp_path}'"
    missing = tmp_path / "not/there/yet"
    assert regained(missing) == f"sudo install -d -m 700 -o \"$(id -un)\" '{missing}'", "not what lies above it"
