"""The ways in besides a click on the page: menu, shortcut keys, address bar, notifications."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page, launch, write_native_manifest
from ringout_host.browsers.drive.firefox import FirefoxBrowser
from ringout_host.browsers.drive.scope import poll
from ringout_host.browsers.identity import chromium_id_of
from ringout_host.paths import data

from .driver.site import Site
from .scripted import ScriptedHost
from .test_worker import NUMBER, ask, start

CARD = "ringout-card"
TYPE_IN_FIREFOX = """text => {
  const { ExtensionSearchHandler } = ChromeUtils.importESModule('resource://gre/modules/ExtensionSearchHandler.sys.mjs');
  ExtensionSearchHandler.handleSearch({keyword: 'call', text, inPrivateWindow: false}, () => {});
  ExtensionSearchHandler.handleInputEntered('call', text, 'tab');
}"""
"""What Firefox does when text with our keyword is typed into its address bar and Enter is pressed."""

REASON = {"leg": "them", "code": "busy", "message": "", "remedy": ""}

FOCUS = """chrome.tabs.getCurrent().then(tab => chrome.windows.update(tab.windowId, {focused: true}))
  .then(() => chrome.windows.getLastFocused()).then(window => window.focused)"""

SELECT = "getSelection().selectAllChildren(document.querySelector('#number'))"


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> ScriptedHost:
    """The scripted host of this module's browser."""
    return ScriptedHost(tmp_path_factory.mktemp("scripted"))


