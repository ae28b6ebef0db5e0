"""The methods and notifications by name, with the shape of their parameters and results."""

from __future__ import annotations

from typing import Annotated, NamedTuple

from pydantic import Field

from ..number import MOST_TEXTS
from .account import Account, Policy, Session, SessionSettings
from .calls import Call
from .model import PhoneText, RawText, Region, Time, Wire
from .numbers import Inspection, Match, Span

ShortId = Annotated[str, Field(min_length=1, max_length=128)]


class Nothing(Wire):
    """No parameters."""


class MatchParams(Wire):
    """`numbers.match`: which of these texts hold numbers, read as in `region`."""

    texts: Annotated[list[Span], Field(max_length=MOST_TEXTS)]
    region: Region | None = None


class MatchResult(Wire):
    """`numbers.match`."""

    matches: list[Match]


class TextParams(Wire):
    """`numbers.inspect`, `numbers.confirm`: one number as a person wrote it."""

    text: RawText
    region: Region | None = None


class ConfirmResult(Wire):
    """`numbers.confirm`: a single-use token for this E.164 number."""

    confirmation: str
    expires_at: Time


class StartParams(Wire):
    """`calls.start`. The same `requestId` again is the same call and never dials twice."""

    request_id: ShortId
    text: RawText
    region: Region | None = None
    from_: PhoneText | None = None
    caller_id: PhoneText | None = None
    play_prompt: bool | None = None
    origin: Annotated[str, Field(max_length=2048)] | None = None
    confirmation: ShortId | None = None


class CallParams(Wire):
    """`calls.get`, `calls.cancel`."""

    id: ShortId


class CallResult(Wire):
    """`calls.start`, `calls.get`, `calls.cancel`, and the notification `call.updated`."""

    call: Call


class ListParams(Wire):
    """`calls.list`: newest first, older than the call `before`."""

    limit: Annotated[int, Field(ge=1, le=200)]
    before: ShortId | None = None


class ListResult(Wire):
    """`calls.list`."""

    calls: list[Call]


class ClearResult(Wire):
    """`calls.clear`: how many calls were taken out of the history. Those that are not over stay."""

    removed: int


class SettingsParams(Wire):
    """`settings.update`: what is named is changed; `null` forgets a choice."""

    region: Region | None = None
    from_: PhoneText | None = None
    caller_id: PhoneText | None = None
    play_prompt: bool | None = None
    countries: Annotated[list[Region], Field(max_length=300)] | None = None
    per_minute: Annotated[int, Field(ge=1, le=60)] | None = None
    per_hour: Annotated[int, Field(ge=1, le=1000)] | None = None
    per_day: Annotated[int, Field(ge=1, le=10000)] | None = None


class SettingsResult(Wire):
    """`settings.update`."""

    settings: SessionSettings
    policy: Policy


class SignInResult(Wire):
    """`account.signIn`: where to send the person; `account.changed` follows."""

    authorize_url: str


class Finding(Wire):
    """One link of the self-test's chain."""

    subject: str
    """A browser's name, or the part of the host that was looked at."""
    check: str
    """The link: a stable word."""
    result: str
    """`ok`, `warning`, `broken` or `skipped`."""
    message: str
    remedy: str | None = None
    """A command or an act that repairs it."""
    code: str | None = None
    """The error word that a call would meet."""


class Diagnosis(Wire):
    """`diagnostics.run`: the self-test's report."""

    version: str
    ok: bool
    exit_code: int
    findings: list[Finding]


class ReadyParams(Wire):
    """`host.ready`: the first frame of every host."""

    protocol: int
    version: str
    pid: int


class AccountChanged(Wire):
    """`account.changed`."""

    account: Account


class Fatal(Wire):
    """`host.fatal`: the last frame of a host that must die."""

    code: str
    message: str


class Method(NamedTuple):
    """The shape of one request."""

    params: type[Wire]
    result: type[Wire]


METHODS: dict[str, Method] = {
    "session.get": Method(Nothing, Session),
    "numbers.match": Method(MatchParams, MatchResult),
    "numbers.inspect": Method(TextParams, Inspection),
    "numbers.confirm": Method(TextParams, ConfirmResult),
    "calls.start": Method(StartParams, CallResult),
    "calls.cancel": Method(CallParams, CallResult),
    "calls.get": Method(CallParams, CallResult),
    "calls.list": Method(ListParams, ListResult),
    "calls.clear": Method(Nothing, ClearResult),
    "settings.update": Method(SettingsParams, SettingsResult),
    "account.signIn": Method(Nothing, SignInResult),
    "account.signOut": Method(Nothing, Nothing),
    "diagnostics.run": Method(Nothing, Diagnosis),
}

NOTIFICATIONS: dict[str, type[Wire]] = {
    "host.ready": ReadyParams,
    "call.updated": CallResult,
    "account.changed": AccountChanged,
    "host.fatal": Fatal,
}
