"""The popup used by hand: typing, pasting, keys and clicks. The scripted worker tells what it was asked."""

from __future__ import annotations

import pytest

from ringout_host.browsers.drive import Page

from .conftest import PopupPage

pytestmark = pytest.mark.browser


def paste(popup: PopupPage, text: str) -> None:
    """Copy the text from somewhere and paste it into the dial box, by the keys that people use."""
    popup.page.call(
        "text => { const area = document.createElement('textarea'); area.id = 'source'; area.value = text;"
        " document.body.append(area); area.select(); }",
        text,
    )
    popup.page.press("Control+C")
    popup.page.eval("document.getElementById('source').remove()")
    popup.click("#number")
    popup.page.press("Control+V")


def test_a_number_is_written_as_people_do_and_the_caret_stays(popup: PopupPage, page: Page) -> None:
    popup.load()
    page.type("201555012")
    for _ in range(4):
        page.press("ArrowLeft")
    page.type("3")  # 201 55 3 5012: no number of ours yet
    page.press("Backspace")
    page.press("End")
    page.type("3")
    popup.wait("() => document.getElementById('number').value === '(201) 555-0123'")
    for _ in range(4):
        page.press("ArrowLeft")
    page.press("Backspace")  # only the hyphen: the number is the same, and so is its writing
    popup.wait("() => document.getElementById('number').value === '(201) 555-0123'")
    assert page.eval("document.getElementById('number').selectionStart") == 9
    assert popup.asked("calls.start") == []


def test_enter_calls_once_and_the_box_is_free_again(popup: PopupPage, page: Page) -> None:
    popup.load()
    page.type("2015550123")
    page.press("Enter")  # before the host has said anything
    page.press("Enter")
    popup.wait_for(".call-now[data-phase='ringing-you']")
    [start] = popup.asked("calls.start")
    assert start["text"].replace("(", "").replace(")", "").replace(" ", "").replace("-", "") == "2015550123"
    assert popup.value() == ""
    popup.click("[data-act=cancel]")
    popup.wait_for(".call-now[data-phase='cancelled']")
    popup.click(".call-now [data-act=redial]")
    popup.wait_for(".call-now[data-phase='ringing-you']")
    first, second = popup.asked("calls.start")
    assert first["requestId"] != second["requestId"]


def test_what_needs_confirming_goes_to_the_window(popup: PopupPage, page: Page) -> None:
    popup.load()
    popup.type("+442079460123")
    popup.wait_for_text("#go", "Check and call")
    popup.click("#go .call")
    popup.wait_for_text("#verdict", "Confirm this call")
    [parked] = popup.asked("confirm.open")
    assert popup.asked("calls.start") == []
    page.call(
        "id => harness.post({name: 'confirm.closed', requestId: id, outcome: 'dismissed'})", parked["requestId"]
    )
    popup.wait_for_text("#go", "Check and call")


def test_a_number_called_a_moment_ago_goes_to_the_window_too(popup: PopupPage) -> None:
    popup.load("duplicate")
    popup.type("2015550123")
    popup.page.press("Enter")
    popup.wait_for_text("#verdict", "Confirm this call")
    assert len(popup.asked("confirm.open")) == 1


@pytest.mark.parametrize(
    ("scene", "text", "words"),
    [("ready", "911", "Dial it from your phone"), ("still-on", "2015550123", "is still going on")],
)
def test_what_is_refused_cannot_be_called(popup: PopupPage, scene: str, text: str, words: str) -> None:
    popup.load(scene)
    popup.type(text)
    popup.page.press("Enter")
    popup.wait_for(".notice.warn")
    assert words in popup.text("#verdict")
    assert popup.asked("calls.start") == popup.asked("confirm.open") == []


def test_a_messy_paste_leaves_the_number(popup: PopupPage) -> None:
    popup.load()
    paste(popup, "Call me: (201) 555-0123 thanks!")
    popup.wait("() => document.getElementById('number').value === '(201) 555-0123'")
    popup.wait_for("#verdict .facts")
    assert popup.asked("calls.start") == []


