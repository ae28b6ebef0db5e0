"""The host's own things, each broken in turn; and a whole pretend call through the real host."""

from __future__ import annotations

import errno
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from ringout_host.browsers.checks import state
from ringout_host.browsers.checks.chain import Chain
from ringout_host.browsers.doctor import Options, diagnose
from ringout_host.demo.stage import Stage
from ringout_host.errors import CODES
from ringout_host.ledger import Ledger
from ringout_host.paths import Paths, private_folder
from ringout_host.protocol.requests import Finding
from ringout_host.ringcentral.store_keyring import KeyringError, KeyringStore

from .fakes import computer, places


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Somebody's places, private as they should be."""
    made = places(tmp_path / "ringout")
    private_folder(made.state)
    return made


def found(look: Callable[[Chain, Paths], None], paths: Paths) -> Finding:
    """The one finding of a check."""
    with Chain("RingOut") as chain:
        look(chain, paths)
    (finding,) = chain.findings
    assert finding.code is None or finding.code in CODES
    return finding


def test_settings_that_cannot_be_read(paths: Paths) -> None:
    assert found(state.settings, paths).result == "ok"
    paths.config.write_text("[settings]\nregion = 7\n")
    finding = found(state.settings, paths)
    assert (finding.result, finding.code) == ("broken", "config-invalid")
    assert "line 2" in finding.message


def test_a_sign_in_that_others_can_read(paths: Paths) -> None:
    assert found(state.private, paths).result == "ok"
    paths.tokens.write_text("{}")
    paths.tokens.chmod(0o644)
    with Chain("RingOut") as chain:
        state.private(chain, paths)
    assert [finding.check for finding in chain.findings] == ["modes"]
    assert chain.findings[0].result == "broken"
    for repair in chain.repairs:
        repair()
    assert found(state.private, paths).result == "ok"


def test_calls_that_others_can_read(paths: Paths) -> None:
    paths.ledger.touch(mode=0o644)
    assert found(state.private, paths).result == "ok", "the folder is shut"
    paths.state.chmod(0o755)
    with Chain("RingOut") as chain:
        state.private(chain, paths)
    assert chain.findings[0].result == "warning"
    chain.repairs[0]()
    assert found(state.private, paths).result == "ok"


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root can give files away")
def test_files_of_somebody_else(paths: Paths) -> None:
    paths.ledger.touch(mode=0o600)
    os.chown(paths.ledger, 12345, 12345)
    finding = found(state.private, paths)
    assert (finding.check, finding.code) == ("owner", "storage-failed")
    assert "chown" in (finding.remedy or "")


def test_a_folder_that_cannot_be_written(paths: Paths) -> None:
    paths.state.rmdir()
    paths.state.write_text("a file where the folder should be")
    finding = found(state.writable, paths)
    assert (finding.result, finding.code) == ("broken", "storage-failed")
    assert finding.remedy == f"mv '{paths.state}' '{paths.state}.old'"


def test_the_folder_in_which_hosts_say_that_they_live(paths: Paths) -> None:
    paths.hosts.write_text("a file where the folder should be")
    finding = found(state.writable, paths)
    assert (finding.result, finding.remedy) == ("broken", f"mv '{paths.hosts}' '{paths.hosts}.old'")


