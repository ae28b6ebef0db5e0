"""A pretend computer of any platform: a home, a file system root and a registry, all below one folder."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ringout_host.browsers import install
from ringout_host.browsers.launcher import Environment, program, script
from ringout_host.browsers.machine import Machine, Platform
from ringout_host.browsers.patient import Patient
from ringout_host.browsers.prepare import Wish, prepare
from ringout_host.browsers.registry import Hive
from ringout_host.browsers.scope import PROGRAM, Scope, user_scope
from ringout_host.browsers.table import Browser
from ringout_host.paths import Paths

from . import hosts


@dataclass
class FakeRegistry:
    """A registry in a dictionary: (hive, key) to named values."""

    keys: dict[tuple[str, str], dict[str, object]] = field(default_factory=dict)

    def read(self, hive: Hive, key: str, name: str = "") -> object:
        return self.keys.get((hive, key), {}).get(name)

    def values(self, hive: Hive, key: str) -> dict[str, object]:
        return dict(self.keys.get((hive, key), {}))

    def exists(self, hive: Hive, key: str) -> bool:
        return (hive, key) in self.keys

    def write(self, hive: Hive, key: str, value: str) -> None:
        self.keys.setdefault((hive, key), {})[""] = value

    def delete(self, hive: Hive, key: str) -> None:
        self.keys.pop((hive, key), None)


@dataclass(frozen=True)
class Computer:
    """A machine, our places on it, and the installation of RingOut that it has."""

    machine: Machine
    paths: Paths
    environment: Environment

    @property
    def scope(self) -> Scope:
        return user_scope(self.paths)

    @property
    def registry(self) -> FakeRegistry:
        assert isinstance(self.machine.registry, FakeRegistry)
        return self.machine.registry

    @property
    def patient(self) -> Patient:
        return Patient(self.machine, self.paths, self.environment)

    def install(self, **wish: Any) -> install.Outcome:
        """`ringout install` on this computer."""
        wanted = Wish(**wish)
        prepared = prepare(wanted, self.machine, self.scope, self.environment)
        return install.carry_out(prepared, wanted, self.machine, self.scope)

    def stand_in(self) -> None:
        """A tiny host where browsers find ours, for tests about what comes before it."""
        path = program(self.paths.launcher, self.machine.platform, self.environment)
        if path.exists():
            hosts.write(path, hosts.GOOD)

    def use(self, browser: Browser) -> None:
        """Let the browser have been started once by this person."""
        places = browser.places(self.machine)
        assert places is not None
        profile = self.machine.expand(places.profiles[0]) / "Default"
        profile.mkdir(parents=True, exist_ok=True)


def computer(base: Path, platform: Platform) -> Computer:
    """A computer on which no browser was used yet."""
    home, root, ringout = base / "home", base / "root", base / "home" / "ringout"
    for folder in (home, root):
        folder.mkdir(parents=True)
    registry = FakeRegistry() if platform == "windows" else None
    env = {"PATH": str(root / "usr/bin"), "HOME": str(home), "RINGOUT_HOME": str(ringout)}
    machine = Machine(platform, home, env, root, registry)
    environment = Environment.here()
    if platform == "windows":
        scripts = base / "venv" / "Scripts"
        scripts.mkdir(parents=True)
        # What pip makes there; the fake computer can run it nevertheless.
        (scripts / f"{PROGRAM}.exe").write_bytes(script(environment))
        (scripts / f"{PROGRAM}.exe").chmod(0o755)
        environment = replace(environment, interpreter=str(scripts / "python.exe"))
    return Computer(machine, places(ringout), environment)


def places(home: Path) -> Paths:
    """What `paths()` gives with `RINGOUT_HOME` at `home`."""
    return Paths(
        config=home / "config.toml",
        managed=home / "managed.toml",
        state=home,
        ledger=home / "ledger.db",
        limits=home / "limits.db",
        tokens=home / "tokens.json",
        account=home / "account.json",
        hosts=home / "hosts",
        logs=home / "logs",
        launcher=home / "bin" / PROGRAM,
        installed=home / "installed.json",
    )


def everything_below(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its content; what an installation must leave as it found it."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def folders_below(folder: Path) -> set[str]:
    """Every folder below a folder."""
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_dir()}
