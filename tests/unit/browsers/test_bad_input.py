"""What the installer meets in real homes: said plainly, nothing overwritten, nothing half-written."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from ringout_host.browsers import install, launcher, record, uninstall
from ringout_host.browsers.launcher import Environment
from ringout_host.browsers.machine import Machine
from ringout_host.browsers.manifest import FILE, Ids
from ringout_host.browsers.prepare import Wish, prepare
from ringout_host.browsers.scope import system_scope
from ringout_host.browsers.table import table
from ringout_host.errors import HostError
from ringout_host.files import write_atomically

from .fakes import Computer, computer, everything_below

CHROMIUM = ".config/chromium/NativeMessagingHosts"
FIREFOX = ".mozilla/native-messaging-hosts"


@pytest.fixture
def pc(tmp_path: Path) -> Computer:
    """A computer with Chromium and Firefox."""
    made = computer(tmp_path, "linux")
    for name in ("chromium", "firefox"):
        made.use(table().named(name))
    return made


def folder(pc: Computer, where: str) -> Path:
    made = pc.machine.home / where
    made.mkdir(parents=True)
    return made


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(json.dumps({"name": "com.ringout.host", "path": "/opt/other/host"}), id="another program"),
        pytest.param("{ not json", id="unreadable"),
        pytest.param("[]", id="no object"),
        pytest.param("", id="empty"),
    ],
)
def test_a_manifest_that_is_not_ours_is_left_and_said_and_replaced_only_by_force(
    pc: Computer, content: str
) -> None:
    file = folder(pc, CHROMIUM) / FILE
    file.write_text(content)
    outcome = pc.install()
    (refusal,) = outcome.failures
    assert refusal.browsers == ("chromium",)
    assert str(file) in refusal.message
    assert "--force" in refusal.remedy
    assert file.read_text() == content
    assert (pc.machine.home / FIREFOX / FILE).exists(), "one refusal must not keep the other browser from working"
    removal = uninstall.uninstall(pc.machine, pc.scope)
    assert removal is not None
    assert file.read_text() == content
    assert not pc.install(force=True).failures
    assert json.loads(file.read_text())["path"] == str(pc.paths.launcher)


def test_an_older_manifest_of_ours_is_replaced(pc: Computer) -> None:
    file = folder(pc, CHROMIUM) / FILE
    file.write_text(json.dumps({"name": "com.ringout.host", "path": "/old/place/ringout-native-host"}))
    prepared = prepare(Wish(), pc.machine, pc.scope, pc.environment)
    assert [write.was for write in prepared.plan.files if write.path == file] == ["/old/place/ringout-native-host"]
    assert not pc.install().failures


def test_nothing_is_written_through_a_linked_folder(pc: Computer, tmp_path: Path) -> None:
    store = tmp_path / "store"
    store.mkdir()
    hosts = pc.machine.home / CHROMIUM
    hosts.symlink_to(store)
    (refusal,) = pc.install(force=True).failures
    assert str(store) in refusal.message
    assert "symbolic link" in refusal.message
    assert everything_below(store) == {}


def test_nothing_is_written_through_a_linked_file(pc: Computer, tmp_path: Path) -> None:
    precious = tmp_path / "precious.json"
    precious.write_text("mine")
    (folder(pc, CHROMIUM) / FILE).symlink_to(precious)
    (refusal,) = pc.install(force=True).failures
    assert "symbolic link" in refusal.message
    assert precious.read_text() == "mine"


def test_nothing_is_written_through_a_linked_launcher(pc: Computer, tmp_path: Path) -> None:
    precious = tmp_path / "precious"
    precious.write_text("mine")
    pc.paths.launcher.parent.mkdir(parents=True)
    pc.paths.launcher.symlink_to(precious)
    with pytest.raises(HostError, match="symbolic link"):
        pc.install()
    assert precious.read_text() == "mine"
    assert not (pc.machine.home / CHROMIUM / FILE).exists()


def full_after(writes: int, code: int) -> install.Writer:
    """A disk that takes this many files and no more."""
    left = [writes]

    def write(path: Path, content: bytes, mode: int) -> None:
        if not left[0]:
            raise OSError(code, "No space left on device" if code == errno.ENOSPC else "Read-only file system")
        left[0] -= 1
        write_atomically(path, content, mode=mode)

    return write


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS])
def test_a_disk_that_takes_nothing_leaves_nothing(pc: Computer, code: int) -> None:
    before = everything_below(pc.machine.home)
    prepared = prepare(Wish(), pc.machine, pc.scope, pc.environment)
    with pytest.raises(HostError) as error:
        install.carry_out(prepared, Wish(), pc.machine, pc.scope, write=full_after(0, code))
    assert error.value.code == "storage-failed"
    assert "Nothing was installed" in error.value.message
    assert everything_below(pc.machine.home) == before
    assert not pc.paths.state.exists()


def test_a_disk_that_fills_up_is_said_of_what_failed_and_undone_completely(pc: Computer) -> None:
    before = everything_below(pc.machine.home)
    prepared = prepare(Wish(), pc.machine, pc.scope, pc.environment)
    outcome = install.carry_out(prepared, Wish(), pc.machine, pc.scope, write=full_after(2, errno.ENOSPC))
    (failure,) = outcome.failures
    assert failure.browsers == ("firefox",)
    assert "No space left" in failure.message
    assert (pc.machine.home / CHROMIUM / FILE).exists()
    assert not list((pc.machine.home / FIREFOX).iterdir())
    uninstall.uninstall(pc.machine, pc.scope)
    assert everything_below(pc.machine.home) == before


def test_a_record_that_cannot_be_saved_stops_everything(pc: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(record, "save", refuse)
    with pytest.raises(HostError, match="Read-only file system"):
        pc.install()
    assert not pc.paths.launcher.exists()
    assert not (pc.machine.home / CHROMIUM / FILE).exists()


def test_killed_in_the_middle_everything_written_is_on_record(pc: Computer) -> None:
    before = everything_below(pc.machine.home)
    prepared = prepare(Wish(), pc.machine, pc.scope, pc.environment)

    def killed(path: Path, content: bytes, mode: int) -> None:
        if path.name == FILE:
            raise KeyboardInterrupt
        write_atomically(path, content, mode=mode)

    with pytest.raises(KeyboardInterrupt):
        install.carry_out(prepared, Wish(), pc.machine, pc.scope, write=killed)
    assert pc.paths.launcher.exists()
    uninstall.uninstall(pc.machine, pc.scope)
    assert everything_below(pc.machine.home) == before


def test_uninstall_leaves_what_was_changed_since(pc: Computer) -> None:
    pc.install()
    file = pc.machine.home / CHROMIUM / FILE
    file.write_text("somebody else's now")
    removal = uninstall.uninstall(pc.machine, pc.scope)
    assert removal is not None
    assert [sentence for sentence in removal.left if str(file) in sentence]
    assert file.read_text() == "somebody else's now"
    assert not pc.paths.installed.exists()
    assert not pc.paths.launcher.exists()


def test_uninstall_keeps_on_record_what_it_could_not_remove(pc: Computer, monkeypatch: pytest.MonkeyPatch) -> None:
    pc.install()
    unlink = Path.unlink

    def refuse(path: Path, missing_ok: bool = False) -> None:
        if path.name == FILE and "chromium" in str(path):
            raise OSError(errno.EROFS, "Read-only file system")
        unlink(path, missing_ok)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "unlink", refuse)
        removal = uninstall.uninstall(pc.machine, pc.scope)
    assert removal is not None
    assert any("Read-only" in sentence for sentence in removal.left)
    again = uninstall.uninstall(pc.machine, pc.scope)
    assert again is not None
    assert not again.left
    assert not (pc.machine.home / CHROMIUM).exists()


def test_uninstall_twice_says_that_nothing_is_installed(pc: Computer) -> None:
    pc.install()
    assert uninstall.uninstall(pc.machine, pc.scope) is not None
    assert uninstall.uninstall(pc.machine, pc.scope) is None


def test_dry_runs_change_nothing(pc: Computer) -> None:
    pc.install()
    before = everything_below(pc.machine.home)
    removal = uninstall.uninstall(pc.machine, pc.scope, dry_run=True)
    assert removal is not None
    assert len(removal.removed) == 3
    assert everything_below(pc.machine.home) == before


def test_an_environment_that_moved_is_followed_by_the_next_install(pc: Computer, tmp_path: Path) -> None:
    pc.install()
    moved = Environment(str(tmp_path / "new/bin/python"), pc.environment.package, (), "9")
    prepared = prepare(Wish(), pc.machine, pc.scope, moved)
    assert [file.action for file in prepared.plan.files] == ["replace", "keep", "keep"]
    install.carry_out(prepared, Wish(), pc.machine, pc.scope)
    assert launcher.read(pc.paths.launcher) == moved


def test_two_installations_are_said_before_one_takes_over(pc: Computer, tmp_path: Path) -> None:
    pc.install()
    other = Environment(str(tmp_path / "other/bin/python"), pc.environment.package, (), "9")
    assert prepare(Wish(), pc.machine, pc.scope, other).other == pc.environment
    assert prepare(Wish(), pc.machine, pc.scope, pc.environment).other is None


def test_home_unset_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> Path:
        raise RuntimeError("no home")

    monkeypatch.setattr(Path, "home", nobody)
    with pytest.raises(HostError, match="HOME is not set") as error:
        Machine.here()
    assert "Set HOME" in error.value.remedy


def test_home_that_is_empty_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "")
    with pytest.raises(HostError, match="HOME is set to nothing"):
        Machine.here()


def test_home_that_is_no_folder_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path / "nowhere"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "nowhere"))
    with pytest.raises(HostError, match="is not a folder"):
        Machine.here()


@pytest.mark.parametrize("name", ["netscape", "Chrom", ""])
def test_an_unknown_browser_is_said_with_those_there_are(pc: Computer, name: str) -> None:
    with pytest.raises(HostError) as error:
        pc.install(browsers=(name,))
    assert "chromium" in error.value.remedy


@pytest.mark.parametrize("name", ["x", "a" * 31, "q" * 32, "../../etc", ""])
def test_an_extension_id_that_is_none_is_said(name: str) -> None:
    with pytest.raises(HostError, match="not the id of an extension"):
        Ids.ours((name,))


def test_a_folder_of_no_known_kind_is_asked_about(pc: Computer, tmp_path: Path) -> None:
    with pytest.raises(HostError, match="does not show which browser"):
        pc.install(folders=(tmp_path / "somewhere",))


def test_everybody_cannot_use_what_only_root_can_read(pc: Computer, tmp_path: Path) -> None:
    private = tmp_path / "private"
    (private / "venv/bin").mkdir(parents=True)
    (private / "venv/bin/python").touch(mode=0o755)
    private.chmod(0o700)
    environment = Environment(str(private / "venv/bin/python"), pc.environment.package, (), "0")
    with pytest.raises(HostError, match="cannot read") as error:
        prepare(Wish(), pc.machine, system_scope(pc.machine), environment)
    assert "/opt/ringout" in error.value.remedy


def test_a_missing_console_script_on_windows_is_said(tmp_path: Path) -> None:
    pc = computer(tmp_path, "windows")
    Path(pc.environment.interpreter).with_name("ringout-native-host.exe").unlink()
    with pytest.raises(HostError, match="is missing"):
        pc.install(browsers=("edge",))


def test_a_damaged_record_is_never_overwritten(pc: Computer) -> None:
    pc.paths.installed.parent.mkdir(parents=True)
    pc.paths.installed.write_text("{")
    for act in (pc.install, lambda: uninstall.uninstall(pc.machine, pc.scope)):
        with pytest.raises(HostError, match="cannot be read"):
            act()
    assert pc.paths.installed.read_text() == "{"
