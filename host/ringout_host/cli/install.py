"""`ringout install`: tells every browser here where the host is, and then tries each as the browser would."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path

from .. import interrupt
from ..browsers import install
from ..browsers.doctor import Options, diagnose
from ..browsers.launcher import Environment
from ..browsers.machine import Machine
from ..browsers.patient import Patient
from ..browsers.plan import Plan
from ..browsers.prepare import Prepared, Wish, prepare
from ..browsers.scope import Scope, for_administrators, system_scope, user_scope
from ..browsers.table import table
from ..errors import HostError
from ..paths import paths
from . import terminal
from .report import print_report, progress


def configure(parser: argparse.ArgumentParser) -> None:
    """Options of `ringout install`."""
    names = ", ".join(browser.id for browser in table().browser)
    parser.epilog = f"browsers: {names}"
    parser.add_argument(
        "--browser",
        action="append",
        default=[],
        metavar="NAME",
        help="only this browser, whether or not it is found (repeatable)",
    )
    parser.add_argument(
        "--manifest-dir",
        action="append",
        default=[],
        type=Path,
        metavar="DIR",
        help="write a manifest into this folder, such as PROFILE/NativeMessagingHosts (repeatable)",
    )
    parser.add_argument(
        "--extension-id",
        action="append",
        default=[],
        metavar="ID",
        help="also let this extension start RingOut (repeatable)",
    )
    parser.add_argument(
        "--system", action="store_true", help="for everybody on this computer; needs an administrator"
    )
    parser.add_argument("--dry-run", action="store_true", help="print what would be written, and write nothing")
    parser.add_argument("--force", action="store_true", help="replace manifests that RingOut did not write")
    parser.add_argument("--no-test", action="store_true", help="do not try the browsers afterwards")


def run(args: argparse.Namespace) -> int:
    """Install; 0 if every browser asked for can start RingOut now.

    Raises:
        HostError: nothing was installed, and why.
    """
    machine = Machine.here()
    scope = system_scope(machine) if args.system else user_scope(paths())
    if not args.system and not args.force:
        _not_for_somebody_else()
    if not args.dry_run:
        for_administrators(scope, "install")
    wish = Wish(tuple(args.browser), tuple(args.manifest_dir), tuple(args.extension_id), args.force)
    prepared = prepare(wish, machine, scope, Environment.here())
    _explain(prepared, wish)
    if args.dry_run:
        _print_plan(prepared.plan, scope)
        return 0
    if not prepared.plan.browsers and not wish.folders and not prepared.plan.refusals:
        return 1
    outcome = install.carry_out(prepared, wish, machine, scope)
    for path in outcome.written:
        print(f"wrote {path}")
    for path in outcome.kept:
        print(f"already right: {path}")
    for failure in outcome.failures:
        print(f"{failure.message}\n    {failure.remedy}", file=sys.stderr)
    served = prepared.plan.browsers
    asked = [one for one in outcome.failures if set(one.browsers) & set(args.browser) or not one.browsers]
    failed = bool(asked or prepared.nowhere or not (outcome.written or outcome.kept))
    if args.system and not failed:
        print("Everybody here can see whether it works for them: ringout self-test")
    if args.no_test or args.system or not (served or wish.folders):
        return int(failed)
    folders = tuple(folder.absolute() for folder in wish.folders)
    works = _try(Options(served, folders, host=False, pretend=False), machine)
    if failed or not works:
        return 1
    print("Now add the extension to your browser (ringout extension path says where it is), and: ringout login")
    return 0


def _try(options: Options, machine: Machine) -> bool:
    interrupt.heed()
    patient = Patient(machine, paths(), Environment.here())
    with progress(silent=False) as tell:
        diagnosis = diagnose(options, patient, tell)
    print_report(diagnosis, terminal.console(), quiet=True)
    return diagnosis.ok


def _explain(prepared: Prepared, wish: Wish) -> None:
    """What a person should know before anything is written."""
    for name in prepared.nowhere:
        print(f"It is not known where {name} looks on this system.", file=sys.stderr)
    if not prepared.found and not wish.browsers and not wish.folders:
        print(
            "No browser was found here. Name one with --browser, or a folder with --manifest-dir.", file=sys.stderr
        )
    if prepared.other is not None:
        print(
            f"Until now browsers started RingOut {prepared.other.version} of {prepared.other.interpreter};"
            " from now on they start this one.",
            file=sys.stderr,
        )
    for file in prepared.plan.files:
        if file.was:
            print(f"{file.path} started {file.was} until now.", file=sys.stderr)


def _print_plan(plan: Plan, scope: Scope) -> None:
    words = {"create": "would write", "replace": "would replace", "keep": "already right:"}
    for file in plan.files:
        print(f"{words[file.action]} {file.path} (mode {file.mode:04o})")
        if file.kind == "manifest" and file.action != "keep":
            print("".join(f"    {line}\n" for line in file.content.decode().splitlines()), end="")
    for key in plan.keys:
        print(f"{words[key.action]} {scope.hive}\\{key.key}\n    {key.value}")
    for refusal in plan.refusals:
        print(f"{refusal.message}\n    {refusal.remedy}", file=sys.stderr)


def _not_for_somebody_else() -> None:
    """Root's browsers are not the person's who typed sudo."""
    user = os.environ.get("SUDO_USER")
    if user and user != "root" and os.name == "posix" and os.geteuid() == 0:
        raise HostError(
            "config-invalid",
            f"With sudo, this would set up the browsers of root, not those of {user}.",
            "Run it without sudo, or for everybody: sudo ringout install --system",
        )
