"""The browser table: `manifests/browsers.toml` as typed rows, and its places on a given computer.

Nothing here looks at the disk but to read the table and to see whether an optional folder's condition holds.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .. import paths
from ..errors import HostError
from .machine import Machine

Family = Literal["chromium", "firefox"]
"""Which of the two kinds of native manifest a browser reads."""


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Also(_Row):
    """A folder that is written too where the folder `when` exists."""

    folder: str
    when: str


class Places(_Row):
    """Where one browser looks on one platform; templates as the table explains them."""

    user: tuple[str, ...] = ()
    also: tuple[Also, ...] = ()
    system: tuple[str, ...] = ()
    also_system: tuple[Also, ...] = ()
    registry: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    programs: tuple[str, ...] = ()
    policies: tuple[str, ...] = ()


class Browser(_Row):
    """One row."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z-]*$")]
    name: str
    family: Family
    evidence: Literal["documented", "source", "measured", "reported", "unverified"]
    on_request: bool = False
    """Set up only when it is asked for by name."""
    linux: Places | None = None
    macos: Places | None = None
    windows: Places | None = None

    def places(self, machine: Machine) -> Places | None:
        """The row's part for this computer's platform; None where this browser does not exist."""
        found: Places | None = getattr(self, machine.platform)
        return found


class Package(_Row):
    """A package that shuts its browser in."""

    kind: Literal["snap", "flatpak"]
    app: str
    browser: str
    works: Literal["asks", "never"]
    truth: str
    remedy: str


class Extension(_Row):
    """Ids of our extension beyond the one that its own key gives."""

    chromium_stores: tuple[Annotated[str, Field(pattern=r"^[a-p]{32}$")], ...]


class Table(_Row):
    """The whole table."""

    extension: Extension
    browser: tuple[Browser, ...]
    package: tuple[Package, ...]

    def named(self, name: str) -> Browser:
        """The browser with this id.

        Raises:
            HostError: `config-invalid`, naming the ids there are.
        """
        for browser in self.browser:
            if browser.id == name.lower():
                return browser
        known = ", ".join(browser.id for browser in self.browser)
        raise HostError("config-invalid", f"There is no browser called {name!r} here.", f"Use one of: {known}.")


@dataclass(frozen=True, slots=True)
class Location:
    """One place that must tell a browser about the host: a folder, or a registry key."""

    folder: Path | None = None
    key: str | None = None
    optional: bool = False
    """Not every version of the browser looks here."""


@cache
def table() -> Table:
    """The table as it was shipped."""
    return Table.model_validate(tomllib.loads((paths.data("manifests") / "browsers.toml").read_text("utf-8")))


def locations(browser: Browser, machine: Machine, *, system: bool = False) -> tuple[Location, ...]:
    """Where this browser looks, for this person or system-wide; empty where that is not known."""
    places = browser.places(machine)
    if places is None:
        return ()
    if machine.platform == "windows":
        return tuple(Location(key=key) for key in places.registry)
    always, also = (places.system, places.also_system) if system else (places.user, places.also)
    certain = [Location(machine.expand(template)) for template in always]
    possible = [
        Location(machine.expand(extra.folder), optional=True)
        for extra in also
        if _foreign(machine.expand(extra.when), machine.expand(extra.folder))
    ]
    return (*certain, *possible)


def _foreign(folder: Path, ours: Path) -> bool:
    """Whether `folder` exists, and not merely because we made `ours` in it."""
    try:
        return any(entry != ours for entry in folder.iterdir())
    except OSError:
        return False
