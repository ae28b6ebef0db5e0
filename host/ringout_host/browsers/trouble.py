"""What can go wrong in a conversation with a host, each a state that a browser would end in too."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .stray import stray_text


class StdioError(Exception):
    """The host could not be started, or did not behave as a browser needs it to."""


class HostSilent(StdioError):  # noqa: N818
    """Nothing that was waited for came in time."""


class HostGone(StdioError):  # noqa: N818
    """The host ended, or closed its output."""


class HostGarbled(StdioError):  # noqa: N818
    """Something other than frames arrived; `text` is what was printed, as far as it can be read."""

    def __init__(self, received: bytes) -> None:
        self.text = stray_text(received)
        super().__init__(f"not a frame: {self.text!r}")


class HostRefused(StdioError):  # noqa: N818
    """The host answered with an error; `code` is its stable word."""

    def __init__(self, error: Mapping[str, Any]) -> None:
        data = error.get("data") or {}
        self.code: str = data.get("code", str(error.get("code")))
        self.message: str = data.get("message", error.get("message", ""))
        self.remedy: str = data.get("remedy", "")
        self.retry_after: float | None = data.get("retryAfter")
        super().__init__(f"{self.code}: {self.message}")


class Notification(NamedTuple):
    """A message that the host sent of its own accord."""

    method: str
    params: dict[str, Any]
