"""Grants in the operating system's keyring.

The library is imported when a token is touched and not before, and each operation gets three seconds: a locked
keychain waits for a person who may not be looking. It must never print.
"""

from __future__ import annotations

import contextlib
import sys
import threading
import time
from collections.abc import Callable
from typing import Any, Final, Literal, TypeVar

from pydantic import ValidationError

from .tokens import Grant

SERVICE: Final = "RingOut"
PATIENCE: Final = 3.0
"""Seconds for one operation."""

_REST: Final = 30.0
"""Seconds in which a keyring that did not answer is not asked again."""

T = TypeVar("T")


class KeyringError(Exception):
    """There is no keyring here, or it did not do as asked. The text is a sentence for the person."""

    def __init__(self, sentence: str, *, may_hold_grant: bool) -> None:
        super().__init__(sentence)
        self.may_hold_grant: Final = may_hold_grant
        """There is a keyring, and it did not let itself be read."""


class KeyringStore:
    """The grant of one server under the service `RingOut`, the server's address as user name."""

    where: Final[Literal["keyring"]] = "keyring"

    def __init__(self, server: str, *, patience: float = PATIENCE) -> None:
        self._server = server
        self._patience = patience
        self._resting_until = 0.0

    def load(self) -> Grant | None:
        """See `TokenStore`.

        Raises:
            KeyringError: no keyring, locked, or too slow.
        """
        kept = self._ask(lambda backend: backend.get_password(SERVICE, self._server))
        if kept is None:
            return None
        try:
            return Grant.model_validate_json(kept)
        except ValidationError:
            return None  # nobody else's; the next sign-in replaces it

    def save(self, grant: Grant) -> None:
        """See `load`. What was saved is read back: some keyrings cut long secrets short."""
        kept = grant.model_dump_json(exclude_none=True, exclude_defaults=True)

        def operation(backend: Any) -> bool:
            backend.set_password(SERVICE, self._server, kept)
            return bool(backend.get_password(SERVICE, self._server) == kept)

        if not self._ask(operation):
            raise KeyringError("The system's keyring did not keep what it was given.", may_hold_grant=False)

    def forget(self) -> None:
        """See `load`."""

        def operation(backend: Any) -> None:
            if backend.get_password(SERVICE, self._server) is not None:
                backend.delete_password(SERVICE, self._server)

        self._ask(operation)

    def _ask(self, operation: Callable[[Any], T]) -> T:
        if time.monotonic() < self._resting_until:
            raise _silent(self._patience)
        outcome: list[T] = []
        problem: list[KeyringError] = []

        def work() -> None:
            try:
                outcome.append(operation(_backend()))
            except KeyringError as error:
                problem.append(error)
            except BaseException as error:  # backends raise what they like, with secrets in it
                name = type(error).__name__
                problem.append(KeyringError(f"The system's keyring refused ({name}).", may_hold_grant=True))

        thread = threading.Thread(target=work, name="keyring", daemon=True)
        # Around the waiting, not inside the thread, which may hang for good.
        with contextlib.redirect_stdout(sys.stderr):
            thread.start()
            thread.join(self._patience)
        if outcome:
            return outcome[0]
        if problem:
            raise problem[0]
        self._resting_until = time.monotonic() + _REST
        raise _silent(self._patience)


def _silent(patience: float) -> KeyringError:
    return KeyringError(
        f"The system's keyring did not answer within {patience:.0f} seconds; it may be locked.",
        may_hold_grant=True,
    )


def _backend() -> Any:
    """The keyring that this computer has.

    Raises:
        KeyringError: none, or one that keeps secrets worse than our own file does.
    """
    try:
        import keyring  # noqa: PLC0415 - 10 MB and 10 times a bare interpreter's start
        from keyring.backends import chainer, fail, null  # noqa: PLC0415

        backend: Any = keyring.get_keyring()
        if isinstance(backend, chainer.ChainerBackend):
            backend = next(iter(backend.backends), None)
        # Below 1 keyring itself does not recommend it: plain or home-made encryption in a file.
        usable = backend is not None and not isinstance(backend, fail.Keyring | null.Keyring)
        usable = usable and backend.priority >= 1
    except Exception:  # a broken plug-in is as good as none
        usable, backend = False, None
    if not usable:
        raise KeyringError("This computer has no keyring that can be used.", may_hold_grant=False)
    return backend
