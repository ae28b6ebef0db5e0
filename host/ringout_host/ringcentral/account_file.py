"""What was last read of the account, kept so that a new host knows it without the network. It holds no secret."""

from __future__ import annotations

import json
from typing import NamedTuple

from pydantic import ValidationError

from ..errors import HostError
from ..files import write_atomically
from ..paths import Paths, private_folder
from ..protocol import Account


class KnownAccount(NamedTuple):
    """An account, and whether all of it is pretended."""

    account: Account
    simulator: bool
    speed: float
    server: str


def load_account(paths: Paths, server: str | None = None) -> KnownAccount | None:
    """What is kept, or None: nothing, unreadable, or of another server than `server`."""
    try:
        kept = json.loads(paths.account.read_bytes())
        known = KnownAccount(
            Account.model_validate(kept["account"]),
            kept["simulator"] is True,
            float(kept["speed"]),
            str(kept["server"]),
        )
    except (OSError, ValueError, TypeError, KeyError, RecursionError, ValidationError):
        return None  # it is read again from RingCentral
    return known if server in (None, known.server) else None


def save_account(
    paths: Paths, account: Account, simulator: bool = False, speed: float = 1.0, server: str = ""
) -> None:
    """Keep this account.

    Raises:
        HostError: `storage-failed`.
    """
    kept = {"server": server, "simulator": simulator, "speed": speed, "account": account.wire()}
    try:
        private_folder(paths.account.parent)
        write_atomically(paths.account, json.dumps(kept, indent=1, ensure_ascii=False).encode())
    except OSError as error:
        raise HostError(
            "storage-failed",
            f"What RingCentral said of your account could not be saved in {paths.account}: {error.strerror}.",
        ) from error


def forget_account(paths: Paths) -> None:
    """Keep nothing. Raises as `save_account`."""
    try:
        paths.account.unlink(missing_ok=True)
    except OSError as error:
        raise HostError("storage-failed", f"{paths.account} could not be removed: {error.strerror}.") from error
