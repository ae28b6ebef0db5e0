"""The simulator's own paths under `/simulator`: what was dialled, the magic table, knobs and faults, for tests and
curious people in another process. None of them is RingCentral's, and none shows a token.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import asdict
from typing import Annotated, Any, Final, Literal
from urllib.parse import parse_qs

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from . import consent, magic, oauth
from .ask import Ask
from .books import Followed
from .calls import CancelRule
from .delivery import plain
from .faults import Fault, Kind, Operation
from .rates import Plan
from .refusal import Refusal, Shape
from .timeline import Status
from .world import World

Endpoint = Callable[[Request], Awaitable[Response]]

_ANY: Final = ["GET", "POST", "PUT", "DELETE"]


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FaultOrder(_Order):
    """`POST /simulator/faults`: the next `times` requests of `operation` go wrong."""

    operation: Operation
    kind: Kind
    executed: bool = False
    status: int = 503
    seconds: float = 2.0
    retry_after: float | None = None
    rate_headers: bool = True
    times: Annotated[int, Field(ge=1, le=1000)] = 1


class LimitOrder(_Order):
    """The usage plan, in part."""

    light: int | None = None
    medium: int | None = None
    heavy: int | None = None
    auth: int | None = None
    window: float | None = None
    penalty: float | None = None


class KnobOrder(_Order):
    """`POST /simulator/knobs`: what is named is set."""

    speed: float | None = None
    limits: LimitOrder | None = None
    retry_after: bool | None = None
    access_ttl: float | None = None
    refresh_ttl: float | None = None
    auto_approve: bool | None = None
    error_shape: Shape | None = None
    cancel_rule: CancelRule | None = None
    forbidden: list[Operation] | None = None
    scopes: list[str] | None = None
    home_country: str | None = None
    ringout: bool | None = None
    international: bool | None = None
    page_cap: int | None = None


class ChoiceOrder(_Order):
    """`POST /simulator/outcomes`: calls to this number end this way; without an outcome, as its digits say."""

    number: str
    outcome: str | None = None


class ShowOrder(_Order):
    """`POST /simulator/calls/{id}/show`: the three status words from now on."""

    call: str
    caller: str
    callee: str


class TokenOrder(_Order):
    """`POST /simulator/tokens`."""

    do: Literal["expire", "expire-all", "revoke"]


def routes(world: World) -> list[Route]:
    """All paths under `/simulator`."""

    async def state(request: Request) -> Response:
        del request
        with world.lock:
            return JSONResponse(snapshot(world))

    async def table(request: Request) -> Response:
        del request
        return JSONResponse({"caller": _rows(magic.CALLER), "callee": _rows(magic.CALLEE)})

    async def reset(request: Request) -> Response:
        del request
        with world.lock:
            world.clear()
        return Response(status_code=204)

    async def faults(request: Request) -> Response:
        order = FaultOrder.model_validate(await request.json())
        particulars = order.model_dump(exclude={"operation", "times"})
        with world.lock:
            world.faults.add(order.operation, Fault(**particulars), order.times)
        return Response(status_code=204)

    async def knobs(request: Request) -> Response:
        order = KnobOrder.model_validate(await request.json())
        with world.lock:
            set_knobs(world, order)
        return Response(status_code=204)

    async def outcomes(request: Request) -> Response:
        order = ChoiceOrder.model_validate(await request.json())
        if order.outcome is not None and order.outcome not in magic.OUTCOMES:
            return PlainTextResponse("There is no such outcome; see /simulator/magic.\n", 400)
        with world.lock:
            world.choose(order.number, magic.OUTCOMES[order.outcome] if order.outcome else None)
        return Response(status_code=204)

    async def hang_up(request: Request) -> Response:
        wanted = request.path_params.get("id")
        with world.lock:
            calls = [call for call in world.switchboard.all() if wanted in (None, call.public_id)]
            done = [world.switchboard.hang_up(call, world.knobs.speed, world.knobs.timing) for call in calls]
        return JSONResponse({"hungUp": sum(done)})

    async def show(request: Request) -> Response:
        order = ShowOrder.model_validate(await request.json())
        with world.lock:
            for call in world.switchboard.all():
                if call.public_id == request.path_params["id"]:
                    world.switchboard.show(call, Status(order.call, order.caller, order.callee))
                    return Response(status_code=204)
        return PlainTextResponse("There is no such call.\n", 404)

    async def tokens(request: Request) -> Response:
        order = TokenOrder.model_validate(await request.json())
        with world.lock:
            if order.do == "revoke":
                world.sessions.revoke_all()
            else:
                world.sessions.expire(refresh=order.do == "expire-all")
        return Response(status_code=204)

    async def trap(request: Request) -> Response:
        world.books.follow(Followed(request.method, "authorization" in request.headers))
        return PlainTextResponse("A redirect was followed to here; it should not have been.\n")

    async def ask_consent(request: Request) -> Response:
        with world.lock:
            oauth.check_authorization(world, _authorization(request))
        return consent.page(request)

    async def answer_consent(request: Request) -> Response:
        ask = _authorization(request)
        with world.lock:
            oauth.check_authorization(world, ask)
            return plain(oauth.redirect(world, ask, approved=ask.first("allow") == "yes"))

    return [
        Route("/simulator/state", _guarded(state), methods=["GET"]),
        Route("/simulator/magic", _guarded(table), methods=["GET"]),
        Route("/simulator/reset", _guarded(reset), methods=["POST"]),
        Route("/simulator/faults", _guarded(faults), methods=["POST"]),
        Route("/simulator/knobs", _guarded(knobs), methods=["POST"]),
        Route("/simulator/outcomes", _guarded(outcomes), methods=["POST"]),
        Route("/simulator/hang-up", _guarded(hang_up), methods=["POST"]),
        Route("/simulator/calls/{id}/hang-up", _guarded(hang_up), methods=["POST"]),
        Route("/simulator/calls/{id}/show", _guarded(show), methods=["POST"]),
        Route("/simulator/tokens", _guarded(tokens), methods=["POST"]),
        Route("/simulator/consent", _guarded(ask_consent), methods=["GET"]),
        Route("/simulator/consent/answer", _guarded(answer_consent), methods=["GET"]),
        Route("/simulator/trap", trap, methods=_ANY),
    ]


def snapshot(world: World) -> dict[str, Any]:
    """The state as JSON data; no secret is in it."""
    speed = world.knobs.speed
    calls = []
    for call in world.switchboard.all():
        words = world.switchboard.status(call, speed)
        calls.append(
            {
                "id": call.public_id,
                "to": call.to_number,
                "from": call.from_number,
                "outcome": call.outcome.name,
                "status": None if words is None else words._asdict(),
            }
        )
    dialled = [{**asdict(one), "at": one.at.isoformat()} for one in world.books.dialled]
    return {
        "simulator": True,
        "speed": speed,
        "dialled": dialled,
        "calls": calls,
        "received": {operation.value: world.books.count(operation) for operation in Operation},
        "answers": world.books.answers(),
        "abandoned": world.books.abandoned,
        "trapped": world.books.trapped,
        "followed": [asdict(one) for one in world.books.followed],
        "sessions": len(world.sessions.alive()),
    }


def set_knobs(world: World, order: KnobOrder) -> None:
    """Set what the order names.

    Raises:
        ValidationError: a value is out of range.
    """
    values = order.model_dump(exclude_none=True, exclude={"limits"})
    for name in ("forbidden", "scopes"):
        if name in values:
            values[name] = frozenset(values[name])
    if order.limits is not None:
        plan = asdict(world.knobs.plan) | order.limits.model_dump(exclude_none=True)
        values["plan"] = Plan(**plan)
    for name, value in values.items():
        setattr(world.knobs, name, value)


def _guarded(endpoint: Endpoint) -> Endpoint:
    """No web page of elsewhere may turn knobs; an unreadable order is answered in words."""

    async def guarded(request: Request) -> Response:
        origin = request.headers.get("origin")
        if origin is not None and origin != str(request.base_url).rstrip("/"):
            return PlainTextResponse("Web pages may not operate the simulator.\n", 403)
        try:
            return await endpoint(request)
        except Refusal as no:
            return JSONResponse(no.body(Shape.BOTH), no.status)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            return PlainTextResponse(f"This order cannot be read: {where}: {first['msg']}.\n", 400)
        except ValueError:
            return PlainTextResponse("This order is not JSON.\n", 400)

    return guarded


def _rows(outcomes: dict[str, magic.Outcome]) -> list[dict[str, Any]]:
    return [
        {
            "ending": ending,
            "name": outcome.name,
            "says": outcome.says,
            "dials": outcome.dials,
            "offContract": outcome.off_contract,
        }
        for ending, outcome in sorted(outcomes.items())
    ]


def _authorization(request: Request) -> Ask:
    return Ask(
        operation=Operation.AUTHORIZE,
        method="GET",
        path=request.url.path,
        params={},
        query=parse_qs(request.url.query, keep_blank_values=True),
        headers={},
        body=b"",
        base=str(request.base_url).rstrip("/"),
        request_id=request.scope["state"]["request_id"],
    )