def test_several_numbers_in_a_paste_are_offered(popup: PopupPage) -> None:
    popup.load()
    paste(popup, "London +44 20 7946 0123, New York (212) 555-0147.\nWrite to us, too.")
    popup.wait("() => document.querySelectorAll('.choice').length === 2")
    popup.click("li:nth-child(2) .choice")
    popup.wait("() => document.getElementById('number').value.replace(/\\D/g, '') === '12125550147'")
    assert not popup.has(".choice")


def test_an_address_fills_the_box_and_calls_nobody(popup: PopupPage) -> None:
    popup.load(more="&dial=tel%3A%2B12015550123")
    popup.wait("() => document.getElementById('number').value === '+1 201-555-0123'")
    popup.wait_for("#go .call:not([aria-disabled])")
    assert popup.asked("calls.start") == []


def test_the_keypad_works_by_pointer_and_by_keys(popup: PopupPage, page: Page) -> None:
    popup.load()
    popup.click("[data-act=keypad]")
    for key in "20":
        popup.click(f".key[data-key='{key}']")
    assert popup.value() == "20"
    page.eval("document.querySelector('.key[data-key=\"1\"]').focus()")
    page.press("Enter")
    page.press("ArrowDown")
    page.press("ArrowRight")
    page.press("Space")
    page.type("550123")
    popup.wait("() => document.getElementById('number').value.replace(/\\D/g, '') === '2015550123'")
    popup.click(".key[data-key='Backspace']")
    popup.wait("() => document.getElementById('number').value.replace(/\\D/g, '') === '201555012'")
    popup.click("[data-act=clear]")
    assert popup.value() == ""


def test_the_region_is_asked_with_the_number(popup: PopupPage, page: Page) -> None:
    popup.load()
    page.eval("document.getElementById('region').focus()")
    page.type("United Kingdom")
    popup.wait("() => document.getElementById('region').value === 'GB'")
    page.press("Tab")
    popup.click("#number")
    popup.type("02079460123")
    popup.wait_for("#verdict .facts")
    assert popup.asked("numbers.inspect")[-1]["region"] == "GB"
    assert popup.text("#region-shown") == "GB +44"


def test_the_numbers_of_the_page_are_taken_and_shown_by_keys(popup: PopupPage, page: Page) -> None:
    popup.load()
    popup.wait_for(".rows .take")
    assert (
        page.eval("document.querySelectorAll('.rows .take').length") == 4
    )  # the one that stands twice is there once
    for _ in range(2):
        popup.click(".row-item [data-act=show]")
    popup.wait("() => harness.named('page.show').length === 2")
    assert [each["index"] for each in popup.asked("page.show")] == [0, 2]
    page.eval("document.querySelector('.rows .take').focus()")
    page.press("Enter")
    popup.wait("() => document.getElementById('number').value === '+44 20 7946 0123'")
    assert page.eval("document.activeElement.id") == "number"


def test_a_thousand_recents_are_quick_and_all_are_searched(popup: PopupPage, page: Page) -> None:
    popup.load("thousand")
    popup.click("#tab-recents")
    popup.wait_for(".rows .end")
    assert page.eval("document.querySelectorAll('.rows li').length") == 40
    popup.click("#query")
    page.type("23125 123")
    popup.wait(
        "() => [...document.querySelectorAll('.rows .lead')].every(each => each.textContent.includes('23125'))"
    )
    popup.wait("() => harness.named('calls.list').length === 6")
    page.press("Control+A")
    page.press("Backspace")
    popup.wait("() => document.querySelectorAll('.rows li').length === 40")
    page.wheel(180, 500, dy=4000)
    popup.wait("() => document.querySelectorAll('.rows li').length > 40")
    took = page.eval(
        "(() => { const start = performance.now(); harness.post({name: 'call.updated', call: call('ended')});"
        " return performance.now() - start; })()"
    )
    assert took < 1000  # on a machine that is busy with other tests


