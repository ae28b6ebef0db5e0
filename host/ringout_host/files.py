"""Writing a small file so that a crash leaves either the old one or the new one, never half of it."""

from __future__ import annotations

import contextlib
import os
import time
from pathlib import Path
from typing import Final

_LEFT_BEHIND: Final = 60.0
"""Seconds after which a temporary file is one that a killed process left; writing takes none of these."""


def remove_leftovers(path: Path, age: float = _LEFT_BEHIND) -> None:
    """Remove what a process that was killed while it wrote `path` left beside it: it may hold what `path` held.

    Args:
        path: the file that was to be written.
        age: seconds; 0 where nobody else can be writing it now.
    """
    for left in path.parent.glob(f".{path.name}.*"):
        with contextlib.suppress(OSError):
            if not age or time.time() - left.lstat().st_mtime > age:
                left.unlink()


def write_atomically(path: Path, content: bytes, *, mode: int = 0o600) -> None:
    """Replace `path` by `content`: a temporary file beside it, fsync, rename, fsync of the folder.

    Raises:
        OSError: nothing was changed (no space, read-only, `path` is a link).
    """
    if path.is_symlink():
        raise OSError(f"{path} is a symbolic link; it is left alone")
    remove_leftovers(path)
    temporary = path.with_name(f".{path.name}.{os.urandom(8).hex()}")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(mode)
        os.replace(temporary, path)  # noqa: PTH105 - where a trial makes it fail
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink()
        raise
    if os.name == "posix":  # the rename itself is durable only once its folder is
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
