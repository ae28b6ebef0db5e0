"""For whom something is installed, this person or everybody here, and where our own files lie then."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from ..errors import HostError
from ..paths import Paths
from .machine import Machine
from .registry import Hive

PROGRAM = "ringout-native-host"
"""What the program that browsers start is called, without `.exe`."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Our own places for one installation."""

    system: bool
    launcher: Path
    """The stable program that manifests name; on Windows they name the console script itself instead."""
    installed: Path
    """JSON: what was written."""
    manifests: Path
    """Folder of the manifests that a registry points at."""
    hive: Hive


def user_scope(paths: Paths) -> Scope:
    """For this person alone."""
    return Scope(False, paths.launcher, paths.installed, paths.state / "manifests", "HKCU")


def system_scope(machine: Machine) -> Scope:
    """For everybody on this computer; only an administrator may write there."""
    if machine.platform == "windows":
        base = Path(machine.env.get("PROGRAMDATA") or machine.system("/ProgramData")) / "RingOut"
    elif machine.platform == "macos":
        base = machine.system("/Library/Application Support/RingOut")
    else:
        base = machine.system("/usr/local/lib/ringout")
    return Scope(True, base / PROGRAM, base / "installed.json", base / "manifests", "HKLM")


def for_administrators(scope: Scope, command: str) -> None:
    """Refuse, before anything is looked at, what only an administrator may do.

    Raises:
        HostError: `storage-failed`; this person may not write where everybody's things are.
    """
    if not scope.system or os.name != "posix":  # Windows tells when a key is written
        return
    there = next(folder for folder in scope.launcher.parents if folder.exists())
    if not os.access(there, os.W_OK):
        program = Path(sys.executable).with_name("ringout")
        raise HostError(
            "storage-failed",
            f"Only an administrator can do this: {there} is not yours to write. Nothing was changed.",
            f"sudo '{program}' {command} --system",
        )
