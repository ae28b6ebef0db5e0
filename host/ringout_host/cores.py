"""No picture of our memory on the disk: what a crash leaves there would hold the tokens that were in use."""

from __future__ import annotations

import contextlib
import sys


def no_core_dump() -> None:
    """From now on the system writes none of this process, whatever it dies of. Does nothing on Windows."""
    if sys.platform == "win32":
        return
    import resource  # noqa: PLC0415 - there is none on Windows

    with contextlib.suppress(OSError, ValueError):
        _, most = resource.getrlimit(resource.RLIMIT_CORE)
        resource.setrlimit(resource.RLIMIT_CORE, (0, most))
