"""What is a person's own is made for that person alone, whatever their umask."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from ringout_host.browsers.checks import state
from ringout_host.browsers.checks.chain import Chain
from ringout_host.paths import paths, private_folder


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
def test_private_is_private_up_to_what_was_there(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        private_folder(tmp_path / "state/ringout/log")
        private_folder(tmp_path / "state/ringout/log")
        home = paths({"RINGOUT_HOME": str(tmp_path / "home")})
        state.log(Chain("RingOut"), home)
    finally:
        os.umask(before)
    for made in ("state", "state/ringout", "state/ringout/log", "home", "home/logs"):
        assert stat.S_IMODE((tmp_path / made).stat().st_mode) == 0o700, made
    assert stat.S_IMODE((home.logs / "host.log").stat().st_mode) == 0o600
