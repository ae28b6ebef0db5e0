"""Telephone links that the browser itself hands to us, where clicks on them are not answered in the page: the dial
box opens with the number filled in, and nothing is dialled by that alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page
from ringout_host.browsers.drive.chromium_page import ChromiumPage
from ringout_host.browsers.drive.firefox import FirefoxBrowser
from ringout_host.browsers.drive.scope import poll
from ringout_host.demo.stage import Stage

from .axe import axe
from .driver.site import Site
from .test_options import click, open_options
from .test_popup import been_seen, dialled, has

NOT_IN_THE_PAGE: Final = """chrome.storage.local.set(
  {preferences: {general: {links: false, marking: "nowhere"}, sites: {}}}).then(() => true)"""

ALLOW: Final = """() => {
  const box = Services.wm.getMostRecentWindow("navigator:browser").gBrowser;
  const [asked] = box.getTabDialogBox(box.selectedBrowser).getTabDialogManager()._dialogs;
  const button = asked?._frame.contentDocument?.querySelector("dialog")?.getButton("accept");
  if (!button || button.disabled) return "";
  const words = asked._frame.contentDocument.getElementById("description").textContent;
  button.click();
  return words;
}"""
"""Answers Firefox's question whether the link may be opened; what it asked."""


# A test that is repeated within 30 s would be asked about the same number.
_endings = iter(range(20, 40))


@pytest.fixture(autouse=True)
def _not_in_the_page(browser: Browser) -> Iterator[None]:
    browser.background_eval(NOT_IN_THE_PAGE)
    yield
    browser.background_eval("chrome.storage.local.remove('preferences')")


def test_a_link_comes_to_the_dial_box_and_waits_there(
    browser: Browser, kind: Kind, page: Page, stage: Stage, site: Site, shots: Path
) -> None:
    open_options(browser, page)
    if isinstance(page, ChromiumPage):  # it asks beside the address bar, where no test can press
        page.command("Page.setRPHRegistrationMode", mode="autoAccept")
        click(page, "[data-act=register]")
        has(page, "[data-field=handler] .aside")
    else:
        assert page.eval("document.querySelector('[data-act=register]')") is None
    page.call("() => document.querySelector('#tel').scrollIntoView({behavior: 'instant'})")
    page.screenshot(shots / "options.png")
    number = {"chromium": "207", "firefox": "208"}[kind] + f"55501{next(_endings)}"
    page.goto(site.add("/shop", f"<p><a href='tel:+1-{number[:3]}-{number[3:6]}-{number[6:]};ext=7'>Ring us</a>"))
    page.click_on(page.rect("a"))
    if isinstance(browser, FirefoxBrowser):
        assert "RingOut" in poll(lambda: browser.chrome(ALLOW), "Firefox asks", 20)
    poll(lambda: "popup.html?dial=" in page.url, "the dial box", 20)
    has(page, "#go .call:not([aria-disabled])")
    written = f"+1 {number[:3]}-{number[3:6]}-{number[6:]} x7"
    assert page.eval("document.getElementById('number').value") == written
    assert "Extension 7" in page.eval("document.getElementById('verdict').innerText")
    page.emulate(width=1000, height=700)
    page.screenshot(shots / "dial.png")
    assert axe(page) == []
    assert dialled(stage, number) == 0
    been_seen(page)
    page.press("Enter")
    has(page, ".call-now[data-phase=connected]")
    assert dialled(stage, number) == 1
