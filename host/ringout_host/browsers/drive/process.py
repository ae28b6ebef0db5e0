"""Runs one browser so that nothing of it survives us: its own session, swept clean at the end, whatever happens.

Works on Linux and macOS. It never touches a process that it did not start.
"""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import threading
import time
from collections import deque
from pathlib import Path
from typing import IO, Final

# The shell hands its own stdin and stdout on as descriptors 3 and 4, where Chromium expects its pipe. The browser
# ends by itself when that pipe does.
_PIPE: Final = 'exec "$@" 3<&0 4>&1 0</dev/null 1>/dev/null'
# Firefox has nothing that ends with us, so the shell stays behind it, waits for the end of its own stdin, which
# comes even when we are killed, and then takes the whole process group away.
_GUARD: Final = '"$@" </dev/null & exec 2>/dev/null; read -r _; kill -KILL 0'

_KEPT_LINES: Final = 4000


class Process:
    """A started browser: its pipe if it has one, what it printed, and its end.

    Args:
        argv: the program and its arguments.
        env: the whole environment.
        pipe: True gives the browser a pipe on descriptors 3 and 4, reachable as `to_browser` and `from_browser`.
    """

    def __init__(self, argv: list[str], env: dict[str, str], *, pipe: bool) -> None:
        self._piped = pipe
        self._process = subprocess.Popen(  # noqa: S603 - the program is a browser the caller chose
            ["/bin/sh", "-c", _PIPE if pipe else _GUARD, "sh", *argv],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE if pipe else subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            bufsize=0,
            start_new_session=True,
        )
        self.pid: Final = self._process.pid
        self.printed: Final[deque[str]] = deque(maxlen=_KEPT_LINES)
        """The last lines of stderr."""
        self._news = threading.Condition()
        self._drain = threading.Thread(target=self._keep, name="browser-stderr", daemon=True)
        self._drain.start()

    @property
    def to_browser(self) -> IO[bytes]:
        """What we write here the browser reads from descriptor 3."""
        assert self._process.stdin is not None  # noqa: S101 - asked for above
        return self._process.stdin

    @property
    def from_browser(self) -> IO[bytes]:
        """What the browser writes to descriptor 4."""
        assert self._process.stdout is not None  # noqa: S101 - asked for above
        return self._process.stdout

    def wait_for_line(self, needle: str, timeout: float) -> str | None:
        """The first printed line that contains `needle`; None after `timeout` seconds or when the output ended."""
        until = time.monotonic() + timeout
        with self._news:
            while True:
                for line in self.printed:
                    if needle in line:
                        return line
                left = until - time.monotonic()
                if left <= 0 or not self._drain.is_alive():
                    return None
                self._news.wait(min(left, 0.5))

    def end(self, grace: float = 4.0) -> None:
        """Wait up to `grace` seconds for the browser to go by itself, then kill all that is left. Never raises."""
        until = time.monotonic() + grace
        while self._alive() and time.monotonic() < until:
            time.sleep(0.02)
        with contextlib.suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)
        for pid in _of_session(self.pid):
            with contextlib.suppress(OSError):
                os.kill(pid, signal.SIGKILL)
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with contextlib.suppress(OSError):
                    stream.close()
        self._drain.join(timeout=5)
        if self._process.stderr is not None and not self._drain.is_alive():
            self._process.stderr.close()

    def _alive(self) -> bool:
        """Whether anything of the browser still runs. Behind the guard that means more than the guard itself."""
        ended = self._process.poll() is not None
        others = [pid for pid in _of_session(self.pid) if pid != self.pid]
        return bool(others) or (self._piped and not ended)

    def _keep(self) -> None:
        stream = self._process.stderr
        assert stream is not None  # noqa: S101 - asked for above
        with contextlib.suppress(ValueError, OSError):
            for line in stream:
                with self._news:
                    self.printed.append(line.decode("utf-8", "replace").rstrip())
                    self._news.notify_all()
        with self._news:
            self._news.notify_all()


def _of_session(leader: int) -> list[int]:
    """The living processes of the session that `leader` began; empty where there is no /proc to ask.

    A browser's helpers may leave its process group, and then killing the group is not enough; none leaves the
    session.
    """
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            # The name in parentheses may hold anything; behind it: state, parent, group, session.
            state, _, _, session = (folder / "stat").read_text("utf-8").rpartition(")")[2].split()[:4]
        except (OSError, ValueError):
            continue
        if session == str(leader) and state != "Z":
            found.append(int(folder.name))
    return found
