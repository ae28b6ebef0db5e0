"""A stage with a simulator whose calls pass quickly, and hosts started as browsers start them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest

from ringout_host.browsers.stdio import HostProcess
from ringout_host.demo.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage(speed=100) as made:
        made.simulator.no_limits()
        yield made


Start = Callable[..., HostProcess]


@pytest.fixture
def start(stage: Stage) -> Iterator[Start]:
    """Starts a host on the stage; all of them are gone after the test."""
    with ExitStack() as hosts:

        def make(*argv: str, **changes: str) -> HostProcess:
            env = {"PATH": "/usr/bin:/bin", "HOME": os.environ.get("HOME", "/"), **stage.environment, **changes}
            command = list(argv) or stage.host
            return hosts.enter_context(HostProcess(command, env=env))

        yield make
