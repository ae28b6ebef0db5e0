"""Native manifests: the small JSON file that tells a browser which program to start and for which extension.

A manifest is written whole or not at all, without a byte-order mark, never through a symbolic link.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePath, PureWindowsPath
from typing import Any, Final, Literal

from .. import paths
from ..errors import HostError
from ..files import write_atomically
from .identity import GECKO_ID, HOST_NAME, chromium_id_of
from .scope import PROGRAM
from .table import Family, table

FILE: Final = f"{HOST_NAME}.json"
DESCRIPTION: Final = "RingOut: calls telephone numbers through RingCentral"
BOM: Final = b"\xef\xbb\xbf"

State = Literal["absent", "ours", "foreign", "unreadable", "link"]


@dataclass(frozen=True, slots=True)
class Ids:
    """The extensions that may start the host."""

    chromium: tuple[str, ...]
    gecko: tuple[str, ...]

    @classmethod
    def ours(cls, extra: Iterable[str] = ()) -> Ids:
        """Our extension's ids, and those the person named: 32 letters a-p, or an add-on's id.

        Raises:
            HostError: `config-invalid`; something that can be neither.
        """
        try:
            own = chromium_id_of(paths.data("extension"))
        except (OSError, ValueError) as error:
            raise HostError(
                "internal",
                f"The extension that came with RingOut cannot be read: {error}.",
                "Install RingOut again.",
            ) from error
        chromium, gecko = [own, *table().extension.chromium_stores], [GECKO_ID]
        for name in extra:
            if re.fullmatch(r"[a-p]{32}", name):
                chromium.append(name)
            elif re.fullmatch(r"[\w.-]*@[\w.-]+|\{[0-9a-fA-F-]{36}\}", name):
                gecko.append(name)
            else:
                raise HostError(
                    "config-invalid",
                    f"{name!r} is not the id of an extension.",
                    "Copy it from chrome://extensions or about:debugging.",
                )
        return cls(tuple(dict.fromkeys(chromium)), tuple(dict.fromkeys(gecko)))


@dataclass(frozen=True, slots=True)
class Existing:
    """What lies where a manifest belongs."""

    state: State
    content: bytes = b""
    program: str = ""
    """What it starts, where that could be read."""
    problem: str = ""


def content(family: Family, program: PurePath, ids: Ids) -> bytes:
    """A manifest's bytes."""
    manifest: dict[str, Any] = {
        "name": HOST_NAME,
        "description": DESCRIPTION,
        "path": str(program),
        "type": "stdio",
    }
    if family == "chromium":
        # The slash at the end is required, wildcards are not allowed (developer.chrome.com, "Native messaging").
        manifest["allowed_origins"] = [f"chrome-extension://{name}/" for name in ids.chromium]
    else:
        manifest["allowed_extensions"] = list(ids.gecko)
    return (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()


def write(folder: Path, family: Family, program: Path, ids: Ids) -> Path:
    """Write a manifest into `folder` whatever was there before, as the demo and tests need it; return its path.

    Raises:
        OSError: nothing was changed.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / FILE
    write_atomically(file, content(family, program, ids), mode=0o644)
    return file


def look(file: Path) -> Existing:
    """What is there now. Whether it is ours is told by the program that it starts."""
    if file.is_symlink():
        return Existing("link", problem=f"{file} is a symbolic link to {_target(file)}")
    if file.parent.is_symlink():
        return Existing("link", problem=f"The folder {file.parent} is a symbolic link to {_target(file.parent)}")
    try:
        found = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return Existing("absent")
    except OSError as error:
        return Existing("unreadable", problem=f"{file} cannot be read: {error.strerror}")
    try:
        program = str(json.loads(found.removeprefix(BOM))["path"])
    except (ValueError, TypeError, KeyError):
        return Existing("unreadable", found, problem=f"{file} is not a manifest that can be read")
    # A manifest may have been written on, or for, the other kind of system.
    if PureWindowsPath(program).name in (PROGRAM, f"{PROGRAM}.exe"):
        return Existing("ours", found, program)
    return Existing("foreign", found, program, f"{file} starts another program, {program}")


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return "somewhere"
