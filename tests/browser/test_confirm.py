"""The confirmation window: what the policy wants confirmed is dialled by a deliberate click in it alone."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path

import pytest

from ringout_host.browsers.drive import Browser, DriveError, Kind, Page
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage

from .axe import axe
from .driver.site import Site

pytestmark = pytest.mark.browser

CARD = "ringout-card"
_lines: Iterator[int] = count(1)


@pytest.fixture
def number(kind: Kind) -> str:
    """One abroad, that no other test has called."""
    return f"+44 20 7946 0{'3' if kind == 'chromium' else '4'}{next(_lines) % 50:02}"


@pytest.fixture
def window(browser: Browser, page: Page, site: Site, number: str) -> Page:
    """The window that a card for a number abroad has opened."""
    page.goto(
        site.add("/page", f"<!doctype html><html lang=en-US><meta charset=utf-8><title>x</title><p>Ring {number}.")
    )
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=20)
    page.click_on(page.text_rect(number))
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=check]') !== null")
    page.click_on(page.shadow_rect(CARD, "[data-act=check]"))
    opened = browser.wait_for_page("confirm.html")
    opened.wait_for("document.querySelector('[data-act=dont]') !== null")
    return opened


def dialled(stage: Stage, number: str) -> int:
    return sum(ring_out.to == number.replace(" ", "") for ring_out in stage.simulator.dialled)


def gone(browser: Browser) -> bool:
    return not any("confirm.html" in each.url for each in browser.pages())


def in_front(page: Page) -> None:
    page.front()
    page.wait_for("document.querySelector('[data-arm=armed]') !== null")


def test_it_says_what_why_and_for_whom(window: Page, site: Site, number: str, shots: Path) -> None:
    text = window.eval("document.querySelector('main').innerText")
    for part in (number, "United Kingdom", "goes abroad", site.url("")):
        assert part in text
    in_front(window)
    window.emulate(reduced_motion=True)
    for dark in (False, True):
        window.emulate(dark=dark)
        window.screenshot(shots / f"{'dark' if dark else 'light'}.png")
        assert axe(window) == []


def test_enter_does_not_call(browser: Browser, page: Page, window: Page, stage: Stage, number: str) -> None:
    in_front(window)
    assert window.eval("document.activeElement.dataset.act") == "dont"
    with suppress(DriveError):  # the window goes before the key comes up
        window.press("Enter")
    poll(lambda: gone(browser), "the window is gone", 10)
    page.wait_for_shadow(CARD, "root => root.querySelector('[data-act=check]') !== null")
    assert dialled(stage, number) == 0


def test_escape_is_no(browser: Browser, window: Page, stage: Stage, number: str) -> None:
    in_front(window)
    with suppress(DriveError):
        window.press("Escape")
    poll(lambda: gone(browser), "the window is gone", 10)
    assert dialled(stage, number) == 0


def test_scripts_cannot_press_it(window: Page, stage: Stage, number: str) -> None:
    in_front(window)
    window.eval("document.querySelector('[data-act=call]').click()")
    window.eval("new Promise(done => setTimeout(done, 300))")
    assert window.eval("document.querySelector('[data-act=call]') !== null")
    assert dialled(stage, number) == 0


def test_a_key_held_down_from_before_presses_nothing(window: Page) -> None:
    in_front(window)
    for key in ("Enter", " "):
        taken = """(key, repeat) => !document.querySelector('[data-act=call]').dispatchEvent(
          new KeyboardEvent('keydown', {key, repeat, bubbles: true, cancelable: true}))"""
        assert [window.call(taken, key, repeat) for repeat in (True, False)] == [True, False]


def test_a_click_on_call_anyway_calls_once_and_the_card_shows_it(
    page: Page, window: Page, stage: Stage, number: str, shots: Path
) -> None:
    in_front(window)
    window.click_on(window.rect("[data-act=call]"))
    poll(lambda: dialled(stage, number) == 1, "one call", 10)
    page.wait_for_shadow(CARD, "root => root.querySelector('.card').dataset.phase !== ''")
    page.screenshot(shots / "card.png")
