"""A ledger in a throw-away folder, and calls to write into it."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from ringout_host.ledger import Caps, Ledger, Row
from ringout_host.protocol import Number

WIDE = Caps(per_minute=1000, per_hour=10_000, per_day=100_000)
_counter = itertools.count()


class Clock:
    """Seconds since 1970 that move only when told."""

    def __init__(self) -> None:
        self.now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


def a_number(e164: str = "+12015550123", **changes: Any) -> Number:
    return Number(
        e164=e164, national=e164, international=e164, region="US", type="fixed-line-or-mobile", **changes
    )


def a_row(clock: Callable[[], float], e164: str = "+12015550123", **changes: Any) -> Row:
    n = next(_counter)
    values: dict[str, Any] = {
        "id": f"call-{n}",
        "request_id": f"request-{n}",
        "number": a_number(e164),
        "from_phone": "+12015550100",
        "caller_id": None,
        "play_prompt": True,
        "origin": None,
        "phase": "placing",
        "status": None,
        "reason": None,
        "ring_out_id": None,
        "cancel": "",
        "owner": "host-a",
        "started": clock(),
        "updated": clock(),
        "ended": None,
    }
    return Row(**(values | changes))


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def ledger(tmp_path: Path, clock: Clock) -> Iterator[Ledger]:
    opened = Ledger(tmp_path / "ledger.db", now=clock)
    yield opened
    opened.close()
