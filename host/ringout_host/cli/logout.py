"""`ringout logout`: revoke the sign-in at RingCentral and forget it here."""

from __future__ import annotations

import argparse
import asyncio
import sys

from .. import config as settings
from ..paths import paths


def configure(parser: argparse.ArgumentParser) -> None:
    """No arguments."""
    del parser


def run(args: argparse.Namespace) -> int:
    """Sign out; without the network the sign-in is forgotten all the same."""
    del args
    from ..ringcentral.facade import keeps_sign_in, sign_out  # noqa: PLC0415

    places = paths()
    config = settings.load(places)
    if not keeps_sign_in(config, places):
        print("You were not signed in.", file=sys.stderr)
        return 0
    told = asyncio.run(sign_out(config, places))
    print("You are signed out, and this computer has forgotten your sign-in.", file=sys.stderr)
    if not told:
        print(
            "RingCentral could not be told, so the sign-in goes on there until it ends by itself."
            " To end it at once, change your RingCentral password.",
            file=sys.stderr,
        )
    return 0
