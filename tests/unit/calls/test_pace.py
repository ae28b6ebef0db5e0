"""How often calls are looked at: quickly while a phone rings, and never more in all than RingCentral allows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringout_host.calls import pace
from ringout_host.protocol import Phase

LIGHT = 50
"""Requests a minute of RingCentral's Light group."""


@pytest.mark.parametrize("phase", ["placing", "ringing-you", "ringing-them"])
def test_one_ringing_call_is_looked_at_every_second_and_a_half_or_so(phase: Phase) -> None:
    assert 1.5 <= pace.interval(phase, 1) <= 2.5


def test_a_connected_call_is_looked_at_more_seldom() -> None:
    assert pace.interval("connected", 1) > 2 * pace.interval("ringing-you", 1)


@given(st.lists(st.sampled_from(["ringing-you", "ringing-them", "connected"]), min_size=1, max_size=60))
def test_all_calls_together_stay_inside_the_light_group_with_room_for_others(phases: list[Phase]) -> None:
    looks_a_minute = sum(60 / pace.interval(phase, len(phases)) for phase in phases)
    assert looks_a_minute <= LIGHT - 5


def test_twenty_calls_at_once_are_each_looked_at_twice_a_minute() -> None:
    assert pace.interval("ringing-you", 20) == pytest.approx(30)


@given(st.integers(0, 5000))
def test_looks_without_an_answer_become_rarer_but_never_stop(failures: int) -> None:
    assert pace.interval("ringing-you", 1) <= pace.interval("ringing-you", 1, failures=failures) <= 30


def test_patience_ends_sooner_for_a_phone_that_rings_than_for_people_who_talk() -> None:
    assert pace.patience("ringing-you") < pace.patience("connected")
