"""Ring-out: create, status, cancel, in the current spelling and the older one (`createRingOutCall`,
`readRingOutCallStatus`, `deleteRingOutCall` and their deprecated namesakes of the document).
"""

from __future__ import annotations

import re
from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from . import people, refusal
from .ask import Answer, Ask
from .books import Dialled, now
from .calls import Call
from .outcome import Outcome
from .timeline import RINGING_YOU, Status
from .world import World

_CALLEE: Final = re.compile(r"\+?[0-9]{3,15}")
_CALLER: Final = re.compile(r"\+?[0-9]{3,15}(\*[0-9]{1,8})?")

_LEGACY_WORDS: Final = {
    "NosuchUser": "NoSuchUser",
    "NoAnsweringMachine": "GenericError",
    "Error": "GenericError",
    "NoSessionFound": "Invalid",
    "Unknown": "Invalid",
    "RingOutFromThisNumberIsNotSupported": "Invalid",
}
"""Words that the older spelling's list does not have, and what it says instead."""


class _Part(BaseModel):
    model_config = ConfigDict(strict=True)


class _From(_Part):
    phone_number: Annotated[str | None, Field(alias="phoneNumber")] = None
    forwarding_number_id: Annotated[str | None, Field(alias="forwardingNumberId")] = None


class _Number(_Part):
    phone_number: Annotated[str | None, Field(alias="phoneNumber")] = None


class _Country(_Part):
    id: str | None = None


class _Body(_Part):
    """`MakeRingOutRequest`; like the document, it lets further keys pass."""

    from_: Annotated[_From, Field(alias="from")]
    to: _Number
    caller_id: Annotated[_Number | None, Field(alias="callerId")] = None
    play_prompt: Annotated[bool | None, Field(alias="playPrompt")] = None
    country: _Country | None = None


def create(world: World, ask: Ask) -> Answer:
    """POST: dial, unless the numbers say otherwise."""
    body = _parse(ask.json())
    from_number, to_number = _from(body.from_), _to(body.to)
    caller_id = _caller_id(body.caller_id)
    _country(body.country)
    outcome = world.outcome(from_number, to_number)
    if outcome.refusal is not None:
        raise outcome.refusal()
    if outcome.fault is not None and not outcome.fault.executed:
        return Answer(fault=outcome.fault)
    call = world.switchboard.dial(
        outcome,
        from_number,
        to_number,
        legacy=ask.legacy,
        prompt=bool(body.play_prompt),
        timing=world.knobs.timing,
    )
    world.books.dial(
        Dialled(
            id=call.public_id,
            to=to_number,
            from_=from_number,
            caller_id=caller_id,
            play_prompt=bool(body.play_prompt),
            legacy=ask.legacy,
            outcome=outcome.name,
            at=now(),
            monotonic=world.clock(),
            request_id=ask.request_id,
            client_request_id=ask.headers.get("x-request-id"),
        )
    )
    return Answer(json=_shown(ask, call, RINGING_YOU, outcome, created=True), fault=outcome.fault)


def status(world: World, ask: Ask) -> Answer:
    """GET: the three words, or 404 once the call is forgotten."""
    call = _find(world, ask)
    words = world.switchboard.status(call, world.knobs.speed)
    if words is None:
        raise refusal.unknown("ringOutId")
    return Answer(json=_shown(ask, call, words, call.outcome))


def cancel(world: World, ask: Ask) -> Answer:
    """DELETE: accepted for every call that is still known, whether or not it takes effect."""
    call = _find(world, ask)
    knobs = world.knobs
    if world.switchboard.status(call, knobs.speed) is None:
        raise refusal.unknown("ringOutId")
    world.switchboard.cancel(call, knobs.speed, knobs.cancel_rule, knobs.timing)
    return Answer(204)


def _parse(data: Any) -> _Body:
    _refuse_nulls(data)
    try:
        return _Body.model_validate(data)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors(include_url=False)[0]["loc"])
        raise refusal.invalid(where or "body") from error


def _refuse_nulls(data: Any, *where: str) -> None:
    """What is not given is left out: the document lets none of these be null."""
    if data is None and where:
        raise refusal.invalid(".".join(where))
    if isinstance(data, dict):
        for name, value in data.items():
            _refuse_nulls(value, *where, name)


def _from(part: _From) -> str:
    if part.phone_number is not None:
        if not _CALLER.fullmatch(part.phone_number):
            raise refusal.invalid("from.phoneNumber", part.phone_number)
        return part.phone_number
    if part.forwarding_number_id is None:
        raise refusal.invalid("from")
    for known in people.FORWARDING_NUMBERS:
        if known.id == part.forwarding_number_id:
            return known.phone_number
    raise refusal.invalid("from.forwardingNumberId", part.forwarding_number_id)


def _to(part: _Number) -> str:
    if part.phone_number is None:
        raise refusal.invalid("to")
    if not _CALLEE.fullmatch(part.phone_number):
        raise refusal.invalid("to.phoneNumber", part.phone_number)
    return part.phone_number


def _caller_id(part: _Number | None) -> str | None:
    if part is None or part.phone_number is None:
        return None
    if not _CALLEE.fullmatch(part.phone_number):
        raise refusal.invalid("callerId.phoneNumber", part.phone_number)
    if f"+{part.phone_number.lstrip('+')}" not in people.CALLER_IDS:
        raise refusal.not_allowed("callerId.phoneNumber")
    return part.phone_number


def _country(part: _Country | None) -> None:
    if part is not None and part.id is not None and not part.id.isdecimal():
        raise refusal.invalid("country.id", part.id)


def _find(world: World, ask: Ask) -> Call:
    id_ = ask.params["ringoutId"]
    if ask.legacy and not id_.isdecimal():
        raise refusal.invalid("ringOutId", id_)
    call = world.switchboard.find(id_, legacy=ask.legacy)
    if call is None:
        raise refusal.unknown("ringOutId")
    return call


def _shown(ask: Ask, call: Call, words: Status, outcome: Outcome, *, created: bool = False) -> dict[str, Any]:
    if ask.legacy and not outcome.off_contract:
        words = _legacy(words)
    spelling = "ringout" if ask.legacy else "ring-out"
    account = f"{ask.base}/restapi/v1.0/account/{people.ACCOUNT_ID}/extension/{people.EXTENSION_ID}"
    return {
        # The older document has an integer here and a string below, and so have we.
        "id": call.number if ask.legacy and created else call.public_id,
        "uri": f"{account}/{spelling}/{call.public_id}",
        "status": {"callStatus": words.call, "callerStatus": words.caller, "calleeStatus": words.callee},
    }


def _legacy(words: Status) -> Status:
    call, caller, callee = (_LEGACY_WORDS.get(word, word) for word in words)
    if call == "CannotReach":
        call = next((leg for leg in (caller, callee) if leg not in ("InProgress", "Success")), "GenericError")
    return Status(call, caller, callee)
