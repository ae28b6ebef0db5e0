"""A program at the other end of two pipes, spoken to in native messaging frames with nothing in between.

Thinner than the product's own browser side, which reads on threads: what is timed here is the program alone.
"""

from __future__ import annotations

import contextlib
import json
import os
import select
import subprocess
import sys
from collections.abc import Mapping, Sequence
from types import TracebackType
from typing import Any, Final, Self

PATIENCE: Final = 10.0
"""Seconds after which a program that says nothing is given up."""


def frame(message: object) -> bytes:
    """One message as it goes over the pipe."""
    body = json.dumps(message, ensure_ascii=False).encode()
    return len(body).to_bytes(4, sys.byteorder) + body


def request(id_: int, method: str, params: Mapping[str, Any]) -> bytes:
    """One JSON-RPC request as a frame."""
    return frame({"jsonrpc": "2.0", "id": id_, "method": method, "params": dict(params)})


class Peer:
    """A started program. Use as a context manager: it is ended and waited for."""

    def __init__(self, argv: Sequence[str], env: Mapping[str, str] | None = None) -> None:
        self.process = subprocess.Popen(
            argv, env=env, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=0
        )
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self._in = self.process.stdin.fileno()
        self._out = self.process.stdout.fileno()
        self._buffer = b""

    def send(self, data: bytes) -> None:
        """Write everything."""
        while data:
            data = data[os.write(self._in, data) :]

    def receive(self) -> bytes:
        """The body of the next frame.

        Raises:
            EOFError: there is none.
        """
        while len(self._buffer) < 4 or len(self._buffer) < self._length():
            readable, _, _ = select.select([self._out], [], [], PATIENCE)
            data = os.read(self._out, 1 << 16) if readable else b""
            if not data:
                raise EOFError(f"{self.process.args!r} said no more")
            self._buffer += data
        end = self._length()
        body, self._buffer = self._buffer[4:end], self._buffer[end:]
        return body

    def _length(self) -> int:
        return 4 + int.from_bytes(self._buffer[:4], sys.byteorder)

    def reply(self, id_: int) -> dict[str, Any]:
        """The reply to a request, stepping over news.

        Raises:
            RuntimeError: it was refused.
        """
        while True:
            message: dict[str, Any] = json.loads(self.receive())
            if message.get("id") == id_ and "method" not in message:
                if "error" in message:
                    raise RuntimeError(message["error"])
                return message["result"]  # type: ignore[no-any-return]

    def ask(self, id_: int, method: str, params: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """Send a request and wait for its reply."""
        self.send(request(id_, method, params or {}))
        return self.reply(id_)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        with contextlib.suppress(OSError):
            self.process.stdin.close()
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()
