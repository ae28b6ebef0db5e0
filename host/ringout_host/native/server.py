"""Requests in, replies out: finds the handler by the method's name and answers every request exactly once.

Handlers know nothing of frames or JSON; this module knows nothing of calls.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from pydantic import ValidationError

from ..errors import RequestError, RingOutError
from ..protocol import METHODS, NOTIFICATIONS, Wire
from . import matching, rpc
from .framing import Decoder, Frame, FrameError, Skipped

Handler = Callable[[Any], Awaitable[Wire]]
"""Takes the method's params model, returns its result model, raises RingOutError."""

Send = Callable[[bytes, str | None], None]
"""Sends a body; the second argument names the thing that it is news of."""

log = logging.getLogger(__name__)


class Server:
    """One browser's conversation with this host."""

    def __init__(self, handlers: Mapping[str, Handler], send: Send) -> None:
        self._handlers = handlers
        self._send = send
        self._decoder = Decoder()
        self._in_flight: dict[rpc.RequestId, asyncio.Task[None]] = {}

    def feed(self, data: bytes) -> None:
        """Take bytes from the browser.

        Raises:
            FrameError: this is not our protocol; the conversation is over and the browser was told why.
        """
        try:
            for event in self._decoder.feed(data):
                if isinstance(event, Skipped):
                    self._refuse(None, RequestError("too-large"))
                else:
                    self._take(event)
        except FrameError:
            self.notify(
                "host.fatal",
                NOTIFICATIONS["host.fatal"].model_validate(
                    {"code": "too-large", "message": "The browser sent something that is not a request."}
                ),
            )
            raise

    def notify(self, method: str, params: Wire, news_of: str | None = None) -> None:
        """Tell the browser something it did not ask for."""
        self._send(rpc.notification(method, params.wire()), news_of)

    async def close(self) -> None:
        """Give up the requests that are still being worked on."""
        tasks = list(self._in_flight.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    def _take(self, frame: Frame) -> None:
        try:
            request = rpc.parse(frame.body)
        except rpc.UnreadableError as unreadable:
            self._refuse(unreadable.id, unreadable.error)
            return
        if request.id is None:
            return  # a notification: there is nothing that browsers need to tell us
        if request.id in self._in_flight:
            self._refuse(
                request.id, RequestError("bad-request", "A request with this id is still being answered.")
            )
        elif len(self._in_flight) >= rpc.MAX_IN_FLIGHT:
            self._refuse(request.id, RequestError("busy"))
        elif request.method == matching.METHOD and (body := self._matched(request)) is not None:
            self._send(body, None)
        else:
            task = asyncio.get_running_loop().create_task(self._answer(request.id, request))
            self._in_flight[request.id] = task

    def _matched(self, request: rpc.Request) -> bytes | None:
        """The reply to `numbers.match`, without a task and its two trips around the loop; None: see `matching`."""
        try:
            return matching.answer(request)
        except Exception:
            log.exception("%s failed", request.method)
            return rpc.failure(request.id, rpc.defect())

    async def _answer(self, request_id: rpc.RequestId, request: rpc.Request) -> None:
        try:
            result = await self._handle(request)
            body = rpc.reply(request_id, result.wire())
        except RingOutError as error:
            log.info("%s refused: %s", request.method[:40], error.code)
            body = rpc.failure(request_id, error)
        except asyncio.CancelledError:
            raise
        except Exception:
            log.exception("%s failed", request.method[:40])
            body = rpc.failure(request_id, rpc.defect())
        finally:
            self._in_flight.pop(request_id, None)
        self._send(body, None)

    async def _handle(self, request: rpc.Request) -> Wire:
        method, handler = METHODS.get(request.method), self._handlers.get(request.method)
        if method is None or handler is None:
            raise RequestError("unknown-method")
        try:
            params = method.params.model_validate(request.params, strict=True, by_alias=True, by_name=False)
        except ValidationError as error:
            raise _bad_params(error) from error
        return await handler(params)

    def _refuse(self, request_id: rpc.RequestId | None, error: RingOutError) -> None:
        self._send(rpc.failure(request_id, error), None)


def _bad_params(error: ValidationError) -> RequestError:
    first = error.errors(include_url=False, include_input=False, include_context=False)[0]
    where = ".".join(str(part)[:40] for part in first["loc"][:4])
    return RequestError(
        "bad-request", f"The browser sent a request that cannot be understood: {where}: {first['msg']}."
    )
