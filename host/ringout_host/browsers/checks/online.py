"""The links to RingCentral itself, looked at only when asked to: reach, clock, sign-in, account, numbers.

Nothing is dialled.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from email.utils import parsedate_to_datetime
from typing import Final

from ... import config
from ...errors import RingOutError
from ...paths import Paths
from ...protocol import Account
from .chain import Chain

SKEW: Final = 60.0
"""Seconds by which this computer's clock may differ; sign-ins that carry a time fail beyond a few minutes."""

_WHERE: Final = {"keyring": "the system's keyring", "file": "a file that you alone can read"}

_VERSION: Final = "/restapi/v1.0"
"""`readAPIVersion`, which needs no sign-in."""


def online(chain: Chain, paths: Paths, progress: Callable[[str], None]) -> None:
    """Ask RingCentral who we are."""
    progress("asking RingCentral")
    asyncio.run(_ask(chain, paths))


async def _ask(chain: Chain, paths: Paths) -> None:
    from ...ringcentral.facade import Connection  # noqa: PLC0415 - brings the HTTP library
    from ...ringcentral.transport import Answer  # noqa: PLC0415

    try:
        async with Connection(config.load(paths), paths) as connection:
            answer = await connection.transport.send("GET", _VERSION)
            server = connection.transport.server
            if not isinstance(answer, Answer):
                chain.broken(
                    "reach",
                    f"RingCentral cannot be reached at {server}",
                    f"Check your internet connection and proxy: curl -I {server}{_VERSION}",
                    code="service-unreachable",
                )
            kind = "Our simulator" if connection.transport.simulator else "RingCentral"
            chain.ok("reach", f"{kind} answers at {server}")
            _clock(chain, answer.headers.get("date", ""))
            grant = await connection.grants.current()
            if grant is None:
                chain.broken("token", "You are not signed in to RingCentral.", "ringout login", code="signed-out")
            account = await connection.refresh_account()
            chain.ok("token", f"Your sign-in is good; it is kept in {_WHERE[connection.grants.where]}.")
    except RingOutError as error:
        chain.broken("token", error.message, error.remedy, code=error.code)
    _account(chain, account)


def _clock(chain: Chain, date: str) -> None:
    try:
        skew = time.time() - parsedate_to_datetime(date).timestamp()
    except ValueError:
        return  # without a date there is nothing to compare
    if abs(skew) <= SKEW:
        chain.ok("clock", f"Your clock agrees with RingCentral's to {abs(skew):.0f} s.")
        return
    way = "ahead of" if skew > 0 else "behind"
    chain.warn(
        "clock",
        f"Your clock is {abs(skew):.0f} s {way} RingCentral's; signing in may fail.",
        "Set the clock: sudo timedatectl set-ntp true",
    )


def _account(chain: Chain, account: Account) -> None:
    extension = f", extension {account.extension_number}" if account.extension_number else ""
    chain.ok("account", f"You are {account.name or 'signed in'}{extension}.")
    if account.from_:
        first = account.from_[0]
        chain.ok("numbers", f"{len(account.from_)} phones of yours can ring first; {first.label} does by itself.")
    else:
        chain.warn(
            "numbers",
            "RingCentral names no phone of yours that could ring first.",
            "ringout config set from +12015550123, with the number of your own phone",
            code="from-not-allowed",
        )
    for note in account.notes:
        chain.warn("account", note, "Ask your RingCentral administrator.")
