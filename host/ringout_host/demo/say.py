"""What the demo prints for each phase of a call."""

from __future__ import annotations

from typing import Final

PHASES: Final[dict[str, str]] = {
    "placing": "placing        RingCentral is asked to connect you",
    "ringing-you": "ringing you    your own phone rings; pick it up",
    "ringing-them": "ringing them   you are on the line, their phone rings",
    "connected": "connected      you are talking",
    "ended": "ended          the call is over",
    "failed": "failed",
    "cancelled": "cancelled",
    "unknown": "unknown        nobody knows what became of the call",
}


def say(text: str) -> None:
    """One line, at once."""
    print(text, flush=True)


def phase(name: str, message: str | None = None) -> None:
    """The phase, and what it means or why."""
    line = PHASES.get(name, name)
    say(f"  ● {line}{f'         {message}' if message and name in ('failed', 'cancelled') else ''}")
