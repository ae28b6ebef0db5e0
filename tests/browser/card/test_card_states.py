"""Every state of the card, light and dark: a picture to look at, and nothing for axe to hold against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringout_host.browsers.drive import Page

from ..axe import axe
from .conftest import CardPage


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_can_be_looked_at_and_is_accessible(
    card: CardPage, page: Page, shots: Path, theme: str
) -> None:
    card.load(query="?open")
    page.emulate(dark=theme == "dark", reduced_motion=True)
    faults: dict[str, list[str]] = {}
    for name in page.eval("Object.keys(SCENES)"):
        card.scene(name)
        page.eval("pretendArmed()")
        page.wait_for("document.querySelector('ringout-card').shadowRoot.getAnimations().length === 0")
        page.screenshot(shots / f"{name}.png")
        found = axe(page)
        if found:
            faults[name] = found
    assert not faults
    assert not page.errors()


@pytest.mark.browser
def test_forced_colours_leave_every_control_visible(card: CardPage, page: Page, shots: Path) -> None:
    page.emulate(forced_colors=True, reduced_motion=True)
    for name in ("ready", "confirm", "ringing-you", "unknown", "connected"):
        card.scene(name)
        page.eval("pretendArmed()")
        page.screenshot(shots / f"{name}.png")
        borders = page.shadow(
            "ringout-card",
            "root => [...root.querySelectorAll('.button.call, .button.plain, .button.danger')]"
            ".map(each => getComputedStyle(each).borderTopStyle + getComputedStyle(each).borderTopWidth)",
        )
        assert all(each == "solid1px" for each in borders), (name, borders)


@pytest.mark.browser
@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("ringing-you", "Calling your mobile Answer it and press 1."),
        ("ringing-you-no-prompt", "Calling your desk phone Answer it, then their phone rings."),
        ("ringing-them", "Ringing +44 20 7946 0123"),
        ("connected", "Connected"),
        ("cancelling", "Cancelling…"),
        ("cancel-failed", ("Calling your mobile Answer it and press 1. RingCentral did not take the cancel."
         " Cancel again, or hang up your phone to stop it.")),
        ("no-news", ("Connected RingCentral cannot be reached at the moment. Your call goes on."
         " Look at your phone; the status comes back by itself.")),
        ("failed-busy", "Their line is busy. Try again in a few minutes."),
        ("unknown", ("Nobody knows whether this call was placed. Your phone may ring."
         " Look at your phone before you dial again.")),
        ("refuse-emergency", ("This is an emergency number. RingOut cannot place emergency calls."
         " Dial it from your phone.")),
    ],
)  # fmt: skip
def test_what_changes_is_spoken_politely(card: CardPage, page: Page, name: str, said: str) -> None:
    card.scene(name)
    page.wait_for_shadow(
        "ringout-card",
        "(root, said) => root.querySelector('[role=status][aria-live=polite]').textContent === said",
        said,
    )
