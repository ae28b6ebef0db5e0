"""What stands in the way of a path: a folder above it that is shut, or a file where a folder should be."""

from __future__ import annotations

import os
from pathlib import Path

from .chain import Chain


def passable(chain: Chain, check: str, path: Path, command: str) -> None:
    """Every folder above `path` that is there can be entered.

    Args:
        check: the link that is broken otherwise.
        command: what makes the rest right, once the way is clear.

    Raises:
        BrokenLink: one cannot.
    """
    for folder in reversed(path.parents):
        if not folder.exists():
            return  # what is missing, or leads nowhere, is somebody else's finding
        if not folder.is_dir():
            away = f"mv '{folder}' '{folder}.old' && {command}"
            chain.broken(check, f"{folder} is a file, where a folder should be.", away)
        if not os.access(folder, os.X_OK):
            chain.broken(check, f"You may not open the folder {folder}.", f"{regained(folder)} && {command}")


def regained(path: Path) -> str:
    """The command that lets this person write in the folder `path`, or make it."""
    at = next(one for one in (path, *path.parents) if one.exists())
    if os.name != "posix" or at.stat().st_uid == os.geteuid():
        return f"chmod 700 '{at}'"
    if at == path:
        return f"sudo chown -R \"$(id -un)\" '{path}'"
    return f"sudo install -d -m 700 -o \"$(id -un)\" '{path}'"
