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
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import IO, Any, Final, Self

from .inbox import LARGEST_FRAME, Inbox
from .trouble import HostGarbled, HostGone, HostRefused, HostSilent, Notification, StdioError

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


class HostProcess:
    """A running host, which has said `host.ready`.

    Args:
        argv: what the browser would start it with.
        env: the whole environment.
        cwd: as browsers do, the program's own folder when not given.
        stderr: where its messages go; kept in `stderr_text` when not given.
        ready_within: seconds until `host.ready` must have come.
        overhear: sees every message as it comes, in a thread of its own.

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
        overhear: Callable[[dict[str, Any]], None] = lambda _: None,
    ) -> None:
        self._inbox = Inbox(overhear)
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
        reading = threading.Thread(target=self._inbox.read, args=[frames, self._end], daemon=True)
        self._readers = [(reading, frames)]
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

    @property
    def clean(self) -> bool:
        """Whether the host has sent nothing but whole frames."""
        return self._inbox.clean

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
        return self._inbox.reply(asked, timeout)

    def wait_for(
        self, predicate: Callable[[Notification], bool], timeout: float = 20.0, what: str = "the notification"
    ) -> Notification:
        """Take the first notification that `predicate` holds for, leaving the others where they are.

        Raises:
            HostSilent, HostGone, HostGarbled: none came.
        """
        return self._inbox.notification(predicate, timeout, f"{what} did not come")

    def wait_until(self, holds: Callable[[], bool], timeout: float = 20.0, what: str = "it") -> None:
        """Wait until something holds, looking again with each message.

        Raises:
            HostSilent, HostGone, HostGarbled: it does not, and nothing more came.
        """
        self._inbox.until(holds, timeout, f"{what} did not come")

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
            raise self._inbox.trouble or HostGone("the host no longer reads") from error

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

    def _read_errors(self, stderr: IO[bytes]) -> None:
        while piece := stderr.read(4096):
            self._errors += piece
            del self._errors[:-_STDERR_KEPT]

    def _end(self) -> str:
        try:
            return f"the host ended with exit code {self.process.wait(0.5)}"
        except subprocess.TimeoutExpired:
            return "the host closed its output"

    def _ready(self, within: float) -> dict[str, Any]:
        first = self._inbox.notification(lambda _: True, within, "no host.ready")
        if first.method != "host.ready":
            raise StdioError(f"the first message was {first.method}, not host.ready")
        return first.params
