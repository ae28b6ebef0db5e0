"""Break each link between a browser and the host, one at a time: the self-test names it, and nothing behind it."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from ringout_host.browsers import launcher
from ringout_host.browsers.doctor import Options, diagnose
from ringout_host.browsers.identity import HOST_NAME
from ringout_host.browsers.manifest import FILE
from ringout_host.browsers.table import locations, table
from ringout_host.protocol.requests import Diagnosis

from . import hosts
from .fakes import Computer, computer

BROWSERS = ("chromium", "firefox")
CHAIN = ("manifest", "id", "launcher", "package", "ready", "protocol", "answers", "exit")


@pytest.fixture(params=BROWSERS)
def pc(request: pytest.FixtureRequest, tmp_path: Path) -> Computer:
    """A computer on which RingOut is set up in one browser."""
    made = computer(tmp_path, "linux")
    made.use(table().named(request.param))
    assert not made.install().failures
    return made


def look(pc: Computer, *, fix: bool = False, named: tuple[str, ...] = ()) -> Diagnosis:
    return diagnose(Options(browsers=named, host=False, pretend=False, fix=fix), pc.patient)


def manifest_file(pc: Computer) -> Path:
    (browser,) = {
        name for file in json.loads(pc.paths.installed.read_text())["files"] for name in file["browsers"]
    }
    folder = locations(table().named(browser), pc.machine)[0].folder
    assert folder is not None
    return folder / FILE


def change(pc: Computer, **values: Any) -> None:
    file = manifest_file(pc)
    file.write_text(json.dumps({**json.loads(file.read_text()), **values}))


def assert_first_broken(diagnosis: Diagnosis, check: str) -> None:
    """This link is broken, it is the last that was looked at, and there is advice."""
    broken = [finding for finding in diagnosis.findings if finding.result == "broken"]
    assert [finding.check for finding in broken] == [check]
    assert diagnosis.findings[-1] == broken[0], "a broken link must end its chain"
    assert broken[0].remedy
    assert diagnosis.exit_code == 2
    assert not diagnosis.ok


def test_a_whole_chain_through_the_launcher_that_install_wrote(pc: Computer) -> None:
    diagnosis = look(pc)
    assert [finding for finding in diagnosis.findings if finding.result != "ok"] == []
    assert [finding.check for finding in diagnosis.findings if finding.check in CHAIN] == list(CHAIN)
    assert diagnosis.exit_code == 0


def no_manifest(pc: Computer) -> None:
    manifest_file(pc).unlink()


def byte_order_mark(pc: Computer) -> None:
    file = manifest_file(pc)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes())


def not_json(pc: Computer) -> None:
    manifest_file(pc).write_text('{"name": ')


def other_name(pc: Computer) -> None:
    change(pc, name="com.example.other")


def other_type(pc: Computer) -> None:
    change(pc, type="pipe")


def relative_path(pc: Computer) -> None:
    change(pc, path="ringout-native-host")


def other_extension(pc: Computer) -> None:
    change(pc, allowed_origins=[f"chrome-extension://{'a' * 32}/"], allowed_extensions=["other@example.org"])


def origin_without_slash(pc: Computer) -> None:
    allowed = json.loads(manifest_file(pc).read_text())
    key = "allowed_origins" if "allowed_origins" in allowed else "allowed_extensions"
    change(pc, **{key: [name.rstrip("/") + "x" for name in allowed[key]]})


def folder_to_nowhere(pc: Computer) -> None:
    folder = manifest_file(pc).parent
    manifest_file(pc).unlink()
    folder.rmdir()
    folder.symlink_to(pc.machine.home / "nowhere")


def manifest_to_nowhere(pc: Computer) -> None:
    manifest_file(pc).unlink()
    manifest_file(pc).symlink_to(pc.machine.home / "nowhere")


def folder_is_a_file(pc: Computer) -> None:
    folder = manifest_file(pc).parent
    manifest_file(pc).unlink()
    folder.rmdir()
    folder.write_text("a file where a folder should be")


def manifest_is_a_folder(pc: Computer) -> None:
    manifest_file(pc).unlink()
    manifest_file(pc).mkdir()


def starts_another_program(pc: Computer) -> None:
    change(pc, path="/usr/bin/true")


def launcher_is_a_folder(pc: Computer) -> None:
    pc.paths.launcher.unlink()
    pc.paths.launcher.mkdir()


def launchers_folder_is_a_file(pc: Computer) -> None:
    pc.paths.launcher.unlink()
    pc.paths.launcher.parent.rmdir()
    pc.paths.launcher.parent.write_text("a file where a folder should be")


def no_launcher(pc: Computer) -> None:
    pc.paths.launcher.unlink()


def not_executable(pc: Computer) -> None:
    pc.paths.launcher.chmod(0o644)


def launcher_behind_a_link(pc: Computer) -> None:
    moved = pc.paths.launcher.rename(pc.paths.launcher.with_name("moved"))
    pc.paths.launcher.symlink_to(moved)


def no_interpreter(pc: Computer) -> None:
    launcher.write(
        pc.paths.launcher, replace(pc.environment, interpreter=str(pc.machine.home / "venv/bin/python"))
    )


def no_package(pc: Computer) -> None:
    launcher.write(pc.paths.launcher, replace(pc.environment, package=str(pc.machine.home / "gone")))


def damaged_package(pc: Computer) -> None:
    package = pc.machine.home / "copy"
    (package / "ringout_host/native").mkdir(parents=True)
    (package / "ringout_host/__init__.py").write_text("")
    (package / "ringout_host/native/start.py").write_text("import a_module_that_is_not_there")
    launcher.write(pc.paths.launcher, replace(pc.environment, package=str(package)))


def no_libraries(pc: Computer) -> None:
    launcher.write(pc.paths.launcher, replace(pc.environment, site_packages=()))


def acts(body: str) -> Callable[[Computer], None]:
    def break_it(pc: Computer) -> None:
        hosts.write(pc.paths.launcher, body)

    return break_it


BROKEN = [
    (no_manifest, "manifest"),
    (byte_order_mark, "bom"),
    (not_json, "readable"),
    (other_name, "name"),
    (other_type, "type"),
    (relative_path, "path"),
    (other_extension, "id"),
    (origin_without_slash, "id"),
    (folder_to_nowhere, "symlink"),
    (manifest_to_nowhere, "symlink"),
    (folder_is_a_file, "manifest"),
    (manifest_is_a_folder, "readable"),
    (starts_another_program, "path"),
    (launcher_is_a_folder, "launcher"),
    (launchers_folder_is_a_file, "launcher"),
    (no_launcher, "launcher"),
    (not_executable, "executable"),
    (launcher_behind_a_link, "symlink"),
    (no_interpreter, "interpreter"),
    (no_package, "package"),
    (damaged_package, "package"),
    (no_libraries, "answers"),
]

MISBEHAVING = {
    "not-a-program": ("", "spawn"),
    "prints-first": ("print('hello', flush=True); ready(); receive()", "stray-print"),
    "prints-later": ("ready(); receive(); print('[DEBUG] matching', flush=True); receive()", "stray-print"),
    "says-nothing": ("receive()", "ready"),
    "ends-at-once": ("sys.exit(1)", "ready"),
    "says-something-else": ("send({'jsonrpc': '2.0', 'method': 'hello', 'params': {}}); receive()", "ready"),
    "older": ("ready(0, '0.0.1'); receive()", "protocol"),
    "newer": ("ready(99, '99.0'); receive()", "protocol"),
    "ends-when-asked": ("ready(); receive(); sys.exit(1)", "answers"),
    "does-not-answer": ("ready(); receive(); receive()", "answers"),
    "dies-with-words": (
        "ready(); receive(); tell('host.fatal', {'code': 'storage-failed', 'message': 'Full.'})",
        "answers",
    ),
    "refuses": ("ready(); refuse(receive(), 'config-invalid', 'Line 3.', 'Mend it.'); receive()", "answers"),
    "stays": (hosts.GOOD + "\nstay()", "exit"),
}


@pytest.mark.parametrize(("break_it", "check"), BROKEN, ids=lambda value: getattr(value, "__name__", value))
def test_a_broken_link_is_named(pc: Computer, break_it: Callable[[Computer], None], check: str) -> None:
    break_it(pc)
    assert_first_broken(look(pc), check)


@pytest.mark.parametrize("fault", MISBEHAVING)
def test_a_host_that_misbehaves_is_named(tmp_path: Path, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    waits = {"says-nothing": "READY_PATIENCE", "does-not-answer": "ANSWER_PATIENCE", "stays": "EXIT_PATIENCE"}
    if fault in waits:
        monkeypatch.setattr(f"ringout_host.browsers.checks.conversation.{waits[fault]}", 0.5)
    pc = computer(tmp_path, "linux")
    pc.use(table().named("chromium"))
    pc.install()
    body, check = MISBEHAVING[fault]
    if fault == "not-a-program":
        pc.paths.launcher.write_bytes(b"\x7fELF this is none")
    else:
        hosts.write(pc.paths.launcher, body)
    diagnosis = look(pc)
    assert_first_broken(diagnosis, check)
    last = diagnosis.findings[-1]
    if fault == "prints-first":
        assert "hello" in last.message
    if fault == "prints-later":
        assert "[DEBUG] matching" in last.message
    if fault == "older":
        assert "older" in last.message
    if fault == "newer":
        assert "newer" in last.message
        assert "upgrade" in (last.remedy or "")
    if fault == "refuses":
        assert (last.code, last.remedy) == ("config-invalid", "Mend it.")
    if fault == "dies-with-words":
        assert last.code == "storage-failed"
        assert "Full." in last.message


@pytest.mark.skipif(os.name != "posix", reason="only POSIX shuts folders by their modes")
@pytest.mark.parametrize("shut", ["the manifest's", "the launcher's", "everything of RingOut's"])
def test_a_folder_that_is_shut_is_named(pc: Computer, monkeypatch: pytest.MonkeyPatch, shut: str) -> None:
    folder = {"the manifest's": manifest_file(pc).parent, "the launcher's": pc.paths.launcher.parent}.get(
        shut, pc.paths.state
    )
    access = os.access  # to root every folder is open
    monkeypatch.setattr(os, "access", lambda path, mode: Path(path) != folder and access(path, mode))
    last = look(pc).findings[-1]
    assert last.message == f"You may not open the folder {folder}."
    assert (last.remedy or "").startswith(f"chmod 700 '{folder}' && ringout ")


@pytest.mark.usefixtures("unspoken")
def test_a_folder_behind_a_link_is_a_remark(pc: Computer) -> None:
    folder = manifest_file(pc).parent
    real = folder.rename(pc.machine.home / "real")
    folder.symlink_to(real)
    diagnosis = look(pc)
    (remark,) = [finding for finding in diagnosis.findings if finding.result != "ok"]
    assert (remark.check, remark.result) == ("symlink", "warning")
    assert f"--manifest-dir '{real}'" in (remark.remedy or "")


REINSTALLED: Final = (damaged_package, no_libraries)
"""What pipx repairs."""


@pytest.mark.parametrize(
    "break_it", [one for one, _ in BROKEN if one not in REINSTALLED], ids=lambda value: value.__name__
)
@pytest.mark.usefixtures("unspoken")
def test_the_command_that_is_named_repairs_it(tmp_path: Path, break_it: Callable[[Computer], None]) -> None:
    pc = computer(tmp_path, "linux")
    pc.use(table().named("chromium"))
    pc.install()
    break_it(pc)
    remedy = look(pc).findings[-1].remedy or ""
    for step in remedy.removeprefix("Write it again: ").split(" && "):
        if step.startswith("ringout install"):
            browsers = ("chromium",) if "--browser chromium" in step else ()
            assert not pc.install(browsers=browsers, force="--force" in step).failures
        else:
            subprocess.run(step, shell=True, check=True)  # noqa: S602 - as a person would type it
    assert [finding for finding in look(pc).findings if finding.result != "ok"] == []


MENDABLE = [
    no_manifest, byte_order_mark, other_name, other_type, relative_path, other_extension, no_launcher,
    not_executable, no_interpreter, no_package, damaged_package,
]  # fmt: skip


@pytest.mark.parametrize("break_it", MENDABLE, ids=lambda value: value.__name__)
@pytest.mark.usefixtures("unspoken")
def test_fix_repairs_what_is_ours(tmp_path: Path, break_it: Callable[[Computer], None]) -> None:
    pc = computer(tmp_path, "linux")
    pc.use(table().named("chromium"))
    pc.install()
    break_it(pc)
    diagnosis = look(pc, fix=True)
    assert [finding for finding in diagnosis.findings if finding.result != "ok"] == []


def test_fix_leaves_what_is_not_ours(pc: Computer) -> None:
    change(pc, path="/opt/other/program", allowed_origins=[], allowed_extensions=[])
    before = manifest_file(pc).read_bytes()
    assert_first_broken(look(pc, fix=True), "id")
    assert manifest_file(pc).read_bytes() == before


@pytest.mark.usefixtures("unspoken")
def test_another_extension_beside_ours_is_a_remark(pc: Computer) -> None:
    manifest = json.loads(manifest_file(pc).read_text())
    key = "allowed_origins" if "allowed_origins" in manifest else "allowed_extensions"
    change(pc, **{key: [*manifest[key], f"chrome-extension://{'b' * 32}/"]})
    diagnosis = look(pc)
    assert [finding.check for finding in diagnosis.findings if finding.result == "warning"] == ["id"]
    assert diagnosis.exit_code == 1
    assert diagnosis.ok


@pytest.mark.usefixtures("unspoken")
def test_two_installations_are_told_apart(pc: Computer, tmp_path: Path) -> None:
    other = replace(pc.environment, interpreter=str(tmp_path / "other/bin/python"))
    Path(other.interpreter).parent.mkdir(parents=True)
    Path(other.interpreter).symlink_to(pc.environment.interpreter)
    diagnosis = diagnose(Options(host=False, pretend=False), replace(pc.patient, environment=other))
    (remark,) = [finding for finding in diagnosis.findings if finding.result == "warning"]
    assert remark.check == "versions"
    assert pc.environment.interpreter in remark.message
    assert other.interpreter in remark.message


@pytest.mark.parametrize(
    ("limit", "check", "result"),
    [("READY_WITHIN", "ready", "warning"), ("GONE_WITHIN", "exit", "warning"), ("KILLED_AFTER", "exit", "broken")],
)
def test_a_slow_host_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, limit: str, check: str, result: str
) -> None:
    pc = computer(tmp_path, "linux")
    pc.use(table().named("chromium"))
    pc.install()
    pc.stand_in()
    monkeypatch.setattr(f"ringout_host.browsers.checks.conversation.{limit}", 0.0)
    (found,) = [finding for finding in look(pc).findings if finding.result != "ok"]
    assert (found.check, found.result) == (check, result)
    assert found.remedy


def test_nothing_installed_is_said_of_each_browser(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    for name in BROWSERS:
        pc.use(table().named(name))
    broken = [finding for finding in look(pc).findings if finding.result == "broken"]
    assert [finding.remedy for finding in broken] == [f"ringout install --browser {name}" for name in BROWSERS]


def test_a_browser_that_came_later_is_a_remark_and_one_left_out_on_purpose_is_none(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    pc.use(table().named("chromium"))
    pc.install()
    pc.stand_in()
    pc.use(table().named("vivaldi"))
    late = [finding for finding in look(pc).findings if finding.subject == "Vivaldi"]
    assert [finding.result for finding in late] == ["ok", "warning"]
    pc.install(browsers=("chromium",))
    pc.stand_in()
    left_out = [finding for finding in look(pc).findings if finding.subject == "Vivaldi"]
    assert [finding.result for finding in left_out] == ["ok", "skipped"]
    asked = look(pc, named=("vivaldi",)).findings
    assert asked[-1].result == "broken"


def test_no_browser_at_all(tmp_path: Path) -> None:
    diagnosis = look(computer(tmp_path, "linux"))
    assert [(finding.check, finding.result) for finding in diagnosis.findings] == [("present", "warning")]


def test_a_folder_of_ones_own_is_looked_at_too(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    folder = tmp_path / "profile/NativeMessagingHosts"
    pc.install(folders=(folder,))
    pc.stand_in()
    subjects = {finding.subject for finding in look(pc).findings if finding.result == "ok"}
    assert str(folder) in subjects
    (folder / FILE).unlink()
    last = look(pc).findings[-1]
    assert (last.check, last.result) == ("manifest", "broken")
    assert str(folder) in str(last.remedy)


@pytest.mark.usefixtures("unspoken")
def test_everybodys_manifest_serves_where_there_is_no_own_one(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    pc.use(table().named("chromium"))
    pc.install()
    own = manifest_file(pc)
    system = pc.machine.system("/etc/chromium/native-messaging-hosts")
    system.mkdir(parents=True)
    own.rename(system / FILE)
    pc.paths.installed.unlink()
    diagnosis = look(pc)
    assert diagnosis.exit_code == 0
    assert any(str(system) in finding.message for finding in diagnosis.findings)


def test_the_windows_chain(tmp_path: Path) -> None:
    pc = computer(tmp_path, "windows")
    pc.use(table().named("edge"))
    pc.install()
    pc.stand_in()
    assert not [finding for finding in look(pc).findings if finding.result == "broken"]
    pc.registry.keys.clear()
    assert_first_broken(look(pc), "manifest")
    assert look(pc, fix=True).ok
    pc.registry.write("HKCU", rf"Software\Microsoft\Edge\NativeMessagingHosts\{HOST_NAME}", str(tmp_path / "gone"))
    assert_first_broken(look(pc), "manifest")


def test_a_damaged_record_is_said_plainly(pc: Computer) -> None:
    pc.paths.installed.write_text("{")
    diagnosis = look(pc)
    assert [finding.code for finding in diagnosis.findings] == ["config-invalid"]
    assert str(pc.paths.installed) in diagnosis.findings[0].message


def test_a_defect_of_the_self_test_is_a_report_as_well(pc: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringout_host.browsers.walk.find", lambda _: 1 / 0)
    diagnosis = look(pc)
    assert diagnosis.exit_code == 3
    assert diagnosis.findings[0].check == "internal"
    assert "ZeroDivisionError" in diagnosis.findings[0].message
