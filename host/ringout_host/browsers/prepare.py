"""Works out what `ringout install` has to do: which browsers, which places, which launcher. It must not write."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import HostError
from . import launcher, plan, record
from .detect import Found, find
from .launcher import Environment
from .machine import Machine
from .manifest import Ids
from .plan import FileWrite, Plan, Refusal
from .record import Record
from .scope import Scope
from .table import Browser, table


@dataclass(frozen=True, slots=True)
class Wish:
    """What the person asked `ringout install` for."""

    browsers: tuple[str, ...] = ()
    folders: tuple[Path, ...] = ()
    extension_ids: tuple[str, ...] = ()
    force: bool = False
    keep_choice: bool = False
    """A repair: what the person chose before still holds."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A plan, and what led to it."""

    plan: Plan
    found: tuple[Found, ...]
    nowhere: tuple[str, ...]
    """Browsers for which no place is known on this platform and in this scope."""
    other: Environment | None = None
    """Another installation that is alive and that browsers have started until now."""


def prepare(wish: Wish, machine: Machine, scope: Scope, environment: Environment) -> Prepared:
    """Choose the browsers and plan.

    Raises:
        HostError: `config-invalid`; a browser, folder or id without sense, or RingOut where others cannot read it;
            `internal`; this installation is not whole.
    """
    if scope.system:
        _readable_by_all(environment)
    known = record.load(scope.installed) or Record()
    ids = Ids.ours((*known.extension_ids, *wish.extension_ids))
    found = find(machine)
    refusals: list[Refusal] = []
    nowhere: list[Browser] = []
    if wish.folders:
        if len(wish.browsers) > 1:
            raise HostError("config-invalid", "A folder has the format of one browser.", "Name one --browser.")
        named = table().named(wish.browsers[0]) if wish.browsers else None
        targets = [plan.for_folder(folder.absolute(), named) for folder in wish.folders]
    else:
        if wish.browsers:
            chosen = [table().named(name) for name in wish.browsers]
        else:
            chosen = [one.browser for one in found if not one.browser.on_request]
        free, refusals = _free(chosen, found)
        targets, nowhere = plan.for_browsers(free, machine, system=scope.system)
    program = launcher.program(scope.launcher, machine.platform, environment)
    if machine.platform == "windows" and not program.exists():
        raise HostError(
            "internal", f"The program {program} is missing.", "Install RingOut again: pipx reinstall ringout-host"
        )
    own = None if machine.platform == "windows" else _launcher(scope.launcher, environment)
    made = plan.make(targets, scope, program, own, ids, read_key=_reader(machine, scope), force=wish.force)
    made = Plan(made.files, made.keys, (*refusals, *made.refusals))
    before = launcher.read(scope.launcher)
    other = before if before and before.alive and not before.same_as(environment) else None
    return Prepared(made, found, tuple(browser.name for browser in nowhere), other)


def _free(chosen: Iterable[Browser], found: Sequence[Found]) -> tuple[list[Browser], list[Refusal]]:
    """The chosen browsers that can start a program, and the truth about those that cannot."""
    free: list[Browser] = []
    refusals: list[Refusal] = []
    for browser in {browser.id: browser for browser in chosen}.values():
        here = [one for one in found if one.browser == browser]
        usable = [one for one in here if one.package is None or one.package.works == "asks"]
        if usable or not here:
            free.append(browser)
        refusals += [plan.shut_in(one) for one in here if one not in usable]
    return free, refusals


def _launcher(path: Path, environment: Environment) -> FileWrite:
    write = FileWrite(path, launcher.script(environment), 0o755, "launcher", "create")
    try:
        current = path.read_bytes()
    except OSError:
        current = None
    return plan.with_action(write, current)


def _reader(machine: Machine, scope: Scope) -> Callable[[str], object]:
    registry = machine.registry
    return (lambda key: registry.read(scope.hive, key)) if registry else (lambda _: None)


def _readable_by_all(environment: Environment) -> None:
    """Refuse an environment that only its owner can use, such as one below /root."""
    if os.name != "posix":
        return
    for start in (environment.interpreter, environment.package, *environment.site_packages):
        for path in (Path(start), Path(start).resolve()):
            needed = 0o005 if path.is_dir() or start == environment.interpreter else 0o004
            shut = next((part for part in path.parents if not part.stat().st_mode & 0o001), None)
            if shut is None and path.stat().st_mode & needed != needed:
                shut = path
            if shut is not None:
                raise HostError(
                    "config-invalid",
                    f"RingOut itself is installed in {shut}, which other people here cannot read.",
                    "Install it for everybody first: sudo python3 -m venv /opt/ringout"
                    " && sudo /opt/ringout/bin/pip install ringout-host"
                    " && sudo /opt/ringout/bin/ringout install --system",
                )
