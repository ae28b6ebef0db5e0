"""The one stable program that every native manifest names, and that finds this installation of RingOut.

It starts the right Python with `-I -S` and says `host.ready` before anything else is imported; the folders of
installed packages are added afterwards. Every path in it is absolute: browsers start it with next to no PATH.
It is rewritten when the environment it belongs to has moved. On Windows the console script's `.exe` serves.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import ringout_host

from ..errors import HostError
from ..files import write_atomically
from ..paths import private_folder
from .scope import PROGRAM

_MARK: Final = b"# ringout-launcher "
_LONGEST_SHEBANG: Final = 120
"""Bytes; Linux before 5.1 cuts the line at 127, silently."""


@dataclass(frozen=True, slots=True)
class Environment:
    """One installation of RingOut: an interpreter and where it finds our package and what that needs."""

    interpreter: str
    package: str
    """The folder that holds `ringout_host`."""
    site_packages: tuple[str, ...]
    version: str

    @classmethod
    def here(cls) -> Environment:
        """The one that is running now.

        Raises:
            HostError: `internal`; the interpreter does not know where it is.
        """
        if not sys.executable:
            raise HostError(
                "internal", "Python does not say where it is.", "Run ringout from a virtual environment."
            )
        folders = dict.fromkeys(
            path
            for path in map(os.path.abspath, sys.path)
            if Path(path).name in ("site-packages", "dist-packages") and Path(path).is_dir()
        )
        return cls(
            interpreter=os.path.abspath(sys.executable),  # noqa: PTH100 - a venv's python must not be resolved
            package=str(Path(ringout_host.__file__).resolve().parents[1]),
            site_packages=tuple(folders),
            version=ringout_host.__version__,
        )

    def same_as(self, other: Environment) -> bool:
        """Whether both are one installation, whatever name its interpreter was called by."""
        return Path(self.interpreter).parent == Path(other.interpreter).parent

    @property
    def alive(self) -> bool:
        """Whether interpreter and package are still where they were."""
        return Path(self.interpreter).exists() and (Path(self.package) / "ringout_host" / "native").is_dir()


def script(environment: Environment) -> bytes:
    """The launcher's text for POSIX systems.

    Raises:
        HostError: `config-invalid`; a path that no script can hold.
    """
    interpreter = environment.interpreter
    try:
        shebang = f"#!{interpreter} -IS\n".encode()
        facts = json.dumps(asdict(environment), sort_keys=True).encode("ascii")
    except UnicodeEncodeError:
        raise _unusable(interpreter) from None
    if any(c in f"{interpreter}{environment.package}" for c in "\n\r\0"):
        raise _unusable(interpreter)
    if len(shebang) > _LONGEST_SHEBANG or re.search(r"\s", interpreter):
        # To sh the next three lines are `true` and `exec`; to Python they are two strings. The kernel neither
        # takes spaces nor long lines here, sh takes both.
        start = f"""#!/bin/sh\n"true" r'''\\'\nexec {shlex.quote(interpreter)} -IS "$0" "$@"\n'''\n""".encode()
    else:
        start = shebang
    return (
        start
        + b"# Written by `ringout install`, rewritten by it, removed by `ringout uninstall`. Do not edit.\n"
        + _MARK
        + facts
        + f"""
import sys

sys.path.append({environment.package!a})
from ringout_host.native.start import main

sys.exit(main({environment.site_packages!a}))
""".encode("ascii")
    )


def write(path: Path, environment: Environment, *, mode: int = 0o755) -> None:
    """Write the launcher.

    Raises:
        OSError: nothing was changed.
        HostError: see `script`.
    """
    content = script(environment)
    private_folder(path.parent)
    write_atomically(path, content, mode=mode)


def read(path: Path) -> Environment | None:
    """Which environment this launcher starts; None where it is not a launcher of ours, or cannot be read."""
    try:
        with path.open("rb") as file:
            lines = file.read(16 * 1024).splitlines()
    except OSError:
        return None
    for line in lines:
        if line.startswith(_MARK):
            try:
                facts = json.loads(line.removeprefix(_MARK))
                return Environment(**{**facts, "site_packages": tuple(facts["site_packages"])})
            except (ValueError, TypeError, KeyError):
                return None
    return None


def refresh(path: Path) -> bool:
    """Rewrite the launcher for the environment that runs now, if the one it belongs to is gone or has changed.

    Another environment that is alive is left alone: two installations are the person's to choose between.
    Returns whether it was rewritten; never raises for a disk that does not let it.
    """
    known = read(path)
    if known is None:
        return False
    try:
        here = Environment.here()
    except HostError:
        return False
    if known == here or (known.alive and not known.same_as(here)):
        return False
    try:
        write(path, here)
    except (OSError, HostError):
        return False
    return True


def program(launcher: Path, platform: str, environment: Environment) -> Path:
    """What a manifest names: the launcher, or on Windows the console script beside the interpreter.

    A `.exe` is started by browsers directly; anything else would go through `cmd.exe` (`launch_context_win.cc`).
    """
    if platform != "windows":
        return launcher
    return Path(environment.interpreter).parent / f"{PROGRAM}.exe"


def _unusable(interpreter: str) -> HostError:
    return HostError(
        "config-invalid",
        f"Browsers cannot start a program at a path like {interpreter!r}.",
        "Install RingOut in a folder whose name is plain text.",
    )
