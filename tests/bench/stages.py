"""The product on a stage of its own, signed in, with nothing in the way of many calls."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from typing import Final

from ringout_host.demo.stage import Stage

from ..unlimited import unlimited

AREAS: Final = (201, 202, 203, 205, 206, 207, 208, 209, 210, 212, 213, 214, 215, 216, 217, 218, 219, 224, 225, 228)
"""US area codes; their 555 0100-0199 are nobody's."""

_COPIES = count(1)


@contextmanager
def stage(speed: float = 20.0) -> Iterator[Stage]:
    """Signed in; RingCentral's limits and our caps as high as they go."""
    with Stage(speed=speed) as made:
        unlimited(made)
        yield made


def environment(made: Stage) -> dict[str, str]:
    """The host's whole environment on this stage."""
    return {**os.environ, **made.environment}


def fresh_home(made: Stage) -> dict[str, str]:
    """The same for a host whose home is a copy of the stage's, so that it meets no calls of others."""
    copy = made.folder / f"home-{next(_COPIES)}"
    shutil.copytree(made.folder / "ringout", copy)
    return {**environment(made), "RINGOUT_HOME": str(copy)}


def numbers() -> Iterator[str]:
    """Numbers that are never repeated, all of them answered by the simulator: the last two digits are below 50."""
    for place in range(50):
        for area in AREAS:
            yield f"+1{area}55501{place:02}"