def test_settings_are_kept_by_the_host(popup: PopupPage, page: Page) -> None:
    popup.load()
    page.eval("document.querySelector('[data-key=from-list]').focus()")
    page.type("Desk")
    popup.wait("() => harness.named('settings.update').some(each => each.from === '+12015550111')")
    popup.click("summary")
    popup.click("[data-act=prompt]")
    popup.wait("() => harness.named('settings.update').some(each => each.playPrompt === false)")
    popup.wait_for("[data-act=prompt][aria-checked=false]")


def test_a_site_is_switched_off_here(popup: PopupPage) -> None:
    popup.load()
    popup.wait_for_text("#site", "shop.example")
    popup.click("[data-act=site]")
    popup.wait_for("[data-act=site][aria-checked=false]")
    assert popup.asked("prefs.set") == [{"site": "shop.example", "key": "marking", "value": False}]


def test_signing_in_opens_one_tab_and_goes_on_by_itself(popup: PopupPage, page: Page) -> None:
    popup.load("signed-out")
    popup.click("[data-act=sign-in]")
    popup.wait_for_text("#repair", "tab that has opened")
    assert page.eval("harness.opened") == ["https://login.example.com/authorize"]
    page.eval("harness.post({name: 'account.changed', account: ACCOUNT})")
    popup.wait_for_text("#account", "Nadia Reyes")
    assert popup.text("#repair") == ""


def test_without_the_host_there_is_one_command_and_a_way_to_check(popup: PopupPage, page: Page) -> None:
    popup.load("host-missing")
    assert popup.text("code") == "pipx install ringout-host && ringout install"
    assert not page.eval("document.getElementById('dial').checkVisibility()")
    page.eval("scene['session.get'] = SESSION; 0")
    popup.click("[data-act=check-host]")
    popup.wait_for_text("#account", "Nadia Reyes")
    assert page.eval("document.getElementById('dial').checkVisibility()")


def test_signed_out_in_mid_call_the_call_goes_on_being_shown(popup: PopupPage, page: Page) -> None:
    popup.load("ringing-them")
    page.eval("harness.post({name: 'account.changed', account: OUT})")
    popup.wait_for("[data-act=sign-in]")
    assert popup.has(".call-now[data-phase='ringing-them']")


def test_an_unknown_outcome_asks_to_look_before_calling_again(popup: PopupPage) -> None:
    popup.load("unknown")
    popup.wait_for_text(".call-now", "Outcome not known")
    assert not popup.has(".call-now [data-act=redial]")
    popup.click("[data-act=looked]")
    popup.wait_for_text(".call-now [data-act=redial]", "anyway")


def test_a_slow_host_is_named_while_it_is_waited_for(popup: PopupPage, page: Page) -> None:
    popup.load("slow-judge")
    page.type("2015550123")
    popup.wait_for_text("#verdict", "Checking")
    popup.wait_for_text("#verdict", "slow to answer")


def test_synthetic_events_call_nobody(popup: PopupPage, page: Page) -> None:
    popup.load()
    popup.type("2015550123")
    popup.wait_for("#go .call:not([aria-disabled])")
    page.eval(
        "document.getElementById('dial').dispatchEvent(new SubmitEvent('submit', {cancelable: true}));"
        " document.querySelector('.rows [data-act]').dispatchEvent(new MouseEvent('click', {bubbles: true})); 0"
    )
    popup.click("[data-act=clear]")  # whatever they caused has happened once this has
    assert popup.asked("calls.start") == []


def test_a_number_that_came_with_the_address_is_not_called_by_a_press_that_a_page_may_have_hurried(
    popup: PopupPage, page: Page
) -> None:
    popup.load(more="&dial=tel:%2B12015550123")
    popup.wait_for("[type=submit]:not([aria-disabled])")
    for now in (0, 399):
        page.eval(f"performance.now = () => {now}")
        page.press("Enter")
        popup.click("[type=submit]")
    assert popup.asked("calls.start") == []
    page.eval("performance.now = () => 1e9")
    page.press("Enter")
    popup.wait("() => harness.named('calls.start').length === 1")
