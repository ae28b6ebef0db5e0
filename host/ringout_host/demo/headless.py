"""The demo without a person: clicks a number in a real browser, as a hand would, and follows the card."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

from ..browsers.drive import Kind, Page, Rect, WaitError
from ..protocol import OVER
from .say import phase, say
from .site import sample_page
from .stage import Stage

CARD: Final = "ringout-card"
_PATIENCE: Final = 60.0
_CLICKS: Final = 3
"""A busy browser may lose one."""
_PICTURE_AT: Final = "connected"
_WANTED: Final = ["placing", "ringing-you", "ringing-them", "connected", "ended"]

_WATCH: Final = """root => {
  const card = root.querySelector('[data-phase]');
  root.seenPhases = [];
  const look = () => {
    const { phase } = card.dataset;
    if (phase && root.seenPhases.at(-1) !== phase) root.seenPhases.push(phase);
  };
  new MutationObserver(look).observe(card, { attributes: true, attributeFilter: ['data-phase'] });
}"""
"""Remembers each phase as the card shows it, however short: looking now and then would miss some."""
_SEEN: Final = "root => root.seenPhases"
_ARMED: Final = "root => Boolean(root.querySelector('[data-arm=armed]'))"


class NoCallError(Exception):
    """The demo's call did not go as it must; says how far it came."""


def show(kind: Kind, picture: Path) -> None:
    """Place one pretend call by a trusted click and save what the person sees.

    Raises:
        NoCallError: it did not reach its end.
        DriveError: the browser could not be driven.
    """
    with Stage(speed=2.5) as stage, sample_page() as address:
        say(f"Opening {kind} with the extension and a page of numbers …")
        with stage.browser(kind) as browser:
            page = browser.open(address)
            page.emulate(width=1100, height=790)  # all of it, without a scroll bar
            _click_number(page)
            say("Clicked (201) 555-0123. The card opened at the number.")
            page.wait_for_shadow(CARD, _ARMED, timeout=_PATIENCE)
            page.shadow(CARD, _WATCH)
            page.click_on(page.shadow_rect(CARD, "[data-arm]"))
            say("Clicked Call:")
            _follow(page, picture)
        dialled = [call.to for call in stage.simulator.dialled]
        if dialled != ["+12015550123"]:
            raise NoCallError(f"The simulator counted {len(dialled)} calls; it should have been one.")


def _click_number(page: Page) -> None:
    """Click the middle of the first number, once the extension has marked it."""
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=_PATIENCE)
    box = page.eval(
        "(() => { const range = document.createRange();"
        " range.selectNodeContents(document.querySelector('#first'));"
        " const { x, y, width, height } = range.getBoundingClientRect(); return [x, y, width, height]; })()"
    )
    for attempt in range(_CLICKS):
        page.click_on(Rect(*box))
        try:
            page.wait_for(f"document.querySelector('{CARD}') !== null", timeout=_PATIENCE / _CLICKS)
        except WaitError:
            if attempt == _CLICKS - 1:
                raise
        else:
            return


def _follow(page: Page, picture: Path) -> None:
    seen: list[str] = []
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and (not seen or seen[-1] not in OVER):
        for now in (page.shadow(CARD, _SEEN) or [])[len(seen) :]:
            seen.append(now)
            phase(now)
            if now == _PICTURE_AT:
                page.screenshot(picture)
                say(f"    saved {picture.name}")
        time.sleep(0.02)
    if seen != _WANTED:
        raise NoCallError(f"The call went {' → '.join(seen) or 'nowhere'} instead of {' → '.join(_WANTED)}.")