def test_little_space(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(state.writable, paths).check == "writable"
    monkeypatch.setattr(state, "_SCARCE", 1 << 62)
    assert found(state.writable, paths).check == "space"


def test_locks(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    assert found(state.locks, paths).result == "ok"
    assert not list(paths.state.glob("self-test*"))

    class Toothless(state.FileLock):  # type: ignore[misc,valid-type]
        def _acquire(self) -> None:
            self._context.lock_file_fd = os.open(self.lock_file, os.O_RDWR | os.O_CREAT)

        def _release(self) -> None:
            os.close(self._context.lock_file_fd or 0)
            self._context.lock_file_fd = None

    monkeypatch.setattr(state, "FileLock", Toothless)
    assert found(state.locks, paths).result == "warning"


@pytest.mark.parametrize(
    ("number", "cure"),
    [(errno.EROFS, "set RINGOUT_HOME"), (errno.ENOSPC, "Free some space"), (errno.EACCES, "chmod 700")],
)
def test_a_place_where_nothing_can_be_written_is_said_once(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, number: int, cure: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(state.tempfile, "TemporaryFile", refuse)
    monkeypatch.setattr(state.FileLock, "acquire", refuse)
    finding = found(state.writable, paths)
    assert (finding.result, cure in (finding.remedy or "")) == ("broken", True)
    assert found(state.locks, paths).result == "skipped"


def test_the_ledger(paths: Paths) -> None:
    assert "No call" in found(state.ledger, paths).message
    Ledger(paths.ledger).close()
    assert found(state.ledger, paths).result == "ok"
    paths.ledger.write_bytes(b"SQLite format 3\0" + b"rubbish" * 1000)
    for ending in ("-wal", "-shm"):
        Path(f"{paths.ledger}{ending}").unlink(missing_ok=True)
    before = paths.ledger.read_bytes()
    finding = found(state.ledger, paths)
    assert (finding.result, finding.code) == ("broken", "storage-failed")
    assert paths.ledger.read_bytes() == before


def test_a_ledger_that_may_not_be_read(paths: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger(paths.ledger).close()
    monkeypatch.setattr(os, "access", lambda *_: False)  # to root every file is open
    finding = found(state.ledger, paths)
    assert (finding.result, finding.remedy) == ("broken", f"chmod 600 '{paths.ledger}'")


def test_the_ledger_while_a_call_is_being_written(paths: Paths) -> None:
    Ledger(paths.ledger).close()
    writer = sqlite3.connect(paths.ledger, isolation_level=None)
    writer.execute("BEGIN IMMEDIATE")
    try:
        assert found(state.ledger, paths).result == "ok"
    finally:
        writer.close()


@pytest.mark.parametrize(
    ("problem", "result"),
    [
        (None, "ok"),
        (KeyringError("This computer has no keyring.", may_hold_grant=False), "ok"),
        (KeyringError("The keyring did not answer.", may_hold_grant=True), "warning"),
    ],
)
def test_the_keyring(
    paths: Paths, monkeypatch: pytest.MonkeyPatch, problem: KeyringError | None, result: str
) -> None:
    def load(self: KeyringStore) -> None:
        if problem:
            raise problem

    monkeypatch.setattr(KeyringStore, "load", load)
    monkeypatch.delenv("RINGOUT_TOKEN_STORE", raising=False)
    assert found(state.keyring, paths).result == result
    monkeypatch.setenv("RINGOUT_TOKEN_STORE", "keyring")
    assert found(state.keyring, paths).result == ("broken" if problem else "ok")
    monkeypatch.setenv("RINGOUT_TOKEN_STORE", "file")
    assert str(paths.tokens) in found(state.keyring, paths).message


def test_a_log_that_cannot_be_written(paths: Paths) -> None:
    assert found(state.log, paths).result == "ok"
    (paths.logs / "host.log").unlink()
    (paths.logs / "host.log").mkdir()
    assert found(state.log, paths).result == "warning"


def test_the_whole_host_and_a_pretend_call(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RINGOUT_TOKEN_STORE", "file")
    pc = computer(tmp_path, "linux")
    told: list[str] = []
    diagnosis = diagnose(Options(), pc.patient, told.append)
    assert [finding.message for finding in diagnosis.findings if finding.result == "broken"] == []
    checks = [finding.check for finding in diagnosis.findings]
    for check in ("settings", "writable", "modes", "lock", "ledger", "keyring", "log", "call"):
        assert check in checks
    (call,) = [finding for finding in diagnosis.findings if finding.check == "call"]
    assert "placing, ringing-you, ringing-them, connected, ended" in call.message
    assert "placing a pretend call" in told


def test_what_is_found_online(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("RINGOUT_SERVER", "RINGOUT_TOKEN_STORE", "RINGOUT_HOME"):
        monkeypatch.delenv(name, raising=False)
    pc = computer(tmp_path, "linux")
    online = Options(browsers=("tor",), host=False, pretend=False, online=True)

    def service() -> dict[str, str]:
        return {
            one.check: one.result for one in diagnose(online, patient).findings if one.subject == "RingCentral"
        }

    with Stage(signed_in=False) as stage:
        patient = pc.patient.__class__(pc.machine, stage.places, pc.environment)
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        assert service() == {"reach": "ok", "clock": "ok", "token": "broken"}
        stage.sign_in()
        assert service() == {"reach": "ok", "clock": "ok", "token": "ok", "account": "ok", "numbers": "ok"}
        monkeypatch.setattr("time.time", lambda: 10_000_000_000.0)
        assert service()["clock"] == "warning"
        monkeypatch.undo()
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        stage.simulator.stop()
        assert service() == {"reach": "broken"}
