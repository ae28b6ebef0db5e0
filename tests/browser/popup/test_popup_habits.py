"""What people expect of what they type into: it is still there, arrows move, and what is shown can be copied."""

from __future__ import annotations

import pytest

from ringout_host.browsers.drive import Page

from .conftest import PopupPage

pytestmark = pytest.mark.browser


def test_a_half_typed_number_is_still_there_when_the_popup_opens_again(popup: PopupPage, page: Page) -> None:
    popup.load(more="&kept")
    page.eval("document.getElementById('region').focus()")
    page.type("United Kingdom")
    popup.wait("() => document.getElementById('region').value === 'GB'")
    popup.click("#number")
    popup.type("0207946")
    popup.load(more="&kept")
    popup.wait("() => document.getElementById('number').value === '0207946'")
    assert popup.text("#region-shown") == "GB +44"
    page.type("0123")  # it goes on where it ended
    popup.wait("() => document.getElementById('number').value.replace(/\\D/g, '') === '02079460123'")
    popup.load(more="&kept&dial=tel:%2B12015550123")
    popup.wait("() => document.getElementById('number').value === '+1 201-555-0123'")


def test_what_was_called_or_cleared_or_is_old_is_not(popup: PopupPage, page: Page) -> None:
    popup.load(more="&kept")
    popup.type("2015550123")
    page.press("Enter")
    popup.wait_for(".call-now")
    popup.load(more="&kept")
    popup.wait("() => document.activeElement.id === 'number'")
    assert popup.value() == ""
    popup.type("20155")
    popup.click("[data-act=clear]")
    popup.load(more="&kept")
    assert popup.value() == ""
    popup.type("20155")
    page.eval("chrome.storage.session.set({ draft: { text: '20155', region: null, at: Date.now() - 600_001 } })")
    popup.load(more="&kept")
    assert popup.value() == ""


def test_a_kept_number_is_called_by_no_press_that_began_before_it_could_be_seen(
    popup: PopupPage, page: Page
) -> None:
    popup.load(more="&kept")
    popup.type("2015550123")
    popup.load(more="&kept")
    popup.wait_for("[type=submit]:not([aria-disabled])")
    page.eval("performance.now = () => 0")
    page.press("Enter")
    popup.click("[type=submit]")
    assert popup.asked("calls.start") == []
    page.eval("performance.now = () => 1e9")
    page.press("Enter")
    popup.wait("() => harness.named('calls.start').length === 1")


def focused(page: Page) -> str:
    """The row, field or tab that has the focus."""
    return str(page.eval("document.activeElement.closest('.row-item')?.innerText ?? document.activeElement.id"))


def test_arrows_go_down_from_the_box_through_the_list_and_back(popup: PopupPage, page: Page) -> None:
    popup.load()
    popup.wait_for(".rows .take")
    page.press("ArrowDown")
    assert focused(page).startswith("+44 20 7946 0123")
    page.press("ArrowDown")
    page.press("ArrowDown")
    assert focused(page).startswith("+49 30 23125 123")
    page.press("Home")
    assert focused(page).startswith("+44 20 7946 0123")
    page.press("End")
    page.press("ArrowDown")  # the last one stays the last
    assert focused(page).startswith("+1 212-555-0147")
    page.press("Tab")  # to its button, and up along the buttons
    page.press("ArrowUp")
    assert focused(page).startswith("+49 30 23125 123")
    assert page.eval("document.activeElement.dataset.act") == "show"
    page.eval("document.querySelector('.rows .take').focus()")
    page.press("ArrowUp")
    assert focused(page) == "number"


def test_recent_calls_are_reached_and_called_again_by_keys_alone(popup: PopupPage, page: Page) -> None:
    popup.load()
    page.eval("document.getElementById('tab-marks').focus()")
    page.press("ArrowRight")
    popup.wait_for(".rows .end")
    assert focused(page) == "tab-recents"
    page.press("ArrowDown")
    page.press("ArrowUp")
    assert focused(page) == "query"
    page.press("ArrowDown")
    page.press("ArrowDown")
    page.press("Tab")
    assert page.eval("document.activeElement.dataset.act") == "redial"
    page.press("Enter")
    popup.wait_for(".call-now[data-phase='ringing-you']")
    [start] = popup.asked("calls.start")
    assert start["text"] == "+1 212-555-0147"


def test_the_number_can_be_copied_as_it_is_dialled(popup: PopupPage, page: Page) -> None:
    popup.load()
    popup.type("2015550123")
    popup.wait_for("[data-act=copy-number]")
    popup.click("[data-act=copy-number]")
    popup.wait("() => document.querySelector('[role=status]').textContent === 'Copied'")
    popup.click("[data-act=clear]")
    page.press("Control+V")
    popup.wait("() => document.getElementById('number').value.replace(/[^+\\d]/g, '') === '+12015550123'")
    popup.wait_for("[data-act=copy-number]")
    assert page.eval("document.querySelector('[data-act=copy-number]').title") == "Copy"


def test_a_whole_call_needs_no_mouse(popup: PopupPage, page: Page) -> None:
    popup.load()
    popup.type("2015550123")
    popup.wait_for("#go .call:not([aria-disabled])")
    page.press("Enter")
    popup.wait_for(".call-now[data-phase='ringing-you']")
    for _ in range(12):
        page.press("Shift+Tab")
        if page.eval("document.activeElement.dataset.act") == "cancel":
            break
    page.press("Enter")
    popup.wait_for(".call-now[data-phase='cancelled']")
    # The button has gone with what it cancelled: the focus goes to the call, and on to what can be done now.
    assert page.eval("document.activeElement.tagName") == "H2"
    page.press("Tab")
    assert page.eval("document.activeElement.dataset.act") == "dismiss"
    page.press("Space")
    popup.wait("() => document.querySelector('.call-now') === null")
    assert page.eval("document.activeElement.id") == "number"
