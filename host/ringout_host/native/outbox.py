"""Everything that leaves for the browser, written by one thread so that a slow browser blocks nobody else.

Replies are kept in order, each of them. Of the news about one call only the newest is kept while the browser is
not reading: the last state of a call is never lost, and memory stays bounded.
"""

from __future__ import annotations

import os
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Final

from .framing import encode

HIGH: Final = 512
"""Bodies waiting at which no further requests are read."""
LOW: Final = 128


class Outbox:
    """Writes frames to file descriptor `out`.

    Args:
        crowded: called with True when too much is waiting, with False when there is room again.
        broken: called once when the browser has closed its end.
    """

    def __init__(self, out: int, *, crowded: Callable[[bool], None], broken: Callable[[], None]) -> None:
        self._out = out
        self._crowded = crowded
        self._broken = broken
        self._waiting: OrderedDict[object, bytes] = OrderedDict()
        self._changed = threading.Condition()
        self._full = False
        self._closing = False
        self._thread = threading.Thread(target=self._run, name="stdout", daemon=True)
        self._thread.start()

    def put(self, body: bytes, *, news_of: str | None = None) -> None:
        """Send `body` soon; with `news_of` it takes the place of unsent news of the same thing."""
        with self._changed:
            self._waiting[news_of if news_of is not None else object()] = body
            if len(self._waiting) >= HIGH and not self._full:
                self._full = True
                self._crowded(True)
            self._changed.notify()

    def close(self, limit: float) -> None:
        """Send what is waiting, for at most `limit` seconds."""
        with self._changed:
            self._closing = True
            self._changed.notify()
        self._thread.join(limit)

    def _run(self) -> None:
        try:
            while (body := self._next()) is not None:
                self._write(encode(body))
        except OSError:
            self._broken()

    def _next(self) -> bytes | None:
        with self._changed:
            while not self._waiting:
                if self._closing:
                    return None
                self._changed.wait()
            _, body = self._waiting.popitem(last=False)
            if self._full and len(self._waiting) <= LOW:
                self._full = False
                self._crowded(False)
            return body

    def _write(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._out, view) :]
