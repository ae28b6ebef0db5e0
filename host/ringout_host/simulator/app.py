"""The simulator as an ASGI application: turns HTTP into `Ask`, and `Answer` into HTTP. Every answer says that
it is the simulator's, so that nobody takes a pretend call for a real one.
"""

from __future__ import annotations

import uuid
from typing import Final
from urllib.parse import parse_qs

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response, StreamingResponse
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from . import consent, refusal
from .ask import Answer, Ask, Exchange
from .control import Control, GoOffline
from .delivery import plain, spoilt
from .desk import decide
from .faults import Kind
from .refusal import Refusal
from .routes import ROUTES, Served
from .world import World

MOST_BODY: Final = 64 * 1024
"""Bytes of a request's body; far more than any RingCentral request here needs."""

MARK: Final = "X-RingOut-Simulator"
"""The header by which the host knows the simulator."""


def build(world: World, go_offline: GoOffline) -> ASGIApp:
    """The application over this state."""
    routes = [_route(world, served) for served in ROUTES]
    app = Starlette(
        routes=[*routes, *Control(world, go_offline).routes(), *consent.routes(world)],
        exception_handlers={404: _no_such_path, 405: _no_such_path},
    )
    app.router.redirect_slashes = False  # RingCentral's document knows each path in one spelling
    return Stamp(app, world)


class Stamp:
    """Marks every answer, and turns away whoever found the simulator under a name that is not this computer's."""

    def __init__(self, app: ASGIApp, world: World) -> None:
        self._app = app
        self._world = world

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return
        request_id = str(uuid.uuid4())
        scope["state"]["request_id"] = request_id

        async def stamped(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers[MARK] = f"1; speed={round(self._world.knobs.speed, 3):g}"
                headers["RCRequestId"] = request_id
            await send(message)

        if Request(scope).url.hostname not in ("localhost", "127.0.0.1", "::1"):
            no = Response("The simulator serves this computer alone.\n", 403, media_type="text/plain")
            await no(scope, receive, stamped)
            return
        await self._app(scope, receive, stamped)


def _route(world: World, served: Served) -> Route:
    async def endpoint(request: Request) -> Response:
        try:
            body = await _body(request)
        except ClientDisconnect:
            world.books.abandon()
            return Response(status_code=400)
        except Refusal as no:
            return plain(Answer(no.status, no.body(world.knobs.error_shape)))
        ask = Ask(
            operation=served.operation,
            method=served.method,
            path=request.url.path,
            params=request.path_params,
            query=parse_qs(request.url.query, keep_blank_values=True),
            headers={name.lower(): value for name, value in request.headers.items()},
            body=body,
            base=str(request.base_url).rstrip("/"),
            request_id=request.scope["state"]["request_id"],
            legacy=served.legacy,
        )
        answer = decide(world, served, ask)
        if answer.fault is None:
            response = plain(answer)
        else:
            response = spoilt(answer, answer.fault, ask.base, world.knobs.error_shape)
        world.books.answer(served.operation, 0 if _never_answered(answer) else response.status_code)
        if world.observe is not None:
            world.observe(_exchange(ask, answer, response))
        return response

    route = Route(served.path, endpoint, methods=[served.method], name=f"{served.operation} {served.path}")
    route.methods = {served.method}  # Starlette would answer HEAD as well
    return route


def _exchange(ask: Ask, answer: Answer, response: Response) -> Exchange:
    headers = {name.lower(): value for name, value in response.headers.items()}
    body = b"" if isinstance(response, StreamingResponse) else bytes(response.body)
    return Exchange(ask, response.status_code, headers, body, answer.fault is not None)


def _never_answered(answer: Answer) -> bool:
    return answer.fault is not None and answer.fault.kind in (Kind.DROP, Kind.RESET, Kind.HANG)


async def _body(request: Request) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BODY:
            raise refusal.invalid("body")
    return bytes(body)


async def _no_such_path(request: Request, error: Exception) -> Response:
    del request
    status, headers = 404, {}
    if isinstance(error, HTTPException):
        status, headers = error.status_code, dict(error.headers or {})
    no = refusal.unknown("uri")
    return plain(Answer(status, no.body(refusal.Shape.BOTH), headers))
