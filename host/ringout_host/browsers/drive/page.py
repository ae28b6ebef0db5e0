"""The one interface to both browsers: a browser with our extension in it, and its tabs.

Everything typed, clicked or dragged here is trusted input, as from a person's own hands.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, NamedTuple, Self

from .find import Kind
from .scope import Rect, Scope, poll

Button = Literal["left", "middle", "right"]


class Said(NamedTuple):
    """One thing a page or a content script wrote to the console, or an exception nobody caught (level `error`)."""

    level: str
    text: str
    source: str = ""


class View(Scope):
    """Something that shows a document: a tab, or the pop-up of the toolbar button."""

    @abstractmethod
    def screenshot(self, path: Path, clip: Rect | None = None) -> Path:
        """Save what the viewport shows, or the part `clip` of it, as PNG; makes the folder; returns `path`."""

    @abstractmethod
    def close(self) -> None:
        """Close it. Closing one that is gone already is fine."""


class Page(View):
    """One tab or window."""

    @property
    @abstractmethod
    def url(self) -> str:
        """The address it shows now."""

    @abstractmethod
    def goto(self, url: str, timeout: float = 30.0) -> None:
        """Load an address and wait until it has loaded. Content scripts may still be about to run then.

        Raises:
            DriveError: it could not be loaded.
        """

    @abstractmethod
    def frame(self, url_part: str, timeout: float = 10.0) -> Scope:
        """The frame, at any depth, whose address contains `url_part`.

        Raises:
            WaitError: there was none within `timeout` seconds.
        """

    @abstractmethod
    def move(self, x: float, y: float) -> None:
        """Put the mouse there."""

    @abstractmethod
    def click(
        self,
        x: float,
        y: float,
        *,
        button: Button = "left",
        count: int = 1,
        modifiers: Iterable[str] = (),
    ) -> None:
        """Move there and click: `count` 2 is a double click; `modifiers` of Alt, Control, Meta, Shift are held."""

    @abstractmethod
    def drag(self, start: tuple[float, float], end: tuple[float, float], steps: int = 8) -> None:
        """Press the left button at `start`, move in `steps` steps, let go at `end`."""

    @abstractmethod
    def wheel(self, x: float, y: float, dy: float, dx: float = 0.0) -> None:
        """Turn the wheel there by so many CSS pixels; positive `dy` scrolls down."""

    @abstractmethod
    def type(self, text: str) -> None:
        """Type the text, key by key, into whatever has the focus."""

    @abstractmethod
    def press(self, keys: str) -> None:
        """Press and release a key or a chord: `Enter`, `a`, `Control+A`, `Shift+Tab`, `ArrowDown`, `Space`.

        Raises:
            ValueError: there is no such key.
        """

    @abstractmethod
    def choose_menu(self, item: str, x: float, y: float) -> None:
        """Choose the extension's context-menu item with this id, as after a right click there.

        Firefox opens its real menu, where items that do not apply cannot be chosen. Chromium's menu cannot be
        reached: there the extension is told directly, with what a person would have pointed at or selected.

        Raises:
            ScriptError: there is no such item, or it is not shown for this place.
        """

    @abstractmethod
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
        """Change how this tab looks; what is None stays as it was.

        Args:
            width: of the viewport in CSS pixels at zoom 1.
            height: likewise.
            scale: device pixels per CSS pixel at zoom 1.
            zoom: 2.0 is what a person gets at 200 %: half as many CSS pixels, each twice as large.
        """

    @abstractmethod
    def console(self) -> list[Said]:
        """What was said since the tab was opened."""

    @abstractmethod
    def front(self) -> None:
        """Bring the tab to the front, so that it is visible and focused."""

    def click_on(self, rect: Rect, *, button: Button = "left", modifiers: Iterable[str] = ()) -> None:
        """Click the middle of a rectangle."""
        self.click(*rect.centre, button=button, modifiers=modifiers)

    def errors(self) -> list[Said]:
        """What of the console is an error."""
        return [said for said in self.console() if said.level == "error"]


class Browser(ABC):
    """A running browser in a throw-away profile; as a context manager it ends with all it started."""

    kind: Kind
    program: Path
    profile: Path
    extension_id: str
    """The host part of the extension's addresses: Chromium's id, Firefox's pinned UUID; empty if there is none."""

    @abstractmethod
    def open(self, url: str = "about:blank") -> Page:
        """A new tab in front, with this address loaded."""

    @abstractmethod
    def pages(self) -> list[Page]:
        """Every tab and window open now, the same objects as before for those known."""

    @abstractmethod
    def background_running(self) -> bool:
        """Whether the service worker or event page is alive. Asking does not wake it."""

    @abstractmethod
    def kill_background(self, timeout: float = 10.0) -> None:
        """Stop the service worker or event page as the browser does when it is idle, and wait until it is gone.

        No debugger stays behind, so it starts and stops by itself afterwards as it does for a person.
        """

    @abstractmethod
    def background_eval(self, js: str) -> Any:
        """The JSON value of a script in the service worker or event page, which is started if need be.

        It sees `chrome` and what hangs on `globalThis`; not what a module keeps to itself.

        Raises:
            ScriptError: it threw or rejected.
        """

    @abstractmethod
    def open_popup(self) -> View:
        """Press the extension's toolbar button and return the pop-up it opens, over the tab in front.

        It goes away as soon as anything else gets the focus. In Chromium it is a `Page`; Firefox gives no trusted
        input there, so for clicks open the pop-up's address in a tab.

        Raises:
            DriveError: no pop-up appeared.
        """

    @abstractmethod
    def press_command(self, name: str) -> None:
        """Do what the keyboard shortcut of this command of the extension's manifest does, on the tab in front."""

    @abstractmethod
    def extension_errors(self) -> list[str]:
        """What the browser holds against the extension: manifest warnings, uncaught errors of its scripts."""

    @abstractmethod
    def alive(self) -> bool:
        """Whether it still has a window; False once the person has closed the last one."""

    @abstractmethod
    def printed(self) -> list[str]:
        """The last lines of the browser's own stderr, for the report of a failed test."""

    @abstractmethod
    def close(self) -> None:
        """End the browser and every process it started. May be called twice."""

    def extension_url(self, path: str) -> str:
        """The address of a file of the extension, for example `pages/popup/popup.html`."""
        scheme = "chrome-extension" if self.kind == "chromium" else "moz-extension"
        return f"{scheme}://{self.extension_id}/{path.lstrip('/')}"

    def wait_for_page(self, url_part: str, timeout: float = 10.0) -> Page:
        """The tab, window or pop-up whose address contains `url_part`, once there is one.

        Raises:
            WaitError: there was none within `timeout` seconds.
        """
        found: Page = poll(
            lambda: next((page for page in self.pages() if url_part in page.url), None),
            f"a window with {url_part}",
            timeout,
        )
        return found

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
