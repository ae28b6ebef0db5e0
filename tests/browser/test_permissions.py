"""Each permission of the manifest is needed: without it, something that the product does is gone. And each does no
more than that: what belongs to permissions we do not ask for is not there.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest

from ringout_host.browsers.drive import Browser, DriveError, Kind, Page
from ringout_host.demo.stage import Stage
from ringout_host.paths import data

from .driver.site import Site

MANIFEST: Final = json.loads((data("extension") / "manifest.json").read_text("utf-8"))

WORKS: Final = {
    "alarms": """chrome.alarms.create('probe', {delayInMinutes: 9}).then(() => chrome.alarms.get('probe'))
      .then(Boolean)""",
    "contextMenus": "typeof chrome.contextMenus.create === 'function'",
    "nativeMessaging": """new Promise(done => { const port = chrome.runtime.connectNative('com.ringout.host');
      port.onMessage.addListener(({method}) => { port.disconnect(); done(method === 'host.ready'); });
      port.onDisconnect.addListener(() => done(false)); })""",
    "notifications": """chrome.notifications.create('probe', {type: 'basic', title: 'x', message: 'x',
      iconUrl: chrome.runtime.getURL('icons/icon-48.png')}).then(id => chrome.notifications.clear(id))
      .then(() => true)""",
    "storage": """chrome.storage.session.set({probe: 1}).then(() => chrome.storage.session.remove('probe'))
      .then(() => true)""",
}
"""What the worker does by each permission. `activeTab` has a test of its own: it needs a person."""

NOT_ASKED_FOR: Final = (
    "cookies", "history", "bookmarks", "downloads", "webRequest", "declarativeNetRequest", "scripting", "debugger",
    "proxy", "privacy", "browsingData", "topSites", "sessions", "identity", "tabCapture", "offscreen",
)  # fmt: skip


def worker_says(browser: Browser, script: str) -> Any:
    """What it comes to in the worker; None where there is no such thing, or no worker that could begin."""
    tried = f"(async () => {{ try {{ return await ({script}); }} catch {{ return null; }} }})()"
    try:
        return browser.background_eval(tried)
    except DriveError:
        return None


@pytest.fixture(params=MANIFEST["permissions"])
def permission(request: pytest.FixtureRequest) -> str:
    """Each permission that the manifest asks for."""
    asked: str = request.param
    return asked


@pytest.fixture
def without(kind: Kind, permission: str, tmp_path: Path) -> Iterator[Browser]:
    """A browser with our extension, but for this permission."""
    folder = tmp_path / "extension"
    shutil.copytree(data("extension"), folder)
    less = {**MANIFEST, "permissions": [each for each in MANIFEST["permissions"] if each != permission]}
    if permission == "storage":
        less.pop(
            "storage"
        )  # the shape of an administrator's settings, for which Chromium gives the permission, too
    (folder / "manifest.json").write_text(json.dumps(less), "utf-8")
    with Stage(extension=folder) as stage, stage.browser(kind) as started:
        yield started


def seen_by_the_popup(browser: Browser, page: Page, site: Site) -> Any:
    """The site that the worker sees while the popup is open over this page."""
    page.goto(site.add("/shop", "<p>Hello"))
    page.front()
    popup = browser.open_popup()
    try:
        return browser.background_eval(
            "chrome.tabs.query({active: true})"
            ".then(all => all.map(({url}) => url).find(url => url?.startsWith('http')) ?? null)"
        )
    finally:
        popup.close()


def test_without_a_permission_what_it_is_for_is_gone(
    browser: Browser, without: Browser, page: Page, site: Site, permission: str
) -> None:
    if permission == "activeTab":
        if browser.kind == "firefox":
            pytest.skip(
                "Firefox shows the addresses of pages that our content scripts may read; Chromium does not"
            )
        assert seen_by_the_popup(browser, page, site) == site.url("/shop")
        assert seen_by_the_popup(without, without.open(), site) is None
        return
    assert worker_says(browser, WORKS[permission]) is True
    assert not worker_says(without, WORKS[permission])


def test_nothing_else_was_given_to_us(browser: Browser) -> None:
    found = browser.background_eval(f"{json.dumps(NOT_ASKED_FOR)}.filter(name => chrome[name] !== undefined)")
    assert found == []
    assert browser.background_eval("chrome.permissions.getAll().then(({permissions}) => permissions)") in (
        MANIFEST["permissions"],
        sorted(MANIFEST["permissions"]),
    )
