"""A tab of Chromium: navigation, trusted input, looks, pictures and console, over one DevTools session."""

from __future__ import annotations

import base64
import contextlib
import json
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from .chromium_scope import ChromiumScope, Command, Contexts, describe
from .errors import CommandError, DriveError, WaitError
from .keys import MODIFIERS, Key, chord, key
from .page import Button, Page, Said
from .scope import Rect, Scope, poll

if TYPE_CHECKING:
    from .chromium import ChromiumBrowser

# What the menu event tells the extension of the place a person clicked.
_POINTED_AT: Final = """(x, y) => {
  const link = document.elementFromPoint(x, y)?.closest('a[href]');
  const text = String(getSelection());
  return { ...(link && { linkUrl: link.href, linkText: link.textContent }), ...(text && { selectionText: text }) };
}"""

_BUTTON_BITS: Final = {"left": 1, "right": 2, "middle": 4}


class ChromiumPage(ChromiumScope, Page):
    """See `Page`. Made by the browser, which routes the session's events to `event`."""

    def __init__(self, browser: ChromiumBrowser, target: str, session: str, command: Command) -> None:
        super().__init__(command, Contexts(), target, browser.extension_id)
        self.browser: Final = browser
        self.target: Final = target
        self.session: Final = session
        self._said: list[Said] = []
        self._loaders: list[str] = []
        self._loaded: set[str] = set()
        self._news = threading.Condition()
        self._look: dict[str, Any] = {}
        self._frames: dict[str, ChromiumScope] = {}

    def begin(self) -> None:
        """Switch on the events this class lives on."""
        for method in ("Page.enable", "Runtime.enable", "Log.enable", "DOM.enable"):
            self.command(method)
        self.command("Page.setLifecycleEventsEnabled", enabled=True)
        # Frames of other sites live in other processes and need sessions of their own. Nothing else may be
        # attached to: a session on the service worker would keep it alive for ever.
        self.command(
            "Target.setAutoAttach",
            autoAttach=True,
            waitForDebuggerOnStart=False,
            flatten=True,
            filter=[{"type": "iframe"}, {"exclude": True}],
        )

    def event(self, method: str, params: dict[str, Any]) -> None:
        """Take in one event of this session. Runs on the reading thread and must not wait."""
        if method.startswith("Runtime.executionContext"):
            self.contexts.event(method, params)
        elif method == "Page.lifecycleEvent" and params["frameId"] == self.frame_id:
            with self._news:
                if params["name"] == "init":
                    self._loaders.append(params["loaderId"])
                elif params["name"] == "load":
                    self._loaded.add(params["loaderId"])
                self._news.notify_all()
        elif method == "Page.javascriptDialogOpening":
            # A dialog would stop every script of the page, ours too.
            self.browser.post("Page.handleJavaScriptDialog", self.session, accept=True)
        else:
            said = _said(method, params)
            if said is not None:
                self._said.append(said)

    @property
    def url(self) -> str:
        """See `Page.url`."""
        target = self.browser.command("Target.getTargetInfo", targetId=self.target)["targetInfo"]
        return str(target["url"])

    def goto(self, url: str, timeout: float = 30.0) -> None:
        """See `Page.goto`."""
        answer = self.command("Page.navigate", url=url)
        if answer.get("errorText"):
            raise DriveError(f"{url}: {answer['errorText']}")
        loader = answer.get("loaderId")
        if loader is None:  # only the fragment changed
            return

        def loaded() -> bool:
            # A page may send us elsewhere before it has loaded itself: then it is the last one that counts.
            return loader in self._loaders and self._loaders[-1] in self._loaded

        with self._news:
            if not self._news.wait_for(loaded, timeout):
                raise DriveError(f"{url}: not loaded within {timeout:g} seconds")

    def frame(self, url_part: str, timeout: float = 10.0) -> Scope:
        """See `Page.frame`."""
        found: Scope = poll(lambda: self._frame(url_part), f"a frame with {url_part}", timeout)
        return found

    def _frame(self, url_part: str) -> Scope | None:
        tree = self.command("Page.getFrameTree")["frameTree"]
        for frame in _below(tree):
            if url_part in frame["url"]:
                return ChromiumFrame(self, self, frame["id"])
        for session, target, url in self.browser.frame_sessions(self.session):
            if url_part in url:
                scope = self.browser.frame_scope(session, target)
                return ChromiumFrame(self, scope, target)
        return None

    def move(self, x: float, y: float) -> None:
        """See `Page.move`."""
        self._mouse("mouseMoved", x, y)

    def click(
        self,
        x: float,
        y: float,
        *,
        button: Button = "left",
        count: int = 1,
        modifiers: Iterable[str] = (),
    ) -> None:
        """See `Page.click`."""
        held = sum(MODIFIERS[name] for name in modifiers)
        self._mouse("mouseMoved", x, y, modifiers=held)
        for nth in range(1, count + 1):
            self._mouse(
                "mousePressed",
                x,
                y,
                button=button,
                buttons=_BUTTON_BITS[button],
                clickCount=nth,
                modifiers=held,
            )
            self._mouse("mouseReleased", x, y, button=button, clickCount=nth, modifiers=held)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        """See `Page.drag`."""
        self._mouse("mouseMoved", *start)
        self._mouse("mousePressed", *start, button="left", buttons=1, clickCount=1)
        for step in range(1, steps + 1):
            x = start[0] + (end[0] - start[0]) * step / steps
            y = start[1] + (end[1] - start[1]) * step / steps
            self._mouse("mouseMoved", x, y, button="left", buttons=1)
        self._mouse("mouseReleased", *end, button="left", clickCount=1)

    def wheel(self, x: float, y: float, dy: float, dx: float = 0.0) -> None:
        """See `Page.wheel`."""
        self._mouse("mouseWheel", x, y, deltaX=dx, deltaY=dy)

    def type(self, text: str) -> None:
        """See `Page.type`."""
        for character in text:
            pressed = key("Enter" if character == "\n" else character)
            self._key("keyDown", pressed, 0)
            self._key("keyUp", pressed, 0)

    def press(self, keys: str) -> None:
        """See `Page.press`."""
        modifiers, last = chord(keys)
        held = 0
        for modifier in modifiers:
            held |= MODIFIERS[modifier.key]
            self._key("rawKeyDown", modifier, held)
        self._key("keyDown", last, held)
        self._key("keyUp", last, held)
        for modifier in reversed(modifiers):
            held &= ~MODIFIERS[modifier.key]
            self._key("keyUp", modifier, held)

    def screenshot(self, path: Path, clip: Rect | None = None) -> Path:
        """See `Page.screenshot`."""
        params: dict[str, Any] = {}
        if clip is not None:
            params["clip"] = {**clip._asdict(), "scale": 1}
        picture = self.command("Page.captureScreenshot", format="png", **params)["data"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(picture))
        return path

    def choose_menu(self, item: str, x: float, y: float) -> None:
        """See `Page.choose_menu`."""
        place = self.call(_POINTED_AT, x, y)
        told = self.browser.background_eval(
            f"""(async (item, place, url) => {{
              const tab = (await chrome.tabs.query({{}})).find(tab => tab.active && (tab.url ?? url) === url);
              chrome.contextMenus.onClicked.dispatch(
                {{ menuItemId: item, editable: false, frameId: 0, pageUrl: url, ...place }}, tab);
              return true;
            }})({json.dumps(item)}, {json.dumps(place)}, {json.dumps(self.url)})"""
        )
        assert told  # noqa: S101 - the script says so

    def emulate(
        self,
        *,
        dark: bool | None = None,
        reduced_motion: bool | None = None,
        forced_colors: bool | None = None,
        width: int | None = None,
        height: int | None = None,
        scale: float | None = None,
        zoom: float | None = None,
    ) -> None:
        """See `Page.emulate`."""
        wanted = {
            "prefers-color-scheme": None if dark is None else ("dark" if dark else "light"),
            "prefers-reduced-motion": (
                None if reduced_motion is None else ("reduce" if reduced_motion else "no-preference")
            ),
            "forced-colors": None if forced_colors is None else ("active" if forced_colors else "none"),
            "width": width,
            "height": height,
            "scale": scale,
            "zoom": zoom,
        }
        self._look.update({name: setting for name, setting in wanted.items() if setting is not None})
        features = [
            {"name": name, "value": setting}
            for name, setting in self._look.items()
            if name.startswith(("prefers-", "forced-"))
        ]
        self.command("Emulation.setEmulatedMedia", features=features)
        if not self._look.keys().isdisjoint({"width", "height", "scale", "zoom"}):
            factor = self._look.get("zoom", 1.0)
            if not self._look.keys() >= {"width", "height", "scale"}:
                size = self.call("() => [innerWidth, innerHeight, devicePixelRatio]")
                for name, now in zip(("width", "height", "scale"), size, strict=True):
                    self._look.setdefault(name, now)
            self.command(
                "Emulation.setDeviceMetricsOverride",
                width=round(self._look["width"] / factor),
                height=round(self._look["height"] / factor),
                deviceScaleFactor=self._look["scale"] * factor,
                mobile=False,
            )

    def console(self) -> list[Said]:
        """See `Page.console`."""
        return list(self._said)

    def front(self) -> None:
        """See `Page.front`."""
        self.command("Page.bringToFront")

    def close(self) -> None:
        """See `Page.close`."""
        with contextlib.suppress(CommandError):
            self.browser.command("Target.closeTarget", targetId=self.target)
        with contextlib.suppress(WaitError):
            poll(lambda: self.target not in self.browser.targets("page"), "the tab is gone", 5)

    def _mouse(self, kind: str, x: float, y: float, **more: Any) -> None:
        self.command("Input.dispatchMouseEvent", type=kind, x=x, y=y, **more)

    def _key(self, kind: str, pressed: Key, held: int) -> None:
        # With Control, Alt or Meta held, a key types nothing.
        text = pressed.text if kind == "keyDown" and not held & ~MODIFIERS["Shift"] else ""
        self.command(
            "Input.dispatchKeyEvent",
            type=kind if text or kind != "keyDown" else "rawKeyDown",
            key=pressed.key,
            code=pressed.code,
            windowsVirtualKeyCode=pressed.virtual,
            modifiers=held,
            **({"text": text} if text else {}),
        )


