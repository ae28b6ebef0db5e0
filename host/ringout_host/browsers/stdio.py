"""The browser's side of native messaging: starts a host and speaks frames with it, synchronously.

For the self-test, the demo without a browser, and tests. It must never be kinder to a host than a browser is:
whatever a browser would refuse raises here, and a host that is given up on is killed.
"""

from __future__ import annotations

import contextlib
import json
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self, TypeVar

from .trouble import HostGarbled, HostGone, HostRefused, HostSilent, Notification, StdioError

LARGEST_FRAME: Final = 1024 * 1024
"""Bytes that a browser takes in one frame (Chromium `kMaximumNativeMessageSize`, Gecko `MAX_READ`)."""

__all__ = [
    "LARGEST_FRAME",
    "HostGarbled",
    "HostGone",
    "HostProcess",
    "HostRefused",
    "HostSilent",
    "Notification",
    "StdioError",
]

_STDERR_KEPT: Final = 64 * 1024
_T = TypeVar("_T")


class HostProcess:
    """A running host, which has said `host.ready`.

    Args:
        argv: what the browser would start it with.
        env: the whole environment.
        cwd: as browsers do, the program's own folder when not given.
        stderr: where its messages go; kept in `stderr_text` when not given.
        ready_within: seconds until `host.ready` must have come.

    Raises:
        OSError: it cannot be started.
        HostSilent, HostGone, HostGarbled: it started and then did not say `host.ready`; it has been killed.
    """

    def __init__(
        self,
        argv: Sequence[str],
        *,
        env: Mapping[str, str],
        cwd: str | Path | None = None,
        stderr: int | IO[bytes] | None = None,
        ready_within: float = 20.0,
    ) -> None:
        self._changed = threading.Condition()
        self._notifications: deque[Notification] = deque()
        self._replies: dict[object, deque[dict[str, Any]]] = {}
        self._trouble: StdioError | None = None
        self._received = bytearray()  # what a frame that never ended has so far
        self._next_id = 0
        self._errors = bytearray()
        started = time.monotonic()
        self.process: Final = subprocess.Popen(  # noqa: S603 - starting the host is what this is for
            list(argv),
            env=dict(env),
            cwd=cwd if cwd is not None else Path(argv[0]).parent,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE if stderr is None else stderr,
            bufsize=0,
            start_new_session=True,  # Ctrl-C is for us; the host is told by end of file
        )
        assert self.process.stdin is not None  # noqa: S101 - they were asked for
        assert self.process.stdout is not None  # noqa: S101
        self._stdin: Final = self.process.stdin
        frames = self.process.stdout
        self._readers = [(threading.Thread(target=self._read_frames, args=[frames], daemon=True), frames)]
        if self.process.stderr is not None:
            errors = self.process.stderr
            self._readers.append((threading.Thread(target=self._read_errors, args=[errors], daemon=True), errors))
        for reader, _ in self._readers:
            reader.start()
        try:
            self.ready: Final = self._ready(ready_within)
        except BaseException:
            self.kill()
            raise
        self.ready_after: Final = time.monotonic() - started
        """Seconds from the start to `host.ready`."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.kill()

    @property
    def stderr_text(self) -> str:
        """The last of what the host wrote to standard error."""
        return bytes(self._errors).decode("utf-8", "replace")

    def request(self, method: str, params: Mapping[str, Any] | None = None, timeout: float = 20.0) -> Any:
        """Ask, wait for the reply, and return its result.

        Raises:
            HostRefused: the host said no.
            HostSilent, HostGone, HostGarbled: there was no reply.
        """
        self._next_id += 1
        asked = self._next_id
        self.send({"jsonrpc": "2.0", "id": asked, "method": method, "params": dict(params or {})})
        reply = self.reply_to(asked, timeout)
        if "error" in reply:
            raise HostRefused(reply["error"])
        return reply["result"]

    def reply_to(self, asked: object, timeout: float = 20.0) -> dict[str, Any]:
        """The next reply with this id, whole; `None` is the id of answers to what could not be read.

        Raises:
            HostSilent, HostGone, HostGarbled: none came.
        """
        return self._wait(lambda: self._taken_reply(asked), timeout, f"no reply to {asked}")

    def wait_for(
        self, predicate: Callable[[Notification], bool], timeout: float = 20.0, what: str = "the notification"
    ) -> Notification:
        """Take the first notification that `predicate` holds for, leaving the others where they are.

        Raises:
            HostSilent, HostGone, HostGarbled: none came.
        """
        return self._wait(lambda: self._taken_notification(predicate), timeout, f"{what} did not come")

    def notifications(self, timeout: float = 20.0) -> Iterator[Notification]:
        """Each notification as it comes, until there was none for `timeout` seconds or the host has gone."""
        while True:
            try:
                yield self.wait_for(lambda _: True, timeout)
            except (HostSilent, HostGone):
                return

    def send(self, message: object) -> None:
        """Send one message as a frame.

        Raises:
            HostGone: the host no longer reads.
        """
        body = json.dumps(message, ensure_ascii=False).encode()
        self.send_bytes(len(body).to_bytes(4, sys.byteorder) + body)

    def send_bytes(self, data: bytes) -> None:
        """Send bytes as they are, well-formed or not.

        Raises:
            HostGone: the host no longer reads.
        """
        view = memoryview(data)
        try:
            while view:
                view = view[self._stdin.write(view) :]
        except (OSError, ValueError) as error:
            raise self._trouble or HostGone("the host no longer reads") from error

    def close(self, timeout: float = 5.0) -> int:
        """End the host as a browser does, by closing its input, and return its exit code.

        Raises:
            HostSilent: it was still there after `timeout` seconds, and has been killed.
        """
        with contextlib.suppress(OSError):
            self._stdin.close()
        try:
            code = self.process.wait(timeout)
        except subprocess.TimeoutExpired:
            raise HostSilent(f"the host was still there {timeout:g} s after its input had ended") from None
        finally:
            self.kill()
        return code

    def kill(self) -> None:
        """End the host at once, and give back everything that was held. May be called again."""
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait()
        with contextlib.suppress(OSError):
            self._stdin.close()
        for reader, pipe in self._readers:
            # A grandchild may hold the pipe open; its reader is a daemon and is left to it.
            reader.join(timeout=1.0)
            if not reader.is_alive():
                pipe.close()

    # ---- what the reader threads do

    def _read_frames(self, stdout: IO[bytes]) -> None:
        trouble: StdioError
        try:
            while header := self._exactly(stdout, 4):
                length = int.from_bytes(header, sys.byteorder)
                if length > LARGEST_FRAME:
                    self._received += stdout.read(4096) or b""
                    raise HostGarbled(bytes(self._received))
                body = self._exactly(stdout, length)
                try:
                    message = json.loads(body)
                    self._deliver(message)
                except (ValueError, AttributeError, KeyError) as error:
                    raise HostGarbled(bytes(self._received)) from error
                self._received.clear()
            trouble = HostGone(self._end())
        except StdioError as error:
            trouble = error
        with self._changed:
            self._trouble = trouble
            self._changed.notify_all()

    def _exactly(self, stdout: IO[bytes], wanted: int) -> bytes:
        """`wanted` bytes, or none at the end of the stream."""
        part = bytearray()
        while len(part) < wanted:
            piece = stdout.read(wanted - len(part))
            if not piece:
                if self._received:
                    raise HostGarbled(bytes(self._received))
                return b""
            part += piece
            self._received += piece
        return bytes(part)

    def _deliver(self, message: dict[str, Any]) -> None:
        with self._changed:
            if "method" in message:
                self._notifications.append(Notification(message["method"], message.get("params", {})))
            else:
                self._replies.setdefault(message["id"], deque()).append(message)
            self._changed.notify_all()

    def _read_errors(self, stderr: IO[bytes]) -> None:
        while piece := stderr.read(4096):
            self._errors += piece
            del self._errors[:-_STDERR_KEPT]

    def _end(self) -> str:
        try:
            return f"the host ended with exit code {self.process.wait(0.5)}"
        except subprocess.TimeoutExpired:
            return "the host closed its output"

    # ---- waiting

    def _ready(self, within: float) -> dict[str, Any]:
        first = self._wait(lambda: self._taken_notification(lambda _: True), within, "no host.ready")
        if first.method != "host.ready":
            raise StdioError(f"the first message was {first.method}, not host.ready")
        return first.params

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
                if self._trouble is not None:
                    raise self._trouble
                left = deadline - time.monotonic()
                if left <= 0:
                    break
                self._changed.wait(left)
            if self._received:  # a stray character made the announced length wrong, but not absurd
                raise HostGarbled(bytes(self._received))
        raise HostSilent(f"{complaint} within {timeout:g} s")
