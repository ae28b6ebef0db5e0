"""`ringout`: one command, its subcommands in a table, each in a module of its own that is imported only when
it is asked for. Data goes to standard output, messages to standard error.
"""

from __future__ import annotations

import argparse
import difflib
import errno
import importlib
import sys
from collections.abc import Sequence
from typing import Final, NamedTuple

from .. import __version__
from ..errors import RingOutError
from ..paths import check_moved
from . import remarks, terminal
from .help import ROOT, Formatter, explain


class Command(NamedTuple):
    """A subcommand: its module has `configure(parser)` and `run(args) -> exit code`."""

    module: str
    help: str


COMMANDS: Final[dict[str, Command]] = {
    "demo": Command("demo", "see it work: a pretend call in a real browser, or over standard input and output"),
    "install": Command("install", "let your browsers start the RingOut host"),
    "uninstall": Command("uninstall", "remove exactly what install wrote"),
    "login": Command("login", "sign in to RingCentral"),
    "logout": Command("logout", "sign out and forget the sign-in"),
    "whoami": Command("whoami", "who is signed in, and with which phones"),
    "call": Command("call", "call a number and follow it here"),
    "history": Command("history", "the calls you started"),
    "policy": Command("policy", "what may be dialled, and how often"),
    "config": Command("config", "see and change settings"),
    "self-test": Command("self_test", "check everything between the browser and RingCentral"),
    "simulator": Command("simulator", "a pretend RingCentral on this computer"),
    "extension": Command("extension", "where the extension is, and building its packages"),
    "completion": Command("completion", "let your shell complete these commands"),
    "version": Command("version", "print the version"),
}


_AS_IT_IS: Final = ("install", "uninstall", "self-test", "version", "completion", "extension")
"""Commands that show or change what browsers start, or have nothing to do with it."""


_INTERRUPTED: Final = 130
_UNREAD: Final = 141
"""What a shell says of programs that Ctrl-C, or a reader that has read enough, has ended."""


def main(argv: Sequence[str] | None = None) -> int:
    """Run `ringout`; the exit code is 0 for success, 1 for a refusal or failure, 2 for wrong usage."""
    terminal.begin()
    try:
        try:
            return _told(list(sys.argv[1:] if argv is None else argv))
        finally:
            sys.stdout.flush()
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        terminal.drop_output()
        return _UNREAD
    except OSError as error:
        return _unusable(error)


def _told(arguments: list[str]) -> int:
    """Run the command, and say why where it refuses."""
    try:
        return _run(arguments)
    except RingOutError as error:
        print(f"{error.message} {error.remedy}", file=sys.stderr)
        return 1


def _run(arguments: list[str]) -> int:
    parser = _parser(arguments)
    args, unknown = parser.parse_known_args(arguments)
    if unknown:
        args.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    if args.command is None:
        parser.print_help()
        return 0
    remarks.begin()
    module = importlib.import_module(f".{COMMANDS[args.command].module}", __name__)
    if args.command != "self-test":  # to which it is a finding
        check_moved()
    if args.command not in _AS_IT_IS:
        _follow_a_move()
    return int(module.run(args))


def _unusable(error: OSError) -> int:
    """A file that was named, or the output itself, cannot be used; every command of ours says which."""
    if error.filename is not None:
        print(f"{error.filename} cannot be used: {error.strerror}.", file=sys.stderr)
    elif error.errno in (errno.ENOSPC, errno.EDQUOT):
        terminal.drop_output()
        print(f"Not everything could be written: {error.strerror}. Free some space.", file=sys.stderr)
    else:
        raise error
    return 1


def _follow_a_move() -> None:
    """Browsers go on finding RingOut after it was upgraded or moved: their launcher is written again."""
    from ..browsers import launcher  # noqa: PLC0415 - most of it is needed for nothing else
    from ..paths import paths  # noqa: PLC0415

    launcher.refresh(paths().launcher)


def _parser(arguments: Sequence[str]) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="ringout",
        description="Click-to-call for RingCentral. Calls ring your own phone first, then theirs.",
        epilog=ROOT,
        formatter_class=Formatter,
    )
    parser.set_defaults(parser=parser)
    parser.add_argument(
        "--version", action="version", version=f"ringout {__version__}", help="print the version and end"
    )
    subparsers = parser.add_subparsers(dest="command", title="commands", metavar="COMMAND")
    chosen = next((word for word in arguments if not word.startswith("-")), None)
    if chosen is not None and chosen not in COMMANDS:
        near = difflib.get_close_matches(chosen, COMMANDS, 1)
        parser.error(f"there is no command {chosen!r}" + (f"; did you mean {near[0]}?" if near else ""))
    for name, command in COMMANDS.items():
        sub = subparsers.add_parser(name, help=command.help, description=command.help)
        if name == chosen:  # only the chosen one pays for its imports
            importlib.import_module(f".{command.module}", __name__).configure(sub)
            explain(sub, name)
            sub.set_defaults(parser=sub)
    return parser
