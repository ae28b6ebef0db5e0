"""The links from a manifest to a program that can run: launcher, interpreter, package."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path
from typing import Final

from ... import __version__
from .. import launcher
from ..launcher import Environment
from ..machine import Machine
from .chain import Chain, Repair
from .way import passable

AGAIN: Final = "ringout install"
_REINSTALL: Final = "pipx reinstall ringout-host && ringout install"

_GUARDED: Final = ("Desktop", "Documents", "Downloads")
"""Folders of a Mac's home that other programs read only after the person was asked (TCC)."""


def program(chain: Chain, path: Path, machine: Machine, repair: Repair) -> None:
    """The program that the manifest names is there, may be run, and is not reached through a link."""
    passable(chain, "launcher", path, AGAIN)
    if path.is_symlink():
        chain.broken(
            "symlink", f"{path} is a symbolic link; it can come to lead somewhere else.", f"rm '{path}' && {AGAIN}"
        )
    if not path.exists():
        chain.broken("launcher", f"The program {path}, which the browser starts, is gone.", AGAIN, repair=repair)
    if path.is_dir():
        chain.broken(
            "launcher", f"{path} is a folder, where a program should be.", f"mv '{path}' '{path}.old' && {AGAIN}"
        )
    if not os.access(path, os.X_OK):
        chain.broken(
            "executable", f"{path} may not be run.", f"chmod 755 '{path}'", repair=lambda: path.chmod(0o755)
        )
    if machine.platform == "macos" and any(path.is_relative_to(machine.home / name) for name in _GUARDED):
        chain.broken("launcher", f"macOS does not let browsers start programs in {path.parent}.", AGAIN)
    chain.ok("launcher", f"The program is there: {path}")


def environment(chain: Chain, path: Path, here: Environment, repair: Repair) -> None:
    """The launcher's interpreter and package are there, and are those that this command belongs to."""
    known = launcher.read(path)
    if known is None:
        return  # a Windows console script, or somebody's own program; spawning it tells
    if not Path(known.interpreter).exists():
        chain.broken(
            "interpreter", f"The Python that starts RingOut is gone: {known.interpreter}", AGAIN, repair=repair
        )
    if not (Path(known.package) / "ringout_host" / "native" / "start.py").exists():
        chain.broken("package", f"RingOut itself is gone from {known.package}", AGAIN, repair=repair)
    try:
        found = subprocess.run(  # noqa: S603 - the interpreter that browsers start
            [known.interpreter, "-IS", "-c", _IMPORT, known.package],
            capture_output=True,
            text=True,
            timeout=10,
            check=False,
            cwd=path.parent,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        chain.broken("interpreter", f"{known.interpreter} does not run: {error}.", _REINSTALL)
    if found.returncode != 0:
        last = (found.stderr.strip().splitlines() or ["it ended without a word"])[-1]
        chain.broken(
            "package", f"RingOut cannot be loaded from {known.package}: {last}", _REINSTALL, repair=repair
        )
    chain.ok("package", f"RingOut {found.stdout.strip()} is there: {known.package}")
    if not known.same_as(here):
        chain.warn(
            "versions",
            f"Two installations of RingOut are on this computer. Browsers start {found.stdout.strip()}"
            f" of {known.interpreter}; this is {__version__} of {here.interpreter}.",
            "To let browsers start this one: ringout install",
        )


_IMPORT: Final = """
import sys
sys.path.append(sys.argv[1])
import ringout_host.native.start
sys.stdout.write(ringout_host.__version__)
"""
