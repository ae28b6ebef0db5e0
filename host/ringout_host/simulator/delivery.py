"""Delivering an answer, well or badly: every fault is a response class of its own. Those below HTTP work on the
connection itself, which the server hands to each request as its `wire`.
"""

from __future__ import annotations

import asyncio
import json
import socket
import struct
import sys
from collections.abc import AsyncIterator
from typing import Final

from starlette.responses import Response, StreamingResponse
from starlette.types import Receive, Scope, Send

from . import refusal
from .ask import Answer
from .faults import Fault, Kind
from .refusal import Shape

HUGE: Final = 8 * 1024 * 1024
"""Bytes of a huge body."""

TRAP: Final = "/simulator/trap"
"""Where redirects lead."""


def plain(answer: Answer) -> Response:
    """The answer as it should be."""
    if answer.json is None:
        return Response(status_code=answer.status, headers=dict(answer.headers))
    body = json.dumps(answer.json).encode()
    return Response(body, answer.status, dict(answer.headers), media_type="application/json")


def spoilt(answer: Answer, fault: Fault, base: str, shape: Shape) -> Response:
    """The answer with a fault."""
    whole = plain(answer)
    match fault.kind:
        case Kind.STATUS:
            return _status(answer, fault, shape)
        case Kind.REDIRECT:
            headers = {**answer.headers, "Location": f"{base}{TRAP}"}
            return Response(status_code=fault.status, headers=headers)
        case Kind.DROP | Kind.RESET:
            return Cut(reset=fault.kind is Kind.RESET)
        case Kind.HANG:
            return Silence()
        case Kind.HALF:
            return Half(whole)
        case Kind.LATE:
            return Late(whole, fault.seconds)
        case _:
            return _other_body(answer, fault, bytes(whole.body))


def _other_body(answer: Answer, fault: Fault, body: bytes) -> Response:
    headers = dict(answer.headers)
    match fault.kind:
        case Kind.SLOW:
            sized = {**headers, "content-length": str(len(body))}
            return StreamingResponse(
                _trickle(body, fault.seconds), answer.status, sized, media_type="application/json"
            )
        case Kind.ENDLESS:
            return StreamingResponse(_for_ever(), answer.status, headers, media_type="application/json")
        case Kind.HUGE:
            padded = (body or b"{}").ljust(HUGE)
            return Response(padded, answer.status, headers, media_type="application/json")
        case Kind.MALFORMED:
            cut = body[: max(1, len(body) * 2 // 3)] or b"{"
            return Response(cut, 200, headers, media_type="application/json")
        case Kind.WRONG_TYPE:
            page = "<!doctype html><title>Welcome</title><p>Please sign in to this Wi-Fi network."
            return Response(page, 200, headers, media_type="text/html")
        case _:
            return Response(b"", 200, headers, media_type="application/json")


def _status(answer: Answer, fault: Fault, shape: Shape) -> Response:
    match fault.status:
        case 401:
            no = refusal.bad_token("OAU-213", "Token not found")
        case 429:
            no = refusal.too_many(fault.retry_after)
        case code if code >= 500:
            no = refusal.broken(code, fault.retry_after)
        case code:
            no = refusal.Refusal(code, "CMN-101", "The request is not acceptable")
    return plain(Answer(no.status, no.body(shape), {**answer.headers, **no.headers}))


class Cut(Response):
    """The connection ends without a byte of answer."""

    def __init__(self, *, reset: bool) -> None:
        super().__init__()
        self._reset = reset

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del send
        wire: asyncio.Transport = scope["state"]["wire"]
        if self._reset:
            reset(wire)
        else:
            wire.close()
        await _gone(receive)


class Silence(Response):
    """Nothing is ever answered."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        del scope, send
        await _gone(receive)


class Half(Response):
    """Head and half of the body, then the end of the connection."""

    def __init__(self, whole: Response) -> None:
        super().__init__()
        self._whole = whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        body = bytes(self._whole.body)
        await send(
            {"type": "http.response.start", "status": self._whole.status_code, "headers": self._whole.raw_headers}
        )
        await send({"type": "http.response.body", "body": body[: len(body) // 2], "more_body": True})
        scope["state"]["wire"].close()
        await _gone(receive)


class Late(Response):
    """The right answer, after a while."""

    def __init__(self, whole: Response, seconds: float) -> None:
        super().__init__()
        self._whole = whole
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        gone = asyncio.ensure_future(_gone(receive))
        await asyncio.wait((gone,), timeout=self._seconds)
        if not gone.cancel():
            return  # the client did not wait
        await self._whole(scope, receive, send)


def reset(wire: asyncio.Transport) -> None:
    """End a connection with RST instead of FIN."""
    raw = wire.get_extra_info("socket")
    if raw is not None:
        linger = struct.pack("hh" if sys.platform == "win32" else "ii", 1, 0)
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, linger)
    wire.abort()


async def _gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _trickle(body: bytes, seconds: float) -> AsyncIterator[bytes]:
    pause = seconds / max(1, len(body))
    for index in range(len(body)):
        yield body[index : index + 1]
        await asyncio.sleep(pause)


async def _for_ever() -> AsyncIterator[bytes]:
    yield b'{"id": "'
    while True:
        yield b"A" * 1024
        await asyncio.sleep(0.01)
