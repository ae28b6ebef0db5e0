"""Which hosts are alive. Each holds a lock on a file of its own for as long as it lives.

The operating system lets go of the lock when a process ends, however it ends, so a row of a dead host can be
told from one that another living host is working on, without trusting process ids.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path

from filelock import FileLock, Timeout

from ..paths import private_folder


class Owner:
    """This host's own name and proof of life."""

    def __init__(self, folder: Path) -> None:
        private_folder(folder)
        self._folder = folder
        self.name = f"{os.getpid()}-{secrets.token_hex(8)}"
        self._lock = FileLock(folder / f"{self.name}.lock", thread_local=False)
        self._lock.acquire(timeout=0)

    def alive(self, name: str) -> bool:
        """Whether the host called `name` still runs."""
        if name == self.name:
            return True
        path = self._folder / f"{name}.lock"
        if not path.exists():
            return False
        try:
            with FileLock(path, timeout=0, thread_local=False):
                pass
        except Timeout:
            return True
        except OSError:
            return False
        with contextlib.suppress(OSError):
            path.unlink()
        return False

    def close(self) -> None:
        """End the proof of life; the rows of this host are free for others."""
        self._lock.release()
        with contextlib.suppress(OSError):
            (self._folder / f"{self.name}.lock").unlink()
