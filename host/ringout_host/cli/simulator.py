"""`ringout simulator`: the pretend RingCentral in a terminal, with its sign-in and its magic numbers on view.
What it prints opens nothing but itself.
"""

from __future__ import annotations

import argparse
import signal
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from types import FrameType
from typing import TYPE_CHECKING, Final

from ..errors import HostError
from ..simulator import CALLEE, CALLER, Outcome, Plan, Simulator, people
from . import terminal

if TYPE_CHECKING:
    from rich.table import Table

DEFAULT_PORT: Final = 52870

_LIMITS: Final = {
    "light": "status requests and account questions",
    "medium": "features",
    "heavy": "calls and cancels",
    "auth": "sign-ins and refreshes",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of `ringout simulator`."""
    parser.add_argument(
        "--port",
        type=_port,
        default=DEFAULT_PORT,
        metavar="N",
        help=f"0 for any free one (default {DEFAULT_PORT})",
    )
    parser.add_argument(
        "--speed",
        type=_positive,
        default=1.0,
        metavar="N",
        help="how much faster calls go; limits keep real time (default 1)",
    )
    parser.add_argument(
        "--auto-approve", action="store_true", help="grant sign-ins at once instead of asking on a page"
    )
    limits = parser.add_argument_group("limits", "requests per window, as RingCentral's usage plans have them")
    for name, what in _LIMITS.items():
        default = getattr(Plan(), name)
        limits.add_argument(
            f"--{name}", type=_count, default=default, metavar="N", help=f"{what} (default {default})"
        )
    limits.add_argument(
        "--window", type=_positive, default=60.0, metavar="N", help="seconds of a window (default 60)"
    )
    limits.add_argument(
        "--penalty",
        type=_positive,
        default=60.0,
        metavar="N",
        help="seconds of the penalty for too many (default 60)",
    )
    parser.add_argument("--numbers", action="store_true", help="print the magic numbers and end")


def run(args: argparse.Namespace) -> int:
    """Serve until Ctrl-C.

    Raises:
        HostError: the port is taken.
    """
    if args.numbers:
        _print_numbers()
        return 0
    try:
        simulator = Simulator(args.port, args.speed, auto_approve=args.auto_approve)
    except OSError as error:
        raise HostError(
            "internal",
            f"The simulator cannot use port {args.port}: {error.strerror}.",
            "Choose another: ringout simulator --port 0",
        ) from error
    chosen = {name: getattr(args, name) for name in (*_LIMITS, "window", "penalty")}
    simulator.knobs.plan = replace(simulator.knobs.plan, **chosen)
    with _until_told() as told, simulator:
        _print_welcome(simulator)
        while not told.wait(0.5):  # in slices, so that Ctrl-C is heard on Windows too
            pass
    print("The simulator has ended.")
    return 0


@contextmanager
def _until_told() -> Iterator[threading.Event]:
    """An event set by Ctrl-C or SIGTERM; the handlers before are put back."""
    told = threading.Event()

    def tell(number: int, frame: FrameType | None) -> None:
        del number, frame
        told.set()

    before = {number: signal.signal(number, tell) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield told
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _print_welcome(simulator: Simulator) -> None:
    console = terminal.console()
    console.print(
        f"The simulator pretends to be RingCentral at [bold]{simulator.url}[/bold]. No call is real.",
        soft_wrap=True,
    )
    console.print()
    console.print("Use it:           ", f"RINGOUT_SERVER={simulator.url}", soft_wrap=True)
    console.print(
        "Sign in by page:  ", f"RINGOUT_CLIENT_ID={people.PUBLIC_CLIENT_ID} ringout login", soft_wrap=True
    )
    console.print("Sign in by JWT:    ringout login --jwt, with", soft_wrap=True)
    console.print("   client id       ", people.PUBLIC_CLIENT_ID, " (no secret)", soft_wrap=True)
    console.print(
        "   or              ",
        people.CONFIDENTIAL_CLIENT_ID,
        " with the secret ",
        people.CLIENT_SECRET,
        soft_wrap=True,
    )
    console.print("   JWT             ", people.JWT, soft_wrap=True)
    console.print("Look inside:      ", f"{simulator.url}/simulator/state", soft_wrap=True)
    console.print()
    _print_numbers()
    console.print()
    console.print("Ctrl-C ends it.")


def _print_numbers() -> None:
    console = terminal.console()
    console.print(
        "What happens depends on the last two digits of the number you call, such as +1 201 555 0150.",
        soft_wrap=True,
    )
    console.print("All other endings are answered.")
    console.print(_table("They", CALLEE))
    console.print()
    console.print(
        "The phone that rings first can be magic too; it decides before the number called.", soft_wrap=True
    )
    console.print(_table("You", CALLER))


def _table(whose: str, outcomes: Mapping[str, Outcome]) -> Table:
    from rich.table import Table  # noqa: PLC0415 - only a terminal needs it

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column(whose)
    table.add_column("What happens")
    table.add_column("Dials")
    for ending, outcome in outcomes.items():
        dials = "second time" if outcome.once else "yes" if outcome.dials else "no"
        table.add_row(f"…{ending}", outcome.says, dials)
    return table


def _port(text: str) -> int:
    if not text.isdecimal() or int(text) > 65535:
        raise argparse.ArgumentTypeError("a port is between 0 and 65535")
    return int(text)


def _positive(text: str) -> float:
    try:
        number = float(text)
    except ValueError:
        number = 0.0
    if not 0.01 <= number <= 1000:
        raise argparse.ArgumentTypeError("a number from 0.01 to 1000")
    return number


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("a whole number, at least 1")
    return int(text)
