"""One process at a time: a lock on a file, for which a task waits without standing in anybody's way."""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from ..errors import HostError
from ..paths import private_folder

LOCK_PATIENCE: Final = 200.0
"""Seconds for the other hosts: one of them may be waiting for Auth for as long as a call waits."""

_PAUSE: Final = 0.05


@contextlib.asynccontextmanager
async def alone(path: Path) -> AsyncIterator[None]:
    """Hold the lock of `path` against other processes, to read and change the tokens.

    Taken without blocking, again and again: a thread that blocks in it could not be cancelled and would keep the
    lock for good.

    Raises:
        HostError: `storage-failed`.
    """
    from filelock import FileLock, Timeout  # noqa: PLC0415 - only a renewal needs it

    deadline = time.monotonic() + LOCK_PATIENCE
    try:
        private_folder(path.parent)
        lock = FileLock(path, mode=0o600, thread_local=False)
        while True:
            with contextlib.suppress(Timeout):
                lock.acquire(blocking=False)
                break
            if time.monotonic() > deadline:
                raise HostError(
                    "storage-failed",
                    "Another RingOut program has been renewing your sign-in for too long.",
                    "Close your other browsers, then try again.",
                )
            await asyncio.sleep(_PAUSE)
    except OSError as error:
        raise HostError(
            "storage-failed",
            f"Your sign-in could not be renewed: {path}: {error.strerror}. Nothing was dialled.",
        ) from error
    try:
        yield
    finally:
        lock.release()
