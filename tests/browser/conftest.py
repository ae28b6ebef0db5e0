"""Fixtures for tests in real browsers. Each test runs once in Chromium and once in Firefox:

    def test_a_number_is_dialled(page, site, shots):
        page.goto(site.add("/a", "<p>Ring 201 555 0123"))  # a page of the test's own; `site.other`: another origin
        page.click_on(page.text_rect("201 555 0123"))      # trusted input, wherever on the page that text is
        page.wait_for_shadow("ringout-card", "root => root.querySelector('h2')?.textContent")  # closed, too
        page.click_on(page.shadow_rect("ringout-card", "button"))
        page.press("Escape"); page.type("12"); page.move(5, 5); page.drag((0, 0), (9, 9)); page.wheel(9, 9, dy=300)
        page.emulate(dark=True, reduced_motion=True, forced_colors=True, width=360, height=640, scale=2, zoom=2)
        page.screenshot(shots / "card.png")                # artifacts/screenshots/<test>/<kind>/card.png
        page.click_on(page.frame("/inner").rect("button")) # frames only read; input goes to the page
        assert page.content_eval("aGlobalOfOurContentScripts") and not page.errors()

`browser`, one for the whole run, has `kind`, `open(url)`, `wait_for_page("confirm.html")` for windows that the
extension opens, `extension_url("pages/popup/popup.html")`, `open_popup()`, `press_command("call-selection")`,
`background_eval("chrome.storage.local.get()")`, `kill_background()`, `extension_errors()`. The whole interface:
`drive/page.py` and `drive/scope.py`. Never sleep; `wait_for("a condition in JavaScript")`. Content scripts run a
little after `goto` has returned, so wait for what they do. A failed test leaves `failed.png` in `shots`.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from ringout_host.browsers.drive import KINDS, Browser, DriveError, Kind, Page, find_browser
from ringout_host.demo.stage import Stage

from ..unlimited import unlimited
from .driver.site import Site

ROOT = Path(__file__).resolve().parents[2]

INSECURE = "insecure.test"
"""Leads here, and no browser knows that: `site.url(path, host=INSECURE)` is a page without a secure context."""

_FAILED = pytest.StashKey[bool]()


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> Kind:
    """Which browser; a test fails, and is not skipped, where it is not installed."""
    wanted: Kind = request.param
    if find_browser(wanted) is None:
        pytest.fail(
            f"{wanted} is not installed. Run: python3 tests   or leave it out with --no-browser", pytrace=False
        )
    return wanted


@pytest.fixture(scope="session")
def stage(kind: Kind) -> Iterator[Stage]:
    """The rest of the product for this browser: the simulator with quick telephones, and a signed-in host."""
    with Stage(speed=20) as made:
        unlimited(made)
        yield made


@pytest.fixture(scope="session")
def browser(kind: Kind, stage: Stage) -> Iterator[Browser]:
    """The browser with the extension and the native host installed; the same one for all tests."""
    here = f"MAP {INSECURE} 127.0.0.1"
    args = [f"--host-resolver-rules={here}"] if kind == "chromium" else []
    with stage.browser(kind, args=args, prefs={"network.dns.localDomains": INSECURE}) as started:
        yield started


@pytest.fixture
def page(browser: Browser, request: pytest.FixtureRequest, shots: Path) -> Iterator[Page]:
    """A tab of the test's own, in front; it and every window opened meanwhile are closed afterwards."""
    before = browser.pages()
    opened = browser.open()
    yield opened
    if request.node.stash.get(_FAILED, False):
        leave_evidence(browser, opened, shots)
    for each in browser.pages():
        if each not in before:
            each.close()


@pytest.fixture(scope="session")
def _server() -> Iterator[Site]:
    with Site(second=Site()) as running:
        yield running


@pytest.fixture
def site(_server: Site) -> Site:
    """Pages for the browser to open; empty at the start of each test."""
    _server.clear()
    return _server


@pytest.fixture
def shots(request: pytest.FixtureRequest, kind: Kind) -> Path:
    """The folder for this test's pictures, without those of an earlier run; `screenshot` makes it."""
    name = re.sub(r"[^A-Za-z0-9_.-]+", "-", request.node.name.replace(f"[{kind}", "[").replace("[-", "[")).strip(
        "-"
    )
    folder = ROOT / "artifacts" / "screenshots" / name / kind
    shutil.rmtree(folder, ignore_errors=True)
    return folder


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Remember that a test failed, for its fixtures."""
    report = yield
    if report.failed:
        item.stash[_FAILED] = True
    return report


def leave_evidence(browser: Browser, page: Page, folder: Path) -> None:
    """Save and print what explains a failure; a browser too broken for that is part of the explanation."""
    try:
        print(f"a picture: {page.screenshot(folder / 'failed.png')}")
        print("address:", page.url)
        print("console:", *page.console(), sep="\n  ")
        print("extension:", *browser.extension_errors(), sep="\n  ")
    except DriveError as error:
        print(f"the browser does not answer: {error}")
    print(f"{browser.program.name}:", *browser.printed()[-20:], sep="\n  ")
