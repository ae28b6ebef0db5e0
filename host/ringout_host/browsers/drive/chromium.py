"""Chromium, driven through its DevTools protocol over a pipe: only the standard library, and no open port."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from .chromium_page import ChromiumPage
from .chromium_scope import ChromiumScope, Contexts, value
from .environment import environment
from .errors import CommandError, DriveError
from .find import Kind
from .link import Link
from .manifest import home_of
from .page import Browser, Page, View
from .pipe import PipeWire
from .process import Process
from .scope import poll

_FLAGS: Final = (
    "--remote-debugging-pipe",
    "--enable-unsafe-extension-debugging",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-background-networking",
    "--disable-breakpad",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-dev-shm-usage",
    "--disable-features=Translate,OptimizationHints,MediaRouter",
    "--disable-quic",
    "--disable-search-engine-choice-screen",
    "--disable-sync",
    "--hide-crash-restore-bubble",
    # The person's own keyring is none of a throw-away browser's business.
    "--password-store=basic",
    "--use-mock-keychain",
)
# So that a tab behind another one is driven at the same speed as the one in front.
_HEADLESS: Final = (
    "--headless",
    "--disable-gpu",
    "--disable-backgrounding-occluded-windows",
    "--disable-renderer-backgrounding",
    "--mute-audio",
)
_START_SECONDS: Final = 30.0
# Where there is no message bus, Chromium says so again and again.
_NOISE: Final = ":dbus/"


class ChromiumBrowser(Browser):
    """See `Browser`.

    Args:
        program: the browser.
        profile: its user data folder.
        extension: an unpacked extension, or None.
        headless: False opens a real window.
        env: added to the environment.
        args: further command-line switches.
        window: size of the window in CSS pixels.

    Raises:
        DriveError: it did not start, or refused the extension.
    """

    kind: Kind = "chromium"

    def __init__(
        self,
        program: Path,
        profile: Path,
        extension: Path | None,
        *,
        headless: bool,
        env: Mapping[str, str],
        args: Sequence[str],
        window: tuple[int, int],
    ) -> None:
        self.program = program
        self.profile = profile
        self.extension_id = ""
        self._pages: dict[str, ChromiumPage] = {}
        self._sessions: dict[str, ChromiumPage] = {}
        self._frames: dict[str, tuple[str, str, Contexts]] = {}
        self._closed = False
        home = home_of(profile)
        home.mkdir(parents=True, exist_ok=True)
        _write_preferences(profile)
        self._process = Process(
            [
                str(program),
                *_FLAGS,
                *(_HEADLESS if headless else ()),
                # The sandbox cannot be set up by root; everybody else keeps it.
                *(("--no-sandbox",) if hasattr(os, "geteuid") and os.geteuid() == 0 else ()),
                f"--window-size={window[0]},{window[1]}",
                f"--user-data-dir={profile}",
                *args,
                "about:blank",
            ],
            environment(os.environ, home, env, headless=headless),
            pipe=True,
        )
        self._link = Link(PipeWire(self._process.to_browser, self._process.from_browser), self._event)
        try:
            self.command("Browser.getVersion", timeout=_START_SECONDS)
            if extension is not None:
                loaded = self.command("Extensions.loadUnpacked", path=str(extension.resolve()))
                self.extension_id = loaded["id"]
            # Without a window, the first tab stays as it is: a browser whose last tab is closed would end.
            self._spare: str | None = None if headless else next(iter(self.targets("page")), None)
        except DriveError as error:
            self.close()
            raise DriveError(f"{program}: {error}\n" + "\n".join(self.printed()[-20:])) from error
        except BaseException:  # Ctrl-C: nobody else knows of the browser yet
            self.close()
            raise

    def command(
        self, method: str, *, session: str | None = None, timeout: float = 30.0, **params: Any
    ) -> dict[str, Any]:
        """One DevTools command, on the browser itself or on a session."""
        return self._link.call(method, params, session=session, timeout=timeout)

    def post(self, method: str, session: str | None, **params: Any) -> None:
        """One DevTools command whose answer nobody waits for."""
        self._link.post(method, params, session=session)

    def open(self, url: str = "about:blank") -> Page:
        """See `Browser.open`. In a real window the empty tab it began with is used first."""
        target, self._spare = self._spare, None
        if target is None or self.targets("page").get(target) != "about:blank":
            target = str(self.command("Target.createTarget", url="about:blank")["targetId"])
        page = self._attach(target)
        page.front()
        if url != "about:blank":
            page.goto(url)
        return page

    def pages(self) -> list[Page]:
        """See `Browser.pages`."""
        open_now = self.targets("page")
        for gone in self._pages.keys() - open_now.keys():
            self._sessions.pop(self._pages.pop(gone).session, None)
        pages: list[Page] = []
        for target in open_now:
            with contextlib.suppress(CommandError):  # closed this very moment
                pages.append(self._attach(target))
        return pages

    def background_running(self) -> bool:
        """See `Browser.background_running`."""
        return self._worker() is not None

    def kill_background(self, timeout: float = 10.0) -> None:
        """See `Browser.kill_background`."""
        worker = self._worker()
        if worker is not None:
            with contextlib.suppress(CommandError):  # it stopped by itself meanwhile
                self.command("Target.closeTarget", targetId=worker)
        poll(lambda: not self.background_running(), "the service worker has stopped", timeout)

    def background_eval(self, js: str) -> Any:
        """See `Browser.background_eval`. The debugger is detached again, so that the worker may stop later."""
        if self._worker() is None:
            self._wake()
        session = self.command("Target.attachToTarget", targetId=self._worker(), flatten=True)["sessionId"]
        try:
            # The target is there before its script has run.
            poll(
                lambda: value(
                    self.command(
                        "Runtime.evaluate",
                        session=session,
                        expression="!!globalThis.chrome?.runtime?.id",
                        returnByValue=True,
                    )
                ),
                "the service worker has begun",
                10,
            )
            return value(
                self.command(
                    "Runtime.evaluate", session=session, expression=js, awaitPromise=True, returnByValue=True
                )
            )
        finally:
            with contextlib.suppress(CommandError):
                self.command("Target.detachFromTarget", sessionId=session)

    def open_popup(self) -> View:
        """See `Browser.open_popup`."""
        before = self.targets("page")
        self.command("Extensions.triggerAction", id=self.extension_id, targetId=self._tab_in_front())
        ours = self.extension_url("")
        target = poll(
            lambda: next(
                (t for t, url in self.targets("page").items() if t not in before and url.startswith(ours)), None
            ),
            "the pop-up has opened",
            10,
        )
        page = self._attach(target)
        page.wait_for("document.readyState === 'complete'")
        return page

    def press_command(self, name: str) -> None:
        """See `Browser.press_command`."""
        self.background_eval(
            f"""chrome.tabs.query({{ active: true, lastFocusedWindow: true }})
                .then(([tab]) => chrome.commands.onCommand.dispatch({json.dumps(name)}, tab))"""
        )

    def extension_errors(self) -> list[str]:
        """See `Browser.extension_errors`. Asked on the browser's own page of extensions."""
        with contextlib.closing(self._aside("chrome://extensions")) as page:
            page.wait_for("!!chrome.developerPrivate")
            info = page.call(
                """async id => {
                  const info = await chrome.developerPrivate.getExtensionInfo(id);
                  return [...info.manifestErrors, ...info.runtimeErrors]
                    .map(e => [e.message, e.source, e.contextUrl]);
                }""",
                self.extension_id,
            )
        return [" ".join(str(part) for part in error if part) for error in info]

    def alive(self) -> bool:
        """See `Browser.alive`."""
        with contextlib.suppress(DriveError):
            return bool(self.targets("page"))
        return False

    def printed(self) -> list[str]:
        """See `Browser.printed`."""
        return [line for line in self._process.printed if _NOISE not in line]

    def close(self) -> None:
        """See `Browser.close`."""
        if self._closed:
            return
        self._closed = True
        with contextlib.suppress(DriveError):
            self._link.call("Browser.close", {}, timeout=5)
        self._process.end()
        self._link.close()

    def targets(self, kind: str) -> dict[str, str]:
        """Id and address of everything of this kind that there is: `page`, `service_worker`, `tab`, …"""
        found = self.command("Target.getTargets", filter=[{}])["targetInfos"]
        return {target["targetId"]: target["url"] for target in found if target["type"] == kind}

    def frame_sessions(self, parent: str) -> list[tuple[str, str, str]]:
        """Session, frame id and address of the frames of this tab's session that live in other processes."""
        urls = self.targets("iframe")
        wanted, found = {parent}, []
        for session, (above, target, _) in list(self._frames.items()):
            if above in wanted and target in urls:
                wanted.add(session)
                found.append((session, target, urls[target]))
        return found

    def frame_scope(self, session: str, target: str) -> ChromiumScope:
        """The document of such a frame."""
        contexts = self._frames[session][2]
        return ChromiumScope(self._commands(session), contexts, target, self.extension_id)

    def _commands(self, session: str) -> Any:
        def command(method: str, *, timeout: float = 30.0, **params: Any) -> dict[str, Any]:
            return self._link.call(method, params, session=session, timeout=timeout)

        return command

    def _attach(self, target: str) -> ChromiumPage:
        known = self._pages.get(target)
        if known is not None:
            return known
        session = str(self.command("Target.attachToTarget", targetId=target, flatten=True)["sessionId"])
        page = ChromiumPage(self, target, session, self._commands(session))
        self._pages[target] = self._sessions[session] = page
        page.begin()
        return page

    def _aside(self, url: str) -> ChromiumPage:
        """A tab for our own needs, behind the one in front."""
        target = str(self.command("Target.createTarget", url="about:blank", background=True)["targetId"])
        page = self._attach(target)
        page.goto(url)
        return page

    def _tab_in_front(self) -> str:
        """The tab a person looks at. As a target of its own kind: a tab outlives the documents it shows."""
        for target in self.command("Target.getTargets", filter=[{"type": "tab"}])["targetInfos"]:
            if target.get("embedderData", {}).get("tabActive"):
                return str(target["targetId"])
        raise DriveError("no tab is in front")

    def _worker(self) -> str | None:
        ours = f"chrome-extension://{self.extension_id}/"
        workers = self.targets("service_worker").items()
        return next((target for target, url in workers if url.startswith(ours)), None)

    def _wake(self) -> None:
        """Start the worker as DevTools would: no message that it would have to answer."""
        with contextlib.closing(self._aside(self.extension_url("manifest.json"))) as page:
            page.command("ServiceWorker.enable")
            page.command("ServiceWorker.startWorker", scopeURL=self.extension_url(""))
            poll(self.background_running, "the service worker has started", 10)

    def _event(self, message: dict[str, Any]) -> None:
        method, params = message["method"], message["params"]
        session = message.get("sessionId")
        if method == "Target.attachedToTarget" and params["targetInfo"]["type"] == "iframe":
            inner = params["sessionId"]
            self._frames[inner] = (session or "", params["targetInfo"]["targetId"], Contexts())
            for method_name in ("Runtime.enable", "Page.enable", "DOM.enable"):
                self.post(method_name, inner)
            self.post(
                "Target.setAutoAttach",
                inner,
                autoAttach=True,
                waitForDebuggerOnStart=False,
                flatten=True,
                filter=[{"type": "iframe"}, {"exclude": True}],
            )
        elif method == "Target.detachedFromTarget":
            self._frames.pop(params["sessionId"], None)
        elif session in self._sessions:
            self._sessions[session].event(method, params)
        elif session in self._frames:
            self._frames[session][2].event(method, params)


def _write_preferences(profile: Path) -> None:
    """Switch developer mode on, in which Chromium keeps what goes wrong in an extension."""
    file = profile / "Default" / "Preferences"
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps({"extensions": {"ui": {"developer_mode": True}}}), encoding="utf-8")
