"""Throw-away browsers with our extension, driven without any driver program. See `page` for the interface."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from .errors import CommandError, DriveError, ScriptError, WaitError
from .find import KINDS, PACKAGE, Kind, find_browser
from .manifest import home_of, write_native_manifest
from .page import Browser, Page, Said
from .scope import Rect, Scope

__all__ = [
    "KINDS",
    "PACKAGE",
    "Browser",
    "CommandError",
    "DriveError",
    "Kind",
    "Page",
    "Rect",
    "Said",
    "Scope",
    "ScriptError",
    "WaitError",
    "find_browser",
    "home_of",
    "launch",
    "write_native_manifest",
]


def launch(
    kind: Kind,
    *,
    profile: Path,
    extension: Path | None = None,
    headless: bool = True,
    env: Mapping[str, str] | None = None,
    args: Sequence[str] = (),
    prefs: Mapping[str, object] | None = None,
    window: tuple[int, int] = (1280, 800),
    program: Path | None = None,
) -> Browser:
    """Start a browser with the unpacked extension loaded. Use it as a context manager, or call `close`.

    Args:
        kind: which one.
        profile: an absolute, empty folder of the caller's; the browser's whole home lies in it (see `home_of`), so
            a native host it starts finds an empty home folder too. Removing it afterwards is up to the caller.
        extension: folder of the extension; None starts the browser bare.
        headless: False opens a real window on DISPLAY or WAYLAND_DISPLAY.
        env: added to the environment of the browser and so of the native host, for example RINGOUT_HOME.
        args: further command-line switches.
        prefs: Firefox preferences; Chromium has none and ignores them.
        window: size in CSS pixels.
        program: the browser's program; None looks for one.

    Raises:
        DriveError: there is no such browser here, it did not start, or it refused the extension.
    """
    program = program or find_browser(kind)
    if program is None:
        raise DriveError(f"{kind} is not installed. On Debian: apt-get install {PACKAGE[kind]}")
    # Each protocol is read only when it is needed.
    if kind == "chromium":
        from .chromium import ChromiumBrowser  # noqa: PLC0415

        return ChromiumBrowser(
            program, profile, extension, headless=headless, env=env or {}, args=args, window=window
        )
    from .firefox import FirefoxBrowser  # noqa: PLC0415

    return FirefoxBrowser(
        program, profile, extension, headless=headless, env=env or {}, args=args, prefs=prefs or {}, window=window
    )
