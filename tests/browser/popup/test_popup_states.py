"""Every state of the popup, light and dark: a picture to look at, and nothing for axe to hold against it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ringout_host.browsers.drive import Page

from ..axe import axe
from .conftest import PopupPage

TYPED = {
    "ready": "",
    "typed-allow": "2015550123",
    "typed-confirm": "+442079460123",
    "typed-refuse": "911",
    "typed-half": "20155",
}
"""What is typed in the scene `ready`, by the name of the picture."""

COLOURFUL = {"failed", "unknown", "connected", "signed-out", "host-missing", "limit", "locked", "recents", *TYPED}
"""Between them, these states wear every colour there is; in the dark, the others look no different."""


@pytest.mark.browser
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_state_of_the_popup_can_be_looked_at_and_is_accessible(
    popup: PopupPage, page: Page, shots: Path, theme: str
) -> None:
    page.emulate(dark=theme == "dark", reduced_motion=True)
    faults: dict[str, list[str]] = {}

    def look(name: str) -> None:
        page.screenshot(shots / f"{name}.png")
        if found := axe(page):
            faults[name] = found

    popup.load()
    for name in page.eval("Object.keys(SCENES)"):
        if name in ("ready", "still-on", "duplicate", "slow-judge", "thousand", "markup") or (
            theme == "dark" and name not in COLOURFUL
        ):
            continue
        popup.load(name)
        if name == "loading":
            popup.wait_for(".loading")
        if name == "no-recents":
            popup.click("#tab-recents")
            popup.wait_for("#panel .empty")
        if name in ("limit", "sign-in-refused"):
            popup.type("2015550123") if name == "limit" else None
            popup.wait_for("#go .call:not([aria-disabled])") if name == "limit" else None
            popup.click("#go .call" if name == "limit" else "[data-act=sign-in]")
            popup.wait_for(".notice.warn")
        look(name)
    for name, text in TYPED.items():
        popup.load()
        if text:
            popup.type(text)
            popup.wait("text => harness.named('numbers.inspect').some(each => each.text === text)", text)
            popup.wait_for("#verdict :is(.as-dialled, .notice, .half)")
            page.wait_for("document.querySelector('.half')?.checkVisibility({visibilityProperty: true}) ?? true")
        look(name)
    popup.click("[data-act=keypad]")
    look("keypad")
    popup.load()
    popup.click("#tab-recents")
    popup.wait_for(".rows .end")
    look("recents")
    popup.click("summary")
    look("phones")
    popup.load()
    popup.click('[data-text="+49 30 23125 123 x45"]')
    popup.wait_for("#verdict .facts")
    assert page.eval("document.querySelectorAll('#verdict .notice').length") == 2  # abroad, and by hand
    page.wait_for("(field => field.scrollWidth <= field.clientWidth)(document.getElementById('number'))")
    look("typed-long")
    assert not faults
    assert not page.errors()


@pytest.mark.browser
@pytest.mark.parametrize("how", ["forced", "zoomed", "rtl", "narrow", "de", "ja"])
def test_the_popup_holds_together_elsewhere(popup: PopupPage, page: Page, shots: Path, how: str) -> None:
    page.emulate(forced_colors=how == "forced", reduced_motion=True)
    if how == "zoomed":
        page.emulate(width=720, height=1200, zoom=2)
    if how == "narrow":
        page.emulate(width=200)
    popup.load(
        "ringing-you",
        more={"rtl": "&locale=ar", "narrow": "&place=tab", "de": "&words=de", "ja": "&words=ja"}.get(how, ""),
    )
    popup.type("2015550123")
    popup.wait_for("#verdict .facts")
    page.screenshot(shots / f"{how}.png")
    assert page.eval("document.documentElement.scrollWidth <= innerWidth")
    assert page.eval("document.dir || document.documentElement.dir") == ("rtl" if how == "rtl" else "ltr")


@pytest.mark.browser
@pytest.mark.parametrize(
    ("scene", "said"),
    [
        ("ringing-you", "Calling your mobile Answer it and press 1."),
        ("ringing-them", "Ringing +44 20 7946 0123"),
        ("failed", "Their line is busy. Try again in a few minutes."),
        (
            "unknown",
            "Nobody knows whether this call was placed. Your phone may ring. Look at your phone before you dial again.",  # noqa: E501
        ),
    ],
)
def test_what_changes_is_spoken_politely(popup: PopupPage, scene: str, said: str) -> None:
    popup.load(scene)
    popup.wait("said => document.querySelector('[role=status][aria-live=polite]').textContent === said", said)
