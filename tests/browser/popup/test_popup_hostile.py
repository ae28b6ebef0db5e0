"""Text that nobody would dial, in the dial box and in the history: it stays text, breaks nothing, calls nobody."""

from __future__ import annotations

import pytest

from ringout_host.browsers.drive import Page

from .conftest import PopupPage

pytestmark = pytest.mark.browser

MARKUP = "<img src=x onerror='globalThis.broken = 1'><b>ring us</b>"

ODD = {
    "emoji": "☎️📞👩‍👩‍👧 1️⃣2️⃣3️⃣",
    "words from right to left": "اتصل بنا הזמינו",
    "marks that turn digits around": "\u202e3210 555 102 1+\u202c",
    "marks that nobody sees": "\u200b\u200f\u2066\u2069\ufeff\u00ad",
    "half a sign": "\ud83d 12",
    "NUL and other control characters": "2015\x00550\x07123\x1b[31m",
    "lines": "first line\nsecond line\r\n\tthird line",
    "markup": MARKUP,
    "10,000 letters": "w" * 10_000,
    "10,000 digits": "7" * 10_000,
    "a prototype": "__proto__",
}


PASTE = """text => {
  const data = new DataTransfer();
  data.setData('text/plain', text);
  const event = new ClipboardEvent('paste', {clipboardData: data, bubbles: true, cancelable: true});
  if (document.getElementById('number').dispatchEvent(event)) document.execCommand('insertText', false, text);
}"""
"""By script, as no clipboard carries half a sign or NUL; what the box makes of it is the same."""


@pytest.mark.parametrize("what", ODD)
def test_what_is_pasted_stays_text_and_the_box_goes_on_working(popup: PopupPage, page: Page, what: str) -> None:
    popup.load()
    page.call(PASTE, ODD[what])
    popup.wait("() => harness.named('numbers.inspect').length > 0")
    popup.wait("() => document.querySelector('#verdict .says, #verdict .notice') !== null")
    value = popup.value()
    assert 0 < len(value) <= 1000
    assert "\n" not in value
    assert all(len(each["text"]) <= 1000 for each in popup.asked("numbers.inspect"))
    assert page.eval("document.querySelector('#dial img, #dial b, #verdict img')") is None
    assert page.eval("globalThis.broken") is None
    assert page.eval("document.documentElement.scrollWidth <= innerWidth")
    page.press("Enter")
    popup.wait_for("#verdict .notice.warn")
    assert popup.asked("calls.start") == popup.asked("confirm.open") == []
    popup.click("[data-act=clear]")
    popup.type("2015550123")
    popup.wait_for("#go .call:not([aria-disabled])")
    assert page.errors() == []


def test_the_history_shows_what_it_is_given_as_text(popup: PopupPage, page: Page) -> None:
    popup.load("markup")
    popup.click("#tab-recents")
    popup.wait("() => document.querySelectorAll('.rows li').length === 3")
    popup.wait_for_text(".rows .lead", "<img src=x")
    assert page.eval("document.querySelector('.rows img, .rows b')") is None
    popup.click("#query")
    page.type("<IMG")
    popup.wait(
        "() => harness.named('calls.list').length > 0 && document.querySelectorAll('.rows li').length === 3"
    )
    page.type("\\(*")
    popup.wait_for_text("#panel", "No call matches")
    assert page.eval("globalThis.broken") is None
    assert page.errors() == []
