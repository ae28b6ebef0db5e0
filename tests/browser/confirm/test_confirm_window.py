"""Every state of the confirmation window, light and dark, and what becomes of it when something goes wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ringout_host.browsers.drive import Page
from ringout_host.paths import data

from ..axe import axe
from ..driver.site import Site

pytestmark = pytest.mark.browser

HERE = Path(__file__).parent
FOLDERS = ("lib", "pages/confirm", "pages/shared")
KINDS = {".css": "text/css", ".js": "text/javascript", ".html": "text/html"}
ARMED = "document.querySelector('[data-act=call][data-arm=armed]') !== null"
SAYS = "(words => document.querySelector('main').innerText.includes(words))"


class Window:
    """The page of the window in a tab."""

    def __init__(self, page: Page, site: Site) -> None:
        self.page = page
        extension = data("extension")
        for file in (file for folder in FOLDERS for file in (extension / folder).iterdir()):
            if file.suffix in KINDS:
                header = {"Content-Type": f"{KINDS[file.suffix]}; charset=utf-8"}
                site.add(f"/{file.relative_to(extension)}", file.read_bytes(), headers=header)
        words = {
            language: json.loads((extension / f"_locales/{language}/messages.json").read_text("utf-8"))
            for language in ("en", "de", "ja")
        }
        scenes = (
            f"const WORDS = {json.dumps(words)}, ENGLISH = WORDS.en;\n{(HERE / 'scenes.js').read_text('utf-8')}"
        )
        site.add("/scenes.js", scenes.encode(), headers={"Content-Type": "text/javascript; charset=utf-8"})
        html = (extension / "pages/confirm/confirm.html").read_text("utf-8")
        unmarked = '<meta name=format-detection content="telephone=no">'  # as in a window of ours
        added = f'{unmarked}<link rel=icon href=data:,><script src="/scenes.js"></script></head>'
        self.address = site.add("/pages/confirm/confirm.html", html.replace("</head>", added))

    def load(self, scene: str, more: str = "") -> None:
        self.page.goto(f"{self.address}?scene={scene}&id=park-1{more}")
        self.page.wait_for("ports.length && !document.querySelector('main').hasAttribute('aria-busy')")
        self.page.eval("void (scene.news ?? []).forEach(call => post({ name: 'call.updated', call }))")

    def ready(self) -> None:
        self.page.front()
        self.page.wait_for(ARMED)

    def click(self, act: str) -> None:
        self.page.click_on(self.page.rect(f"[data-act={act}]"))

    def says(self, words: str) -> None:
        self.page.wait_for(f"{SAYS}({json.dumps(words)})")

    def acts(self) -> list[str]:
        acts: list[str] = self.page.eval(
            "[...document.querySelectorAll('[data-act]')].map(each => each.dataset.act)"
        )
        return acts


@pytest.fixture
def window(page: Page, site: Site) -> Window:
    page.emulate(width=460, height=560)
    return Window(page, site)


def test_every_state_of_the_window_can_be_looked_at_and_is_accessible(
    window: Window, page: Page, shots: Path
) -> None:
    window.load("abroad")
    faults = {}
    for scene in page.eval("Object.keys(SCENES)"):
        page.emulate(width=460, height=560, dark=False, reduced_motion=True)
        window.load(scene)
        for dark in (False, True):
            page.emulate(width=460, height=560, dark=dark, reduced_motion=True)
            page.screenshot(shots / f"{scene}-{'dark' if dark else 'light'}.png")
            faults[scene, dark] = axe(page)
        assert page.eval("document.documentElement.scrollWidth <= innerWidth"), scene
    assert {state: found for state, found in faults.items() if found} == {}


@pytest.mark.parametrize("how", ["forced", "zoomed", "rtl", "narrow", "de", "ja"])
def test_it_holds_together_elsewhere(window: Window, page: Page, shots: Path, how: str) -> None:
    width, height, zoom = {"zoomed": (920, 1120, 2.0), "narrow": (220, 560, 1.0)}.get(how, (460, 560, 1.0))
    page.emulate(width=width, height=height, zoom=zoom, forced_colors=how == "forced", reduced_motion=True)
    for scene in ("special", "calling", "unknown"):
        window.load(scene, {"rtl": "&words=ar", "de": "&words=de", "ja": "&words=ja"}.get(how, ""))
        page.screenshot(shots / f"{scene}-{how}.png")
        assert page.eval("document.documentElement.scrollWidth <= innerWidth"), scene
        assert axe(page) == [], scene
    assert page.eval("document.documentElement.dir") == ("rtl" if how == "rtl" else "ltr")


def test_a_call_is_confirmed_and_cancelled_by_keys_alone(window: Window, page: Page) -> None:
    window.load("abroad")
    window.ready()
    assert page.eval("document.activeElement.dataset.act") == "dont"
    page.press("Tab")
    assert page.eval("document.activeElement.dataset.act") == "call"
    page.press("Space")
    page.wait_for("named('calls.start').length === 1")
    page.eval("post({ name: 'call.updated', call: call('ringing-you') })")
    window.says("Calling your mobile")
    page.wait_for("document.activeElement.dataset.act === 'close'")  # the one that changes nothing
    page.press("Shift+Tab")
    assert page.eval("document.activeElement.dataset.act") == "cancel"
    page.press("Enter")
    page.wait_for("named('calls.cancel').length === 1")
    window.says("You cancelled")
    page.wait_for("document.activeElement.dataset.act === 'close'")
    page.press("Enter")
    page.wait_for("globalThis.left === 3")


def test_it_says_which_phone_rings_first_and_what_to_dial_by_hand(window: Window) -> None:
    window.load("special")
    for words in ("My mobile", "Extension 45", "can cost far more", "https://shop.example"):
        window.says(words)
    window.load("duplicate")
    window.says("Look whether that call is still going on")


def test_a_host_that_dies_calls_nobody_and_it_can_be_tried_again(window: Window, page: Page) -> None:
    window.load("abroad")
    page.eval("void (scene['numbers.confirm'] = refused('host-exited'))")
    window.ready()
    window.click("call")
    window.says("stopped unexpectedly")
    assert page.eval("named('calls.start')") == []
    page.eval("void (scene['numbers.confirm'] = base['numbers.confirm'])")
    window.click("call")
    page.wait_for("named('calls.start').length === 1")
    assert page.eval("named('calls.start')[0].confirmation") == "token"


def test_a_confirmation_that_ran_out_on_its_way_calls_nobody_and_can_be_given_again(
    window: Window, page: Page
) -> None:
    window.load("abroad")
    page.eval("void (scene['calls.start'] = refused('confirmation-required'))")
    window.ready()
    window.click("call")
    window.says("had run out")
    page.eval("void (scene['calls.start'] = base['calls.start'])")
    window.click("call")
    window.says("Starting the call")
    assert len(page.eval("named('numbers.confirm')")) == 2


def test_a_host_that_is_gone_at_first_can_be_asked_again(window: Window, page: Page) -> None:
    window.load("host-gone")
    assert window.acts() == ["close", "try"]
    page.eval("void (scene['confirm.get'] = ABROAD)")
    window.click("try")
    window.ready()


@pytest.mark.parametrize("when", ["used", "found again"])
def test_what_has_waited_too_long_can_only_be_closed(window: Window, page: Page, when: str) -> None:
    window.load("abroad")
    page.eval(
        "void ['confirm.get', 'numbers.confirm'].forEach(name => (scene[name] = refused('confirmation-over')))"
    )
    window.ready()
    if when == "used":
        window.click("call")
    else:
        page.eval("void dispatchEvent(new Event('focus'))")
    window.says("no longer waits")
    assert window.acts() == ["close"]
    assert page.eval("named('calls.start')") == []
    window.click("close")
    page.wait_for("globalThis.left === 3")


def test_cancel_asks_once_and_says_when_it_is_too_late(window: Window, page: Page) -> None:
    window.load("calling")
    page.eval("void (scene['calls.cancel'] = undefined)")
    window.click("cancel")
    window.says("Cancelling…")
    window.click("cancel")
    assert page.eval("named('calls.cancel').length") == 1
    window.load("calling")
    page.eval("void (scene['calls.cancel'] = refused('not-cancellable'))")
    window.click("cancel")
    window.says("Hang up your phone")


def test_an_unknown_outcome_looks_like_no_other(window: Window, page: Page) -> None:
    window.load("unknown")
    window.says("Outcome not known")
    assert page.eval("document.querySelector('.alarm') !== null")
