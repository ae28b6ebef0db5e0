"""Takes back exactly what `install` wrote: nothing that was changed since, and nothing that is not on record."""

from __future__ import annotations

import contextlib
from dataclasses import dataclass, field
from pathlib import Path

from .. import config
from ..paths import Paths
from . import record
from .machine import Machine
from .record import Record, digest
from .scope import Scope


@dataclass(slots=True)
class Removal:
    """What was, or would be, removed; and what stays although it is on record."""

    removed: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    """Sentences."""


def uninstall(machine: Machine, scope: Scope, *, dry_run: bool = False) -> Removal | None:
    """Remove what is on record; None where nothing is.

    Raises:
        HostError: `config-invalid`; the record cannot be read.
    """
    entries = record.load(scope.installed)
    if entries is None:
        return None
    removal, stuck = Removal(), Record()
    _remove_keys(entries, machine, removal, stuck, dry_run=dry_run)
    # Manifests before the launcher: a browser must not find one that leads nowhere.
    for file in sorted(entries.files, key=lambda one: one.kind == "launcher"):
        path = Path(file.path)
        try:
            if path.is_symlink() or digest(path.read_bytes()) not in file.sha256:
                removal.left.append(f"{path} was changed by something else and is left as it is.")
                continue
            if not dry_run:
                path.unlink()
            removal.removed.append(file.path)
        except FileNotFoundError:
            continue
        except OSError as error:
            removal.left.append(f"{path} could not be removed: {error.strerror}.")
            stuck.files.append(file)
    if not dry_run:
        _finish(scope, entries, removal, stuck)
    return removal


def everything(paths: Paths) -> list[Path]:
    """The files and folders that `--purge` removes: settings, calls, sign-in, logs. Only those that exist."""
    # Each file has companions: journals, locks, copies of a damaged ledger that were set aside.
    beside = [found for path in (paths.ledger, paths.limits, paths.tokens) for found in _companions(path)]
    settings = (paths.config, config.lock_of(paths))
    return [path for path in (*settings, *beside, paths.account, paths.hosts, paths.logs) if path.exists()]


def _companions(path: Path) -> list[Path]:
    names = {f"{path.name}*", f"{path.stem}.lock", f"{path.stem}.stamp"}
    return sorted({found for name in names for found in path.parent.glob(name)})


def _remove_keys(entries: Record, machine: Machine, removal: Removal, stuck: Record, *, dry_run: bool) -> None:
    if machine.registry is None:
        return
    for key in entries.keys:
        name = rf"{key.hive}\{key.key}"
        value = machine.registry.read(key.hive, key.key)
        if value is None:
            continue
        if value != key.value:
            removal.left.append(f"The registry key {name} was changed by something else and is left as it is.")
            continue
        try:
            if not dry_run:
                machine.registry.delete(key.hive, key.key)
            removal.removed.append(name)
        except OSError as error:
            removal.left.append(f"The registry key {name} could not be removed: {error.strerror}.")
            stuck.keys.append(key)


def _finish(scope: Scope, entries: Record, removal: Removal, stuck: Record) -> None:
    if stuck.empty:
        removal.removed += record.forget(scope.installed, entries.folders)
        return
    stuck.folders = entries.folders
    with contextlib.suppress(OSError):
        record.save(scope.installed, stuck)
