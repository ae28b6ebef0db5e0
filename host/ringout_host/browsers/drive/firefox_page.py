"""A tab of Firefox: navigation, trusted input, looks, pictures and console, over WebDriver BiDi."""

from __future__ import annotations

import base64
import contextlib
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..identity import GECKO_ID
from .errors import CommandError, DriveError
from .firefox_scope import FirefoxFrame, FirefoxScope
from .keys import chord, key
from .page import Button, Page, Said
from .scope import Rect, Scope, poll

if TYPE_CHECKING:
    from .firefox import FirefoxBrowser

_To = Callable[[float, float], dict[str, Any]]

_BUTTONS: Final = {"left": 0, "middle": 1, "right": 2}

# The switches that developer tools use; BiDi has no commands for them in this version.
_LOOK: Final = """(id, dark, motion, forced) => {
  const { NavigableManager } =
    ChromeUtils.importESModule('chrome://remote/content/shared/NavigableManager.sys.mjs');
  const tab = NavigableManager.getBrowsingContextById(id);
  if (dark !== null) tab.prefersColorSchemeOverride = dark ? 'dark' : 'light';
  if (motion !== null) tab.prefersReducedMotionOverride = motion ? 'reduce' : 'no-preference';
  if (forced !== null) tab.forcedColorsOverride = forced ? 'active' : 'none';
}"""


# Firefox makes a menu item's id of the add-on's and the item's own, with `_` for what an XML name cannot hold.
_CHOOSE: Final = """async (addon, item) => {
  const menu = document.getElementById('contentAreaContextMenu');
  const until = Date.now() + 5000;
  while (menu.state !== 'open') {
    if (Date.now() > until) throw new Error('the context menu did not open');
    await new Promise(done => requestAnimationFrame(done));
  }
  const prefix = addon.replace(/[^a-zA-Z0-9_-]/g, '_').toLowerCase() + '-menuitem-';
  const found = [`${prefix}_${item}`, prefix + item].map(id => document.getElementById(id)).find(Boolean);
  if (!found || found.hidden || found.disabled) {
    menu.hidePopup();
    throw new Error('not in the menu here: ' + item);
  }
  const inner = found.closest('menupopup');
  if (inner !== menu) inner.parentNode.openMenu(true);
  inner.activateItem(found);
  while (menu.state !== 'closed') await new Promise(done => requestAnimationFrame(done));
}"""


