"""Clocks that jump, once each; `python3 tests reliability clocks` plays each scene several times."""

from __future__ import annotations

import pytest

from . import clocks

pytestmark = pytest.mark.skipif(clocks.library() is None, reason=clocks.MISSING)


@pytest.mark.parametrize("scene", clocks.SCENES)
def test_a_clock_that_jumps(scene: str) -> None:
    clocks.trial(scene, counts_sleep=False)


@pytest.mark.parametrize("scene", clocks.ASLEEP)
def test_a_clock_that_goes_on_while_the_computer_sleeps(scene: str) -> None:
    clocks.trial(scene, counts_sleep=True)
