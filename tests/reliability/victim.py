"""A host that ends itself with SIGKILL at one exact step of what it does. Started as: python victim.py STEP

The product has no hooks for this: the step is found by wrapping what it calls, or by cutting in two what it
sends.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from typing import Any

from ringout_host.ledger.store import Ledger
from ringout_host.native.start import main
from ringout_host.ringcentral.client import RingCentral
from ringout_host.ringcentral.http1 import Http1, HttpRequest, Reply
from ringout_host.ringcentral.oauth import OAuth
from ringout_host.ringcentral.pool import Pool

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
        _arm_wire(step)


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


def _arm_wire(step: str) -> None:
    """On the POST of a ring-out and no other request."""
    send, exchange, take = Pool.send, Http1.exchange, Http1._take
    dialling: set[Http1] = set()

    async def sent(self: Pool, request: HttpRequest, within: float) -> Reply:
        if _dials(request) and step.endswith("connecting"):
            trap = die if step.startswith("before") else _dies_after_awaiting(self._open)
            self._ready, self._open = lambda _: None, trap  # type: ignore[method-assign]
        return await send(self, request, within)

    async def exchanged(self: Http1, request: HttpRequest, until: float) -> Reply:
        if _dials(request):
            dialling.add(self)
            if step == "before the headers":
                die()
            elif step != "after the answer's headers":
                data = self._written(request)
                self.transport.write(data.removesuffix(request.body) if step == "after the headers" else data)
                die()
        return await exchange(self, request, until)

    def taken(self: Http1, event: Any) -> None:
        take(self, event)
        if self in dialling:
            die()

    Pool.send = sent  # type: ignore[method-assign]
    if not step.endswith("connecting"):
        Http1.exchange, Http1._take = exchanged, taken  # type: ignore[method-assign]


def _dials(request: HttpRequest) -> bool:
    return request.method == "POST" and request.target.endswith("/ring-out")


if __name__ == "__main__":
    arm(sys.argv[1])
    sys.exit(main())
