"""What an installation would write, worked out without writing: `--dry-run` prints it, `install` does it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..errors import HostError
from . import manifest
from .detect import Found
from .identity import HOST_NAME
from .machine import Machine
from .manifest import Existing, Ids
from .scope import Scope
from .table import Browser, Family, Location, locations

Action = Literal["create", "replace", "keep"]


@dataclass(frozen=True, slots=True)
class Target:
    """One place that has to lead to the host, and the browsers that look there."""

    location: Location
    family: Family
    browsers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FileWrite:
    """A file that shall have this content."""

    path: Path
    content: bytes
    mode: int
    kind: Literal["launcher", "manifest"]
    action: Action
    browsers: tuple[str, ...] = ()
    was: str = ""
    """What it starts now, where that is another program."""


@dataclass(frozen=True, slots=True)
class KeyWrite:
    """A registry key whose default value shall be this."""

    key: str
    value: str
    action: Action
    browsers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something that is not written, and why."""

    place: str
    browsers: tuple[str, ...]
    message: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything an installation would do, in order."""

    files: tuple[FileWrite, ...]
    keys: tuple[KeyWrite, ...]
    refusals: tuple[Refusal, ...]

    @property
    def browsers(self) -> tuple[str, ...]:
        """The ids of the browsers that it serves."""
        served = [*(file.browsers for file in self.files), *(key.browsers for key in self.keys)]
        return tuple(dict.fromkeys(name for names in served for name in names))


def for_browsers(
    browsers: Iterable[Browser], machine: Machine, *, system: bool
) -> tuple[list[Target], list[Browser]]:
    """The places of these browsers, each once; and the browsers for which none is known here."""
    targets: dict[tuple[Family, Location], Target] = {}
    nowhere = []
    for browser in browsers:
        places = locations(browser, machine, system=system)
        if not places:
            nowhere.append(browser)
        for place in places:
            at = (browser.family, replace(place, optional=False))
            known = targets.get(at)
            names = (*known.browsers, browser.id) if known else (browser.id,)
            targets[at] = Target(place, browser.family, names)
    return list(targets.values()), nowhere


def for_folder(folder: Path, browser: Browser | None) -> Target:
    """A folder that the person named, in the format that `browser` reads or that the folder's name shows.

    Raises:
        HostError: `config-invalid`; nothing shows which format is meant.
    """
    if browser is not None:
        return Target(Location(folder), browser.family, ())
    if folder.name == "NativeMessagingHosts" and "Mozilla" not in folder.parts:
        return Target(Location(folder), "chromium", ())
    if folder.name in ("NativeMessagingHosts", "native-messaging-hosts"):
        return Target(Location(folder), "firefox", ())
    raise HostError(
        "config-invalid",
        f"The folder {folder} does not show which browser reads it.",
        "Name one whose format is meant: --browser chromium or --browser firefox",
    )


def make(
    targets: Sequence[Target],
    scope: Scope,
    program: Path,
    launcher: FileWrite | None,
    ids: Ids,
    *,
    look: Callable[[Path], Existing] = manifest.look,
    read_key: Callable[[str], object] = lambda _: None,
    force: bool = False,
) -> Plan:
    """The plan for these places.

    Args:
        launcher: the launcher's write, where one is needed.
        look: what lies at a manifest's path.
        read_key: a registry key's default value.
        force: replace manifests that are not ours; links are never written through.
    """
    files: list[FileWrite] = [launcher] if launcher else []
    keys: list[KeyWrite] = []
    refusals: list[Refusal] = []
    for target in targets:
        folder = target.location.folder or scope.manifests / target.family
        path = folder / manifest.FILE
        wanted = manifest.content(target.family, program, ids)
        if not any(write.path == path for write in files):
            found = look(path)
            refusal = _refusal(target, path, found, force=force)
            if refusal:
                refusals.append(refusal)
                continue
            action: Action = (
                "create" if found.state == "absent" else "keep" if found.content == wanted else "replace"
            )
            was = "" if found.program == str(program) else found.program
            files.append(FileWrite(path, wanted, 0o644, "manifest", action, target.browsers, was))
        if target.location.key is not None:
            key = rf"{target.location.key}\{HOST_NAME}"
            value = read_key(key)
            action = "create" if value is None else "keep" if value == str(path) else "replace"
            keys.append(KeyWrite(key, str(path), action, target.browsers))
    return Plan(tuple(files), tuple(keys), tuple(refusals))


def _refusal(target: Target, path: Path, found: Existing, *, force: bool) -> Refusal | None:
    if found.state == "link":
        return Refusal(
            str(path),
            target.browsers,
            f"{found.problem}; nothing is written through it.",
            "If that is where it should go, name the real folder: ringout install --manifest-dir FOLDER",
        )
    if found.state in ("foreign", "unreadable") and not force:
        return Refusal(
            str(path),
            target.browsers,
            f"{found.problem}, and RingOut did not write it.",
            "To replace it: ringout install --force",
        )
    return None


def shut_in(found: Found) -> Refusal:
    """Why this package of a browser gets nothing."""
    assert found.package is not None  # noqa: S101
    return Refusal(found.sign, (found.browser.id,), found.package.truth, found.package.remedy)


def with_action(write: FileWrite, current: bytes | None) -> FileWrite:
    """The same write, knowing what is there now."""
    action: Action = "create" if current is None else "keep" if current == write.content else "replace"
    return replace(write, action=action)
