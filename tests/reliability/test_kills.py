"""One kill at every step (rules 1, 2 and 5); `python3 tests reliability kills` does each of them several times."""

from __future__ import annotations

import pytest

from ringout_host.demo.stage import Stage

from . import kills
from .victim import ADOPTION, RENEWAL, SETTINGS, STEPS


@pytest.mark.parametrize("step", STEPS)
def test_killed_while_placing_a_call(stage: Stage, step: str) -> None:
    kills.trial(stage, step, "request-1")


@pytest.mark.parametrize("step", ADOPTION)
def test_killed_while_taking_over_the_call_of_a_dead_host(stage: Stage, step: str) -> None:
    kills.adoption(stage, step, "request-1")


@pytest.mark.parametrize("step", RENEWAL)
def test_killed_while_renewing_the_sign_in(stage: Stage, step: str) -> None:
    kills.renewal(stage, step, "request-1")


@pytest.mark.parametrize("step", SETTINGS)
def test_killed_while_writing_the_settings(stage: Stage, step: str) -> None:
    kills.settings(stage, step, 99)
