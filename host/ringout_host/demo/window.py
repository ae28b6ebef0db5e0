"""The demo with a screen: a real window to click in, until the person closes it or presses Ctrl-C."""

from __future__ import annotations

import time

from ..browsers.drive import Kind
from .say import say
from .site import sample_page
from .stage import Stage


def show(kind: Kind) -> None:
    """Open the sample page in a throw-away browser. Raises DriveError: there is no such browser, or no window."""
    with Stage() as stage, sample_page() as address, stage.browser(kind, headless=False) as browser:
        browser.open(address)
        say(f"A {kind} window is open. Click a number on the page, then Call.")
        say("Every call is pretended: nothing is dialled. Close the window or press Ctrl-C to end.")
        counted = 0
        while browser.alive():
            dialled = stage.simulator.dialled
            for call in dialled[counted:]:
                say(f"  ● the simulator was asked to connect {call.from_} and {call.to}")
            counted = len(dialled)
            time.sleep(0.3)
