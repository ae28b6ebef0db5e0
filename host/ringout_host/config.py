"""Settings and policy: one TOML file of the person, one of the administrator, which wins and locks.

A file that cannot be read is named with its line and never overwritten.
"""

from __future__ import annotations

import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import Field

from .config_check import check
from .errors import HostError
from .files import write_atomically
from .paths import Paths, private_folder
from .protocol import Policy, SessionSettings
from .protocol.model import PhoneText, Region, Wire
from .protocol.requests import SettingsParams

DEFAULT_SERVER = "https://platform.ringcentral.com"
DEFAULT_PORTS = (52871, 52872, 52873)

LOCK_PATIENCE = 5.0
"""Seconds to wait for another program that is changing the settings."""


class Settings(Wire):
    """`[settings]`: the person's choices for the next call."""

    region: Region | None = None
    from_: PhoneText | None = None
    caller_id: PhoneText | None = None
    play_prompt: bool = True


class Limits(Wire):
    """`[policy]`: what may be dialled without asking, and how often."""

    countries: list[Region] = []
    per_minute: Annotated[int, Field(ge=1, le=60)] = 5
    per_hour: Annotated[int, Field(ge=1, le=1000)] = 30
    per_day: Annotated[int, Field(ge=1, le=10000)] = 150


class App(Wire):
    """`[app]`: the RingCentral app that the person or the administrator registered."""

    client_id: str | None = None
    server: str = DEFAULT_SERVER
    redirect_ports: list[Annotated[int, Field(ge=1024, le=65535)]] = list(DEFAULT_PORTS)
    """Loopback ports for the sign-in's redirect; each must be registered with RingCentral."""
    token_store: Annotated[str, Field(pattern="^(keyring|file)$")] | None = None


class File(Wire):
    """A whole settings file."""

    settings: Settings = Settings()
    policy: Limits = Limits()
    app: App = App()


@dataclass(frozen=True, slots=True)
class Config:
    """What holds now: the administrator's values over the person's over the defaults."""

    settings: Settings
    limits: Limits
    app: App
    locked: tuple[str, ...]
    """Wire names of settings and policy values that the administrator has fixed."""

    def home(self, account_region: str | None) -> str:
        """The person's own country: chosen, else the account's, else the US, where RingCentral's default is."""
        return self.settings.region or account_region or "US"

    def session_settings(self, account_region: str | None) -> SessionSettings:
        """The settings as the protocol shows them."""
        chosen = self.settings
        return SessionSettings(
            region=self.home(account_region),
            from_=chosen.from_,
            caller_id=chosen.caller_id,
            play_prompt=chosen.play_prompt,
        )

    def policy(self) -> Policy:
        """The policy as the protocol shows it."""
        return Policy(
            countries=self.limits.countries,
            per_minute=self.limits.per_minute,
            per_hour=self.limits.per_hour,
            per_day=self.limits.per_day,
            locked=list(self.locked),
        )


def load(paths: Paths, environ: Mapping[str, str] | None = None) -> Config:
    """Read both files; `RINGOUT_SERVER`, `RINGOUT_CLIENT_ID` and `RINGOUT_TOKEN_STORE` win over them.

    Raises:
        HostError: `config-invalid`, naming file and line or key.
    """
    own, managed = _table(paths.config), _table(paths.managed)
    check(File, own, paths.config)
    check(File, managed, paths.managed)
    merged = {section: {**own.get(section, {}), **managed.get(section, {})} for section in own | managed}
    file = File.model_validate(merged)
    locked = [key for section in ("settings", "policy") for key in managed.get(section, {})]
    return Config(
        file.settings,
        file.policy,
        _with_environment(file.app, os.environ if environ is None else environ),
        tuple(locked),
    )


def update(paths: Paths, change: SettingsParams) -> Config:
    """Change the person's file, keeping its comments; return what holds then.

    Raises:
        HostError: `config-invalid` (unreadable file, or the administrator fixed a value), `storage-failed`.
    """
    # Only a change of settings needs a writer and a lock.
    from filelock import FileLock, Timeout  # noqa: PLC0415

    try:
        private_folder(paths.config.parent)
        with FileLock(lock_of(paths), timeout=LOCK_PATIENCE, mode=0o600, thread_local=False, is_singleton=False):
            return _change(paths, change)
    except Timeout:
        raise HostError(
            "storage-failed",
            "Another RingOut program has been changing the settings for too long.",
            "Close your other browsers, then try again.",
        ) from None
    except OSError as error:
        raise HostError("storage-failed", f"The settings could not be saved: {error.strerror}.") from error


def lock_of(paths: Paths) -> Path:
    """The file that is locked while the settings are changed, so that of two changes at once none is lost."""
    return paths.config.with_suffix(".lock")


def _change(paths: Paths, change: SettingsParams) -> Config:
    import tomlkit  # noqa: PLC0415

    config = load(paths)
    wanted = {key: value for key, value in change.model_dump(by_alias=True).items() if key in _named(change)}
    fixed = sorted(set(wanted) & set(config.locked))
    if fixed:
        raise HostError(
            "config-invalid",
            f"Your administrator has fixed this setting: {', '.join(fixed)}.",
            "Ask your administrator to change it.",
        )
    document = tomlkit.parse(paths.config.read_text("utf-8-sig")) if paths.config.exists() else tomlkit.document()
    for key, value in wanted.items():
        section = "policy" if key in _LIMIT_KEYS else "settings"
        table = document.setdefault(section, tomlkit.table())
        if value is None:
            table.pop(key, None)
        else:
            table[key] = value
    write_atomically(paths.config, tomlkit.dumps(document).encode())
    return load(paths)


_LIMIT_KEYS = {"countries", "perMinute", "perHour", "perDay"}


def _named(change: SettingsParams) -> set[str]:
    fields = type(change).model_fields
    return {fields[name].alias or name for name in change.model_fields_set}


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise HostError("config-invalid", f"The settings file {path} cannot be read: {error}.") from error
    except OSError as error:  # it has no line to correct
        raise HostError(
            "config-invalid",
            f"The settings file {path} cannot be read: {error.strerror}.",
            "Make it a file that you may read, or move it away.",
        ) from error


def _with_environment(app: App, environ: Mapping[str, str]) -> App:
    server = environ.get("RINGOUT_SERVER") or app.server
    client_id = environ.get("RINGOUT_CLIENT_ID") or app.client_id
    store = environ.get("RINGOUT_TOKEN_STORE") or app.token_store
    if store not in (None, "keyring", "file"):
        raise HostError(
            "config-invalid",
            "RINGOUT_TOKEN_STORE must be keyring or file.",
            "Correct that variable where your browser or terminal gets it from, or remove it.",
        )
    try:
        parts = urlsplit(server)
        parts.port  # noqa: B018 - reading it is what checks it
    except ValueError:
        parts = urlsplit("")
    loopback = parts.hostname in ("localhost", "127.0.0.1", "::1")
    secure = parts.scheme == "https" or (parts.scheme == "http" and loopback)
    if not secure or not parts.hostname or parts.username is not None:
        raise HostError(
            "config-invalid",
            "RingCentral's address must begin with https and hold no password.",
            "Correct RINGOUT_SERVER, or the server in the settings file.",
        )
    return app.model_copy(update={"server": server.rstrip("/"), "client_id": client_id, "token_store": store})
