"""A stage whose telephones are quick and whose rate groups are wide: other tests are about those."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from ringout_host.demo.stage import Stage


@pytest.fixture
def stage() -> Iterator[Stage]:
    with Stage(speed=20) as made:
        made.simulator.no_limits()
        yield made
