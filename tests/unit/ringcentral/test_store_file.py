"""The token file: its owner's alone, never a link, never half written, never overwritten when damaged."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from ringout_host.errors import HostError
from ringout_host.ringcentral.store_file import FileStore
from ringout_host.ringcentral.tokens import Grant

SERVER = "https://platform.ringcentral.com"
GRANT = Grant(client_id="app", access_token="secret-a", refresh_token="secret-r", access_expires_at=5.0)

posix = pytest.mark.skipif(os.name != "posix", reason="modes and links of POSIX")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "state" / "tokens.json", SERVER)


def refused(store: FileStore) -> HostError:
    with pytest.raises(HostError) as caught:
        store.load()
    with pytest.raises(HostError):
        store.save(GRANT)
    return caught.value


def test_what_is_saved_is_loaded(store: FileStore) -> None:
    assert store.load() is None
    store.save(GRANT)
    assert store.load() == GRANT
    store.forget()
    assert store.load() is None
    store.forget()


def test_servers_are_kept_apart(store: FileStore, tmp_path: Path) -> None:
    other = FileStore(tmp_path / "state" / "tokens.json", "http://127.0.0.1:5000")
    store.save(GRANT)
    other.save(GRANT.ending())
    store.forget()
    assert store.load() is None
    assert other.load() == GRANT.ending()
    other.forget()
    assert not (tmp_path / "state" / "tokens.json").exists()


@posix
def test_only_its_owner_can_read_it(store: FileStore, tmp_path: Path) -> None:
    old = os.umask(0)
    try:
        store.save(GRANT)
    finally:
        os.umask(old)
    assert (tmp_path / "state").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "state" / "tokens.json").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in (tmp_path / "state").iterdir()] == ["tokens.json"]


@posix
@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o620, 0o602])
def test_a_file_that_others_could_read_is_refused(store: FileStore, tmp_path: Path, mode: int) -> None:
    store.save(GRANT)
    path = tmp_path / "state" / "tokens.json"
    path.chmod(mode)
    error = refused(store)
    assert error.code == "config-invalid"
    assert f"chmod 600 {path}" in error.remedy
    assert "secret" not in str(error)
    path.chmod(0o600)
    assert store.load() == GRANT, "nothing was changed"


@posix
def test_a_link_is_refused(store: FileStore, tmp_path: Path) -> None:
    elsewhere = FileStore(tmp_path / "elsewhere.json", SERVER)
    elsewhere.save(GRANT)
    (tmp_path / "state").mkdir()
    (tmp_path / "state" / "tokens.json").symlink_to(tmp_path / "elsewhere.json")
    assert "link" in refused(store).message
    assert elsewhere.load() == GRANT


@posix
def test_what_is_no_file_is_refused_without_waiting(store: FileStore, tmp_path: Path) -> None:
    (tmp_path / "state").mkdir()
    os.mkfifo(tmp_path / "state" / "tokens.json", 0o600)
    assert "ordinary file" in refused(store).message


DAMAGED = [
    b"", b"{", b"[]", b"{}", b"null", b'{"servers": []}', b"\xff\xfe", b"[" * 100_000,
    json.dumps({"servers": {SERVER: 7}}).encode(), json.dumps({"servers": {SERVER: {}}}).encode(),
    b" " * (2 << 20),
]  # fmt: skip


@pytest.mark.parametrize("content", DAMAGED, ids=range(len(DAMAGED)))
def test_a_damaged_file_is_named_and_left_as_it_is(store: FileStore, tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "state" / "tokens.json"
    path.parent.mkdir()
    path.write_bytes(content)
    path.chmod(0o600)
    with pytest.raises(HostError) as caught:
        store.load()
    assert str(path) in caught.value.message
    assert "Remove it" in caught.value.remedy
    assert path.read_bytes() == content


def test_a_full_disk_keeps_the_old_grant(store: FileStore, monkeypatch: pytest.MonkeyPatch) -> None:
    store.save(GRANT)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(HostError) as caught:
        store.save(GRANT.ending())
    assert caught.value.code == "storage-failed"
    assert "No space left" in caught.value.message
    assert store.load() == GRANT


def test_what_a_killed_process_left_half_written_is_removed_and_with_it_the_tokens_in_it(tmp_path: Path) -> None:
    path = tmp_path / "tokens.json"
    store = FileStore(path, SERVER)
    old, fresh = tmp_path / ".tokens.json.killed", tmp_path / ".tokens.json.at-work"
    for left in (old, fresh):
        left.write_text("secret")
    os.utime(old, (1, 1))
    store.save(GRANT)
    assert (old.exists(), fresh.exists()) == (False, True)
    os.utime(fresh, (1, 1))
    store.forget()
    assert list(tmp_path.iterdir()) == []
