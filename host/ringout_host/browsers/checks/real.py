"""A real call through the real host, placed only after the person has typed that they want it."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from ..stdio import HostProcess, HostRefused, StdioError
from .chain import Chain

PATIENCE: Final = 180.0
"""Seconds for one phase; a telephone rings long."""

_OVER: Final = ("connected", "ended", "failed", "cancelled", "unknown")


def real_call(
    chain: Chain,
    argv: Sequence[str],
    env: Mapping[str, str],
    *,
    number: str,
    agree: Callable[[str, str], bool],
    tell: Callable[[str], None],
) -> None:
    """Inspect the number, ask, call it, and follow the call until both are connected or it is over.

    Args:
        agree: given the number as it will be dialled and what has to be typed, whether the person typed that.
        tell: told each phase.
    """
    try:
        with HostProcess(argv, env=env) as host:
            inspection = host.request("numbers.inspect", {"text": number})
            if inspection["verdict"] == "refuse" or "number" not in inspection:
                chain.broken("call", inspection["message"], inspection.get("remedy"), code=inspection["code"])
            found = inspection["number"]
            if not agree(found["international"], found["e164"][-4:]):
                chain.skip("call", "No call was placed, because you did not confirm it.")
                return
            call = _follow(host, _start(host, number, inspection), tell)
            host.close()
    except HostRefused as refusal:
        chain.broken("call", refusal.message, refusal.remedy, code=refusal.code)
    except (StdioError, OSError) as error:
        chain.broken("call", f"The host did not carry the call through: {error}.", "ringout self-test")
    reason = call.get("reason") or {}
    if call["phase"] in ("connected", "ended"):
        chain.ok("call", f"The call to {found['international']} came about. Hang up your phone to end it.")
    else:
        chain.broken(
            "call",
            reason.get("message", f"The call ended as {call['phase']}."),
            reason.get("remedy"),
            code=reason.get("code"),
        )


def _start(host: HostProcess, number: str, inspection: Mapping[str, Any]) -> dict[str, Any]:
    params: dict[str, Any] = {
        "requestId": f"self-test-{secrets.token_hex(8)}",
        "text": number,
        "origin": "self-test",
    }
    if inspection["verdict"] == "confirm":  # the person has just typed that they want it
        params["confirmation"] = host.request("numbers.confirm", {"text": number})["confirmation"]
    call: dict[str, Any] = host.request("calls.start", params, PATIENCE)["call"]
    return call


def _follow(host: HostProcess, call: dict[str, Any], tell: Callable[[str], None]) -> dict[str, Any]:
    tell(call["phase"])
    while call["phase"] not in _OVER:
        note = host.wait_for(lambda one: one.method == "call.updated", PATIENCE, "the next phase of the call")
        if note.params["call"]["phase"] != call["phase"]:
            tell(note.params["call"]["phase"])
        call = note.params["call"]
    return call
