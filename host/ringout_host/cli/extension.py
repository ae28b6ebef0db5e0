"""`ringout extension`: where the extension lies, ready to be loaded, and building its packages for the stores."""

from __future__ import annotations

import argparse
from pathlib import Path

from ..browsers.drive.find import KINDS
from ..paths import data
from .help import sentence


def configure(parser: argparse.ArgumentParser) -> None:
    """Actions of `ringout extension`."""
    actions = parser.add_subparsers(dest="action", metavar="action", required=True)
    where = "print the folder to load: chrome://extensions or about:debugging"
    actions.add_parser("path", help=where, description=sentence(where))
    make = "make the packages for Chromium's family and for Firefox"
    build = actions.add_parser("build", help=make, description=sentence(make))
    build.add_argument("--target", choices=(*KINDS, "all"), default="all", help="for which browsers (default all)")
    build.add_argument(
        "--out", type=Path, default=Path("dist"), metavar="DIR", help="where they go (default dist)"
    )
    build.add_argument(
        "--store",
        action="store_true",
        help="for upload to a store: without the key, which gives the extension its id and which stores refuse",
    )


def run(args: argparse.Namespace) -> int:
    """Print one path for each thing asked for."""
    if args.action == "path":
        print(data("extension"))
        return 0
    from ..browsers.package import build  # noqa: PLC0415 - only a publisher needs it

    for target in KINDS:
        if args.target in (target, "all"):
            print(build(target, args.out, store=args.store))
    return 0
