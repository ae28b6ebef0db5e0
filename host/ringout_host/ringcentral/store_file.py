"""Grants in a file that its owner alone can read.

It must never follow a link, read what others could have read or written, or overwrite what it cannot read.
"""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path
from typing import Any, Final, Literal

from pydantic import ValidationError

from ..errors import HostError
from ..files import remove_leftovers, write_atomically
from ..paths import private_folder
from .tokens import Grant

_MAX_BYTES: Final = 1 << 20


class FileStore:
    """The grant of one server in the token file, `{"servers": {address: grant}}`, mode 0600."""

    where: Final[Literal["file"]] = "file"

    def __init__(self, path: Path, server: str) -> None:
        self._path = path
        self._server = server

    def load(self) -> Grant | None:
        """See `TokenStore`.

        Raises:
            HostError: `config-invalid`: a link, readable by others, not ours, or damaged.
        """
        found = self._servers().get(self._server)
        if found is None:
            return None
        try:
            return Grant.model_validate(found)
        except ValidationError:
            pass
        raise self._damaged()

    def save(self, grant: Grant) -> None:
        """See `TokenStore`.

        Raises:
            HostError: `storage-failed`: the disk did not take it; else as `load`.
        """
        kept = grant.model_dump(mode="json", exclude_none=True, exclude_defaults=True)
        self._write({**self._servers(), self._server: kept})

    def forget(self) -> None:
        """See `save`. Whoever forgets holds the lock, so what lies beside the file was left by the dead."""
        remove_leftovers(self._path, age=0.0)
        servers = self._servers()
        if servers.pop(self._server, None) is None:
            return
        if servers:
            self._write(servers)
            return
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise self._failed(error) from error

    def _servers(self) -> dict[str, Any]:
        content = self._read()
        if content is None:
            return {}
        try:
            servers = json.loads(content)["servers"]
        except (ValueError, TypeError, KeyError, RecursionError):
            servers = None
        if not isinstance(servers, dict):
            raise self._damaged()
        return servers

    def _read(self) -> bytes | None:
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
        try:
            handle = os.open(self._path, flags | getattr(os, "O_BINARY", 0))
        except FileNotFoundError:
            return None
        except OSError as error:
            if self._path.is_symlink():
                raise self._refused("is a link to another place", "Remove the link") from error
            raise HostError(
                "config-invalid",
                f"The file {self._path}, which holds your sign-in, cannot be read: {error.strerror}.",
                f"Give it back to yourself: chmod 600 {self._path}",
            ) from error
        with os.fdopen(handle, "rb") as file:
            self._trust(os.fstat(file.fileno()))
            content = file.read(_MAX_BYTES + 1)
        if len(content) > _MAX_BYTES:
            raise self._damaged()
        return content

    def _trust(self, found: os.stat_result) -> None:
        if not stat.S_ISREG(found.st_mode):
            raise self._refused("is not an ordinary file", "Remove it")
        if os.name != "posix":
            return  # Windows: the folder of the profile is its owner's alone
        if found.st_uid != os.geteuid():
            raise self._refused("belongs to another user of this computer", "Remove it")
        if found.st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise HostError(
                "config-invalid",
                f"Other users of this computer can read the file {self._path}, which holds your sign-in.",
                f"Make it yours alone: chmod 600 {self._path}. Then sign in again, for it may have been read.",
            )

    def _write(self, servers: dict[str, Any]) -> None:
        content = json.dumps({"servers": servers}, indent=1).encode()
        try:
            private_folder(self._path.parent)
            write_atomically(self._path, content)
        except OSError as error:
            raise self._failed(error) from error

    def _refused(self, what: str, first: str) -> HostError:
        return HostError(
            "config-invalid",
            f"The file for your sign-in, {self._path}, {what}, so it is not used.",
            f"{first}, then sign in again: ringout login",
        )

    def _damaged(self) -> HostError:
        return HostError(
            "config-invalid",
            f"The file {self._path}, which holds your sign-in, is damaged; it was left as it is.",
            "Remove it, then sign in again: ringout login",
        )

    def _failed(self, error: OSError) -> HostError:
        return HostError(
            "storage-failed",
            f"Your sign-in could not be saved in {self._path}: {error.strerror or error}.",
            "Check free disk space and the permissions of the folder, then try again.",
        )
