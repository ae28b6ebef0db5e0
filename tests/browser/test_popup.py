"""The toolbar popup with everything that is ours behind it: the real worker, the real host, the simulator."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage

from .axe import axe
from .driver.site import Site

POPUP = "pages/popup/popup.html"

_endings = iter(range(20, 50))


@pytest.fixture
def number(kind: Kind) -> str:
    """Digits that no test has called yet: the same ones again within 30 s would ask first."""
    return {"chromium": "203", "firefox": "205"}[kind] + f"55501{next(_endings)}"


@pytest.fixture
def slow(stage: Stage) -> Iterator[None]:
    """Telephones slow enough for something to happen in the middle of a call."""
    stage.simulator.knobs.speed = 4
    yield
    stage.simulator.knobs.speed = 20


def has(page: Page, selector: str, timeout: float = 20) -> None:
    """Wait until there is such an element."""
    page.wait_for(f"document.querySelector({selector!r}) !== null", timeout=timeout)


def open_box(page: Page, browser: Browser, query: str = "") -> None:
    """The popup's page in this tab, ready to dial."""
    page.emulate(width=400, height=640)
    browser.background_eval("chrome.storage.session.remove('draft')")
    page.goto(browser.extension_url(POPUP) + query)
    page.wait_for("document.querySelector('.name')?.textContent.includes('Robin')", timeout=20)


def been_seen(page: Page) -> None:
    """Wait until a press can no longer be meant for the page before."""
    seen = page.eval("performance.now()")
    page.wait_for(f"performance.now() > {seen} + 400")


def dialled(stage: Stage, number: str) -> int:
    """How often RingCentral was asked to ring it."""
    return sum(ring_out.to == f"+1{number}" for ring_out in stage.simulator.dialled)


def test_a_typed_number_is_called_once(
    browser: Browser, page: Page, stage: Stage, number: str, shots: Path
) -> None:
    open_box(page, browser)
    page.type(number)
    has(page, "#verdict .facts")
    assert page.eval("document.getElementById('number').value") == f"({number[:3]}) {number[3:6]}-{number[6:]}"
    page.screenshot(shots / "typed.png")
    assert axe(page) == []
    page.click_on(page.rect("#go .call"))
    for phase in ("ringing-you", "connected", "ended"):
        has(page, f".call-now[data-phase={phase}]")
        page.screenshot(shots / f"{phase}.png")
    assert dialled(stage, number) == 1
    page.click_on(page.rect("#tab-recents"))
    has(page, ".rows .end.good")
    page.screenshot(shots / "recents.png")
    page.click_on(page.rect(".call-now [data-act=redial]"))  # within 30 s it asks first
    window = browser.wait_for_page("confirm.html")
    window.close()
    assert dialled(stage, number) == 1
    assert page.errors() == []


@pytest.mark.usefixtures("slow")
def test_a_call_is_cancelled_from_the_popup(browser: Browser, page: Page, stage: Stage, number: str) -> None:
    open_box(page, browser)
    page.type(number)
    page.press("Enter")
    has(page, ".call-now[data-phase=ringing-you]")
    page.click_on(page.rect(".call-now [data-act=cancel]"))
    has(page, ".call-now[data-phase=cancelled]")
    assert dialled(stage, number) == 1


def test_a_link_to_a_number_is_filled_in_and_waits(
    browser: Browser, page: Page, stage: Stage, number: str
) -> None:
    open_box(page, browser, f"?dial=tel%3A%2B1{number}")
    has(page, "#go .call:not([aria-disabled])")
    assert dialled(stage, number) == 0
    been_seen(page)
    page.press("Enter")
    has(page, ".call-now:not([data-phase=placing])")
    assert dialled(stage, number) == 1


