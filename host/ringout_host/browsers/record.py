"""What `ringout install` wrote, so that `ringout uninstall` removes exactly that. One JSON file for each scope.

It is saved before the first file is written and again after the last, so that nothing is ever written unrecorded.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from .. import __version__
from ..errors import HostError
from ..files import write_atomically
from .registry import Hive


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid")


class WrittenFile(_Part):
    """A file of ours. Found with another content, it is no longer ours to remove."""

    path: str
    kind: Literal["launcher", "manifest"]
    sha256: list[str]
    """Of what was written last; two while it is being replaced."""
    browsers: list[str] = []


class WrittenKey(_Part):
    """A registry key of ours, and what its default value was set to."""

    hive: Hive
    key: str
    value: str


class Record(_Part):
    """Everything that one scope's installations wrote and that was not removed since."""

    format: Literal[1] = 1
    version: str = __version__
    chosen: list[str] = []
    """Browsers that were named with `--browser`; empty where all that were found were meant."""
    extension_ids: list[str] = []
    """What was named with `--extension-id`."""
    files: list[WrittenFile] = []
    keys: list[WrittenKey] = []
    folders: list[str] = []
    """Folders that were made on the way."""

    def file(self, path: Path) -> WrittenFile | None:
        """The entry of this file."""
        return next((entry for entry in self.files if entry.path == str(path)), None)

    @property
    def empty(self) -> bool:
        """Nothing of ours is left."""
        return not self.files and not self.keys


def digest(content: bytes) -> str:
    """How a file's content is remembered."""
    return hashlib.sha256(content).hexdigest()


def load(path: Path) -> Record | None:
    """The record; None where nothing was installed.

    Raises:
        HostError: `config-invalid`; it is there and cannot be read.
    """
    try:
        return Record.model_validate_json(path.read_bytes())
    except FileNotFoundError:
        return None
    except PermissionError as error:
        raise HostError(
            "config-invalid",
            f"The list of what was installed, {path}, may not be read by you.",
            "Run this as the one who installed it, or with sudo.",
        ) from error
    except (OSError, ValidationError) as error:
        raise HostError(
            "config-invalid",
            f"The list of what was installed, {path}, cannot be read.",
            "Remove that file, then run: ringout install",
        ) from error


def save(path: Path, record: Record) -> None:
    """Write the record.

    Raises:
        OSError: the old one, or none, is still there.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    write_atomically(path, record.model_dump_json(indent=2).encode() + b"\n", mode=0o600)


def forget(path: Path, folders: list[str]) -> list[str]:
    """Remove the record, and those of these folders that nobody else uses; return the folders that are gone."""
    with contextlib.suppress(OSError):
        path.unlink(missing_ok=True)
    gone = []
    for folder in sorted(folders, key=len, reverse=True):
        with contextlib.suppress(OSError):  # somebody else's things are in it
            Path(folder).rmdir()
            gone.append(folder)
    return gone