class FirefoxPage(FirefoxScope, Page):
    """See `Page`. Made by the browser, which adds to `said`."""

    def __init__(self, browser: FirefoxBrowser, context: str) -> None:
        super().__init__(browser, context)
        self.said: Final[list[Said]] = []
        self._size: dict[str, float] = {}

    @property
    def url(self) -> str:
        """See `Page.url`."""
        tree = self.browser.command("browsingContext.getTree", root=self.context, maxDepth=0)
        return str(tree["contexts"][0]["url"])

    def goto(self, url: str, timeout: float = 30.0) -> None:
        """See `Page.goto`."""
        try:
            self.browser.command(
                "browsingContext.navigate", context=self.context, url=url, wait="complete", timeout=timeout
            )
        except CommandError as error:
            raise DriveError(f"{url}: {error}") from error

    def frame(self, url_part: str, timeout: float = 10.0) -> Scope:
        """See `Page.frame`."""

        def find() -> Scope | None:
            tree = self.browser.command("browsingContext.getTree", root=self.context)
            return _find(self, tree["contexts"][0], url_part)

        found: Scope = poll(find, f"a frame with {url_part}", timeout)
        return found

    def move(self, x: float, y: float) -> None:
        """See `Page.move`."""
        self._pointer((x, y), lambda to: [to(x, y)])

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
        number = _BUTTONS[button]
        once = [{"type": "pointerDown", "button": number}, {"type": "pointerUp", "button": number}]
        self._pointer((x, y), lambda to: [to(x, y), *(once * count)], modifiers)

    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        """See `Page.drag`."""
        way = [
            (start[0] + (end[0] - start[0]) * step / steps, start[1] + (end[1] - start[1]) * step / steps)
            for step in range(1, steps + 1)
        ]
        down, up = {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}
        self._pointer(start, lambda to: [to(*start), down, *(to(*point) for point in way), up])

    def wheel(self, x: float, y: float, dy: float, dx: float = 0.0) -> None:
        """See `Page.wheel`."""
        context, left, top = self._reached((x, y))
        turn = {"x": round(x - left), "y": round(y - top), "deltaX": round(dx), "deltaY": round(dy)}
        self._perform({"type": "wheel", "id": "wheel", "actions": [{"type": "scroll", **turn}]}, context)

    def type(self, text: str) -> None:
        """See `Page.type`."""
        actions = []
        for character in text:
            pressed = key("Enter" if character == "\n" else character).webdriver
            actions += [{"type": "keyDown", "value": pressed}, {"type": "keyUp", "value": pressed}]
        self._keys(actions)

    def press(self, keys: str) -> None:
        """See `Page.press`."""
        modifiers, last = chord(keys)
        names = [pressed.webdriver for pressed in (*modifiers, last)]
        self._keys(
            [
                *({"type": "keyDown", "value": name} for name in names),
                *({"type": "keyUp", "value": name} for name in reversed(names)),
            ]
        )

    def screenshot(self, path: Path, clip: Rect | None = None) -> Path:
        """See `Page.screenshot`."""
        params: dict[str, Any] = {} if clip is None else {"clip": {"type": "box", **clip._asdict()}}
        picture = self.browser.command("browsingContext.captureScreenshot", context=self.context, **params)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(base64.b64decode(picture["data"]))
        return path

    def choose_menu(self, item: str, x: float, y: float) -> None:
        """See `Page.choose_menu`."""
        self.click(x, y, button="right")
        self.browser.chrome(_CHOOSE, GECKO_ID, item)

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
        self.browser.chrome(_LOOK, self.context, dark, reduced_motion, forced_colors)
        wanted = {"width": width, "height": height, "scale": scale, "zoom": zoom}
        new = {name: setting for name, setting in wanted.items() if setting is not None}
        if not new:
            return
        if not self._size:
            names = ("width", "height", "scale")
            self._size = dict(
                zip(names, self.call("() => [innerWidth, innerHeight, devicePixelRatio]"), strict=True)
            )
        self._size.update(new)
        factor = self._size.get("zoom", 1.0)
        self.browser.command(
            "browsingContext.setViewport",
            context=self.context,
            viewport={
                "width": round(self._size["width"] / factor),
                "height": round(self._size["height"] / factor),
            },
            devicePixelRatio=self._size["scale"] * factor,
        )

    def console(self) -> list[Said]:
        """See `Page.console`."""
        return list(self.said)

    def front(self) -> None:
        """See `Page.front`."""
        self.browser.command("browsingContext.activate", context=self.context)

    def close(self) -> None:
        """See `Page.close`."""
        with contextlib.suppress(CommandError):
            self.browser.command("browsingContext.close", context=self.context)

    def _pointer(
        self,
        start: tuple[float, float],
        actions: Callable[[_To], list[dict[str, Any]]],
        modifiers: Iterable[str] = (),
    ) -> None:
        """Act with the mouse in the document under `start`; `actions` are given the way to name a place there."""
        context, left, top = self._reached(start)

        def to(x: float, y: float) -> dict[str, Any]:
            return {"type": "pointerMove", "x": x - left, "y": y - top}

        held = [key(name).webdriver for name in modifiers]
        self._keys([{"type": "keyDown", "value": name} for name in held], context)
        mouse = {"type": "pointer", "id": "mouse", "parameters": {"pointerType": "mouse"}}
        self._perform({**mouse, "actions": actions(to)}, context)
        self._keys([{"type": "keyUp", "value": name} for name in reversed(held)], context)
        # Else the next click, coming faster than a hand could, would count as the second of a double click.
        self.browser.command("input.releaseActions", context=context)

    def _reached(self, point: tuple[float, float]) -> tuple[str, float, float]:
        """The innermost document there, and where its viewport begins: BiDi's input stays in one process."""
        scope: FirefoxScope = self
        left = top = 0.0
        while (found := scope.frame_at(point[0] - left, point[1] - top)) is not None:
            scope = FirefoxScope(self.browser, found[0])
            left, top = left + found[1], top + found[2]
        return scope.context, left, top

    def _keys(self, actions: list[dict[str, Any]], context: str = "") -> None:
        if actions:
            self._perform({"type": "key", "id": "keyboard", "actions": actions}, context)

    def _perform(self, source: dict[str, Any], context: str = "") -> None:
        self.browser.command("input.performActions", context=context or self.context, actions=[source])


def _find(parent: FirefoxScope, node: dict[str, Any], url_part: str) -> Scope | None:
    for child in node.get("children") or []:
        frame = FirefoxFrame(parent, child["context"])
        if url_part in child["url"]:
            return frame
        deeper = _find(frame, child, url_part)
        if deeper is not None:
            return deeper
    return None
