"""The browser driver does what it says, in both browsers, with a small extension of its own."""

from __future__ import annotations

import json
import os
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from ringout_host.browsers.drive import (
    Browser,
    DriveError,
    Kind,
    Page,
    Scope,
    ScriptError,
    WaitError,
    home_of,
    launch,
    write_native_manifest,
)
from ringout_host.browsers.drive.scope import poll
from ringout_host.browsers.identity import GECKO_ID, chromium_id_of

from .driver.site import Site

FIXTURE = Path(__file__).with_name("driver_fixture")
CARD = "ringout-card"
OUTPUT = "root => root.querySelector('output').textContent"
EVENTS = """<button style="position:absolute;left:50px;top:50px;width:80px;height:40px">Press</button>
<script>const seen = [];
for (const type of ['click', 'dblclick', 'contextmenu', 'auxclick', 'mousemove', 'wheel', 'keydown'])
  addEventListener(type, e => seen.push({type, trusted: e.isTrusted, x: e.clientX, y: e.clientY, detail: e.detail,
    button: e.button, shift: e.shiftKey, control: e.ctrlKey, key: e.key, dy: e.deltaY}));
const last = type => seen.findLast(e => e.type === type);</script>"""


@pytest.fixture(scope="module")
def browser(kind: Kind, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """As in `conftest`, but with the extension in `driver_fixture` and a host that echoes."""
    profile = tmp_path_factory.mktemp(f"driver-{kind}")
    with start(kind, profile) as started:
        yield started


def start(kind: Kind, profile: Path) -> Browser:
    """Launch the browser with the small extension and its host."""
    host = profile / "echo"
    host.write_text(f'#!/bin/sh\nexec "{sys.executable}" "{FIXTURE / "echo.py"}" "$@"\n', encoding="utf-8")
    host.chmod(0o755)
    write_native_manifest(kind, profile, host, chromium_id_of(FIXTURE))
    return launch(kind, profile=profile, extension=FIXTURE)


def size_of(png: Path) -> tuple[int, int]:
    """Width and height of a picture, from its header."""
    head = png.read_bytes()[:24]
    assert head[:8] == b"\x89PNG\r\n\x1a\n"
    width, height = struct.unpack(">II", head[16:])
    return width, height


def test_the_extension_has_the_id_its_key_gives(browser: Browser, page: Page) -> None:
    if browser.kind == "chromium":
        assert browser.extension_id == chromium_id_of(FIXTURE)
    page.goto(browser.extension_url("popup.html"))
    assert page.eval("chrome.runtime.id") == (browser.extension_id if browser.kind == "chromium" else GECKO_ID)
    assert page.url == browser.extension_url("/popup.html")


def test_values_come_back_as_json(page: Page, site: Site) -> None:
    page.goto(site.add("/", "<title>Values</title>"))
    value = {"a": [1, 2.5, "x", None, True], "b": {"c": ""}}
    assert page.call("v => v", value) == value
    assert page.eval("new Promise(done => setTimeout(done, 1, [document.title]))") == ["Values"]
    assert page.eval("undefined") is None
    assert page.eval("(() => { const o = {x: 1}; return [o, o]; })()") == [{"x": 1}, {"x": 1}]


@pytest.mark.parametrize("js", ["throw new Error('no such luck')", "Promise.reject(new Error('no such luck'))"])
def test_what_a_script_throws_is_raised(page: Page, js: str) -> None:
    with pytest.raises(ScriptError, match="no such luck"):
        page.eval(js)


def test_an_address_without_a_server_is_an_error(page: Page) -> None:
    with pytest.raises(DriveError, match=r"127\.0\.0\.1:9"):
        page.goto("http://127.0.0.1:9/")


def test_waiting_ends_with_the_condition_or_says_what_it_saw(page: Page, site: Site) -> None:
    page.goto(site.add("/", "<script>setTimeout(() => window.late = 'here', 80)</script>"))
    assert page.wait_for("late") == "here"
    with pytest.raises(WaitError, match=r"never.*not defined"):
        page.wait_for("never", timeout=0.1)


def test_waiting_survives_a_navigation(page: Page, site: Site) -> None:
    second = site.add("/second", "<title>Second</title>")
    page.goto(site.add("/first", f"<script>setTimeout(() => location = {second!r}, 30)</script>"))
    assert page.wait_for("document.title === 'Second'")
    page.goto(site.add("/at-once", f"<script>location = {second!r}</script>"))
    assert page.wait_for("document.title === 'Second'")


def test_a_click_is_trusted_and_lands_where_it_should(page: Page, site: Site) -> None:
    page.goto(site.add("/", EVENTS))
    page.click_on(page.rect("button"), modifiers=["Shift"])
    seen = page.eval("last('click')")
    assert (seen["trusted"], round(seen["x"]), round(seen["y"])) == (True, 90, 70)
    assert (seen["shift"], seen["control"], seen["detail"], seen["button"]) == (True, False, 1, 0)
    page.click(90, 70)
    assert page.eval("[last('click').detail, last('click').shift]") == [1, False]
    page.click(90, 70, count=2)
    assert page.eval("[last('click').detail, last('dblclick').trusted]") == [2, True]
    page.click(20, 20, button="middle")
    assert page.eval("last('auxclick').button") == 1
    page.eval("addEventListener('contextmenu', e => e.preventDefault())")
    page.click(20, 20, button="right")
    assert page.wait_for("last('contextmenu')")["trusted"]


def test_the_mouse_moves_drags_and_turns_its_wheel(page: Page, site: Site) -> None:
    page.goto(
        site.add("/", f"<p style='font:20px monospace'>Select these words</p>{EVENTS}<p style='height:9000px'>")
    )
    page.move(33, 44)
    assert page.eval("[last('mousemove').x, last('mousemove').y]") == [33, 44]
    words = page.text_rect("these words")
    middle = words.centre[1]
    page.drag((words.x + 1, middle), (words.x + words.width, middle))
    assert page.eval("String(getSelection())") == "these words"
    page.wheel(300, 300, dy=400)
    page.wait_for("scrollY > 100")
    assert page.eval("last('wheel').trusted && last('wheel').dy > 0")


def test_keys_type_and_command(page: Page, site: Site) -> None:
    page.goto(site.add("/", f"<form onsubmit='sent = true; return false'><input autofocus></form>{EVENTS}"))
    page.click_on(page.rect("input"))
    page.type("+1 (201) 555-0123 äé")
    assert page.eval("document.querySelector('input').value") == "+1 (201) 555-0123 äé"
    page.press("Control+A")
    page.press("Backspace")
    page.type("ab")
    page.press("ArrowLeft")
    page.press("Shift+C")
    assert page.eval("document.querySelector('input').value") == "aCb"
    page.press("Enter")
    assert page.wait_for("window.sent")
    page.press("Tab")
    assert page.eval("document.activeElement.localName") == "button"
    page.press("Shift+Tab")
    assert page.eval("document.activeElement.localName") == "input"
    page.press("Escape")
    assert page.eval("[last('keydown').key, last('keydown').trusted]") == ["Escape", True]
    with pytest.raises(ValueError, match="Hyper"):
        page.press("Hyper+X")


def test_text_is_found_across_elements(page: Page, site: Site) -> None:
    page.goto(site.add("/", "<p>Ring <b>201</b> 555 <i>0123</i> or 201 555 0123.</p>"))
    first, second = page.text_rect("201 555 0123"), page.text_rect("201 555 0123", nth=1)
    assert first.x < second.x
    assert page.text_rect("555").height > 5
    with pytest.raises(ScriptError, match="999"):
        page.text_rect("999")


def test_a_closed_shadow_root_can_be_read_and_clicked(page: Page, site: Site) -> None:
    page.goto(site.add("/", "<p>Nothing here.</p>"))
    assert page.wait_for_shadow(CARD, "root => root.querySelector('button').ariaLabel") == "Call Anna"
    assert page.shadow(CARD, "(root, a, b) => [root.mode, a, b]", 1, {"x": "y"}) == ["closed", 1, {"x": "y"}]
    assert page.shadow(f"{CARD} >>> inner-part", "root => root.textContent") == "deep"
    assert page.shadow("p", "root => 1") is None
    assert page.shadow("no-such-element", "root => 1") is None
    with pytest.raises(ScriptError, match="on purpose"):
        page.shadow(CARD, "root => { throw new Error('on purpose'); }")
    with pytest.raises(ScriptError, match="video"):
        page.shadow_rect(CARD, "video")
    page.click_on(page.shadow_rect(CARD, "button"))
    assert page.wait_for_shadow(CARD, OUTPUT)


def test_a_hostile_page_cannot_blind_the_driver(page: Page, site: Site) -> None:
    spoilt = "<script>Document.prototype.querySelector = Element.prototype.querySelector = () => null</script>"
    page.goto(site.add("/", spoilt, headers={"Content-Security-Policy": "default-src 'none' 'unsafe-inline'"}))
    assert page.wait_for_shadow(CARD, "root => root.querySelector('button').textContent") == "Call"


def test_the_content_scripts_world_is_open(page: Page, site: Site) -> None:
    page.goto(site.add("/", "<p>Hello"))
    page.wait_for_shadow(CARD, "root => true")
    assert page.content_eval("contentWord") == "content world"
    assert page.content_eval("Promise.resolve([typeof chrome.runtime.sendMessage])") == ["function"]
    assert page.eval("typeof contentWord") == "undefined"
    with pytest.raises(ScriptError):
        page.content_eval("nothingOfThatName")


def _inner_card(frame: Scope) -> str:
    answer: str = frame.wait_for_shadow(CARD, "root => root.querySelector('button').textContent")
    return answer


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost"])
def test_frames_of_any_origin(page: Page, site: Site, host: str) -> None:
    inner = site.other.add("/inner", "<button onclick='got = event.isTrusted'>Inner</button>", host=host)
    page.goto(site.add("/", f"<p>Outer</p><iframe src='{inner}' style='border:7px solid;padding:5px'></iframe>"))
    frame = page.frame("/inner")
    assert frame.wait_for("document.querySelector('button')?.textContent") == "Inner"
    assert frame.eval("origin") == site.other.url("", host=host)
    outer = page.rect("iframe")
    assert frame.offset() == pytest.approx((outer.x + 12, outer.y + 12))
    page.click_on(frame.rect("button"))
    assert frame.wait_for("window.got")
    assert _inner_card(frame) == "Call"
    assert frame.content_eval("contentWord + location.pathname") == "content world/inner"
    with pytest.raises(WaitError, match="no-such-frame"):
        page.frame("no-such-frame", timeout=0.1)


def test_pictures_show_what_is_there(page: Page, site: Site, shots: Path) -> None:
    page.goto(
        site.add("/", "<body style='background:#3a6'><div style='position:fixed;inset:10px 20px auto auto'>Hi")
    )
    page.emulate(width=500, height=400, scale=1)
    whole = page.screenshot(shots / "page.png")
    assert size_of(whole) == (500, 400)
    assert size_of(page.screenshot(shots / "part.png", page.rect("body")._replace(width=100, height=20))) == (
        100,
        20,
    )
    page.emulate(scale=2)
    assert size_of(page.screenshot(shots / "double.png")) == (1000, 800)


def test_looks_are_emulated_one_by_one(page: Page, site: Site) -> None:
    page.goto(site.add("/", "<p>Hello"))
    look = """[matchMedia('(prefers-color-scheme: dark)').matches, matchMedia('(forced-colors: active)').matches,
               matchMedia('(prefers-reduced-motion: reduce)').matches]"""
    page.emulate(dark=True)
    assert page.eval(look) == [True, False, False]
    page.emulate(forced_colors=True, reduced_motion=True)
    assert page.eval(look) == [True, True, True]
    page.emulate(dark=False, forced_colors=False, reduced_motion=False)
    assert page.eval(look) == [False, False, False]
    page.emulate(width=800, height=600, scale=1)
    assert page.eval("[innerWidth, innerHeight, devicePixelRatio]") == [800, 600, 1]
    page.emulate(zoom=2)
    assert page.eval("[innerWidth, innerHeight, devicePixelRatio]") == [400, 300, 2]
    page.emulate(zoom=1)
    assert page.eval("innerWidth") == 800


@pytest.mark.parametrize("zoom", [0.5, 1.5, 3])
def test_clicks_land_at_every_zoom(page: Page, site: Site, zoom: float) -> None:
    page.goto(
        site.add(
            "/", f"<p style='height:2000px'></p><p id=low>Low: 201 555 0123</p><p style='height:2000px'>{EVENTS}"
        )
    )
    page.emulate(width=900, height=600, scale=1, zoom=zoom)
    page.eval("document.querySelector('#low').scrollIntoView({ block: 'start' })")
    where = page.text_rect("201 555 0123").centre
    page.click(*where)
    seen = page.eval("last('click')")
    assert (seen["x"], seen["y"]) == pytest.approx(where, abs=1)
    assert page.call("(x, y) => document.elementFromPoint(x, y).id", *where) == "low"


def test_the_console_is_kept(page: Page, site: Site) -> None:
    script = "console.log('a', 1); console.warn('careful'); console.error('bad'); setTimeout(() => missing(), 1)"
    page.goto(site.add("/", f"<script>{script}; setTimeout(() => window.done = true, 30)</script>"))
    page.wait_for("window.done")
    assert [(said.level, said.text) for said in page.console()][:3] == [
        ("log" if page.console()[0].level == "log" else "info", "a 1"),
        ("warning", "careful"),
        ("error", "bad"),
    ]
    assert [said.text.splitlines()[0] for said in page.errors()] == [
        "bad",
        "ReferenceError: missing is not defined",
    ]


def test_a_dialog_does_not_stop_the_page(page: Page, site: Site) -> None:
    page.goto(site.add("/", "<script>setTimeout(() => { alert('boo'); window.after = true; }, 1)</script>"))
    assert page.wait_for("window.after")


def test_a_message_goes_to_the_host_and_back(browser: Browser, page: Page, site: Site) -> None:
    page.goto(site.add("/", "<p>Hello"))
    page.wait_for_shadow(CARD, "root => true")
    page.click_on(page.shadow_rect(CARD, "button"))
    answer = json.loads(page.wait_for_shadow(CARD, f"root => (t => t[0] === '{{' && t)(({OUTPUT})(root))"))
    assert answer["echo"]["heard"] == {"text": "hello from the card"}
    assert answer["echo"]["home"] == str(home_of(browser.profile))


def test_a_killed_background_comes_back_with_the_next_message(browser: Browser, page: Page, site: Site) -> None:
    page.goto(site.add("/", "<p>Hello"))
    page.wait_for_shadow(CARD, "root => true")
    ask = "chrome.runtime.sendMessage({ name: 'echo', text: 'again' })"
    first = page.content_eval(ask)
    browser.kill_background()
    assert not browser.background_running()
    browser.kill_background()
    second = page.content_eval(ask)
    assert first["born"] != second["born"]
    assert first["echo"]["pid"] != second["echo"]["pid"]
    assert second["echo"]["heard"] == {"text": "again"}


def test_the_background_can_be_asked_even_asleep(browser: Browser) -> None:
    born = browser.background_eval("born")
    assert browser.background_eval("born") == born
    browser.kill_background()
    assert browser.background_eval("Promise.resolve(born)") != born
    browser.background_eval("chrome.storage.local.set({ kept: [1] })")
    assert browser.background_eval("chrome.storage.local.get()") == {"kept": [1]}
    with pytest.raises(ScriptError, match="on purpose"):
        browser.background_eval("(() => { throw new Error('on purpose'); })()")


def test_a_window_the_extension_opens_is_found(browser: Browser, page: Page, site: Site, shots: Path) -> None:
    page.goto(site.add("/", "<p>Hello"))
    page.wait_for_shadow(CARD, "root => true")
    page.content_eval("void chrome.runtime.sendMessage({ name: 'window' })")
    window = browser.wait_for_page("popup.html?window")
    window.wait_for("document.readyState === 'complete'")
    assert window in browser.pages()
    assert window.eval("document.title") == "Pop-up"
    window.press("Tab")
    window.click_on(window.rect("#here"))
    window.screenshot(shots / "window.png")
    window.close()
    assert window not in browser.pages()
    with pytest.raises(WaitError, match=r"popup\.html"):
        browser.wait_for_page("popup.html", timeout=0.1)


def test_the_toolbar_button_opens_the_popup(browser: Browser, page: Page, site: Site, shots: Path) -> None:
    page.goto(site.add("/", "<p>Hello"))
    popup = browser.open_popup()
    assert popup.wait_for("document.querySelector('#here').textContent") == "This is the pop-up."
    assert popup.shadow("#here", "(root, n) => root.textContent + n", 1) == "inside the pop-up1"
    assert popup.rect("#here").width > 50
    with pytest.raises(ScriptError):
        popup.content_eval("1")
    width, height = size_of(popup.screenshot(shots / "popup.png"))
    assert width >= 240
    assert height >= 100
    popup.close()


def test_menu_items_and_commands_reach_the_extension(browser: Browser, page: Page, site: Site) -> None:
    browser.kill_background()
    link = site.url("/linked")
    page.goto(site.add("/", f"<p>Call <b>2015550123</b></p><a href='{link}'>a link</a>"))
    page.click(*page.text_rect("2015550123").centre, count=2)
    page.choose_menu("dial", *page.text_rect("2015550123").centre)
    page.eval("getSelection().removeAllRanges()")
    page.choose_menu("follow", *page.text_rect("a link").centre)
    browser.press_command("wave")
    expected = [["dial", "2015550123"], ["follow", link], ["command", "wave"]]
    page.goto(browser.extension_url("popup.html"))
    for _ in expected:
        browser.background_eval("globalThis.noted.length")
    assert browser.background_eval("globalThis.noted") == expected
    if browser.kind == "firefox":
        with pytest.raises(ScriptError, match="dial"):
            page.choose_menu("dial", 5, 5)


def test_what_went_wrong_in_the_extension_is_told(browser: Browser, page: Page, site: Site) -> None:
    page.goto(site.add("/", "<p>Hello"))
    page.wait_for_shadow(CARD, "root => true")
    page.content_eval("void chrome.runtime.sendMessage({ name: 'fail' }).catch(() => 0)")
    told = poll(lambda: [e for e in browser.extension_errors() if "on purpose" in e], "an error is told", 10)
    assert browser.extension_id in told[0]


def test_nothing_survives_the_browser(kind: Kind, tmp_path: Path, site: Site) -> None:
    with start(kind, tmp_path) as started:
        assert started.alive()
        page = started.open(site.add("/", "<p>Hello"))
        page.wait_for_shadow(CARD, "root => true")
        host = page.content_eval("chrome.runtime.sendMessage({ name: 'echo', text: '' })")["echo"]["pid"]
        assert f"{tmp_path}" in Path(f"/proc/{host}/environ").read_text("utf-8")
    assert not started.alive()
    assert processes_naming(tmp_path) == []
    started.close()
    with pytest.raises(DriveError):
        started.open()


def test_nothing_survives_the_program_that_drives(kind: Kind, tmp_path: Path) -> None:
    script = f"""import os, pathlib, signal
from tests.browser.test_driver import start
start({kind!r}, pathlib.Path({str(tmp_path)!r})).open()
os.kill(os.getpid(), signal.SIGKILL)"""
    root = Path(__file__).parents[2]
    subprocess.run(
        [sys.executable, "-c", script], cwd=root, check=False, env={**os.environ, "PYTHONPATH": str(root)}
    )
    until = time.monotonic() + 10
    while processes_naming(tmp_path) and time.monotonic() < until:
        time.sleep(0.05)
    assert processes_naming(tmp_path) == []


def processes_naming(folder: Path) -> list[str]:
    """Command lines of living processes that have this folder in their command line or environment."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
            known = command + (process / "environ").read_bytes()
        except OSError:
            continue
        if bytes(folder) in known and int(process.name) != os.getpid():
            found.append(command.replace(b"\0", b" ").decode(errors="replace"))
    return found


def test_a_browser_that_cannot_start_says_why(kind: Kind, tmp_path: Path) -> None:
    with pytest.raises(DriveError, match="false"):
        launch(kind, profile=tmp_path, program=Path("/bin/false"))
