"""Puts other native messaging hosts there to be compared with, as Debian packages them: as root on Debian only.

GNOME's connector is measured where it is, and not installed: it would bring a whole desktop along.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping
from typing import Final

PACKAGES: Final[Mapping[str, str]] = {
    "webext-browserpass": "/usr/lib/browserpass/browserpass-native",
    "keepassxc": "keepassxc-proxy",
}
"""The package, and the program that shows that it is there."""

_PATIENCE: Final = 300.0
"""Seconds for apt."""


def install() -> None:
    """Install what is missing, where we may; what cannot be installed is left out of the table, which says so."""
    missing = [package for package, program in PACKAGES.items() if shutil.which(program) is None]
    if not missing or os.name != "posix" or os.geteuid() or shutil.which("apt-get") is None:
        return
    apt = ["apt-get", "install", "-y", "--no-install-recommends", "-o", "DPkg::Lock::Timeout=60", *missing]
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    try:
        subprocess.run(apt, check=False, capture_output=True, env=quiet, timeout=_PATIENCE)
    except subprocess.TimeoutExpired:
        return
