"""The simulator's own paths under `/simulator`: what was dialled, the magic table, knobs and faults, for tests and
curious people in another process. None of them is RingCentral's, and none shows a token.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict
from typing import Any, Final

from pydantic import ValidationError
from starlette.background import BackgroundTask
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route

from . import magic
from .books import Followed
from .delivery import TRAP
from .faults import Fault, Operation
from .orders import FaultOrder, KnobOrder, OfflineOrder, OutcomeOrder, ShowOrder, TokenOrder
from .outcome import Outcome
from .serving import Offline
from .timeline import Status
from .world import World

Endpoint = Callable[[Request], Awaitable[Response]]
GoOffline = Callable[[Offline, float], Awaitable[None]]

_DONE: Final = 204


class Control:
    """The endpoints over one simulator's state."""

    def __init__(self, world: World, go_offline: GoOffline) -> None:
        self._world = world
        self._go_offline = go_offline

    def routes(self) -> list[Route]:
        """All paths under `/simulator` but the consent page."""
        table: dict[str, tuple[Endpoint, str]] = {
            "state": (self.state, "GET"),
            "magic": (self.magic, "GET"),
            "reset": (self.reset, "POST"),
            "faults": (self.faults, "POST"),
            "knobs": (self.knobs, "POST"),
            "outcomes": (self.outcomes, "POST"),
            "hang-up": (self.hang_up, "POST"),
            "calls/{id}/hang-up": (self.hang_up, "POST"),
            "calls/{id}/show": (self.show, "POST"),
            "tokens": (self.tokens, "POST"),
            "offline": (self.offline, "POST"),
        }
        guarded = [
            Route(f"/simulator/{path}", _guarded(endpoint), methods=[method])
            for path, (endpoint, method) in table.items()
        ]
        return [*guarded, Route(TRAP, self.trap, methods=["GET", "POST", "PUT", "DELETE"])]

    async def state(self, request: Request) -> Response:
        """What was asked for, what was dialled, how calls stand."""
        del request
        with self._world.lock:
            return JSONResponse(snapshot(self._world))

    async def magic(self, request: Request) -> Response:
        """The magic numbers."""
        del request
        return JSONResponse({"caller": _rows(magic.CALLER), "callee": _rows(magic.CALLEE)})

    async def reset(self, request: Request) -> Response:
        """As if just started; sessions stay."""
        del request
        with self._world.lock:
            self._world.clear()
        return Response(status_code=_DONE)

    async def faults(self, request: Request) -> Response:
        """Spoil the next answers."""
        order = FaultOrder.model_validate(await request.json())
        particulars = order.model_dump(exclude={"operation", "times"})
        with self._world.lock:
            self._world.faults.add(order.operation, Fault(**particulars), order.times)
        return Response(status_code=_DONE)

    async def knobs(self, request: Request) -> Response:
        """Turn knobs."""
        order = KnobOrder.model_validate(await request.json())
        with self._world.lock:
            order.turn(self._world)
        return Response(status_code=_DONE)

    async def outcomes(self, request: Request) -> Response:
        """Choose how calls to a number end."""
        order = OutcomeOrder.model_validate(await request.json())
        if order.outcome is not None and order.outcome not in magic.OUTCOMES:
            return PlainTextResponse("There is no such outcome. See /simulator/magic.\n", 400)
        with self._world.lock:
            self._world.choose(order.number, magic.OUTCOMES[order.outcome] if order.outcome else None)
        return Response(status_code=_DONE)

    async def hang_up(self, request: Request) -> Response:
        """Hang up one call, or all."""
        wanted = request.path_params.get("id")
        with self._world.lock:
            board, knobs = self._world.switchboard, self._world.knobs
            calls = [call for call in board.all() if wanted in (None, call.public_id)]
            done = [board.hang_up(call, knobs.speed, knobs.timing) for call in calls]
        return JSONResponse({"hungUp": sum(done)})

    async def show(self, request: Request) -> Response:
        """Fix a call's status words."""
        order = ShowOrder.model_validate(await request.json())
        with self._world.lock:
            call = self._world.switchboard.get(request.path_params["id"])
            if call is None:
                return PlainTextResponse("There is no such call.\n", 404)
            self._world.switchboard.show(call, Status(order.call, order.caller, order.callee))
        return Response(status_code=_DONE)

    async def tokens(self, request: Request) -> Response:
        """Expire tokens, or end every session."""
        order = TokenOrder.model_validate(await request.json())
        with self._world.lock:
            if order.do == "revoke":
                self._world.sessions.revoke_all()
            else:
                self._world.sessions.expire(refresh=order.do == "expire-all")
        return Response(status_code=_DONE)

    async def offline(self, request: Request) -> Response:
        """Be out of reach for a while."""
        order = OfflineOrder.model_validate(await request.json())
        return Response(status_code=_DONE, background=BackgroundTask(self._go_offline, order.how, order.seconds))

    async def trap(self, request: Request) -> Response:
        """Where redirects lead: note that one was followed."""
        self._world.books.follow(Followed(request.method, "authorization" in request.headers))
        return PlainTextResponse("A redirect was followed to here; it should not have been.\n")


def snapshot(world: World) -> dict[str, Any]:
    """The state as JSON data; no secret is in it."""
    board, books, speed = world.switchboard, world.books, world.knobs.speed
    standing = [(call, board.status(call, speed)) for call in board.all()]
    return {
        "simulator": True,
        "speed": speed,
        "dialled": [one.shown() for one in books.dialled],
        "calls": [
            {
                "id": call.public_id,
                "to": call.to_number,
                "from": call.from_number,
                "outcome": call.outcome.name,
                "status": None if words is None else words._asdict(),
            }
            for call, words in standing
        ],
        "received": {operation.value: books.count(operation) for operation in Operation},
        "answers": books.answers(),
        "connections": books.connections,
        "abandoned": books.abandoned,
        "trapped": books.trapped,
        "followed": [asdict(one) for one in books.followed],
        "sessions": len(world.sessions.alive()),
    }


def _guarded(endpoint: Endpoint) -> Endpoint:
    """No web page of elsewhere may turn knobs; an unreadable order is answered in words."""

    async def guarded(request: Request) -> Response:
        origin = request.headers.get("origin")
        if origin is not None and origin != str(request.base_url).rstrip("/"):
            return PlainTextResponse("Web pages may not operate the simulator.\n", 403)
        try:
            return await endpoint(request)
        except ValidationError as error:
            first = error.errors(include_url=False, include_input=False)[0]
            where = ".".join(str(part) for part in first["loc"])
            return PlainTextResponse(f"This order cannot be read: {where}: {first['msg']}.\n", 400)
        except ValueError:
            return PlainTextResponse("This order is not JSON.\n", 400)

    return guarded


def _rows(outcomes: Mapping[str, Outcome]) -> list[dict[str, Any]]:
    return [
        {
            "ending": ending,
            "name": outcome.name,
            "says": outcome.says,
            "dials": outcome.dials,
            "once": outcome.once,
            "offContract": outcome.off_contract,
        }
        for ending, outcome in sorted(outcomes.items())
    ]
