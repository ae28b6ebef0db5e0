"""Standard input on a thread of its own, because that is the only way to read it that works everywhere.

It hands over chunks of bytes and, once, the end. After the end the process has one second to finish; a process
that takes longer is ended here, so that no host ever outlives its browser.
"""

from __future__ import annotations

import os
import select
import threading
from collections.abc import Callable
from typing import Final, Protocol

GRACE: Final = 0.95
"""Seconds between the end of input and the end of the process."""

EARLY_GRACE: Final = 0.2
"""The same where nobody was attached yet: nothing was begun, and only frames on their way are still written."""

_CHUNK: Final = 64 * 1024
_EARLY: Final = 1024 * 1024
"""Bytes read ahead while the rest of the program is still being imported."""
_AHEAD: Final = 8
"""Chunks delivered before the first was taken: a browser that asks faster than we answer fills its pipe, not our
memory."""


_LOOK: Final = 0.25
"""Seconds between looks at whether the browser is still there, while nothing more is read from it."""


class First(Protocol):
    """What sees the input before anybody else is there."""

    def feed(self, data: bytes) -> bytes:
        """Take some input; returns what of it is left to those who come later."""

    def rest(self) -> bytes:
        """What was taken and is not yet dealt with."""


class Reader:
    """Reads file descriptor `source` from `start` on; `attach` says where to."""

    def __init__(self, source: int = 0) -> None:
        self._source = source
        self._first: First | None = None
        self._lock = threading.Lock()
        self._early = bytearray()
        self._chunk: Callable[[bytes], None] | None = None
        self._end: Callable[[], None] | None = None
        self._ahead = threading.Semaphore(_AHEAD)
        self._room = threading.Event()
        self._room.set()
        self.ended = threading.Event()

    def start(self, first: First) -> None:
        """Begin to read; `first` sees the input until `attach`."""
        self._first = first
        threading.Thread(target=self._run, name="stdin", daemon=True).start()

    def attach(self, chunk: Callable[[bytes], None], end: Callable[[], None]) -> None:
        """Deliver all that was read and will be; neither function may block. Say `taken` after each chunk.

        Where the end is known already nothing is delivered: nobody would hear the answers.
        """
        with self._lock:
            if self.ended.is_set():
                end()
                return
            chunk(bytes(self._early) + (self._first.rest() if self._first else b""))
            self._early.clear()
            self._chunk, self._end = chunk, end
        self._room.set()

    def taken(self) -> None:
        """A chunk that was delivered has been worked on."""
        self._ahead.release()

    def pause(self, paused: bool) -> None:
        """Leave further input in the pipe while our own output is not being taken."""
        if paused:
            self._room.clear()
        else:
            self._room.set()

    def stop(self) -> None:
        """Tell whoever is or will be attached that it is over."""
        with self._lock:
            self.ended.set()
            if self._end is not None:
                self._end()

    def _run(self) -> None:
        while data := self._read():
            with self._lock:
                delivered = self._chunk is not None
                if self._chunk is None:
                    self._keep(data)
                else:
                    self._chunk(data)
            if delivered and not self._wait(lambda seconds: self._ahead.acquire(timeout=seconds)):
                break
            if not self._wait(self._room.wait):
                break
        self.stop()
        threading.Event().wait(GRACE if self._end is not None else EARLY_GRACE)
        os._exit(0)

    def _wait(self, ready: Callable[[float], bool]) -> bool:
        """Wait before reading on; False if the browser hung up meanwhile, whatever it still had to say."""
        while not ready(_LOOK):
            if _hung_up(self._source):
                return False
        return True

    def _keep(self, data: bytes) -> None:
        self._early += self._first.feed(data) if self._first else data
        if len(self._early) >= _EARLY:
            self._room.clear()

    def _read(self) -> bytes:
        try:
            return os.read(self._source, _CHUNK)
        except OSError:
            return b""  # a closed descriptor is the end, too


def _hung_up(source: int) -> bool:
    """Whether the other end of a pipe is closed, even if not all of it was read; Windows cannot tell."""
    if not hasattr(select, "poll"):
        return False
    poll = select.poll()
    poll.register(source, 0)  # asks for nothing: an end is told in any case
    return bool(poll.poll(0))
