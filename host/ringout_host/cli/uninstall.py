"""`ringout uninstall`: takes back exactly what `install` wrote, and with --purge everything else RingOut keeps."""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import shutil
import sys

from .. import config
from ..browsers.machine import Machine
from ..browsers.scope import for_administrators, system_scope, user_scope
from ..browsers.uninstall import everything, uninstall
from ..errors import HostError, RingOutError
from ..ledger.owners import any_alive
from ..paths import Paths, paths
from . import terminal


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of `ringout uninstall`."""
    parser.add_argument("--system", action="store_true", help="what was installed for everybody on this computer")
    parser.add_argument("--dry-run", action="store_true", help="print what would be removed, and remove nothing")
    parser.add_argument(
        "--purge",
        action="store_true",
        help="also your settings, the list of your calls, your sign-in and the logs",
    )
    parser.add_argument("--yes", action="store_true", help="with --purge: do not ask")


def run(args: argparse.Namespace) -> int:
    """Remove; 0 if nothing of it is left.

    Raises:
        HostError: the record is damaged, or a purge was not agreed to.
    """
    machine, places = Machine.here(), paths()
    scope = system_scope(machine) if args.system else user_scope(places)
    if not args.dry_run:
        for_administrators(scope, "uninstall")
    if args.purge and not args.dry_run:
        _may_purge(places, asked=args.yes)
    removal = uninstall(machine, scope, dry_run=args.dry_run)
    word = "would remove" if args.dry_run else "removed"
    if removal is None:
        print("Nothing is installed.", file=sys.stderr)
    else:
        for name in removal.removed:
            print(f"{word} {name}")
        for sentence in removal.left:
            print(sentence, file=sys.stderr)
    if args.purge and args.dry_run:
        for path in everything(places):
            print(f"{word} {path}")
    elif args.purge:
        _purge(places)
    return int(bool(removal and removal.left))


def _may_purge(places: Paths, *, asked: bool) -> None:
    if any_alive(places.hosts):
        raise HostError(
            "config-invalid",
            "A browser, or a call in a terminal, is using RingOut now. Nothing was removed.",
            "Close your browsers, then run this again.",
        )
    if asked:
        return
    print(
        "This removes your settings, the list of your calls, your sign-in and the logs for good:", file=sys.stderr
    )
    for path in everything(places):
        print(f"    {path}", file=sys.stderr)
    if not terminal.agreed("Type yes to remove them: "):
        raise HostError("config-invalid", "Nothing was removed.", "To remove without being asked: --purge --yes")


def _purge(places: Paths) -> None:
    from ..ringcentral.facade import keeps_sign_in, sign_out  # noqa: PLC0415 - brings the HTTP library

    try:
        settings = config.load(places)
        if keeps_sign_in(settings, places) and not asyncio.run(sign_out(settings, places)):
            print("RingCentral could not be told that you signed out; it forgets you by itself.", file=sys.stderr)
    except RingOutError as error:
        print(f"{error.message} {error.remedy}", file=sys.stderr)
    if any_alive(places.hosts):  # asking, and telling RingCentral, took their time
        raise HostError(
            "config-invalid",
            "RingOut was started again meanwhile. Your settings, calls and logs are still there.",
            "Close your browsers, then run this again.",
        )
    failures = []
    for path in everything(places):
        try:
            if path.is_dir() and not path.is_symlink():
                shutil.rmtree(path)
            else:
                path.unlink()
            print(f"removed {path}")
        except OSError as error:
            failures.append(f"{path} could not be removed: {error.strerror}.")
    for folder in {places.state, places.config.parent, places.logs.parent}:
        with contextlib.suppress(OSError):  # something that is not ours is in it
            folder.rmdir()
    if failures:
        raise HostError("storage-failed", " ".join(failures), "Remove it by hand.")
