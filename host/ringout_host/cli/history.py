"""`ringout history`: the calls that were started, newest first, straight from the ledger."""

from __future__ import annotations

import argparse
import json
import sys
from datetime import datetime

from ..ledger import Ledger, Row
from ..paths import paths
from ..protocol import Call

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
    parser.add_argument("--limit", type=_positive, default=20, metavar="N", help="how many (default 20)")
    parser.add_argument("--number", metavar="E164", help="only calls to this number")
    parser.add_argument("--json", action="store_true", help="as JSON")


def run(args: argparse.Namespace) -> int:
    """Print a table, or JSON."""
    places = paths()
    if not places.ledger.exists():
        if args.json:
            print("[]")
        else:
            print("No calls yet.", file=sys.stderr)
        return 0
    ledger = Ledger(places.ledger)
    try:
        calls = [row.call() for row in _rows(ledger, args.limit, args.number)]
    finally:
        ledger.close()
    if args.json:
        print(json.dumps([call.wire() for call in calls], ensure_ascii=False, indent=2))
    else:
        _table(calls)
    return 0


def _rows(ledger: Ledger, limit: int, number: str | None) -> list[Row]:
    found: list[Row] = []
    before = None
    while len(found) < limit and (page := ledger.newest(200, before)):
        found += [row for row in page if number is None or row.number.e164 == number]
        before = page[-1].id
    return found[:limit]


def _table(calls: list[Call]) -> None:
    from rich.console import Console  # noqa: PLC0415 - only a table needs it
    from rich.table import Table  # noqa: PLC0415

    table = Table(box=None, pad_edge=False)
    for heading in ("When", "Number", "Outcome", ""):
        table.add_column(heading)
    for call in calls:
        when = datetime.fromisoformat(call.started_at).astimezone().strftime("%Y-%m-%d %H:%M")
        table.add_row(
            when, call.to.international, _OUTCOME[call.phase], call.reason.message if call.reason else ""
        )
    Console(highlight=False).print(table if calls else "No calls yet.")


def _positive(text: str) -> int:
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return value
