"""Following one call from the terminal: starts the host as a browser would and prints what it tells."""

from __future__ import annotations

import os
import sys
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final

from ..browsers.stdio import HostGone, HostProcess, HostRefused, StdioError
from ..errors import CODES, RingOutError
from ..paths import paths
from ..protocol import OVER

PHASES: Final[dict[str, str]] = {
    "placing": "Asking RingCentral to connect you …",
    "ringing-you": "Ringing your phone – pick it up.",
    "ringing-them": "You are on the line. Ringing them …",
    "connected": "Connected.",
    "ended": "The call is over.",
    "failed": "The call failed.",
    "cancelled": "The call was cancelled.",
    "unknown": "Nobody knows what became of this call.",
}


@contextmanager
def open_host() -> Iterator[HostProcess]:
    """A host of this very installation, ended as browsers end one. Raises RingOutError: it does not start."""
    argv = [sys.executable, "-m", "ringout_host.native.start"]
    try:
        host = HostProcess(argv, env=dict(os.environ), cwd=paths().state.anchor)
    except (OSError, StdioError) as error:
        raise RingOutError("internal", f"The RingOut host does not start: {error}.") from error
    with host:
        try:
            yield host
        finally:
            with suppress(StdioError):
                host.close()


def ask(host: HostProcess, method: str, params: dict[str, Any] | None = None) -> Any:
    """One request. Raises RingOutError: what the host refused, or that it is gone."""
    try:
        return host.request(method, params)
    except HostRefused as error:
        raise RingOutError(error.code, error.message, error.remedy, retry_after=error.retry_after) from None
    except HostGone as error:
        raise _last_words(host) or RingOutError("internal", f"The RingOut host is gone: {error}.") from error
    except StdioError as error:
        raise RingOutError("internal", f"The RingOut host did not answer: {error}.") from error


def _last_words(host: HostProcess) -> RingOutError | None:
    """Why the host has ended, if it could still say so; its sentence already holds the usual advice."""
    fatal = next((note for note in host.notifications(0) if note.method == "host.fatal"), None)
    if fatal is None:
        return None
    code, message = fatal.params["code"], fatal.params["message"]
    return RingOutError(code, message.removesuffix(f" {CODES[code].remedy}"))


def start(host: HostProcess, number: str, region: str | None, confirmation: str | None) -> dict[str, Any]:
    """Start a call to what the person typed. Raises RingOutError."""
    params = {"requestId": str(uuid.uuid4()), "text": number, "region": region, "confirmation": confirmation}
    call: dict[str, Any] = ask(
        host, "calls.start", {key: value for key, value in params.items() if value is not None}
    )["call"]
    return call


def follow(host: HostProcess, call: dict[str, Any]) -> dict[str, Any]:
    """Print each change until the call is over; Ctrl-C cancels while that can work. Returns the last state."""
    show(call)
    seen, call_id = _line(call), call["id"]
    while call["phase"] not in OVER:
        try:
            note = host.wait_for(lambda note: note.params.get("call", {}).get("id") == call_id, 3600)
        except KeyboardInterrupt:
            _cancel(host, call)
            continue
        except HostGone as error:
            raise RingOutError(
                "internal", f"The RingOut host is gone: {error}.", "Look at: ringout history"
            ) from error
        call = note.params["call"]
        if _line(call) != seen:
            seen = _line(call)
            show(call)
    return call


def show(call: dict[str, Any]) -> None:
    """One line for where the call is, on standard error."""
    print(_line(call), file=sys.stderr, flush=True)


def _line(call: dict[str, Any]) -> str:
    reason = call.get("reason")
    return PHASES[call["phase"]] + (f" {reason['message']} {reason['remedy']}" if reason else "")


def _cancel(host: HostProcess, call: dict[str, Any]) -> None:
    print("\nCancelling …", file=sys.stderr)
    try:
        ask(host, "calls.cancel", {"id": call["id"]})
    except RingOutError as error:
        print(f"{error.message} {error.remedy}", file=sys.stderr)
        if error.code != "not-cancellable":
            raise
        raise KeyboardInterrupt from None  # the person wants out; the call is on their phone