@pytest.fixture(scope="module")
def browser(kind: Kind, host: ScriptedHost, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """As in `conftest`, but with the scripted host."""
    profile = tmp_path_factory.mktemp(f"elsewhere-{kind}")
    write_native_manifest(kind, profile, host.program, chromium_id_of(data("extension")))
    env = {"RINGOUT_HOME": str(host.folder)}
    prefs = {"alerts.useSystemBackend": False}  # there is no desktop here to show notifications
    with launch(kind, profile=profile, extension=data("extension"), env=env, prefs=prefs) as started:
        yield started


@pytest.fixture(autouse=True)
def _fresh(host: ScriptedHost) -> None:
    host.reset()


@pytest.fixture
def shop(page: Page, site: Site) -> Page:
    """A page of somebody's, with a number, a link and a frame."""
    site.add("/frame", "<p>Or <span id=number>020 7946 0018</span>")
    page.goto(
        site.add(
            "/shop",
            f"<p>Ring <span id=number>{NUMBER}</span> <a href='tel:{NUMBER}'>now</a> <iframe src=/frame></iframe>",
        )
    )
    poll(lambda: page.content_eval("typeof thisPage === 'object'"), "the content scripts", 10)
    return page


def opened(page: Page) -> Any:
    """What the card is about, once there is one."""
    return page.wait_for(f"document.querySelector('{CARD}') !== null")


def test_the_menu_calls_the_selection(shop: Page) -> None:
    shop.eval(SELECT)
    shop.choose_menu("call-selection", *shop.rect("#number").centre)
    assert opened(shop)


def test_the_menu_calls_a_link(shop: Page) -> None:
    shop.choose_menu("call-link", *shop.rect("a").centre)
    assert opened(shop)


def test_the_menu_unmarks_a_site(shop: Page, browser: Browser) -> None:
    shop.choose_menu("unmark-site", 5, 300)
    poll(
        lambda: (
            shop.content_eval("chrome.runtime.sendMessage({name: 'prefs.get', params: {}})")["result"]["marking"]
            is False
        ),
        "the site to be unmarked",
        10,
    )
    browser.background_eval("chrome.storage.local.clear()")


def test_the_shortcut_calls_the_selection(shop: Page, browser: Browser) -> None:
    shop.eval(SELECT)
    browser.press_command("call-selection")
    assert opened(shop)


def test_the_shortcut_calls_the_selection_in_a_frame(shop: Page, browser: Browser) -> None:
    frame = shop.frame("/frame")
    poll(lambda: frame.content_eval("typeof thisPage === 'object'"), "the content scripts", 10)
    shop.click_on(frame.rect("p"))
    frame.eval(SELECT)
    browser.press_command("call-selection")
    frame.wait_for(f"document.querySelector('{CARD}') !== null")
    assert shop.eval(f"document.querySelector('{CARD}')") is None


def test_the_shortcut_without_a_selection_opens_the_dial_box(shop: Page, browser: Browser) -> None:
    browser.press_command("call-selection")
    browser.wait_for_page("pages/popup/popup.html?dial=")


def test_what_is_typed_into_the_address_bar_goes_into_the_dial_box(
    page: Page, browser: Browser, host: ScriptedHost
) -> None:
    browser.background_eval("chrome.runtime.id")  # it listens
    if isinstance(browser, FirefoxBrowser):
        browser.chrome(TYPE_IN_FIREFOX, f"call {NUMBER}")
    else:
        browser.background_eval(f"chrome.omnibox.onInputEntered.dispatch('{NUMBER}', 'currentTab')")
    browser.wait_for_page(f"pages/popup/popup.html?dial=%2B{NUMBER[1:]}")
    assert host.asked("calls.start") == []


def test_a_notification_is_shown_only_when_the_page_is_not_in_front(
    page: Page, browser: Browser, host: ScriptedHost
) -> None:
    page.goto(browser.extension_url("lib/tokens.css"))
    start(page)
    host.change("call-1", phase="ringing-you")
    page.wait_for("chrome.notifications.getAll().then(all => 'call call-1' in all)")
    page.front()
    page.eval(
        "new Promise(heard => (globalThis.port = chrome.runtime.connect({name: 'updates'})).onMessage.addListener("
        "() => heard()))"
    )

    def told() -> bool:
        page.wait_for(FOCUS)  # a browser without a desktop loses it now and then
        host.change("call-1", phase="failed", reason=REASON)
        shown: bool = page.eval("chrome.notifications.getAll().then(all => 'call call-1' in all)")
        return shown

    poll(lambda: not told(), "the notification to go", 10)


def test_a_page_of_ours_is_opened_once(shop: Page, browser: Browser) -> None:
    for _ in range(2):
        reply = shop.content_eval("chrome.runtime.sendMessage({name: 'page.open', params: {page: 'welcome'}})")
        assert reply == {"result": {}}
        browser.wait_for_page("pages/welcome/welcome.html")
        shop.front()
    assert len([each for each in browser.pages() if "pages/welcome/" in each.url]) == 1


def ask_for(browser: Browser, ours: Page, number: str, request: str) -> Page:
    """Ask for a confirmation; returns the window, in which Call may be used."""
    before = [each for each in browser.pages() if "confirm.html" in each.url]
    assert ask(ours, "confirm.open", requestId=request, text=number, region="US") == {"result": {}}

    def appeared() -> Page | None:
        new = [each for each in browser.pages() if "confirm.html" in each.url and each not in before]
        return new[0] if new else None

    window: Page = poll(appeared, "the window", 10)
    ready(window)
    return window


def ready(window: Page) -> None:
    """Bring it to the front, until it takes clicks; a browser without a desktop loses the focus now and then."""

    def armed() -> bool:
        window.front()
        return bool(window.eval("document.querySelector('[data-act=call][data-arm=armed]') !== null"))

    poll(armed, "the window to be in front", 15)


def test_two_confirmations_at_once_are_two_calls(browser: Browser, page: Page, host: ScriptedHost) -> None:
    host.play(inspect={"verdict": "confirm", "code": "duplicate-call", "message": "A moment ago."})
    page.goto(browser.extension_url("lib/tokens.css"))
    first = ask_for(browser, page, "+12015550101", "confirm-1")
    second = ask_for(browser, page, "+12015550102", "confirm-2")
    second.click_on(second.rect("[data-act=call]"))
    poll(lambda: len(host.asked("calls.start")) == 1, "the second call", 10)
    ready(first)
    first.click_on(first.rect("[data-act=call]"))
    poll(lambda: len(host.asked("calls.start")) == 2, "the first call", 10)
    assert [(each["requestId"], each["text"]) for each in host.asked("calls.start")] == [
        ("confirm-2", "+12015550102"),
        ("confirm-1", "+12015550101"),
    ]


def test_the_popup_lists_the_numbers_of_every_frame(shop: Page, browser: Browser, page: Page) -> None:
    tab = shop.content_eval("chrome.runtime.sendMessage({name: 'session.get', params: {}}).then(() => true)")
    assert tab
    ours = browser.open(browser.extension_url("lib/tokens.css"))
    tabs = ours.eval("chrome.tabs.query({}).then(tabs => tabs.map(tab => tab.id))")
    lists = [ask(ours, "page.list", tabId=each) for each in tabs]
    assert [reply for reply in lists if "result" in reply]
    assert {reply["error"]["code"] for reply in lists if "error" in reply} <= {"page-unreachable"}
