"""What a host has sent: its frames, read as a browser reads them, and kept until somebody waits for one."""

from __future__ import annotations

import json
import sys
import threading
import time
from collections import deque
from collections.abc import Callable
from typing import IO, Any, Final, TypeVar

from .trouble import HostGarbled, HostGone, HostSilent, Notification, StdioError

LARGEST_FRAME: Final = 1024 * 1024
"""Bytes that a browser takes in one frame (Chromium `kMaximumNativeMessageSize`, Gecko `MAX_READ`)."""

_T = TypeVar("_T")


class Inbox:
    """The replies and notifications of one host. Filled by `read` in one thread, emptied in others.

    Args:
        overhear: sees every message as it comes, in the thread that reads.
    """

    def __init__(self, overhear: Callable[[dict[str, Any]], None] = lambda _: None) -> None:
        self._overhear = overhear
        self.trouble: StdioError | None = None
        """Why nothing more will come."""
        self._changed = threading.Condition()
        self._notifications: deque[Notification] = deque()
        self._replies: dict[object, deque[dict[str, Any]]] = {}
        self._received = bytearray()  # what a frame that never ended has so far

    @property
    def clean(self) -> bool:
        """Whether nothing but whole frames has come."""
        return not self._received and not isinstance(self.trouble, HostGarbled)

    def read(self, frames: IO[bytes], end: Callable[[], str]) -> None:
        """Take every frame until there are no more.

        Args:
            frames: the host's standard output.
            end: says how the host has ended.
        """
        trouble: StdioError
        try:
            while header := self._exactly(frames, 4):
                length = int.from_bytes(header, sys.byteorder)
                if length > LARGEST_FRAME:
                    self._received += frames.read(4096) or b""
                    raise HostGarbled(bytes(self._received))
                body = self._exactly(frames, length)
                try:
                    self._deliver(json.loads(body))
                except (ValueError, AttributeError, KeyError) as error:
                    raise HostGarbled(bytes(self._received)) from error
                self._received.clear()
            trouble = HostGone(end())
        except StdioError as error:
            trouble = error
        with self._changed:
            self.trouble = trouble
            self._changed.notify_all()

    def reply(self, asked: object, timeout: float) -> dict[str, Any]:
        """Take the next reply with this id.

        Raises:
            HostSilent, HostGone, HostGarbled: none came within `timeout` seconds.
        """
        return self._wait(lambda: self._taken_reply(asked), timeout, f"no reply to {asked}")

    def notification(
        self, predicate: Callable[[Notification], bool], timeout: float, complaint: str
    ) -> Notification:
        """Take the first notification that `predicate` holds for, leaving the others where they are.

        Raises:
            HostSilent, HostGone, HostGarbled: none came within `timeout` seconds; silence begins with `complaint`.
        """
        return self._wait(lambda: self._taken_notification(predicate), timeout, complaint)

    def until(self, holds: Callable[[], bool], timeout: float, complaint: str) -> None:
        """Wait until something holds, looking again with each message.

        Raises:
            HostSilent, HostGone, HostGarbled: it does not, and nothing more came.
        """
        self._wait(lambda: holds() or None, timeout, complaint)

    def _deliver(self, message: dict[str, Any]) -> None:
        with self._changed:
            self._overhear(message)
            if "method" in message:
                self._notifications.append(Notification(message["method"], message.get("params", {})))
            else:
                self._replies.setdefault(message["id"], deque()).append(message)
            self._changed.notify_all()

    def _exactly(self, frames: IO[bytes], wanted: int) -> bytes:
        """`wanted` bytes, or none at the end of the stream."""
        part = bytearray()
        while len(part) < wanted:
            piece = frames.read(wanted - len(part))
            if not piece:
                if self._received:
                    raise HostGarbled(bytes(self._received))
                return b""
            part += piece
            self._received += piece
        return bytes(part)

    def _taken_reply(self, asked: object) -> dict[str, Any] | None:
        waiting = self._replies.get(asked)
        return waiting.popleft() if waiting else None

    def _taken_notification(self, predicate: Callable[[Notification], bool]) -> Notification | None:
        found = next((note for note in self._notifications if predicate(note)), None)
        if found is not None:
            self._notifications.remove(found)
        return found

    def _wait(self, take: Callable[[], _T | None], timeout: float, complaint: str) -> _T:
        deadline = time.monotonic() + timeout
        with self._changed:
            while True:
                found = take()
                if found is not None:
                    return found
                if self.trouble is not None:
                    raise self.trouble
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            if self._received:  # a stray character made the announced length wrong, but not absurd
                raise HostGarbled(bytes(self._received))
        raise HostSilent(f"{complaint} within {timeout:g} s")
