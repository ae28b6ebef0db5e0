"""The wire to Chromium: messages that end in a zero byte, over a pair of pipes. Knows no commands."""

from __future__ import annotations

from collections.abc import Iterator
from typing import IO

_CHUNK = 1 << 16


class PipeWire:
    """Chromium's `--remote-debugging-pipe`.

    Args:
        to_browser: unbuffered, what the browser reads.
        from_browser: unbuffered, what the browser writes.
    """

    def __init__(self, to_browser: IO[bytes], from_browser: IO[bytes]) -> None:
        self._to = to_browser
        self._from = from_browser

    def send(self, text: str) -> None:
        """Send one message. Raises OSError when the browser is gone."""
        left = memoryview(text.encode() + b"\0")
        try:
            while left:
                # An unbuffered pipe may take less than it is given.
                left = left[self._to.write(left) :]
        except ValueError as error:  # closed on our side
            raise OSError("closed") from error

    def messages(self) -> Iterator[str]:
        """Every message, until the browser closes its end."""
        rest = b""
        while True:
            try:
                chunk = self._from.read(_CHUNK)
            except (OSError, ValueError):
                return
            if not chunk:
                return
            *whole, rest = (rest + chunk).split(b"\0")
            for message in whole:
                yield message.decode("utf-8")

    def close(self) -> None:
        """Nothing to do: the pipes belong to the process and close with it."""
