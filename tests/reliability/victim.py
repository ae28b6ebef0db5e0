"""A host that ends itself with SIGKILL at one exact step of placing a call. Started as: python victim.py STEP

The product has no hooks for this: the step is found by wrapping what it calls, and by trace events of httpcore.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

import httpcore

from ringout_host.ledger.store import Ledger
from ringout_host.native.start import main
from ringout_host.ringcentral.client import RingCentral

STEPS = (
    "before the row",
    "after the row",
    "before connecting",
    "after connecting",
    "before the headers",
    "after the headers",
    "after the body",
    "after the answer's headers",
    "after the answer",
    "before the update",
    "after the update",
)

TRACED = {
    "before connecting": ("connection.connect_tcp.started",),
    "after connecting": ("connection.connect_tcp.complete",),
    "before the headers": ("http11.send_request_headers.started",),
    "after the headers": ("http11.send_request_headers.complete",),
    "after the body": ("http11.send_request_body.complete",),
    "after the answer's headers": ("http11.receive_response_headers.complete",),
}


def die(*_: object, **__: object) -> Any:
    os.kill(os.getpid(), signal.SIGKILL)


def die_before(function: Callable[..., Any]) -> Callable[..., Any]:
    del function
    return die


def die_after(function: Callable[..., Any]) -> Callable[..., Any]:
    def wrapped(*args: Any, **kwargs: Any) -> Any:
        function(*args, **kwargs)
        die()

    return wrapped


def arm(step: str) -> None:
    """Set the trap."""
    if step == "before the row":
        Ledger.start = die_before(Ledger.start)  # type: ignore[method-assign]
    elif step == "after the row":
        Ledger.start = die_after(Ledger.start)  # type: ignore[method-assign]
    elif step == "after the answer":
        create = RingCentral.create_ring_out

        async def answered(self: RingCentral, *args: Any) -> Any:
            await create(self, *args)
            die()

        RingCentral.create_ring_out = answered  # type: ignore[method-assign]
    elif step == "before the update":
        Ledger.save = die_before(Ledger.save)  # type: ignore[method-assign]
    elif step == "after the update":
        Ledger.save = die_after(Ledger.save)  # type: ignore[method-assign]
    else:
        _arm_wire(TRACED[step])


def _arm_wire(events: tuple[str, ...]) -> None:
    handle = httpcore.AsyncConnectionPool.handle_async_request

    async def trace(name: str, _: Any) -> None:
        if name in events:
            die()

    async def traced(self: Any, request: httpcore.Request) -> httpcore.Response:
        if request.method == b"POST" and request.url.target.endswith(b"/ring-out"):
            request.extensions = {**request.extensions, "trace": trace}
            if events[0].startswith("connection."):  # a warm connection would not be made anew
                await self.aclose()
        return await handle(self, request)

    httpcore.AsyncConnectionPool.handle_async_request = traced  # type: ignore[method-assign]


if __name__ == "__main__":
    arm(sys.argv[1])
    sys.exit(main())
