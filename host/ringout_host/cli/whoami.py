"""`ringout whoami`: who is signed in, and with which phones."""

from __future__ import annotations

import argparse
import asyncio
import sys
from typing import Any, TextIO

from .. import config as settings
from ..config import Config
from ..errors import AccountError, ServiceError
from ..paths import Paths, paths
from ..protocol import Account
from . import terminal


def configure(parser: argparse.ArgumentParser) -> None:
    """Words or JSON."""
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def run(args: argparse.Namespace) -> int:
    """Ask RingCentral; offline, tell what it said last."""
    places = paths()
    config = settings.load(places)
    try:
        found = asyncio.run(_look(config, places))
    except AccountError as error:
        if not args.json:
            raise
        terminal.print_json({"signedIn": False, "server": config.app.server, "code": error.code})
        print(f"{error.message} {error.remedy}", file=sys.stderr)
        return 1
    account: Account = found["account"]
    if args.json:
        whole = {**account.wire(), "server": config.app.server, "simulator": found["simulator"]}
        terminal.print_json(whole)
        return 0
    if found["simulator"]:
        print("This is the simulator on this computer: every call is pretended.")
    print_account(account, sys.stdout)
    return 0


def print_account(account: Account, out: TextIO) -> None:
    """An account in words."""
    who = account.name or "Your name is not known"
    where = ", ".join(
        filter(
            None,
            (
                account.extension_number and f"extension {account.extension_number}",
                account.region and f"country {account.region}",
            ),
        )
    )
    print(f"{who} ({where})" if where else who, file=out)
    for heading, choices in (
        ("Phones that can ring first:", account.from_),
        ("Numbers that people you call can be shown:", account.caller_ids),
    ):
        if choices:
            print(heading, file=out)
            for choice in choices:
                print(f"  {choice.phone_number}  {choice.label}", file=out)
    for note in account.notes:
        print(note, file=out)


async def _look(config: Config, places: Paths) -> dict[str, Any]:
    from ..ringcentral.account_file import load_account  # noqa: PLC0415
    from ..ringcentral.facade import Connection  # noqa: PLC0415 - HTTP only for commands that speak it

    async with Connection(config, places) as connection:
        try:
            account = await connection.refresh_account()
        except ServiceError as error:
            kept = load_account(places, config.app.server)
            if kept is None:
                raise
            print(f"{error.message} This is what RingCentral said last.", file=sys.stderr)
            return {"account": kept.account, "simulator": kept.simulator}
        return {"account": account, "simulator": connection.transport.simulator}
