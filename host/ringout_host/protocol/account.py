"""Who is signed in, which phones are theirs, and what they have chosen."""

from __future__ import annotations

from .calls import Call
from .model import Wire


class FromPhone(Wire):
    """A phone of the person that RingCentral can ring first."""

    phone_number: str
    label: str
    type: str


class CallerId(Wire):
    """A number that the callee may be shown."""

    phone_number: str
    label: str


class Account(Wire):
    """What is known of the RingCentral extension, as last read; never waits for the network."""

    signed_in: bool
    name: str | None = None
    extension_number: str | None = None
    region: str | None = None
    from_: list[FromPhone] = []
    caller_ids: list[CallerId] = []
    notes: list[str] = []
    """Plain sentences about what could not be read and what to do instead."""
    token_store: str | None = None
    """Where the sign-in is kept: `keyring` or `file`."""


class SessionSettings(Wire):
    """The person's choices for the next call."""

    region: str
    from_: str | None = None
    caller_id: str | None = None
    play_prompt: bool


class Policy(Wire):
    """What may be dialled, and how often."""

    countries: list[str]
    """Allowed without asking, besides home."""
    per_minute: int
    per_hour: int
    per_day: int
    locked: list[str] = []
    """Wire names of the settings that an administrator has fixed."""


class Session(Wire):
    """All that a newly opened page or popup needs to know."""

    account: Account
    settings: SessionSettings
    policy: Policy
    simulator: bool
    """The server is our own simulator: every call is pretended."""
    active_calls: list[Call]
