"""One request-and-answer conversation with a browser: numbered commands out, answers and events in.

Chromium's DevTools protocol and WebDriver BiDi share this shape; only the wire below differs. It never interprets
an event: those go to the one listener, on the reading thread, which must not wait for answers there.
"""

from __future__ import annotations

import itertools
import json
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from typing import Any, Final, Protocol

from .errors import CommandError, DriveError


class Wire(Protocol):
    """Whole messages, in both directions."""

    def send(self, text: str) -> None:
        """Send one message. Raises OSError when the other side is gone."""

    def messages(self) -> Iterator[str]:
        """Every message that comes, until the other side is gone."""

    def close(self) -> None:
        """Let go of the wire; `messages` ends."""


class Link:
    """Numbers commands, matches answers to them, and hands on events.

    Args:
        wire: what carries the messages.
        on_event: called with every message that is no answer, on the reading thread.
    """

    def __init__(self, wire: Wire, on_event: Callable[[dict[str, Any]], None]) -> None:
        self._wire = wire
        self._on_event = on_event
        self._numbers = itertools.count(1)
        self._waiting: dict[int, Future[dict[str, Any]]] = {}
        self._lock = threading.Lock()
        self._open = True
        self._reader: Final = threading.Thread(target=self._read, name="browser-link", daemon=True)
        self._reader.start()

    def call(
        self, method: str, params: dict[str, Any], *, session: str | None = None, timeout: float = 30.0
    ) -> dict[str, Any]:
        """Send a command and wait for its answer.

        Raises:
            CommandError: the browser refused the command.
            DriveError: no answer within `timeout` seconds, or the browser went away.
        """
        number, future = self._post(method, params, session)
        try:
            return future.result(timeout)
        except TimeoutError:
            raise DriveError(f"{method}: no answer within {timeout:g} seconds") from None
        finally:
            with self._lock:
                self._waiting.pop(number, None)

    def post(self, method: str, params: dict[str, Any], *, session: str | None = None) -> None:
        """Send a command and do not wait; this one may be used by the event listener."""
        number, _ = self._post(method, params, session)
        with self._lock:
            self._waiting.pop(number, None)

    def close(self) -> None:
        """Let go of the wire. Commands still waiting fail."""
        self._wire.close()
        self._reader.join(timeout=5)

    def _post(
        self, method: str, params: dict[str, Any], session: str | None
    ) -> tuple[int, Future[dict[str, Any]]]:
        number = next(self._numbers)
        message: dict[str, Any] = {"id": number, "method": method, "params": params}
        if session is not None:
            message["sessionId"] = session
        future: Future[dict[str, Any]] = Future()
        with self._lock:
            if not self._open:
                raise DriveError(f"{method}: the browser is gone")
            self._waiting[number] = future
            try:
                self._wire.send(json.dumps(message))
            except OSError:
                del self._waiting[number]
                raise DriveError(f"{method}: the browser is gone") from None
        return number, future

    def _read(self) -> None:
        try:
            for text in self._wire.messages():
                message = json.loads(text)
                if message.get("id") is None:
                    self._on_event(message)
                    continue
                with self._lock:
                    future = self._waiting.pop(message["id"], None)
                if future is not None:
                    _answer(future, message)
        finally:
            with self._lock:
                self._open = False
                left, self._waiting = list(self._waiting.values()), {}
            for future in left:
                future.set_exception(DriveError("the browser went away"))


def _answer(future: Future[dict[str, Any]], message: dict[str, Any]) -> None:
    error = message.get("error")
    if error is None:
        future.set_result(message.get("result", {}))
    elif isinstance(error, dict):  # DevTools
        future.set_exception(CommandError(str(error.get("message", error))))
    else:  # BiDi
        future.set_exception(CommandError(f"{error}: {message.get('message', '')}"))
