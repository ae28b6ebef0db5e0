"""Fixtures of the RingCentral part."""

from __future__ import annotations

import ssl
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
    # Reading the certificates takes longer than everything else that these tests do.
    bare = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    monkeypatch.setattr("ringout_host.ringcentral.transport.tls_context", lambda _: bare)
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
