"""A host that ends itself with SIGKILL at one exact step of what it does. Started as: python victim.py STEP

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
from ringout_host.ringcentral.oauth import OAuth

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

ADOPTION = ("before taking over", "after taking over", "after the first look", "before the first news")
"""Steps of taking over a dead host's call."""

RENEWAL = ("before the renewal", "after the renewal", "before the tokens' rename", "after the tokens' rename")
"""Steps of renewing the sign-in. Between the second and the last, nobody but this host has the new tokens."""

SETTINGS = ("before the settings' rename", "after the settings' rename")

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
    elif step in _ELSEWHERE:
        owner, name, trap = _ELSEWHERE[step]
        setattr(owner, name, trap(getattr(owner, name)))
    elif step in RENEWAL or step in SETTINGS:
        _arm_rename(step)
    else:
        _arm_wire(TRACED[step])


def _dies_after_awaiting(function: Callable[..., Any]) -> Callable[..., Any]:
    async def wrapped(*args: Any, **kwargs: Any) -> Any:
        await function(*args, **kwargs)
        die()

    return wrapped


_ELSEWHERE: dict[str, tuple[Any, str, Callable[..., Any]]] = {
    "before taking over": (Ledger, "adopt", die_before),
    "after taking over": (Ledger, "adopt", die_after),
    "after the first look": (RingCentral, "ring_out_status", _dies_after_awaiting),
    "before the first news": (Ledger, "save", die_before),
    "before the renewal": (OAuth, "refresh", die_before),
    "after the renewal": (OAuth, "refresh", _dies_after_awaiting),
}


def _arm_rename(step: str) -> None:
    """`os.replace` is what makes a file that was written beside it the real one."""
    rename, wanted = os.replace, "tokens" if step in RENEWAL else "config"

    def replace(source: Any, target: Any, **kwargs: Any) -> None:
        if wanted in os.fspath(target) and step.startswith("before"):
            die()
        rename(source, target, **kwargs)
        if wanted in os.fspath(target):
            die()

    os.replace = replace


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
