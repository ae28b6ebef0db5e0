"""The computer as the installer and the self-test see it: platform, home, environment, file system root, registry.

All of it can be handed in, so that every platform's row can be tried on any platform. It must not write anything.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Literal

from ..errors import HostError
from ..paths import check_moved
from .registry import Registry, windows_registry

Platform = Literal["linux", "macos", "windows"]

_STANDARD_PATH: Final = "/usr/local/bin:/usr/bin:/bin:/snap/bin"


@dataclass(frozen=True, slots=True)
class Machine:
    """One person's view of one computer."""

    platform: Platform
    home: Path
    env: Mapping[str, str] = field(default_factory=dict)
    root: Path = Path("/")
    """What stands for `/` in system-wide places."""
    registry: Registry | None = None
    """Windows only."""

    @classmethod
    def here(cls) -> Machine:
        """This computer, this person.

        Raises:
            HostError: `config-invalid`; nobody can say where the person's files are.
        """
        platform: Platform = (
            "windows" if sys.platform == "win32" else "macos" if sys.platform == "darwin" else "linux"
        )
        registry = windows_registry() if platform == "windows" else None
        return cls(platform, _home(), dict(os.environ), registry=registry)

    def expand(self, template: str) -> Path:
        """A place of the browser table as a path on this computer."""
        if template.startswith("/"):
            return self.root / template.lstrip("/")
        return Path(template.format_map(self._bases()))

    def system(self, path: str) -> Path:
        """An absolute path below this computer's root."""
        return self.root / path.lstrip("/")

    def command(self, name: str) -> Path | None:
        """Where the shell would find this command; None where it would not."""
        found = shutil.which(name, path=self.env.get("PATH", _STANDARD_PATH))
        return Path(found) if found else None

    def _bases(self) -> dict[str, str]:
        home = self.home
        return {
            "home": str(home),
            "config": self.env.get("XDG_CONFIG_HOME") or str(home / ".config"),
            "support": str(home / "Library" / "Application Support"),
            "local": self.env.get("LOCALAPPDATA") or str(home / "AppData" / "Local"),
            "roaming": self.env.get("APPDATA") or str(home / "AppData" / "Roaming"),
        }


def _home() -> Path:
    check_moved()
    if os.environ.get("HOME") == "":
        raise HostError(
            "config-invalid",
            "HOME is set to nothing, so nobody can say where your browsers keep their files.",
            "Set HOME to your own folder and run this again.",
        )
    try:
        home = Path.home()
    except RuntimeError:
        raise HostError(
            "config-invalid",
            "HOME is not set, so nobody can say where your browsers keep their files.",
            "Set HOME to your own folder and run this again.",
        ) from None
    if not home.is_absolute() or not home.is_dir():
        raise HostError(
            "config-invalid",
            f"HOME is set to {home}, which is not a folder.",
            "Set HOME to your own folder and run this again.",
        )
    return home
