"""Where a grant is kept between runs, and the choice between the two places.

A store never shows, logs or copies a secret anywhere else, and says where it keeps it, so that the person can be
told.
"""

from __future__ import annotations

import contextlib
from typing import Final, Literal, Protocol

from ..config import Config
from ..cores import no_core_dump
from ..errors import HostError
from ..paths import Paths
from .store_file import FileStore
from .store_keyring import KeyringError, KeyringStore
from .tokens import Grant

Place = Literal["keyring", "file"]


class TokenStore(Protocol):
    """Keeps the grant of one server. Every method may block for seconds: call it in a thread."""

    def load(self) -> Grant | None:
        """The grant, or None where nobody signed in."""

    def save(self, grant: Grant) -> None:
        """Keep this grant instead of the one before; it is durable on return."""

    def forget(self) -> None:
        """Keep nothing."""

    @property
    def where(self) -> Place:
        """Where the grant is, as far as known: what the last operation used."""


def open_store(config: Config, paths: Paths) -> TokenStore:
    """The store that the settings ask for, or else the keyring with the file as its stand-in."""
    no_core_dump()  # before there is a secret in memory
    server, forced = config.app.server, config.app.token_store
    file = FileStore(paths.tokens, server)
    if forced == "file":
        return file
    keyring = KeyringStore(server)
    return OnlyKeyring(keyring) if forced == "keyring" else KeyringElseFile(keyring, file)


class OnlyKeyring:
    """The keyring, where the settings insist on it."""

    where: Final[Place] = "keyring"

    def __init__(self, keyring: KeyringStore) -> None:
        self._keyring = keyring

    def load(self) -> Grant | None:
        """See `TokenStore`.

        Raises:
            HostError: `storage-failed`: the keyring did not answer.
        """
        try:
            return self._keyring.load()
        except KeyringError as problem:
            sentence = str(problem)
        raise _unanswered(sentence)

    def save(self, grant: Grant) -> None:
        """See `load`."""
        try:
            return self._keyring.save(grant)
        except KeyringError as problem:
            sentence = str(problem)
        raise _unanswered(sentence)

    def forget(self) -> None:
        """See `load`."""
        try:
            return self._keyring.forget()
        except KeyringError as problem:
            sentence = str(problem)
        raise _unanswered(sentence)


class KeyringElseFile:
    """The keyring, and the file where there is none.

    What was once saved to the file stays there until the next sign-in, so that the newest grant is never in doubt;
    and while it does, the keyring is not even imported.
    """

    def __init__(self, keyring: KeyringStore, file: FileStore) -> None:
        self._keyring = keyring
        self._file = file
        self.where: Place = "keyring"

    def load(self) -> Grant | None:
        """See `TokenStore`.

        Raises:
            HostError: `storage-failed`: a keyring that may hold the grant did not answer; `config-invalid`: the
                file is not fit to be trusted.
        """
        grant = self._file.load()
        if grant is not None:
            self.where = "file"
            return grant
        try:
            grant = self._keyring.load()
        except KeyringError as problem:
            if not problem.may_hold_grant:
                self.where = "file"
                return None
            sentence = str(problem)
        else:
            self.where = "keyring"
            return grant
        # Not "signed out": the person is signed in as soon as they unlock their keyring.
        raise _unanswered(sentence)

    def save(self, grant: Grant) -> None:
        """See `TokenStore`.

        Raises:
            HostError: `storage-failed`: neither place took it.
        """
        if self._file.load() is None:
            try:
                self._keyring.save(grant)
            except KeyringError:
                pass
            else:
                self.where = "keyring"
                return
        self._file.save(grant)
        self.where = "file"

    def forget(self) -> None:
        """See `TokenStore`. A keyring that does not answer is passed over."""
        self._file.forget()
        with contextlib.suppress(KeyringError):
            self._keyring.forget()


def _unanswered(sentence: str) -> HostError:
    return HostError(
        "storage-failed",
        f"{sentence} Your RingCentral sign-in is kept there, so nothing was dialled.",
        "Unlock it and try again; or sign in again with RINGOUT_TOKEN_STORE=file set.",
    )
