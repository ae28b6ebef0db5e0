"""Which hosts are alive. Each holds a lock on a file of its own for as long as it lives.

The operating system lets go of the lock when a process ends, however it ends, so a row of a dead host can be
told from one that another living host is working on, without trusting process ids.
"""

from __future__ import annotations

import contextlib
import os
import secrets
import time
from pathlib import Path
from typing import Final

from filelock import FileLock, Timeout

from ..paths import private_folder
from .opening import storage

_LONG_DEAD: Final = 3600.0
"""Seconds of age from which the lock of a host is tried for no other reason than to tidy up."""


class Owner:
    """This host's own name and proof of life.

    Raises:
        HostError: `storage-failed`.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.name = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._lock = FileLock(folder / f"{self.name}.lock", mode=0o600, thread_local=False)
        with storage():
            private_folder(folder)
            self._lock.acquire(timeout=0)
        self._sweep()

    def alive(self, name: str) -> bool:
        """Whether the host called `name` still runs."""
        if name == self.name:
            return True
        path = self._folder / f"{name}.lock"
        if _held(path):
            return True
        with contextlib.suppress(OSError):
            path.unlink()
        return False

    def _sweep(self) -> None:
        """Remove the locks of hosts that were killed; those of the last minutes may be just being taken."""
        for path in self._folder.glob("*.lock"):
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _LONG_DEAD:
                    self.alive(path.stem)

    def close(self) -> None:
        """End the proof of life; the rows of this host are free for others."""
        self._lock.release()
        with contextlib.suppress(OSError):
            (self._folder / f"{self.name}.lock").unlink()


def any_alive(folder: Path) -> bool:
    """Whether any host runs whose lock is in `folder`. Removes none: one may be just being taken."""
    return any(_held(path) for path in folder.glob("*.lock"))


def _held(path: Path) -> bool:
    """Whether a living host holds this lock."""
    if not path.exists():
        return False
    try:
        with FileLock(path, timeout=0, mode=0o600, thread_local=False):
            pass
    except Timeout:
        return True
    except OSError:
        pass
    return False
