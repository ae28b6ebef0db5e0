"""Reading a file again only when it has changed: the dial box asks for settings and account at every keystroke."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Generic, TypeVar

T = TypeVar("T")

Stamp = tuple[int, int, int] | None


class Kept(Generic[T]):
    """What `read` made of some files, until one of them is another.

    Args:
        files: looked at each time (inode, size, time of change: every writer of ours replaces the file whole).
        read: reads them; what it raises is raised each time.
    """

    def __init__(self, files: tuple[Path, ...], read: Callable[[], T]) -> None:
        self._files = files
        self._read = read
        self._known: tuple[tuple[Stamp, ...], T] | None = None

    def get(self) -> T:
        """The current value."""
        now = tuple(map(_stamp, self._files))
        if self._known is None or self._known[0] != now:
            self._known = (now, self._read())
        return self._known[1]


def _stamp(path: Path) -> Stamp:
    try:
        stat = path.stat()
    except OSError:
        return None
    return stat.st_ino, stat.st_size, stat.st_mtime_ns
