"""`ringout history`: the calls that were started, newest first, straight from the ledger; or clear them."""

from __future__ import annotations

import argparse
import sys
from datetime import datetime

from ..ledger import Ledger, Row
from ..paths import Paths, paths
from ..protocol import Call
from . import terminal

_LIMIT = 20
_ONE_LINE = 400
_OUTCOME = {
    "placing": "being placed",
    "ringing-you": "ringing you",
    "ringing-them": "ringing them",
    "connected": "connected",
    "ended": "talked",
    "failed": "failed",
    "cancelled": "cancelled",
    "unknown": "unknown",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `ringout history`."""
    parser.add_argument("--limit", type=_positive, metavar="N", help=f"how many (default {_LIMIT})")
    parser.add_argument("--number", metavar="NUMBER", help="only calls to this number, as you would write it")
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    parser.add_argument("--clear", action="store_true", help="remove every call that is over, for good")
    parser.add_argument("--yes", action="store_true", help="with --clear: do not ask")


def run(args: argparse.Namespace) -> int:
    """Print a table, or JSON; with --clear 1 if nothing was cleared because nobody agreed."""
    places = paths()
    if args.clear:
        return _clear(args, places)
    if not places.ledger.exists():
        if args.json:
            print("[]")
        else:
            print("No calls yet.", file=sys.stderr)
        return 0
    number = _read(args.number, places) if args.number else None
    ledger = Ledger(places.ledger)
    try:
        calls = [row.call() for row in _rows(ledger, args.limit or _LIMIT, number)]
    finally:
        ledger.close()
    if args.json:
        terminal.print_json([call.wire() for call in calls])
    elif calls:
        _table(calls)
    else:
        print(f"No calls to {number}." if number else "No calls yet.", file=sys.stderr)
    return 0


def _read(text: str, places: Paths) -> str:
    """The number in E.164. Raises RingOutError: it is none."""
    from .. import config  # noqa: PLC0415 - only who asks for one number waits for the tables of the world's
    from ..numbers.reading import read  # noqa: PLC0415
    from .policy import home  # noqa: PLC0415

    return read(text, home(config.load(places), places)).e164


def _clear(args: argparse.Namespace, places: Paths) -> int:
    if args.number or args.limit or args.json:  # somebody may expect that only some are removed
        print("--clear removes every call that is over. Use it alone, or with --yes.", file=sys.stderr)
        return 2
    if not places.ledger.exists():
        print("No calls yet.", file=sys.stderr)
        return 0
    if not args.yes and not _agreed():
        print("Nothing was cleared.", file=sys.stderr)
        return 1
    ledger = Ledger(places.ledger)
    try:
        removed, going_on = ledger.clear(), len(ledger.open_calls())
    finally:
        ledger.close()
    print("1 call was cleared." if removed == 1 else f"{removed} calls were cleared.")
    if going_on:
        print("A call that is not over stays until it is.", file=sys.stderr)
    return 0


def _agreed() -> bool:
    if not sys.stdin.isatty():
        print("To clear without being asked: --clear --yes", file=sys.stderr)
        return False
    return terminal.agreed("This removes your call history for good. Type yes to clear it: ")


def _rows(ledger: Ledger, limit: int, number: str | None) -> list[Row]:
    found: list[Row] = []
    before = None
    while len(found) < limit and (page := ledger.newest(200, before)):
        found += [row for row in page if number is None or row.number.e164 == number]
        before = page[-1].id
    return found[:limit]


def _table(calls: list[Call]) -> None:
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for heading in ("When", "Number", "Outcome"):
        table.add_column(heading, no_wrap=True)
    table.add_column()
    for call in calls:
        when = datetime.fromisoformat(call.started_at).astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(
            when, call.to.international, _OUTCOME[call.phase], call.reason.message if call.reason else ""
        )
    console = terminal.console()
    if not console.is_terminal:
        console.width = _ONE_LINE  # a program that reads this wants one call on one line
    console.print(table)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number, at least 1")
    return int(text)
