"""A host is seen to be alive from before it opens the ledger until it is gone, however it goes."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import cast

import pytest
from filelock import FileLock, Timeout

from ringout_host.errors import HostError
from ringout_host.native import parts
from ringout_host.native.host import Host
from ringout_host.native.parts import Parts
from ringout_host.native.server import Server
from ringout_host.paths import Paths, paths


@pytest.fixture
def places(tmp_path: Path) -> Paths:
    return paths({"RINGOUT_HOME": str(tmp_path)})


def test_before_the_ledger_is_opened(places: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    def look(path: Path) -> None:
        assert not path.exists()
        (lock,) = places.hosts.glob("*.lock")
        with pytest.raises(Timeout):
            FileLock(lock, timeout=0).acquire()
        raise HostError("storage-failed")

    monkeypatch.setattr(parts, "Ledger", look)
    with pytest.raises(HostError):
        asyncio.run(Parts.open(places))
    assert not list(places.hosts.glob("*.lock")), "it has not begun"


def test_no_longer_when_it_could_not_end_in_time(places: Paths) -> None:
    class Stuck:
        async def close(self) -> None:
            await asyncio.Event().wait()

    async def come_and_go() -> None:
        host = Host(cast(Server, Stuck()), await Parts.open(places))
        assert len(list(places.hosts.glob("*.lock"))) == 1
        await host.close(-0.2)  # no time at all

    asyncio.run(come_and_go())
    assert not list(places.hosts.glob("*.lock"))
