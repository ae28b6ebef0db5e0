"""The keyring: three seconds, no noise, and the file where there is none."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Iterator

import keyring
import keyring.backend
import pytest
from keyring.backends import chainer, fail, null

from ringout_host.errors import HostError
from ringout_host.ringcentral.store import KeyringElseFile, OnlyKeyring, open_store
from ringout_host.ringcentral.store_file import FileStore
from ringout_host.ringcentral.store_keyring import KeyringError, KeyringStore
from ringout_host.ringcentral.tokens import Grant

from .world import SERVER, World

GRANT = Grant(client_id="app", access_token="secret-a", refresh_token="secret-r")


class Vault(keyring.backend.KeyringBackend):
    """A keyring in memory that can be locked, and that talks too much."""

    priority = 5  # type: ignore[assignment]

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}
        self.error: Exception | None = None
        self.locked = threading.Event()
        self.unlocked = threading.Event()
        self.asked = 0

    def _enter(self) -> None:
        print("the keyring says hello")
        self.asked += 1
        if self.error is not None:
            raise self.error
        if self.locked.is_set():
            self.unlocked.wait()

    def get_password(self, service: str, username: str) -> str | None:
        self._enter()
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self._enter()
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        self._enter()
        del self.kept[service, username]


@pytest.fixture(autouse=True)
def _no_keyring_left_behind() -> Iterator[None]:
    before = keyring.core._keyring_backend
    yield
    keyring.core._keyring_backend = before


@pytest.fixture
def vault() -> Iterator[Vault]:
    vault = Vault()
    keyring.set_keyring(vault)
    yield vault
    vault.unlocked.set()


def store(world: World, patience: float = 3.0) -> KeyringElseFile:
    return KeyringElseFile(KeyringStore(SERVER, patience=patience), FileStore(world.home.tokens, SERVER))


def test_the_keyring_is_used_where_there_is_one(
    world: World, vault: Vault, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = store(world)
    kept.save(GRANT)
    assert (kept.where, list(vault.kept)) == ("keyring", [("RingOut", SERVER)])
    assert not world.home.tokens.exists()
    assert kept.load() == GRANT
    kept.forget()
    assert (kept.load(), vault.kept) == (None, {})
    assert capsys.readouterr().out == "", "nothing but frames and data goes to standard output"


@pytest.mark.parametrize("backend", [fail.Keyring, null.Keyring])
def test_no_keyring_means_the_file(world: World, backend: type[keyring.backend.KeyringBackend]) -> None:
    keyring.set_keyring(backend())
    kept = store(world)
    assert (kept.load(), kept.where) == (None, "file")
    kept.save(GRANT)
    assert (kept.load(), kept.where) == (GRANT, "file")
    kept.forget()
    assert kept.load() is None


def test_a_chain_of_nothing_means_the_file(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chainer.ChainerBackend, "backends", ())
    keyring.set_keyring(chainer.ChainerBackend())
    kept = store(world)
    kept.save(GRANT)
    assert kept.where == "file"


def test_a_keyring_that_is_not_recommended_means_the_file(world: World, vault: Vault) -> None:
    vault.priority = 0.5  # type: ignore[assignment]
    kept = store(world)
    kept.save(GRANT)
    assert (kept.where, vault.kept) == ("file", {})


def test_what_went_to_the_file_stays_there_until_the_next_sign_in(world: World, vault: Vault) -> None:
    kept = store(world)
    vault.error = RuntimeError("no")
    kept.save(GRANT)
    vault.error = None
    kept.save(GRANT.ending())
    assert (kept.where, vault.kept) == ("file", {})
    assert store(world).load() == GRANT.ending()
    kept.forget()
    kept.save(GRANT)
    assert kept.where == "keyring"


def test_a_grant_in_the_file_leaves_the_keyring_alone(world: World, vault: Vault) -> None:
    FileStore(world.home.tokens, SERVER).save(GRANT)
    assert store(world).load() == GRANT
    assert vault.asked == 0


def test_a_locked_keyring_does_not_sign_anybody_out(world: World, vault: Vault) -> None:
    store(world).save(GRANT)
    vault.locked.set()
    kept = store(world, patience=0.05)
    with pytest.raises(HostError) as caught:
        kept.load()
    assert caught.value.code == "storage-failed"
    assert "locked" in caught.value.message
    asked = vault.asked
    with pytest.raises(HostError):
        kept.load()
    assert vault.asked == asked, "it is left alone for a while"
    kept.save(GRANT)
    assert kept.where == "file", "a new sign-in does not wait for it"


def test_an_error_of_the_keyring_shows_no_secret(world: World, vault: Vault) -> None:
    vault.error = RuntimeError("could not store secret-a")
    with pytest.raises(HostError) as caught:
        store(world).load()
    assert "secret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_a_keyring_that_cuts_secrets_short_is_not_trusted(world: World, vault: Vault) -> None:
    def cut(service: str, username: str, password: str) -> None:
        vault.kept[service, username] = password[:20]

    vault.set_password = cut  # type: ignore[method-assign]
    kept = store(world)
    kept.save(GRANT)
    assert (kept.where, kept.load()) == ("file", GRANT)


def test_garbage_in_the_keyring_is_nobody_signed_in(world: World, vault: Vault) -> None:
    vault.kept["RingOut", SERVER] = "garbage"
    assert store(world).load() is None


def test_the_settings_can_insist(world: World, vault: Vault) -> None:
    assert isinstance(open_store(world.config(token_store="file"), world.home), FileStore)
    only = open_store(world.config(token_store="keyring"), world.home)
    assert isinstance(only, OnlyKeyring)
    only.save(GRANT)
    assert only.load() == GRANT
    vault.error = RuntimeError("no")
    for operation in (only.load, only.forget, lambda: only.save(GRANT)):
        with pytest.raises(HostError):
            operation()
    assert not world.home.tokens.exists()
    assert isinstance(open_store(world.config(), world.home), KeyringElseFile)


def test_the_keyring_is_imported_only_when_a_token_is_touched(world: World) -> None:
    world.store().save(GRANT)
    program = (
        "import sys\n"
        "from ringout_host.config import load\n"
        "from ringout_host.paths import paths\n"
        "from ringout_host.ringcentral.facade import Connection\n"
        "from ringout_host.ringcentral.store import open_store\n"
        "places = paths()\n"
        "Connection(load(places), places)\n"
        "assert open_store(load(places), places).load() is not None\n"
        "assert 'keyring' not in sys.modules\n"
        "assert not {'click', 'rich', 'pygments', 'typer'} & set(sys.modules)\n"
    )
    environment = {"RINGOUT_HOME": str(world.home.state), "PATH": ""}
    subprocess.run([sys.executable, "-c", program], env=environment, check=True)


def test_what_is_raised_says_whether_a_grant_may_be_there(vault: Vault) -> None:
    vault.error = RuntimeError("no")
    with pytest.raises(KeyringError) as caught:
        KeyringStore(SERVER).load()
    assert caught.value.may_hold_grant
    keyring.set_keyring(fail.Keyring())
    with pytest.raises(KeyringError) as caught:
        KeyringStore(SERVER).load()
    assert not caught.value.may_hold_grant