class ChromiumFrame(ChromiumScope):
    """A frame of a tab, in whatever process it lives.

    Args:
        page: the tab.
        inside: whose session and worlds reach the frame: the tab itself, or a session of its own.
        frame: the frame's id.
    """

    def __init__(self, page: ChromiumPage, inside: ChromiumScope, frame: str) -> None:
        super().__init__(inside.command, inside.contexts, frame, page.browser.extension_id)
        self._page = page

    def offset(self) -> tuple[float, float]:
        """See `Scope.offset`."""
        owner = self._page.command("DOM.getFrameOwner", frameId=self.frame_id)
        box = self._page.command("DOM.getBoxModel", backendNodeId=owner["backendNodeId"])["model"]
        return box["content"][0], box["content"][1]


def _below(tree: dict[str, Any]) -> list[dict[str, Any]]:
    found = []
    for child in tree.get("childFrames", []):
        found.append(child["frame"])
        found.extend(_below(child))
    return found


def _said(method: str, params: dict[str, Any]) -> Said | None:
    if method == "Runtime.consoleAPICalled":
        frames = params.get("stackTrace", {}).get("callFrames", [])
        text = " ".join(str(arg.get("value", arg.get("description", ""))) for arg in params["args"])
        return Said(params["type"], text, frames[0]["url"] if frames else "")
    if method == "Runtime.exceptionThrown":
        details = params["exceptionDetails"]
        return Said("error", describe(details), details.get("url", ""))
    if method == "Log.entryAdded":
        entry = params["entry"]
        return Said(entry["level"], entry["text"], entry.get("url", ""))
    return None
