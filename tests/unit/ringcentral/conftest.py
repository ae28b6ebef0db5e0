"""Fixtures of the RingCentral part."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
import respx

from ringout_host.paths import paths

from .world import SERVER, Watch, World


@pytest.fixture
def world(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> World:
    for name in ("RINGOUT_SERVER", "RINGOUT_CLIENT_ID", "RINGOUT_TOKEN_STORE"):
        monkeypatch.delenv(name, raising=False)
    home = paths({"RINGOUT_HOME": str(tmp_path / "home")})
    home.state.mkdir()
    return World(home)


@pytest.fixture
def api() -> Iterator[respx.MockRouter]:
    """The mocked server; a request that no test announced is an error."""
    with respx.mock(base_url=SERVER, assert_all_called=False) as router:
        yield router


@pytest.fixture
def watch() -> Watch:
    return Watch()
