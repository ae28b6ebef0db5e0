"""The demo where there is no browser: speaks to the host over standard input and output, as a browser would."""

from __future__ import annotations

import os

from ..browsers.drive import PACKAGE
from ..browsers.stdio import HostProcess
from ..protocol import OVER
from .headless import NoCallError
from .say import phase, say
from .stage import Stage

_PATIENCE = 60.0


def show(*, asked: bool) -> None:
    """Place one pretend call through the real host.

    Args:
        asked: whether the person wants it so; else there is no browser, which is said.

    Raises:
        NoCallError: it did not reach its end.
    """
    if asked:
        say("This speaks to the RingOut host over standard input and output, as a browser would.")
    else:
        say("No browser was found, so this speaks to the RingOut host over standard input and output instead.")
        say(f"To see it in a browser, install one first. On Debian: apt-get install {PACKAGE['chromium']}")
    with Stage(speed=2.5) as stage:
        with HostProcess(stage.host, env={**os.environ, **stage.environment}) as host:
            say(f"The host is ready (protocol {host.ready['protocol']}, version {host.ready['version']}).")
            call = host.request("calls.start", {"requestId": "demo", "text": "(201) 555-0123", "region": "US"})[
                "call"
            ]
            say(f"Calling {call['to']['international']}:")
            seen = call["phase"]
            phase(seen)
            for note in host.notifications(_PATIENCE):
                if note.method != "call.updated" or note.params["call"]["phase"] == seen:
                    continue
                seen = note.params["call"]["phase"]
                phase(seen)
                if seen in OVER:
                    break
            host.close()
        if seen != "ended" or len(stage.simulator.dialled) != 1:
            raise NoCallError(f"The call stopped at {seen}.")
