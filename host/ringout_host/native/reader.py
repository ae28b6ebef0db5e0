"""Standard input on a thread of its own, because that is the only way to read it that works everywhere.

It hands over chunks of bytes and, once, the end. After the end the process has one second to finish; a process
that takes longer is ended here, so that no host ever outlives its browser.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Final, Protocol

GRACE: Final = 0.95
"""Seconds between the end of input and the end of the process."""

_CHUNK: Final = 64 * 1024
_EARLY: Final = 1024 * 1024
"""Bytes read ahead while the rest of the program is still being imported."""
_AHEAD: Final = 8
"""Chunks delivered before the first was taken: a browser that asks faster than we answer fills its pipe, not our
memory."""


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
        """Deliver all that was read and will be; neither function may block. Say `taken` after each chunk."""
        with self._lock:
            chunk(bytes(self._early) + (self._first.rest() if self._first else b""))
            self._early.clear()
            self._chunk, self._end = chunk, end
            if self.ended.is_set():
                end()
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
            if delivered:
                self._ahead.acquire()
            self._room.wait()
        self.stop()
        threading.Event().wait(GRACE)
        os._exit(0)

    def _keep(self, data: bytes) -> None:
        self._early += self._first.feed(data) if self._first else data
        if len(self._early) >= _EARLY:
            self._room.clear()

    def _read(self) -> bytes:
        try:
            return os.read(self._source, _CHUNK)
        except OSError:
            return b""  # a closed descriptor is the end, too
