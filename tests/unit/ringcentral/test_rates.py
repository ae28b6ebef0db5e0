"""The window arithmetic: never too many, never too long a wait, whatever the clock does."""

from __future__ import annotations

import email.utils

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ringout_host.ringcentral import rates
from ringout_host.ringcentral.rates import Bucket, Told

NOW = 1_800_000_000.0
WINDOW = 60.5
"""Ours is half a second longer than theirs."""


def filled(count: int, *, limit: int = 10, at: float = NOW) -> Bucket:
    return Bucket(limit, sent=(at,) * count)


def test_the_usual_plan_before_the_first_answer() -> None:
    assert [rates.fresh(name).limit for name in ("light", "medium", "heavy", "auth")] == [50, 40, 10, 5]
    assert rates.fresh("telephony").limit == 10


def test_a_place_is_free_until_the_window_is_full() -> None:
    assert rates.wait(filled(9), NOW) == 0
    assert rates.wait(filled(10), NOW) == WINDOW
    assert rates.wait(filled(10), NOW + 60) == 0.5
    assert rates.wait(filled(10), NOW + 61) == 0


def test_kept_places_are_left_free() -> None:
    assert rates.wait(filled(8), NOW, keep=1) == 0
    assert rates.wait(filled(9), NOW, keep=1) == WINDOW
    assert rates.wait(filled(9), NOW) == 0
    assert rates.wait(filled(0, limit=1), NOW, keep=5) == 0, "keeping more than there are blocks nobody for good"


def test_the_wait_is_for_the_place_that_is_needed() -> None:
    bucket = Bucket(3, sent=(NOW - 50, NOW - 40, NOW - 30))
    assert rates.wait(bucket, NOW) == 10.5
    assert rates.wait(bucket, NOW, keep=1) == 20.5


def test_nothing_is_sent_inside_a_penalty() -> None:
    bucket = rates.penalised(Bucket(10), NOW, 42)
    assert rates.wait(bucket, NOW) == 42
    assert rates.wait(bucket, NOW + 41.5) == 0.5
    assert rates.wait(bucket, NOW + 42) == 0


def test_the_later_end_of_two_penalties_counts() -> None:
    bucket = rates.penalised(rates.penalised(Bucket(10), NOW, 42), NOW + 10, 5)
    assert rates.wait(bucket, NOW + 10) == 32
    bucket = rates.penalised(bucket, NOW + 10, 60)
    assert rates.wait(bucket, NOW + 10) == 60


def test_a_clock_that_was_set_back_makes_nobody_wait_longer() -> None:
    bucket = rates.penalised(filled(10), NOW, 42)
    back = rates.settled(bucket, NOW - 86_400)
    assert rates.wait(back, NOW - 86_400) == WINDOW
    assert rates.wait(back, NOW - 86_400 + 61) == 0, "the settled bucket counts from now"


def test_a_clock_that_was_set_forward_forgets() -> None:
    assert rates.wait(rates.penalised(filled(10), NOW, 42), NOW + 86_400) == 0


def test_a_server_that_sees_more_requests_is_right() -> None:
    bucket = rates.learned(filled(2), NOW, Told("heavy", 10, 60, 3))
    assert len(bucket.sent) == 7
    assert rates.learned(bucket, NOW, Told("heavy", 10, 60, 9)) == bucket, "one that sees fewer may be late"


def test_limit_and_window_are_learned() -> None:
    bucket = rates.learned(filled(2), NOW, Told("heavy", 20, 30, None))
    assert (bucket.limit, bucket.window, len(bucket.sent)) == (20, 30, 2)


def test_a_boundless_plan_is_not_written_down_request_by_request() -> None:
    bucket = rates.learned(filled(2), NOW, Told("heavy", 10**6, 60, 10**6 - 3))
    assert (bucket.limit, len(bucket.sent)) == (1000, 2)
    assert len(rates.learned(bucket, NOW, Told("heavy", 10**6, 60, 0)).sent) == 1000


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "1e3", "٣", "9" * 30, "0.5", "0"])
def test_nonsense_in_headers_counts_as_nothing(nonsense: str) -> None:
    said = rates.told({"x-rate-limit-limit": nonsense, "x-rate-limit-window": nonsense, "x-rate-limit-group": "*"})
    assert said == Told()


def test_headers_are_read() -> None:
    headers = {
        "x-rate-limit-group": " Heavy ", "x-rate-limit-limit": "10",
        "x-rate-limit-remaining": "0", "x-rate-limit-window": "60",
    }  # fmt: skip
    assert rates.told(headers) == Told("heavy", 10, 60, 0)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("42", 42),
        ("0", 1),
        (" 7 ", 7),
        ("999999", 3600),
        ("", None),
        ("soon", None),
        ("-3", None),
        ("9" * 40, None),
    ],
)
def test_retry_after(text: str, seconds: float | None) -> None:
    assert rates.retry_after({"retry-after": text}, NOW) == seconds


def test_retry_after_as_a_date() -> None:
    date = email.utils.formatdate(NOW + 90, usegmt=True)
    assert rates.retry_after({"retry-after": date}, NOW) == 90
    assert rates.retry_after({"retry-after": date}, NOW + 900) == 1


moments = st.floats(min_value=-10_000, max_value=10_000)
buckets = st.builds(
    Bucket,
    limit=st.integers(1, 60),
    window=st.floats(1, 3600),
    sent=st.lists(moments, max_size=80).map(tuple),
    penalty_from=moments,
    penalty_for=st.floats(0, 3600),
)


@settings(deadline=None)
@given(buckets, moments, st.integers(0, 70))
def test_no_wait_is_longer_than_a_window_or_a_penalty(bucket: Bucket, now: float, keep: int) -> None:
    assert 0 <= rates.wait(bucket, now, keep=keep) <= max(bucket.window + 0.5, bucket.penalty_for) + 1e-6


@settings(deadline=None)
@given(buckets, moments, st.integers(0, 70))
def test_whoever_waits_as_told_gets_a_place(bucket: Bucket, now: float, keep: int) -> None:
    bucket = rates.settled(bucket, now)
    for _ in range(100):
        left = rates.wait(bucket, now, keep=keep)
        if left <= 1e-6:
            return
        now += left
        bucket = rates.settled(bucket, now)
    raise AssertionError("waited a hundred times")


@settings(deadline=None)
@given(st.integers(1, 20), st.lists(st.floats(0, 20), max_size=120))
def test_no_window_ever_holds_more_than_the_limit(limit: int, pauses: list[float]) -> None:
    bucket, now, sent = Bucket(limit), NOW, []
    for pause in pauses:
        now += pause
        if rates.wait(bucket, now) == 0:
            bucket = rates.spent(bucket, now)
            sent.append(now)
    for at in sent:
        assert sum(at - 60 < other <= at for other in sent) <= limit
