"""`ringout login`: sign in through the browser, or with a JWT credential.

Secrets are read from a file, standard input or a hidden prompt, never from the command line, and never shown.
"""

from __future__ import annotations

import argparse
import asyncio
import getpass
import json
import os
import stat
import sys
import threading
import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING

from .. import config as settings
from ..config import Config
from ..errors import HostError
from ..paths import Paths, paths
from ..protocol import Account
from ..ringcentral.account_file import load_account
from .whoami import print_account

if TYPE_CHECKING:
    from ..ringcentral.tokens import Credentials

_MAX_CREDENTIALS = 65_536


def configure(parser: argparse.ArgumentParser) -> None:
    """Browser or JWT."""
    parser.add_argument("--jwt", action="store_true", help="sign in with a JWT credential instead of the browser")
    parser.add_argument(
        "--credentials",
        metavar="FILE",
        help='with --jwt: JSON {"clientId", "clientSecret"?, "jwt"}; - is standard input; asked for when absent',
    )
    parser.add_argument("--no-browser", action="store_true", help="only print the address to sign in at")


def run(args: argparse.Namespace) -> int:
    """Sign in, and say as whom and where the sign-in is kept."""
    places = paths()
    config = settings.load(places)
    if args.jwt or args.credentials:
        account = asyncio.run(_by_jwt(config, places, _credentials(args.credentials, config)))
    else:
        account = asyncio.run(_by_browser(config, places, open_browser=not args.no_browser))
    _tell(account, places, config.app.server)
    return 0


async def _by_jwt(config: Config, places: Paths, credentials: Credentials) -> Account:
    from ..ringcentral.facade import sign_in_jwt  # noqa: PLC0415 - HTTP only once everything is known

    return await sign_in_jwt(config, places, credentials)


async def _by_browser(config: Config, places: Paths, *, open_browser: bool) -> Account:
    from ..ringcentral.signin import sign_in_browser  # noqa: PLC0415

    async with sign_in_browser(config, places) as sign_in:
        _say("Sign in to RingCentral in your browser. If none opens, visit:")
        _say(sign_in.authorize_url)
        if open_browser and _has_display():
            # Some browsers return only when they are closed, so nobody waits for them.
            threading.Thread(target=webbrowser.open, args=(sign_in.authorize_url,), daemon=True).start()
        return await sign_in.finish()


def _has_display() -> bool:
    """Is there a browser to open? In a bare terminal webbrowser would start a text browser over our own words."""
    return sys.platform in ("darwin", "win32") or bool(
        os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    )


def _credentials(source: str | None, config: Config) -> Credentials:
    from ..ringcentral.tokens import read_credentials  # noqa: PLC0415

    if source == "-":
        return read_credentials(sys.stdin.read(_MAX_CREDENTIALS), config.app.client_id)
    if source is not None:
        return read_credentials(_read(Path(source)), config.app.client_id)
    if not sys.stdin.isatty():
        raise HostError(
            "config-invalid",
            "There is no terminal to ask for the JWT credential on.",
            "Give it with --credentials FILE, or on standard input with --credentials -",
        )
    known = config.app.client_id
    client_id = known or _ask("Client ID of your RingCentral app: ")
    secret = getpass.getpass("Client secret (Enter if the app has none; not shown): ").strip()
    jwt = getpass.getpass("JWT credential (not shown): ").strip()
    given = {"clientId": client_id, "jwt": jwt} | ({"clientSecret": secret} if secret else {})
    return read_credentials(json.dumps(given))


def _read(path: Path) -> str:
    try:
        with path.open(encoding="utf-8-sig") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(_MAX_CREDENTIALS)
    except (OSError, UnicodeDecodeError) as error:
        problem = error.strerror if isinstance(error, OSError) else "it is not text"
        raise HostError(
            "config-invalid",
            f"The credentials file {path} cannot be read: {problem}.",
            "Check its name, and that you may read it.",
        ) from None
    if os.name == "posix" and stat.S_ISREG(mode) and mode & (stat.S_IRWXG | stat.S_IRWXO):
        _say(f"Other users of this computer can read {path}. Make it yours alone: chmod 600 {path}")
    return text


def _ask(question: str) -> str:
    print(question, end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip()


def _tell(account: Account, places: Paths, server: str) -> None:
    known = load_account(places, server)
    if known is not None and known.simulator:
        _say("You are signed in to the simulator on this computer: every call is pretended.")
    else:
        _say("You are signed in to RingCentral.")
    print_account(account, sys.stderr)
    if account.token_store == "keyring":  # noqa: S105 - a place, not a secret
        _say("Your sign-in is kept in this computer's keyring.")
    else:
        _say(f"Your sign-in is kept in the file {places.tokens}, which only you can read.")


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
