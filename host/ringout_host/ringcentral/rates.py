"""The arithmetic of one rate group: a sliding window of requests, and penalties. Pure: time comes in as a number.

RingCentral counts per user and app (developers.ringcentral.com, rate limits): so many requests in each window,
then 429 and a penalty that starts again with every request sent inside it. No function here may ask for a wait
longer than a window or a penalty, whatever the clock does.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final

PENALTY: Final = 30.0
"""Seconds to wait after a 429 that does not say how long."""

MAX_PENALTY: Final = 3600.0
EVERY_GROUP: Final = "*"
"""The name under which a penalty counts that is not of one group: of the account, the address, or the app."""

_SLACK: Final = 0.5
"""Seconds that our window is longer than theirs, since they count a request later than we do."""

_DEFAULTS: Final = {"light": 50, "medium": 40, "heavy": 10, "auth": 5}
_UNHEARD_OF: Final = 10
_MOST: Final = 1000
"""A limit above this is kept as this: no host needs more, and every request in a window is written down."""


@dataclass(frozen=True, slots=True)
class Bucket:
    """What is known of one rate group at one server. Times are seconds since 1970."""

    limit: int
    window: float = 60.0
    sent: tuple[float, ...] = ()
    """When each request of the last window was sent, oldest first."""
    penalty_from: float = 0.0
    penalty_for: float = 0.0


def fresh(group: str) -> Bucket:
    """A group before its first answer, with the limits of RingCentral's usual plan."""
    return Bucket(_DEFAULTS.get(group, _UNHEARD_OF))


def settled(bucket: Bucket, now: float) -> Bucket:
    """Without what is over; what lies in the future (the clock was set back) counts as happening now.

    Whoever keeps buckets must keep this result too, or a future time would stay ahead of every `now`.
    """
    since = now - bucket.window - _SLACK
    sent = tuple(sorted(min(at, now) for at in bucket.sent if at > since))
    start = min(bucket.penalty_from, now)
    if start + bucket.penalty_for <= now:
        return replace(bucket, sent=sent, penalty_from=0.0, penalty_for=0.0)
    return replace(bucket, sent=sent, penalty_from=start)


def wait(bucket: Bucket, now: float, *, keep: int = 0) -> float:
    """Seconds until a request may be sent that leaves `keep` places free; 0 is now."""
    bucket = settled(bucket, now)
    penalty = bucket.penalty_from + bucket.penalty_for - now if bucket.penalty_for else 0.0
    places = max(1, bucket.limit - keep)
    if len(bucket.sent) < places:
        return max(0.0, penalty)
    # So many of the oldest must leave the window; the last of those is the one to wait for.
    leaves = bucket.sent[len(bucket.sent) - places] + bucket.window + _SLACK - now
    return max(leaves, penalty)


def spent(bucket: Bucket, now: float) -> Bucket:
    """After sending one request."""
    bucket = settled(bucket, now)
    return replace(bucket, sent=(*bucket.sent, now))


def penalised(bucket: Bucket, now: float, seconds: float) -> Bucket:
    """After a 429 that asks for `seconds`; the later end of two penalties counts."""
    bucket = settled(bucket, now)
    if bucket.penalty_from + bucket.penalty_for >= now + seconds:
        return bucket
    return replace(bucket, penalty_from=now, penalty_for=seconds)


@dataclass(frozen=True, slots=True)
class Told:
    """What an answer's `X-Rate-Limit-*` headers said; None where they did not."""

    group: str | None = None
    limit: int | None = None
    window: float | None = None
    remaining: int | None = None


def told(headers: Mapping[str, str]) -> Told:
    """Read the headers of an answer; nonsense counts as nothing."""
    group = headers.get("x-rate-limit-group", "").strip().casefold()
    return Told(
        group if 0 < len(group) <= 64 and group != EVERY_GROUP else None,
        _whole(headers.get("x-rate-limit-limit"), 1),
        _whole(headers.get("x-rate-limit-window"), 1, 3600),
        _whole(headers.get("x-rate-limit-remaining"), 0),
    )


def learned(bucket: Bucket, now: float, said: Told) -> Bucket:
    """With the server's own numbers. Where it sees fewer places left than we do, others use them too."""
    limit = min(said.limit or bucket.limit, _MOST)
    bucket = replace(bucket, limit=limit, window=said.window or bucket.window)
    bucket = settled(bucket, now)
    if said.remaining is None:
        return bucket
    unseen = bucket.limit - len(bucket.sent) - said.remaining
    return replace(bucket, sent=bucket.sent + (now,) * max(0, unseen))


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """`Retry-After` in seconds, from either form (RFC 9110 §10.2.3); None where absent or nonsense."""
    text = headers.get("retry-after", "").strip()
    seconds: float
    if text.isascii() and text.isdigit() and len(text) < 10:
        seconds = float(text)
    else:
        import email.utils  # noqa: PLC0415 - half a megabyte for a form that is seldom seen

        try:
            seconds = email.utils.parsedate_to_datetime(text).timestamp() - now
        except (ValueError, TypeError, OverflowError):
            return None
    return min(max(1.0, math.ceil(seconds)), MAX_PENALTY)


def _whole(text: str | None, low: int, high: int = 10**9) -> int | None:
    if text is None or not (text.isascii() and text.strip().isdigit()) or len(text) > 9:
        return None
    value = int(text)
    return value if low <= value <= high else None
