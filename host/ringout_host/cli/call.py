"""`ringout call NUMBER`: the same call as a click in the browser, through the same host, followed here."""

from __future__ import annotations

import argparse
import sys
from typing import Any

from .. import interrupt
from ..errors import HostError, RingOutError
from . import terminal


def configure(parser: argparse.ArgumentParser) -> None:
    """Arguments of `ringout call`."""
    parser.add_argument("number", nargs="+", help="the number, as you would write it")
    parser.add_argument("--region", metavar="CC", help="the country it is written in (default: your own)")
    parser.add_argument("--yes", action="store_true", help="do not ask, where a call needs confirmation")
    parser.add_argument(
        "--json", action="store_true", help="print the call, or why there is none, as JSON, for programs"
    )


def run(args: argparse.Namespace) -> int:
    """Exit code 0 if both phones were connected, 1 if not.

    Raises:
        RingOutError: there is no call, and why.
    """
    try:
        call = _place(args)
    except RingOutError as error:
        if args.json:
            why = {"code": error.code, "message": error.message, "remedy": error.remedy}
            terminal.print_json(why)
        raise
    if args.json:
        terminal.print_json(call)
    return 0 if call["phase"] == "ended" else 1


def _place(args: argparse.Namespace) -> dict[str, Any]:
    """The call in its last state. Raises RingOutError: there is none, perhaps because nobody confirmed it."""
    from .follow import ask, follow, open_host, start  # noqa: PLC0415 - the host's programs; not for --help

    interrupt.heed()
    with open_host() as host:
        region = _region(args.region) if args.region else None
        text = " ".join(args.number)
        asked = {"text": text} | ({"region": region} if region else {})
        verdict = ask(host, "numbers.inspect", asked)
        confirmation = None
        if verdict["verdict"] == "refuse":
            raise RingOutError(verdict["code"], verdict.get("message", ""), verdict.get("remedy", ""))
        number = verdict["number"]
        extension = f", extension {number['extension']} (dial it by hand)" if number.get("extension") else ""
        print(f"{number['international']} ({number['region']}{extension})", file=sys.stderr)
        if verdict["verdict"] == "confirm":
            print(verdict.get("message", ""), file=sys.stderr)
            if not args.yes and not _agreed():
                raise RingOutError(
                    "confirmation-required", "Nothing was dialled.", "To call without being asked: --yes"
                )
            confirmation = ask(host, "numbers.confirm", asked)["confirmation"]
        return follow(host, start(host, text, region, confirmation))


def _region(code: str) -> str:
    from ..numbers import regions  # noqa: PLC0415 - the tables of the world's numbers

    known = regions.known(code)
    if known is None:
        raise HostError("config-invalid", f"There is no country with the code {code!r}.", "Use two letters: GB.")
    return known


def _agreed() -> bool:
    return sys.stdin.isatty() and terminal.agreed("Call anyway? Type yes: ")
