"""How often a call is looked at, and when to stop waiting for news: pure arithmetic, in seconds."""

from __future__ import annotations

from typing import Final

from ..protocol import Phase

FIRST: Final = 1.0
"""Between RingCentral's answer to the ring-out and the first look."""

RINGING: Final = 1.5
"""A single call alone may be looked at every 1.2 s in RingCentral's usual plan."""

CONNECTED: Final = 5.0
"""The person hears when a connected call ends; the card may know a little later."""

_SHARE: Final = 0.8
"""Of what RingCentral allows in the rate group of looks; the rest is for others who use it too."""

_MOST: Final = 120
"""Looks a minute of all calls; more would be seen by nobody."""

GIVE_UP_RINGING: Final = 180.0
"""No telephone rings this long: RingCentral has lost the call, or we have."""

GIVE_UP_CONNECTED: Final = 900.0
"""Without one good answer for this long, nobody knows any more whether the call goes on."""

LONGEST_LOOK: Final = 60.0
"""What one look can take, with a cancel before it; more has passed only where the computer slept meanwhile."""

TOO_LATE: Final = 300.0
"""Longer than all that a call may wait for before it is placed: the computer slept, and nobody waits any more."""

UNSEEN: Final = 0.1
"""In this time nobody has seen a new call in another browser, and decided to cancel it there."""

_BACKOFF_MOST: Final = 30.0


def looks_per_minute(allowed: float) -> float:
    """How many looks a minute all calls of this host share, where RingCentral allows so many requests a minute."""
    return min(_MOST, _SHARE * allowed)


def interval(phase: Phase, calls: int, *, allowed: float, failures: int = 0, speed: float = 1.0) -> float:
    """Seconds until the next look at a call in `phase`.

    Args:
        phase: where the call is.
        calls: how many calls this host is looking at; the allowance is shared between them.
        allowed: requests a minute in the rate group of looks, as last learned.
        failures: looks in a row that got no answer.
        speed: how much faster than the clock the simulator's calls go; 1 for RingCentral.
    """
    base = CONNECTED if phase == "connected" else RINGING
    if failures:
        base = min(_BACKOFF_MOST, base * 2 ** min(failures, 10))
    return max(base / speed, calls * 60 / looks_per_minute(allowed) / max(speed, 1.0))


def patience(phase: Phase) -> float:
    """Seconds without a good answer, or of ringing, after which the call becomes `unknown`."""
    return GIVE_UP_CONNECTED if phase == "connected" else GIVE_UP_RINGING
