"""`ringout self-test`: everything between the browser and RingCentral, link by link."""

from __future__ import annotations

import argparse
import sys

from .. import interrupt
from ..browsers.checks.chain import Chain
from ..browsers.doctor import SERVICE, Options, diagnose, report
from ..browsers.table import table
from ..errors import HostError
from ..protocol.requests import Diagnosis
from . import terminal
from .report import print_report, progress

_JSON = """\
--json prints {"version", "ok", "exitCode", "findings": [{"subject", "check", "result", "message", "remedy"?,
"code"?}]}; "check" is a stable word, "result" one of ok, warning, broken, skipped."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of `ringout self-test`."""
    parser.epilog = _JSON
    parser.add_argument(
        "--browser", action="append", default=[], metavar="NAME", help="look at this browser only (repeatable)"
    )
    parser.add_argument("--fix", action="store_true", help="repair what can safely be repaired, and look again")
    parser.add_argument(
        "--online",
        action="store_true",
        help="also ask RingCentral: sign-in, account, phones, clock; dials nothing",
    )
    parser.add_argument(
        "--call",
        metavar="NUMBER",
        help="also place one real call, after you have typed the last digits of its number",
    )
    parser.add_argument("--no-call", action="store_true", help="leave out the pretend call")
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")


def run(args: argparse.Namespace) -> int:
    """Look, print, and return the report's exit code; 3 for a browser that does not exist: nothing was tested."""
    try:
        names = tuple(table().named(name).id for name in args.browser)
    except HostError as error:
        print(f"{error.message} {error.remedy}", file=sys.stderr)
        return 3
    if not args.no_call:
        from ..browsers.checks import pretend  # noqa: F401, PLC0415 - before Ctrl-C is heeded
    interrupt.heed()
    options = Options(browsers=names, pretend=not args.no_call, online=args.online, fix=args.fix)
    with progress(silent=args.json) as tell:
        diagnosis = diagnose(options, progress=tell)
    if args.call and diagnosis.exit_code < 2:
        diagnosis = _joined(diagnosis, _call(args.call))
    elif args.call:
        chain = Chain(SERVICE)
        chain.skip("call", "No call was placed: something has to be repaired first.")
        diagnosis = _joined(diagnosis, report([chain]))
    if args.json:
        terminal.print_json(diagnosis.wire())
    else:
        print_report(diagnosis, terminal.console())
    return diagnosis.exit_code


def _call(number: str) -> Diagnosis:
    from ..browsers.checks.conversation import browser_environment  # noqa: PLC0415 - one call in a thousand runs
    from ..browsers.checks.real import real_call  # noqa: PLC0415
    from ..browsers.patient import Patient  # noqa: PLC0415

    patient = Patient.here()
    installed = patient.paths.launcher
    argv = [str(installed)] if installed.exists() else [sys.executable, "-m", "ringout_host.native.start"]
    # A signed-in person may have a RINGOUT_SERVER of their own, which a browser would not hand on.
    extra = {name: value for name, value in patient.machine.env.items() if name.startswith("RINGOUT_")}
    with Chain(SERVICE) as chain:
        env = browser_environment(patient.machine, extra)
        real_call(chain, argv, env, number=number, agree=_agree, tell=lambda phase: print(phase, file=sys.stderr))
    return report([chain])


def _agree(number: str, wanted: str) -> bool:
    print(f"This places a real call: RingCentral rings your phone first, then {number}.", file=sys.stderr)
    print(f"To place it, type the last four digits, {wanted}: ", end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip() == wanted


def _joined(first: Diagnosis, second: Diagnosis) -> Diagnosis:
    return Diagnosis(
        version=first.version,
        ok=first.ok and second.ok,
        exit_code=max(first.exit_code, second.exit_code),
        findings=[*first.findings, *second.findings],
    )
