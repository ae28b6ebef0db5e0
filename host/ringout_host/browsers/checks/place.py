"""The links from the browser's own place to a manifest it accepts: there, readable, ours, for our extension."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from typing import Literal

from ..identity import HOST_NAME
from ..machine import Machine
from ..manifest import BOM, FILE, Ids, look
from ..registry import HIVES
from ..table import Browser, Location, locations
from .chain import Chain, Repair
from .way import passable

Wanted = Literal["yes", "not-yet", "no"]
"""Whether the person wants RingOut in a browser: set up before, come later than that, or left out on purpose."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A manifest that a browser would use."""

    file: Path
    system: bool
    place: str
    """Where the browser found it: the file itself, or the registry key that names it."""


@dataclass(frozen=True, slots=True)
class Accepted:
    """A manifest that the browser accepts, and what it will start."""

    file: Path
    program: Path


def placed(chain: Chain, browser: Browser, machine: Machine, repair: Repair, wanted: Wanted) -> list[Placed]:
    """Find the manifest in each place where this browser looks; a person's own place comes before everybody's."""
    command = f"ringout install --browser {browser.id}"
    own, shared = locations(browser, machine), locations(browser, machine, system=True)
    found = [one for place in own if (one := _at(place, machine, system=False)) and _there(one.file)]
    missing = [place for place in own if not place.optional and not _has(place, found, machine)]
    if not missing and found:
        chain.ok("manifest", f"The manifest is where {browser.name} looks: {found[0].place}")
        return found
    everybodys = [one for place in shared if (one := _at(place, machine, system=True)) and _there(one.file)]
    if everybodys and not found:
        chain.ok("manifest", f"The manifest is where {browser.name} looks: {everybodys[0].place}")
        return everybodys
    for place in missing:
        if place.folder is not None:
            passable(chain, "manifest", place.folder / FILE, command)
            _leads_somewhere(chain, place.folder, command)
    at = missing[0].folder or missing[0].key if missing else "any place"
    if wanted == "yes":
        chain.broken("manifest", f"{browser.name} finds no manifest for RingOut in {at}", command, repair=repair)
    if wanted == "not-yet":
        chain.warn("manifest", f"RingOut is not set up for {browser.name} yet.", command, repair=repair)
    else:
        chain.skip("manifest", f"RingOut is not set up for {browser.name}.", command)
    return []


def _leads_somewhere(chain: Chain, folder: Path, command: str) -> None:
    """No link that leads nowhere keeps `ringout install` from writing a manifest there."""
    state = look(folder / FILE)
    if state.state == "link":
        link = folder if folder.is_symlink() else folder / FILE
        chain.broken("symlink", f"{state.problem}, and leads nowhere.", f"rm '{link}' && {command}")


def accepted(chain: Chain, one: Placed, browser: Browser, ids: Ids, repair: Repair) -> Accepted:
    """The manifest is one that the browser accepts.

    Raises:
        BrokenLink: it is not.
    """
    command = f"ringout install --browser {browser.id}"
    passable(chain, "readable", one.file, command)
    there = look(one.file)
    # What install does not take for its own it replaces only when it is told to.
    again = f"Write it again: {command}{' --force' if there.state in ('foreign', 'unreadable') else ''}"
    mend = repair if there.state == "ours" and not one.system else None
    if one.file.is_dir():
        away = f"mv '{one.file}' '{one.file}.old' && {command}"
        chain.broken("readable", f"{one.file} is a folder, where browsers look for a file.", away)
    try:
        content = one.file.read_bytes()
    except OSError as error:
        chain.broken("readable", f"{one.file} cannot be read: {error.strerror}.", again)
    if content.startswith(BOM):
        chain.broken(
            "bom",
            f"{one.file} begins with a byte-order mark, and browsers do not read it then.",
            again,
            repair=mend,
        )
    try:
        manifest = json.loads(content)
    except ValueError:
        chain.broken("readable", f"{one.file} is not JSON.", again)
    if not isinstance(manifest, dict):
        chain.broken("readable", f"{one.file} is not a manifest.", again)
    if manifest.get("name") != HOST_NAME:
        chain.broken(
            "name",
            f"{one.file} is for {manifest.get('name')!r}, not for {HOST_NAME}.",
            again,
            repair=mend,
        )
    if manifest.get("type") != "stdio":
        chain.broken("type", f"{one.file} does not say that its type is stdio.", again, repair=mend)
    program = str(manifest.get("path", ""))
    if not (PurePath(program).is_absolute() or PureWindowsPath(program).is_absolute()):
        chain.broken(
            "path", f"{one.file} names the program {program!r}, which is not a full path.", again, repair=mend
        )
    listed = manifest.get("allowed_origins" if browser.family == "chromium" else "allowed_extensions")
    _our_id(chain, one, listed, _names(browser, ids), mend)
    if there.state == "foreign":
        chain.broken("path", f"{there.problem}, which is not RingOut's.", again)
    if there.state == "link":
        real = one.file.resolve().parent
        chain.warn(
            "symlink",
            f"{there.problem}. The browser follows it, but ringout install writes nothing through it.",
            f"Name the real folder: {command} --manifest-dir '{real}'",
        )
    return Accepted(one.file, Path(program))


def _names(browser: Browser, ids: Ids) -> list[str]:
    """How a manifest of this browser names our extension, the one that comes with RingOut first."""
    if browser.family == "chromium":
        return [f"chrome-extension://{name}/" for name in ids.chromium]
    return list(ids.gecko)


def _our_id(chain: Chain, one: Placed, listed: object, known: list[str], repair: Repair | None) -> None:
    command, wanted = "ringout install", known[0]
    allowed = [str(name) for name in listed] if isinstance(listed, list) else []
    if wanted not in allowed:
        chain.broken(
            "id", f"{one.file} does not allow our extension {wanted} to start RingOut.", command, repair=repair
        )
    foreign = [name for name in allowed if name not in known]
    if foreign:
        chain.warn(
            "id",
            f"{one.file} also lets other extensions start RingOut: {', '.join(foreign)}",
            command,
            repair=repair,
        )
    else:
        chain.ok("id", f"It allows our extension, {wanted}")


def _at(place: Location, machine: Machine, *, system: bool) -> Placed | None:
    if place.folder is not None:
        file = place.folder / FILE
        return Placed(file, system, str(file))
    if machine.registry is None:
        return None
    hive = HIVES[1] if system else HIVES[0]
    value = machine.registry.read(hive, rf"{place.key}\{HOST_NAME}")
    return Placed(Path(str(value)), system, rf"{hive}\{place.key}\{HOST_NAME}") if value else None


def _has(place: Location, found: list[Placed], machine: Machine) -> bool:
    one = _at(place, machine, system=False)
    return one in found


def _there(file: Path) -> bool:
    try:
        return file.exists()
    except PermissionError:
        return True  # for all that is known; `accepted` says what is wrong
