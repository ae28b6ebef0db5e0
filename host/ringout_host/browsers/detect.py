"""Which browsers are on this computer, and which of them their package shuts in. It must not write anything."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from .machine import Machine
from .registry import HIVES
from .table import Browser, Package, Places, Table, locations, table

_SNAPS = ("/snap", "/var/lib/snapd/snap")
_FLATPAKS = ("/var/lib/flatpak/app",)
_APP_PATHS = r"Software\Microsoft\Windows\CurrentVersion\App Paths"


@dataclass(frozen=True, slots=True)
class Found:
    """A browser on this computer: free, or as a package that shuts it in."""

    browser: Browser
    sign: str
    """What showed that it is here."""
    package: Package | None = None

    @property
    def name(self) -> str:
        """As a person knows it."""
        return f"{self.browser.name} ({self.package.kind.capitalize()})" if self.package else self.browser.name


def find(machine: Machine, rows: Table | None = None) -> tuple[Found, ...]:
    """Every browser found, in the table's order; one that is also here as a package is listed once more."""
    rows = rows or table()
    found: list[Found] = []
    for browser in rows.browser:
        packages = [
            Found(browser, sign, package)
            for package in rows.package
            if package.browser == browser.id and (sign := _package_sign(package, machine))
        ]
        # Distributions ship small commands that start the package, so a command proves nothing then.
        sign = _profile_sign(browser, machine) or ("" if packages else _program_sign(browser, machine))
        if sign:
            found.append(Found(browser, sign))
        found.extend(packages)
    return tuple(found)


def _profile_sign(browser: Browser, machine: Machine) -> str:
    places = browser.places(machine) or Places()
    ours = {location.folder for location in locations(browser, machine) if location.folder}
    for template in places.profiles:
        folder = machine.expand(template)
        if _has_more_than(folder, ours):
            return f"its folder {folder}"
    return ""


def _has_more_than(folder: Path, ours: Iterable[Path | None]) -> bool:
    # A folder that holds nothing but our manifest was made by us, not by the browser.
    try:
        return any(entry not in ours for entry in folder.iterdir())
    except OSError:
        return False


def _program_sign(browser: Browser, machine: Machine) -> str:
    places = browser.places(machine) or Places()
    for name in places.programs:
        if machine.platform == "linux":
            program = machine.command(name)
            if program:
                return f"the command {program}"
        elif machine.platform == "macos":
            for folder in (machine.system("/Applications"), machine.home / "Applications"):
                if (folder / name).is_dir():
                    return f"the application {folder / name}"
        elif machine.registry is not None:
            for hive in HIVES:
                if machine.registry.exists(hive, rf"{_APP_PATHS}\{name}"):
                    return f"the registered application {name}"
    return ""


def _package_sign(package: Package, machine: Machine) -> str:
    if machine.platform != "linux":
        return ""
    if package.kind == "snap":
        folders = [machine.system(base) / package.app for base in _SNAPS]
    else:
        folders = [machine.system(base) / package.app for base in _FLATPAKS]
        folders.append(machine.home / ".local/share/flatpak/app" / package.app)
    return next((f"the package {folder}" for folder in folders if folder.is_dir()), "")
