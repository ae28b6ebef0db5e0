"""Where everything of one person lives on this computer.

`RINGOUT_HOME` moves all of it under one folder; otherwise the platform's usual places are used. Nothing here
creates a folder: whoever writes a file calls `private_folder` first.
"""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from pathlib import Path

from .errors import HostError

APP = "ringout"

_HERE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Paths:
    """The files and folders of one person."""

    config: Path
    """Settings and policy, TOML, written by the person and by us."""
    managed: Path
    """Settings of an administrator, TOML, only ever read; what it names is locked."""
    state: Path
    """Folder of everything below."""
    ledger: Path
    """SQLite: every call ever started."""
    limits: Path
    """SQLite: what RingCentral's rate groups have left, shared by all hosts."""
    tokens: Path
    """The token file, mode 0600, where no keyring is used."""
    account: Path
    """What was last read of the RingCentral account; holds no secret."""
    hosts: Path
    """Folder of one lock file for each living host."""
    logs: Path
    """Folder of the rotating log."""
    launcher: Path
    """The stable program that native manifests point at."""
    installed: Path
    """JSON: exactly which files `ringout install` wrote."""


def paths(environ: dict[str, str] | None = None) -> Paths:
    """The places for this person, from `RINGOUT_HOME` or the platform."""
    env = os.environ if environ is None else environ
    moved = env.get("RINGOUT_HOME")
    managed = _administrators_folder() / "managed.toml"
    if moved:
        home = Path(moved).expanduser().absolute()
        config, state, logs = home / "config.toml", home, home / "logs"
    else:
        import platformdirs  # noqa: PLC0415 - a third of a bare interpreter's start; not needed above

        config = Path(platformdirs.user_config_dir(APP, appauthor=False)) / "config.toml"
        state = Path(platformdirs.user_data_dir(APP, appauthor=False))
        logs = Path(platformdirs.user_log_dir(APP, appauthor=False))
    return Paths(
        config=config,
        managed=managed,
        state=state,
        ledger=state / "ledger.db",
        limits=state / "limits.db",
        tokens=state / "tokens.json",
        account=state / "account.json",
        hosts=state / "hosts",
        logs=logs,
        launcher=state / "bin" / ("ringout-native-host.exe" if os.name == "nt" else "ringout-native-host"),
        installed=state / "installed.json",
    )


def check_moved() -> None:
    """See that `RINGOUT_HOME`, where it is set, can be what it says.

    Raises:
        HostError: `config-invalid`; it is no folder.
    """
    moved = os.environ.get("RINGOUT_HOME")
    if moved and not (home := Path(moved).expanduser()).is_dir() and os.path.lexists(home):
        raise HostError(
            "config-invalid",
            f"RINGOUT_HOME is set to {moved}, which is not a folder.",
            "Set RINGOUT_HOME to a folder, or to nothing, and run this again.",
        )


def _administrators_folder() -> Path:
    """Where only an administrator writes. No variable counts here: a person must not be able to move it away."""
    if sys.platform == "win32":
        import platformdirs  # noqa: PLC0415 - asks Windows itself

        return Path(platformdirs.site_config_dir(APP, appauthor=False))
    return Path("/Library/Application Support" if sys.platform == "darwin" else "/etc/xdg") / APP


def private_folder(folder: Path) -> Path:
    """Create `folder` (and parents) readable by its owner alone, whatever the umask; return it."""
    if not folder.parent.exists():
        private_folder(folder.parent)  # `parents=True` would make these as the umask has it
    folder.mkdir(mode=0o700, exist_ok=True)
    return folder


def data(name: str) -> Path:
    """The folder `extension` or `manifests`: inside the installed package, else in the checkout."""
    packaged = _HERE / "_data" / name
    return packaged if packaged.is_dir() else _HERE.parents[1] / name