def test_the_number_in_a_pasted_sentence_is_taken_with_its_extension(browser: Browser, page: Page) -> None:
    open_box(page, browser)
    page.eval(
        "void Object.assign(document.body.appendChild(document.createElement('textarea')),"
        " {id: 'source', value: 'Call me: +1 201 555 0123 x45, thanks'}).select()"
    )
    page.press("Control+C")
    page.eval("document.getElementById('source').remove(), document.getElementById('number').focus()")
    page.press("Control+V")
    has(page, "#verdict .as-dialled")
    assert page.eval("document.querySelector('.as-dialled').textContent") == "+1 201-555-0123 x45"
    assert "Extension 45" in page.eval("document.getElementById('verdict').innerText")


def test_a_half_typed_number_is_still_there(browser: Browser, page: Page) -> None:
    open_box(page, browser)
    popup = browser.open_popup()
    popup.wait_for("document.querySelector('.name')?.textContent.includes('Robin')", timeout=20)
    popup.eval("document.getElementById('number').focus()")
    popup.eval("document.execCommand('insertText', false, '20155')")
    popup.wait_for("chrome.storage.session.get('draft').then(({ draft }) => draft?.text === '20155')")
    popup.close()
    again = browser.open_popup()
    again.wait_for("document.getElementById('number').value === '20155'", timeout=20)
    again.close()


def test_a_link_to_a_number_that_was_covered_waits_again(
    browser: Browser, page: Page, stage: Stage, number: str
) -> None:
    """A page can open the dial box by a link, lie over it, and go away under a press that was meant for it."""
    open_box(page, browser, f"?dial=tel%3A%2B1{number}")
    has(page, "#go .call:not([aria-disabled])")
    been_seen(page)
    page.eval("document.dispatchEvent(new Event('visibilitychange'))")
    page.press("Enter")
    page.eval("new Promise(done => setTimeout(done, 200))")
    assert dialled(stage, number) == 0
    been_seen(page)
    page.press("Enter")
    poll(lambda: dialled(stage, number) == 1, "the call", 20)


def test_a_key_held_down_from_before_calls_nothing(browser: Browser, page: Page) -> None:
    open_box(page, browser)
    taken = """repeat => !document.getElementById('number').dispatchEvent(
      new KeyboardEvent('keydown', {key: 'Enter', repeat, bubbles: true, cancelable: true}))"""
    assert [page.call(taken, repeat) for repeat in (True, False)] == [True, False]


def test_a_call_abroad_asks_in_the_window(browser: Browser, page: Page, kind: Kind) -> None:
    open_box(page, browser)
    page.type({"chromium": "+442079460151", "firefox": "+442079460152"}[kind])
    page.wait_for("document.getElementById('go').innerText.includes('Check')")
    page.click_on(page.rect("#go .call"))
    window = browser.wait_for_page("confirm.html")
    window.wait_for("document.body.innerText.includes('United Kingdom')")
    window.close()
    page.wait_for("!document.getElementById('verdict').innerText.includes('Confirm this call')")
    assert not page.eval("document.querySelector('.call-now')")


def test_the_popup_knows_the_page_under_it(browser: Browser, page: Page, site: Site, shots: Path) -> None:
    page.goto(site.add("/shop", "<p>Ring (201) 555-0188 or (201) 555-0189, or (201) 555-0188 again."))
    page.wait_for("CSS.highlights.get('ringout-number')?.size > 0", timeout=20)
    popup = browser.open_popup()
    popup.wait_for("document.querySelectorAll('.rows .take').length === 2", timeout=20)
    popup.wait_for("document.getElementById('site').innerText.includes('127.0.0.1')")
    popup.screenshot(shots / "popup.png")
    popup.close()


def test_who_is_signed_out_is_told_so(kind: Kind, shots: Path) -> None:
    with Stage(signed_in=False) as empty, empty.browser(kind) as bare:
        bare.wait_for_page("pages/welcome/").close()  # the first run opens it in front of everything
        page = bare.open(bare.extension_url(POPUP))
        page.front()
        has(page, "[data-act=sign-in]")
        page.screenshot(shots / "signed-out.png")
        page.type("2015550187")
        has(page, "#verdict .facts")
        assert page.eval("document.querySelector('#go .call').getAttribute('aria-disabled')") == "true"
        page.press("Enter")
        has(page, "#verdict .facts")
        assert empty.simulator.dialled == []
