"""What is refused and what needs a confirmation, as tables. Words here are read by whoever wants to call."""

from __future__ import annotations

from typing import Final, NamedTuple

from ..protocol import NumberType, Verdict


class Rule(NamedTuple):
    """A verdict with its reason."""

    verdict: Verdict
    code: str
    message: str = ""
    """Instead of the sentence that belongs to the code."""
    remedy: str = ""


BY_TYPE: Final[dict[NumberType, Rule]] = {
    "premium-rate": Rule("refuse", "premium-rate"),
    "satellite": Rule(
        "refuse",
        "premium-rate",
        "This is a satellite or ship number. A call costs several dollars a minute, so RingOut does not place it.",
    ),
    "shared-cost": Rule(
        "confirm", "confirmation-required", "Calls to this service number can cost more than a normal call."
    ),
    "personal": Rule(
        "confirm",
        "confirmation-required",
        "This number follows a person from phone to phone. Calls to it can cost much more than a normal call.",
    ),
    "uan": Rule(
        "confirm",
        "confirmation-required",
        "This is a company number without a place. Calls to it can cost more than a normal call.",
    ),
    "pager": Rule(
        "confirm", "confirmation-required", "This is a pager: nobody will speak, and the call can cost more."
    ),
    "voicemail": Rule(
        "confirm", "confirmation-required", "This is the number of a voice mailbox, not of a phone."
    ),
    "unknown": Rule(
        "confirm",
        "confirmation-required",
        "It is not known what kind of number this is, or what a call to it costs.",
    ),
}
"""Types that are not here are dialled like any other: fixed-line, mobile, toll-free, VoIP."""
