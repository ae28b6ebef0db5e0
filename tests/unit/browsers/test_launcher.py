"""The launcher starts the host from any folder, whatever its name, and follows an environment that moved."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ringout_host.browsers import launcher
from ringout_host.browsers.launcher import Environment
from ringout_host.browsers.stdio import HostProcess
from ringout_host.errors import HostError

HERE = Environment.here()


def environment_at(folder: Path) -> Environment:
    """An interpreter in this folder, by a virtual environment of links as venv makes them."""
    (folder / "bin").mkdir(parents=True)
    base = Path(sys.base_prefix) / "bin"
    (folder / "bin/python").symlink_to(Path(sys.executable).resolve())
    (folder / "pyvenv.cfg").write_text(f"home = {base}\ninclude-system-site-packages = false\n")
    return replace(HERE, interpreter=str(folder / "bin/python"))


@pytest.mark.parametrize(
    "name",
    [
        "plain",
        "with a space",
        "Žofie – 中文",
        'it\'s "quoted" $HOME `id` \\n',
        "long/" + "x" * 120,
        "tab\tand ' quotes''",
    ],
)
def test_it_starts_the_host_from_any_folder(tmp_path: Path, name: str) -> None:
    environment = environment_at(tmp_path / name / "venv")
    program = tmp_path / name / "state" / "ringout-native-host"
    launcher.write(program, environment)
    assert launcher.read(program) == environment
    env = {"PATH": "/usr/bin:/bin", "HOME": str(tmp_path), "RINGOUT_HOME": str(tmp_path / "r")}
    with HostProcess([str(program), "chrome-extension://x/"], env=env) as host:
        assert host.ready["protocol"] == 1
        assert host.close() == 0


def test_it_says_hello_before_any_installed_package_is_imported(tmp_path: Path) -> None:
    program = tmp_path / "ringout-native-host"
    launcher.write(program, replace(HERE, site_packages=(str(tmp_path / "packages"),)))
    (tmp_path / "packages").mkdir()
    (tmp_path / "packages/loud.pth").write_text(
        "import sys; sys.stderr.write('packages were added'); sys.exit(7)\n"
    )
    with HostProcess([str(program)], env={"PATH": "/usr/bin:/bin", "HOME": str(tmp_path)}) as host:
        assert host.ready["pid"] == host.process.pid
        assert host.process.wait(10) == 7
    assert "packages were added" in host.stderr_text


def test_it_ignores_what_the_environment_would_do_to_python(tmp_path: Path) -> None:
    program = tmp_path / "ringout-native-host"
    launcher.write(program, HERE)
    (tmp_path / "os.py").write_text("raise SystemExit('shadowed')")
    (tmp_path / "sitecustomize.py").write_text("print('[DEBUG] hello')")
    env = {
        "PATH": "",
        "HOME": str(tmp_path),
        "PYTHONPATH": str(tmp_path),
        "PYTHONSTARTUP": str(tmp_path / "os.py"),
    }
    with HostProcess([str(program)], env={**env, "PYTHONHOME": "/nowhere"}, cwd=tmp_path) as host:
        assert host.ready["version"] == HERE.version


def test_a_short_plain_path_costs_no_shell(tmp_path: Path) -> None:
    assert launcher.script(replace(HERE, interpreter="/usr/bin/python3")).startswith(b"#!/usr/bin/python3 -IS\n")
    assert launcher.script(replace(HERE, interpreter=f"/{'x' * 130}/python3")).startswith(b"#!/bin/sh\n")


@pytest.mark.parametrize("path", ["/a\nb/python", "/a\udcff/python"])
def test_a_path_that_no_script_can_hold_is_refused(path: str) -> None:
    with pytest.raises(HostError, match="cannot start a program"):
        launcher.script(replace(HERE, interpreter=path))


def test_the_interpreter_of_a_virtual_environment_is_not_resolved() -> None:
    assert HERE.interpreter == os.path.abspath(sys.executable)  # noqa: PTH100


def test_it_is_rewritten_when_its_environment_is_gone(tmp_path: Path) -> None:
    program = tmp_path / "ringout-native-host"
    gone = environment_at(tmp_path / "venv")
    launcher.write(program, gone)
    assert not launcher.refresh(program), "an environment that is alive is not replaced"
    shutil.rmtree(tmp_path / "venv")
    assert launcher.refresh(program)
    assert launcher.read(program) == HERE
    assert not launcher.refresh(program)


def test_it_is_rewritten_when_its_own_environment_was_upgraded(tmp_path: Path) -> None:
    program = tmp_path / "ringout-native-host"
    launcher.write(program, replace(HERE, version="0.0.1", site_packages=("/elsewhere",)))
    assert launcher.refresh(program)
    assert launcher.read(program) == HERE


def test_nothing_is_made_where_nothing_was_installed(tmp_path: Path) -> None:
    assert not launcher.refresh(tmp_path / "ringout-native-host")
    (tmp_path / "other").write_text("#!/bin/sh\necho somebody else's\n")
    assert not launcher.refresh(tmp_path / "other")
    assert "somebody" in (tmp_path / "other").read_text()


def test_a_person_who_runs_it_is_told_what_it_is(tmp_path: Path) -> None:
    program = tmp_path / "ringout-native-host"
    launcher.write(program, HERE)
    read, write = os.openpty()
    try:
        said = subprocess.run([str(program)], stdin=write, capture_output=True, text=True, timeout=30, check=False)
    finally:
        os.close(read)
        os.close(write)
    assert said.returncode == 2
    assert "started by your browser" in said.stderr
