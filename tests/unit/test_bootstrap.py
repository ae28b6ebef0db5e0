"""`python3 host` and `python3 tests` on machines where something is missing, with pip and venv pretended."""

from __future__ import annotations

import subprocess
import sys
from importlib import util
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]


class Machine:
    """Makes a `.venv` and installs as told, and remembers what was run."""

    def __init__(self, venv: Path) -> None:
        self.python = venv / "bin/python"
        self.ran: list[str] = []
        self.has_ensurepip = True
        self.has_pip = False
        self.online = True

    def run(self, command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        worked = True
        if "venv" in command:
            self.ran.append("venv")
            self.python.parent.mkdir(parents=True, exist_ok=True)
            self.python.touch()
            worked = self.has_pip = self.has_ensurepip
        elif "import pip" in command:
            worked = self.has_pip
        else:
            self.ran.append("pip")
            worked = self.has_pip and self.online
        return subprocess.CompletedProcess(command, 0 if worked else 1, "", "")


@pytest.fixture
def bootstrap(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    spec = util.spec_from_file_location("bootstrap_under_test", ROOT / "host/bootstrap.py")
    assert spec
    assert spec.loader
    module = util.module_from_spec(spec)
    spec.loader.exec_module(module)
    monkeypatch.setattr(module, "VENV", tmp_path)
    return module


@pytest.fixture
def machine(bootstrap: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    made = Machine(tmp_path)
    monkeypatch.setattr(subprocess, "run", made.run)
    return made


def test_nothing_is_run_the_second_time(bootstrap: ModuleType, machine: Machine) -> None:
    assert bootstrap.ensure() == machine.python
    assert machine.ran == ["venv", "pip"]
    bootstrap.ensure()
    assert machine.ran == ["venv", "pip"]


def test_what_tests_need_is_enough_for_the_host(bootstrap: ModuleType, machine: Machine) -> None:
    bootstrap.ensure()
    bootstrap.ensure("test")
    for extra in ("", "test", ""):
        bootstrap.ensure(extra)
    assert machine.ran == ["venv", "pip", "pip"]


def test_a_half_made_environment_is_made_again_once_ensurepip_is_there(
    bootstrap: ModuleType, machine: Machine
) -> None:
    machine.has_ensurepip = False
    for _ in range(2):
        with pytest.raises(bootstrap.RefusalError, match=r"apt-get install python3-venv"):
            bootstrap.ensure()
    machine.has_ensurepip = True
    bootstrap.ensure()
    assert machine.ran == ["venv", "venv", "venv", "pip"]


def test_without_a_network_it_says_so_and_begins_again(bootstrap: ModuleType, machine: Machine) -> None:
    bootstrap.ensure()
    machine.online = False
    with pytest.raises(bootstrap.RefusalError, match="network"):
        bootstrap.ensure("test")
    with pytest.raises(bootstrap.RefusalError, match="network"):
        bootstrap.ensure()  # half of it may be replaced already
    machine.online = True
    bootstrap.ensure()


def test_a_checkout_that_cannot_be_written_is_named(
    bootstrap: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)  # to root every folder is open
    with pytest.raises(bootstrap.RefusalError, match="Copy the checkout to a folder of yours"):
        bootstrap.ensure()
    assert machine.ran == []


def test_an_old_python_is_named(bootstrap: ModuleType, machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2))
    with pytest.raises(bootstrap.RefusalError, match=r"needs Python 3\.11"):
        bootstrap.ensure()
    assert machine.ran == []
