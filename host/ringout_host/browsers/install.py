"""Carries an installation's plan out, so that browsers find and may start the host.

Each file is replaced whole or left as it was; what could not be written is said, and everything else still is.
What was written is on record before and after, for `uninstall`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from ..errors import HostError
from ..files import write_atomically
from . import record
from .machine import Machine
from .plan import FileWrite, Plan, Refusal
from .prepare import Prepared, Wish
from .record import Record, WrittenFile, WrittenKey, digest
from .scope import Scope

Writer = Callable[[Path, bytes, int], None]


@dataclass(slots=True)
class Outcome:
    """What became of a plan."""

    written: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    failures: list[Refusal] = field(default_factory=list)


def carry_out(
    prepared: Prepared,
    wish: Wish,
    machine: Machine,
    scope: Scope,
    *,
    write: Writer = lambda path, content, mode: write_atomically(path, content, mode=mode),
) -> Outcome:
    """Write what was planned.

    Raises:
        HostError: `storage-failed`; the record or the launcher could not be written, and so nothing was.
    """
    made, outcome = prepared.plan, Outcome()
    outcome.failures.extend(made.refusals)
    if not any(file.kind == "manifest" for file in made.files):
        return outcome  # nobody would start the launcher
    entries = record.load(scope.installed) or Record()
    _remember(entries, made, wish, scope)
    try:
        entries.folders += _make_folder(scope.installed.parent, public=scope.system)
        record.save(scope.installed, entries)
    except OSError as error:
        raise _cannot(scope.installed, error) from error
    for file in made.files:
        if file.action == "keep" and _mode_is(file):
            outcome.kept.append(str(file.path))
            continue
        try:
            entries.folders += _make_folder(file.path.parent, public=scope.system)
            write(file.path, file.content, file.mode)
        except OSError as error:
            if file.kind == "launcher":
                _settle(scope, entries)
                raise _cannot(file.path, error) from error
            outcome.failures.append(_failure(file, error))
        else:
            outcome.written.append(str(file.path))
    for key in made.keys:
        if key.action == "keep":
            outcome.kept.append(rf"{scope.hive}\{key.key}")
            continue
        if not Path(key.value).exists():
            continue  # its manifest failed, which was said
        try:
            assert machine.registry is not None  # noqa: S101 - keys are planned on Windows alone
            machine.registry.write(scope.hive, key.key, key.value)
            outcome.written.append(rf"{scope.hive}\{key.key}")
        except OSError as error:
            outcome.failures.append(
                Refusal(
                    rf"{scope.hive}\{key.key}",
                    key.browsers,
                    f"The registry key {key.key} could not be written: {error.strerror}.",
                    "Run this from an administrator's terminal, or without --system.",
                )
            )
    _settle(scope, entries)
    return outcome


def _remember(entries: Record, made: Plan, wish: Wish, scope: Scope) -> None:
    fresh = Record()
    entries.version = fresh.version
    if not wish.keep_choice and not wish.folders:
        entries.chosen = sorted({*entries.chosen, *wish.browsers}) if wish.browsers else []
    entries.extension_ids = list(dict.fromkeys((*entries.extension_ids, *wish.extension_ids)))
    for file in made.files:
        known = entries.file(file.path)
        if known is None:
            known = WrittenFile(path=str(file.path), kind=file.kind, sha256=[])
            entries.files.append(known)
        known.sha256 = list(dict.fromkeys((*known.sha256, digest(file.content))))
        known.browsers = sorted({*known.browsers, *file.browsers})
    for key in made.keys:
        entries.keys = [one for one in entries.keys if (one.hive, one.key) != (scope.hive, key.key)]
        entries.keys.append(WrittenKey(hive=scope.hive, key=key.key, value=key.value))


def _settle(scope: Scope, entries: Record) -> None:
    """Save what is really there now."""
    for file in list(entries.files):
        try:
            now = digest(Path(file.path).read_bytes())
        except FileNotFoundError:
            entries.files.remove(file)
            continue
        except OSError:
            continue
        if now in file.sha256:
            file.sha256 = [now]
    entries.folders = list(dict.fromkeys(entries.folders))
    if entries.empty:
        record.forget(scope.installed, entries.folders)
        return
    try:
        record.save(scope.installed, entries)
    except OSError:
        return  # the record of before lists everything already


def _make_folder(folder: Path, *, public: bool) -> list[str]:
    """Make a folder and its parents; return those that were made, outermost first."""
    missing: list[Path] = []
    at = folder
    while not at.exists():
        missing.append(at)
        at = at.parent
    made = []
    for new in reversed(missing):
        new.mkdir(mode=0o755 if public else 0o700)
        if public:
            new.chmod(0o755)  # whatever the umask of an administrator
        made.append(str(new))
    return made


def _mode_is(file: FileWrite) -> bool:
    return os.name != "posix" or file.path.stat().st_mode & 0o777 == file.mode


def _cannot(path: Path, error: OSError) -> HostError:
    return HostError(
        "storage-failed",
        f"{path} could not be written: {error.strerror or error}. Nothing was installed.",
        "Check free disk space and who may write there, then run: ringout install",
    )


def _failure(file: FileWrite, error: OSError) -> Refusal:
    return Refusal(
        str(file.path),
        file.browsers,
        f"{file.path} could not be written: {error.strerror or error}. What was there is unchanged.",
        "Check free disk space and who may write there, then run: ringout install",
    )
