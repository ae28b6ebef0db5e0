"""Finds an installed browser that can run a native host. It never installs or starts one."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path
from typing import Final, Literal

Kind = Literal["chromium", "firefox"]

KINDS: Final[tuple[Kind, ...]] = ("chromium", "firefox")

_PROGRAMS: Final[dict[Kind, tuple[str, ...]]] = {
    "chromium": (
        "chromium",
        "chromium-browser",
        "google-chrome",
        "google-chrome-stable",
        "google-chrome-beta",
        "microsoft-edge",
        "brave-browser",
        "vivaldi",
    ),
    "firefox": ("firefox-esr", "firefox", "firefox-developer-edition", "librewolf"),
}

_MAC_APPS: Final[dict[Kind, tuple[str, ...]]] = {
    "chromium": (
        "Chromium.app/Contents/MacOS/Chromium",
        "Google Chrome.app/Contents/MacOS/Google Chrome",
        "Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
        "Brave Browser.app/Contents/MacOS/Brave Browser",
    ),
    "firefox": (
        "Firefox.app/Contents/MacOS/firefox",
        "Firefox Developer Edition.app/Contents/MacOS/firefox",
    ),
}

PACKAGE: Final[dict[Kind, str]] = {"chromium": "chromium", "firefox": "firefox-esr"}
"""What Debian calls the package of each kind."""


def find_browser(kind: Kind) -> Path | None:
    """The program of an installed browser of this kind, or None.

    `RINGOUT_CHROMIUM` or `RINGOUT_FIREFOX` in the environment names one that is used instead. Browsers packaged
    as a Snap or a Flatpak are passed over: their confinement hides a throw-away profile and the native host from
    them.
    """
    named = os.environ.get(f"RINGOUT_{kind.upper()}")
    if named:
        return Path(named)
    for program in _PROGRAMS[kind]:
        found = shutil.which(program)
        if found and not _confined(Path(found)):
            return Path(found)
    if sys.platform == "darwin":
        for folder in (Path("/Applications"), Path.home() / "Applications"):
            for app in _MAC_APPS[kind]:
                if (folder / app).is_file():
                    return folder / app
    return None


def _confined(program: Path) -> bool:
    """Whether this is a Snap or Flatpak in disguise; distributions ship small scripts that start those."""
    if any(part in {"snap", "flatpak"} for part in program.resolve().parts):
        return True
    try:
        with program.open("rb") as file:
            start = file.read(4096)
    except OSError:
        return True
    return start.startswith(b"#!") and (b"/snap/bin/" in start or b"flatpak run" in start)
