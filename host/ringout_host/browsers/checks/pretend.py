"""The last link: a whole call through the real host, to a pretend RingCentral on this computer.

Nothing outside a folder of its own is touched, and no telephone rings.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import Final

from ...errors import RingOutError
from ...protocol import OVER
from ..machine import Machine
from ..stdio import HostProcess, HostRefused, StdioError
from .chain import Chain
from .conversation import browser_environment

SPEED: Final = 20.0
"""Times faster than people answer."""

PATIENCE: Final = 30.0

_CALLEE: Final = "+1 201 555 0123"


def pretend_call(chain: Chain, machine: Machine, progress: Callable[[str], None]) -> None:
    """Place a call that is answered, and follow it to its end."""
    # The stage brings uvicorn and the whole simulator with it.
    from ...demo.stage import Stage  # noqa: PLC0415

    progress("placing a pretend call")
    began = time.monotonic()
    try:
        with Stage(speed=SPEED) as stage:
            env = browser_environment(machine, stage.environment)
            with HostProcess(stage.host, env=env) as host:
                phases = _call(host)
                host.close()
            dialled = [call.to for call in stage.simulator.dialled]
    except HostRefused as refusal:
        chain.broken("call", f"The pretend call was refused: {refusal.message}", refusal.remedy, code=refusal.code)
    except RingOutError as error:
        chain.broken(
            "call", f"The pretend call could not be placed: {error.message}", error.remedy, code=error.code
        )
    except (StdioError, OSError) as error:
        chain.broken("call", f"The pretend call came to nothing: {error}.", "pipx reinstall ringout-host")
    if phases[-1] != "ended" or "connected" not in phases or len(dialled) != 1:
        chain.broken(
            "call",
            f"A pretend call went {', '.join(phases)}, and {len(dialled)} calls were dialled for it.",
            "pipx reinstall ringout-host",
            code="internal",
        )
    took = time.monotonic() - began
    chain.ok("call", f"A pretend call went {', '.join(phases)}, and was dialled once ({took:.1f} s).")


def _call(host: HostProcess) -> list[str]:
    """Start a call, and return its phases in the order in which they were told."""
    # The row must be on disk and the account be known before the host answers this.
    call = host.request(
        "calls.start",
        {"requestId": f"self-test-{secrets.token_hex(8)}", "text": _CALLEE, "region": "US", "origin": "self-test"},
        PATIENCE,
    )["call"]
    phases = [call["phase"]]
    while phases[-1] not in OVER:
        note = host.wait_for(lambda one: one.method == "call.updated", PATIENCE, "the next phase of the call")
        phase = note.params["call"]["phase"]
        if phase != phases[-1]:
            phases.append(phase)
    return phases
