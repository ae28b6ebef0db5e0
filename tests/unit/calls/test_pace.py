"""How often calls are looked at: quickly while a phone rings, and never more in all than RingCentral allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringout_host.calls import pace
from ringout_host.protocol import Phase

USUAL = 50
"""Requests a minute in the Light group of RingCentral's usual plan."""


@pytest.mark.parametrize("phase", ["placing", "ringing-you", "ringing-them"])
def test_one_ringing_call_is_looked_at_every_second_and_a_half_or_so(phase: Phase) -> None:
    assert 1.5 <= pace.interval(phase, 1, allowed=USUAL) <= 2.5


def test_a_connected_call_is_looked_at_more_seldom() -> None:
    assert pace.interval("connected", 1, allowed=USUAL) > 2 * pace.interval("ringing-you", 1, allowed=USUAL)


@given(
    st.lists(st.sampled_from(["ringing-you", "ringing-them", "connected"]), min_size=1, max_size=60),
    st.sampled_from([1, 20, 50, 100, 1000]),
)
def test_all_calls_together_leave_a_fifth_of_what_is_allowed_to_others(phases: list[Phase], allowed: int) -> None:
    looks_a_minute = sum(60 / pace.interval(phase, len(phases), allowed=allowed) for phase in phases)
    assert looks_a_minute <= allowed * 0.8 + 1e-6


def test_twenty_calls_at_once_are_each_looked_at_as_often_as_the_plan_allows() -> None:
    assert pace.interval("ringing-you", 20, allowed=USUAL) == pytest.approx(30)
    assert pace.interval("ringing-you", 20, allowed=100) == pytest.approx(15)
    assert pace.interval("ringing-you", 20, allowed=20) == pytest.approx(75)


@given(st.floats(1, 10**6), st.sampled_from(["placing", "ringing-you", "ringing-them", "connected"]))
def test_no_plan_makes_one_call_be_looked_at_more_often_than_every_second_and_a_half(
    allowed: float, phase: Phase
) -> None:
    assert pace.interval(phase, 1, allowed=allowed) >= 1.5


@given(st.integers(0, 5000))
def test_looks_without_an_answer_become_rarer_but_never_stop(failures: int) -> None:
    seldom = pace.interval("ringing-you", 1, allowed=USUAL, failures=failures)
    assert pace.interval("ringing-you", 1, allowed=USUAL) <= seldom <= 30


def test_patience_ends_sooner_for_a_phone_that_rings_than_for_people_who_talk() -> None:
    assert pace.patience("ringing-you") < pace.patience("connected")
