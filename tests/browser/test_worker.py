"""The worker in a real browser, with a scripted host beside it: stopped, lied to, left alone and misled."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ringout_host.browsers.drive import Browser, Kind, Page, launch, write_native_manifest
from ringout_host.browsers.drive.scope import poll
from ringout_host.browsers.identity import chromium_id_of
from ringout_host.paths import data

from .driver.site import Site
from .scripted import ScriptedHost
from .scripted.control import alive

NUMBER = "+12015550123"

LISTEN = """(() => {
  globalThis.updates = [];
  const listen = () => {
    const port = chrome.runtime.connect({name: 'updates'});
    port.onMessage.addListener(update => updates.push(update));
    port.onDisconnect.addListener(() => { void chrome.runtime.lastError; setTimeout(listen, 300); });
  };
  listen();
})()"""
"""What every page of ours does: hears the news, and connects again when the worker was stopped. Here a little
later, so that the test can see that it was."""

_requests = itertools.count(1)


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> ScriptedHost:
    """The scripted host of this module's browser."""
    return ScriptedHost(tmp_path_factory.mktemp("scripted"))


@pytest.fixture(scope="module")
def manifest(kind: Kind, host: ScriptedHost, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The native manifest, in the profile that the browser will get."""
    profile = tmp_path_factory.mktemp(f"worker-{kind}")
    return write_native_manifest(kind, profile, host.program, chromium_id_of(data("extension")))


@pytest.fixture(scope="module")
def browser(kind: Kind, host: ScriptedHost, manifest: Path) -> Iterator[Browser]:
    """As in `conftest`, but with the scripted host."""
    profile = next(folder for folder in manifest.parents if folder.name.startswith(f"worker-{kind}"))
    env = {"RINGOUT_HOME": str(host.folder)}
    with launch(kind, profile=profile, extension=data("extension"), env=env) as started:
        yield started


@pytest.fixture
def client(browser: Browser, host: ScriptedHost, page: Page) -> Page:
    """A page of ours that is in front; the worker has just been started and knows nothing, as does the host."""
    browser.background_eval("chrome.storage.session.clear()")
    browser.background_eval("chrome.storage.local.clear()")
    browser.kill_background()
    poll(lambda: not any(alive(pid) for pid in host.pids), "the host to be gone", 10)
    host.reset()
    page.goto(browser.extension_url("lib/tokens.css"))
    return page


def ask(page: Page, name: str, **params: Any) -> Any:
    """The worker's whole answer."""
    return page.call("(name, params) => chrome.runtime.sendMessage({name, params})", name, params)


def start(page: Page) -> tuple[str, Any]:
    """Start a call; its requestId, and the worker's answer."""
    request = f"request-{next(_requests)}"
    return request, ask(page, "calls.start", requestId=request, text=NUMBER)


def phases(page: Page) -> list[str]:
    """Every phase that was reported to the page."""
    told: list[str] = page.eval("updates.filter(u => u.name === 'call.updated').map(u => u.call.phase)")
    return told


def test_a_page_hears_how_things_stand_and_what_becomes_of_a_call(client: Page, host: ScriptedHost) -> None:
    client.eval(LISTEN)
    client.wait_for("updates[0]?.name === 'session' && updates[0].session.connection === 'ready'")
    _, answer = start(client)
    assert answer["result"]["call"]["phase"] == "placing"
    assert "origin" not in host.asked("calls.start")[0]
    for phase in ("ringing-you", "ringing-them", "connected", "ended"):
        host.change("call-1", phase=phase)
        client.wait_for(f"updates.some(u => u.call?.phase === '{phase}')")
    assert phases(client) == ["placing", "ringing-you", "ringing-them", "connected", "ended"]


def test_the_badge_tells_about_the_call(client: Page, browser: Browser, host: ScriptedHost) -> None:
    start(client)
    host.change("call-1", phase="ringing-you")
    client.wait_for("chrome.action.getBadgeText({}).then(text => text === '1')")
    assert NUMBER in client.eval("chrome.action.getTitle({})")
    host.change("call-1", phase="ended")
    client.wait_for("chrome.action.getBadgeText({}).then(text => text === '')")


def test_a_call_that_ended_while_the_worker_was_stopped(
    client: Page, browser: Browser, host: ScriptedHost
) -> None:
    client.eval(LISTEN)
    start(client)
    host.change("call-1", phase="ringing-you")
    client.wait_for("updates.some(u => u.call?.phase === 'ringing-you')")
    browser.kill_background()
    host.change("call-1", phase="ended")
    client.wait_for("updates.at(-1).call?.phase === 'ended'")
    assert len(host.asked("calls.start")) == 1
    client.wait_for("chrome.action.getBadgeText({}).then(text => text === '')")


def test_the_worker_is_stopped_in_mid_call_and_nobody_listens(
    client: Page, browser: Browser, host: ScriptedHost
) -> None:
    start(client)
    host.change("call-1", phase="connected")
    client.wait_for("chrome.action.getBadgeText({}).then(text => text === '●')")
    browser.kill_background()
    host.change("call-1", phase="ended")
    assert ask(client, "session.get")["result"]["activeCalls"] == []
    client.wait_for("chrome.action.getBadgeText({}).then(text => text === '')")


def test_the_host_is_killed_in_mid_call(client: Page, host: ScriptedHost) -> None:
    client.eval(LISTEN)
    start(client)
    host.change("call-1", phase="ringing-you")
    client.wait_for("updates.some(u => u.call?.phase === 'ringing-you')")
    killed = host.kill()
    client.wait_for("updates.some(u => u.name === 'connection' && u.error?.code === 'host-exited')")
    poll(lambda: host.pids[-1] != killed, "another host", 10)
    host.change("call-1", phase="connected")
    client.wait_for("updates.at(-1).call?.phase === 'connected'")
    assert len(host.asked("calls.start")) == 1


def test_the_host_dies_before_it_wrote_the_call_down(client: Page, host: ScriptedHost) -> None:
    host.play(on={"calls.start": "die"})
    request, answer = start(client)
    assert answer["error"]["code"] == "not-placed"
    assert "Nothing was dialled" in answer["error"]["message"]
    assert [asked["requestId"] for asked in host.asked("calls.start")] == [request]


def test_the_host_dies_after_it_wrote_the_call_down(client: Page, host: ScriptedHost) -> None:
    host.play(on={"calls.start": "die-after"})
    request, answer = start(client)
    assert answer["result"]["call"]["requestId"] == request
    assert len(host.asked("calls.start")) == 1


def test_the_same_request_again_is_the_same_call(client: Page, browser: Browser, host: ScriptedHost) -> None:
    request, first = start(client)
    browser.kill_background()
    again = ask(client, "calls.start", requestId=request, text=NUMBER)
    assert again["result"]["call"]["id"] == first["result"]["call"]["id"]
    assert len(host.asked("calls.start")) == 1


def test_a_start_whose_answer_was_lost_with_the_worker(client: Page, browser: Browser, host: ScriptedHost) -> None:
    host.play(on={"calls.start": "silent"})
    client.call(
        "params => void chrome.runtime.sendMessage({name: 'calls.start', params}).catch(() => {})",
        {"requestId": "lost", "text": NUMBER},
    )
    poll(lambda: host.asked("calls.start"), "the request to arrive", 10)
    browser.kill_background()
    host.play()
    answer = ask(client, "calls.start", requestId="lost", text=NUMBER)
    assert answer["error"]["code"] == "outcome-unknown"
    assert len(host.asked("calls.start")) == 1


def test_the_worker_lets_the_host_go(client: Page, browser: Browser, host: ScriptedHost) -> None:
    ask(client, "session.get")
    assert alive(host.pids[-1])
    browser.kill_background()
    poll(lambda: not alive(host.pids[-1]), "the host to end", 10)


@pytest.mark.parametrize(
    ("script", "connection", "code"),
    [
        ({"ready": {"protocol": 0, "version": "0.0.1"}}, "outdated-host", "outdated-host"),
        ({"ready": {"protocol": 2, "version": "9.0.0"}}, "outdated-extension", "outdated-extension"),
        ({"print": "Hello from a stray print, long enough for a frame\n"}, "failed", "host-garbled"),
        ({"fatal": {"code": "config-invalid", "message": "Line 3 is wrong."}}, "failed", "config-invalid"),
        ({"on": {"session.get": "die"}}, "failed", "host-exited"),
        ({"on": {"session.get": "config-invalid"}}, "failed", "config-invalid"),
    ],
    ids=["too old", "too new", "stray print", "fatal", "dies", "refuses"],
)
def test_a_host_that_cannot_be_used(
    client: Page, host: ScriptedHost, script: dict[str, Any], connection: str, code: str
) -> None:
    host.play(**script)
    session = ask(client, "session.get")["result"]
    assert session["connection"] == connection
    assert session["connectionError"]["code"] == code
    assert session["connectionError"]["remedy"]
    assert session["account"] == {"signedIn": False, "from": [], "callerIds": [], "notes": []}
    host.play()
    assert ask(client, "session.get")["result"]["connection"] == "ready"


def test_a_host_that_never_speaks(client: Page, host: ScriptedHost) -> None:
    host.play(ready=None)
    _, answer = start(client)
    assert answer["error"]["code"] == "host-silent"
    assert host.asked("calls.start") == []


def test_no_host_is_installed(client: Page, manifest: Path) -> None:
    away = manifest.rename(manifest.with_suffix(".away"))
    try:
        session = ask(client, "session.get")["result"]
        assert session["connection"] == "missing"
        assert session["connectionError"]["code"] == "host-missing"
        assert "ringout install" in session["connectionError"]["remedy"]
        assert start(client)[1]["error"]["code"] == "host-missing"
    finally:
        away.rename(manifest)
    assert ask(client, "session.get")["result"]["connection"] == "ready"


def test_the_browser_may_not_start_this_host(client: Page, kind: Kind, manifest: Path) -> None:
    allowed = manifest.read_text("utf-8")
    other = "chrome-extension://" + "a" * 32 + "/"
    forbidden = allowed.replace("ringout@ringout.example", "other@ringout.example")
    if kind == "chromium":
        forbidden = allowed.replace(allowed[allowed.index("chrome-extension://") :][:52], other)
    manifest.write_text(forbidden, "utf-8")
    try:
        error = ask(client, "session.get")["result"]["connectionError"]
    finally:
        manifest.write_text(allowed, "utf-8")
    # Firefox does not let on that there is one.
    assert error["code"] == ("host-forbidden" if kind == "chromium" else "host-missing")


@pytest.mark.parametrize("fault", ["gone", "not executable", "interpreter gone", "ends at once"])
def test_the_host_cannot_be_started(client: Page, host: ScriptedHost, fault: str) -> None:
    good = host.program.read_bytes()
    try:
        if fault == "gone":
            host.program.unlink()
        elif fault == "not executable":
            host.program.chmod(0o644)
        else:
            host.program.write_text("#!/no/such/sh\n" if fault == "interpreter gone" else "#!/bin/sh\n", "utf-8")
        session = ask(client, "session.get")["result"]
    finally:
        host.program.write_bytes(good)
        host.program.chmod(0o755)
    # Chromium looks for the program itself; Firefox just fails to run it.
    missing = client.url.startswith("chrome-extension:") and fault == "gone"
    assert session["connectionError"]["code"] == ("host-missing" if missing else "host-broken")
    assert "ringout" in session["connectionError"]["remedy"]
    assert ask(client, "session.get")["result"]["connection"] == "ready"


def test_pretend_calls_are_seen_on_the_button(client: Page, browser: Browser, host: ScriptedHost) -> None:
    host.play(simulator=True)
    assert ask(client, "session.get")["result"]["simulator"] is True
    assert [error for error in browser.extension_errors() if "icon" in error] == []


def test_a_confirmation_is_parked_in_a_window_of_its_own(
    client: Page, browser: Browser, host: ScriptedHost
) -> None:
    client.eval(LISTEN)
    assert "result" in ask(client, "confirm.open", requestId="parked", text=NUMBER)
    window = browser.wait_for_page("pages/confirm/confirm.html?id=")
    assert ask(client, "numbers.confirm", text=NUMBER)["error"]["code"] == "bad-request"
    identity = window.url.partition("id=")[2]
    assert ask(client, "confirm.get", id=identity)["error"]["code"] == "bad-request"
    parked = ask(window, "confirm.get", id=identity)["result"]
    assert parked["request"] == {"requestId": "parked", "text": NUMBER}
    token = ask(window, "numbers.confirm", text=NUMBER)["result"]["confirmation"]
    answer = ask(window, "calls.start", requestId="parked", text=NUMBER, confirmation=token)
    assert answer["result"]["call"]["requestId"] == "parked"
    assert host.asked("calls.start") == [{"requestId": "parked", "text": NUMBER, "confirmation": "token"}]
    client.wait_for("updates.some(u => u.name === 'confirm.closed' && u.outcome === 'confirmed')")


def test_a_confirmation_window_that_is_closed_dismisses(
    client: Page, browser: Browser, host: ScriptedHost
) -> None:
    client.eval(LISTEN)
    ask(client, "confirm.open", requestId="dismissed", text=NUMBER)
    browser.wait_for_page("pages/confirm/confirm.html?id=").close()
    client.wait_for("updates.some(u => u.name === 'confirm.closed' && u.outcome === 'dismissed')")
    assert host.asked("calls.start") == []


def test_a_content_script_is_known_by_its_page(client: Page, site: Site, host: ScriptedHost) -> None:
    client.goto(site.add("/shop", "<p>nothing to call"))
    poll(lambda: client.content_eval("chrome.runtime.id"), "the content script", 10)
    tell = "(name, params) => chrome.runtime.sendMessage({name, params})"

    def from_content(name: str, params: str = "{}") -> Any:
        return client.content_eval(f"({tell})('{name}', {params})")

    request = f"{{requestId: 'content', text: '{NUMBER}'}}"
    assert from_content("calls.start", request)["result"]["call"]["phase"] == "placing"
    origin = client.eval("location.origin")
    assert host.asked("calls.start")[0]["origin"] == origin
    assert from_content("prefs.get")["result"]["site"] == origin.partition("://")[2]
    for name in ("account.signOut", "diagnostics.run", "prefs.list"):
        assert from_content(name)["error"]["code"] == "bad-request"
    assert host.asked("account.signOut") == []


def test_preferences_are_kept_and_everyone_is_told(client: Page, browser: Browser) -> None:
    client.eval(LISTEN)
    client.wait_for("updates.length")
    assert ask(client, "prefs.set", site="shop.example", key="marking", value=False)["result"]["marking"] is False
    client.wait_for("updates.some(u => u.name === 'prefs.changed')")
    browser.kill_background()
    assert ask(client, "prefs.get", site="shop.example")["result"]["marking"] is False
    assert ask(client, "prefs.list")["result"]["sites"] == {"shop.example": {"marking": False}}
    assert ask(client, "prefs.set", key="theme", value="pink")["error"]["code"] == "bad-request"


def test_the_worker_makes_no_errors(client: Page, browser: Browser) -> None:
    ask(client, "session.get")
    errors = [error for error in browser.extension_errors() if "background/" in error]
    assert [
        error for error in errors if "after context unloaded" not in error
    ] == []  # it was stopped in the middle
