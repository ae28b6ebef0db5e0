"""WebDriver BiDi (https://www.w3.org/TR/webdriver-bidi/) below the commands: the socket, and the values on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import TYPE_CHECKING, Any, Final

from .errors import ScriptError

if TYPE_CHECKING:
    from websockets.sync.client import ClientConnection

_CONNECT_SECONDS: Final = 20.0


class SocketWire:
    """A BiDi session's socket.

    Args:
        address: for example `ws://127.0.0.1:9222/session`.

    Raises:
        OSError: nobody listens there.
    """

    def __init__(self, address: str) -> None:
        # A tenth of a second that no other part of the program has any use for.
        from websockets.sync.client import connect  # noqa: PLC0415

        self._held = ExitStack()
        self._socket: ClientConnection = self._held.enter_context(
            connect(
                address,
                open_timeout=_CONNECT_SECONDS,
                close_timeout=1,
                max_size=None,
                compression=None,
                ping_interval=None,
                proxy=None,
            )
        )

    def send(self, text: str) -> None:
        """Send one message. Raises OSError when the browser is gone."""
        from websockets.exceptions import ConnectionClosed  # noqa: PLC0415

        try:
            self._socket.send(text)
        except ConnectionClosed as error:
            raise OSError("closed") from error

    def messages(self) -> Iterator[str]:
        """Every message, until the browser goes away."""
        from websockets.exceptions import ConnectionClosed  # noqa: PLC0415

        while True:
            try:
                yield str(self._socket.recv())
            except ConnectionClosed:
                return

    def close(self) -> None:
        """Close the socket."""
        self._held.close()


def result(answer: dict[str, Any]) -> dict[str, Any]:
    """The remote value that a script command gave.

    Raises:
        ScriptError: the script threw or rejected.
    """
    if answer["type"] == "exception":
        details = answer["exceptionDetails"]
        frames = details.get("stackTrace", {}).get("callFrames", [])
        where = "".join(f"\n    at {f['functionName']} {f['url']}:{f['lineNumber'] + 1}" for f in frames[:5])
        raise ScriptError(details["text"] + where)
    value: dict[str, Any] = answer["result"]
    return value


def plain(remote: dict[str, Any]) -> Any:
    """A remote value as JSON would have it; what JSON has no word for becomes None, or its text.

    A thing that occurs more than once is sent once, with an `internalId`; later places name that id alone.
    """
    return _plain(remote, {})


def _plain(remote: dict[str, Any], seen: dict[str, Any]) -> Any:
    kind, known = remote["type"], remote.get("internalId")
    if "value" not in remote:
        return seen.get(known) if known is not None else None
    value = remote["value"]
    made: Any = value
    if kind in {"array", "nodelist", "htmlcollection", "set"}:
        made = [_plain(item, seen) for item in value]
    elif kind in {"object", "map"}:
        made = {
            name if isinstance(name, str) else str(_plain(name, seen)): _plain(item, seen) for name, item in value
        }
    elif kind in {"node", "window", "regexp"}:
        made = {}
    if known is not None:
        seen[known] = made
    return made
