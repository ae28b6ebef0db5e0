"""`ringout policy`: what may be dialled, and how often; and what would happen to one number. It never dials."""

from __future__ import annotations

import argparse
from typing import Any, Final

from pydantic import ValidationError
from pydantic.alias_generators import to_camel, to_snake

from .. import config
from ..errors import HostError
from ..numbers import regions
from ..numbers.countries import COUNTRIES, country
from ..paths import Paths, paths
from ..policy import inspect
from ..protocol import Inspection, Policy
from ..protocol.requests import SettingsParams
from ..ringcentral.account_file import load_account
from . import terminal

_CAPS: Final = {"per_minute": "minute", "per_hour": "hour", "per_day": "day"}
_ALWAYS: Final = """\
Always refused: emergency numbers, short codes, codes with * or #, pauses, premium-rate and satellite numbers.
Always asked first: other countries, shared-cost, personal and company numbers, and kinds that are not known."""
_VERDICTS: Final = {
    "allow": "Would be dialled",
    "confirm": "Would be dialled after you confirm it",
    "refuse": "Would not be dialled",
}


def configure(parser: argparse.ArgumentParser) -> None:
    """Show, change, or `check` a number."""
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    parser.add_argument(
        "--allow-country",
        action="append",
        metavar="CC",
        default=[],
        help="call this country without asking (repeatable)",
    )
    parser.add_argument(
        "--forbid-country",
        action="append",
        metavar="CC",
        default=[],
        help="ask before calling this country (repeatable)",
    )
    for name, word in _CAPS.items():
        parser.add_argument(f"--{name.replace('_', '-')}", metavar="N", help=f"calls in one {word} at most")
    actions = parser.add_subparsers(dest="action", metavar="action")
    what = "what would happen if this number were dialled"
    check = actions.add_parser("check", help=what, description=f"Say {what}. Nothing is dialled.")
    check.add_argument("number", nargs="+", help="as it stands on a page, or a tel: link")
    check.add_argument("--region", metavar="CC", help="the country it is written in (default: your own)")
    check.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="print JSON, for programs")


def run(args: argparse.Namespace) -> int:
    """Show, change or check; 1 for a number that is refused.

    Raises:
        HostError: `config-invalid` (an unknown country, a cap out of range, a value your administrator has fixed,
            an unreadable file), `storage-failed`.
    """
    places = paths()
    loaded = config.load(places)
    if args.action == "check":
        return _check(args, loaded, places)
    change = _change(args, loaded.policy())
    if change:
        loaded = config.update(places, change)
    at_home = home(loaded, places)
    if args.json:
        shown = {"home": at_home, **loaded.policy().wire()}
        terminal.print_json(shown)
    else:
        _show(loaded.policy(), at_home)
    return 0


def _check(args: argparse.Namespace, loaded: config.Config, places: Paths) -> int:
    region = _country(args.region) if args.region else None
    said = inspect(" ".join(args.number), region=region, home=home(loaded, places), policy=loaded.policy())
    if args.json:
        terminal.print_json(said.wire())
    else:
        _say(said)
    return 1 if said.verdict == "refuse" else 0


def _say(said: Inspection) -> None:
    print(f"{_VERDICTS[said.verdict]}.")
    if said.number:
        number = said.number
        print(f"{number.international}, {number.type.replace('-', ' ')}, in {country(number.region)}")
    if said.message:
        print(f"{said.message} {said.remedy or ''}".rstrip())


def _show(policy: Policy, home: str) -> None:
    print(f"Your own country: {_named(home)}")
    others = "; ".join(_named(code) for code in policy.countries) or "none"
    print(f"Also called without asking: {others}{_fixed(policy, 'countries')}")
    for name, word in _CAPS.items():
        wire = "per" + word.title()
        print(f"Calls in one {word} at most: {getattr(policy, name)}{_fixed(policy, wire)}")
    print(_ALWAYS)


def _change(args: argparse.Namespace, policy: Policy) -> SettingsParams | None:
    wanted: dict[str, Any] = {name: getattr(args, name) for name in _CAPS if getattr(args, name) is not None}
    allowed = [_country(code) for code in args.allow_country]
    forbidden = {_country(code) for code in args.forbid_country}
    if allowed or forbidden:
        kept = dict.fromkeys([*policy.countries, *allowed])
        wanted["countries"] = [code for code in kept if code not in forbidden]
    if not wanted:
        return None
    try:
        return SettingsParams.model_validate(wanted)
    except ValidationError as error:
        name = to_camel(str(error.errors(include_url=False, include_input=False)[0]["loc"][0]).replace("-", "_"))
        found = config.Limits.model_json_schema(by_alias=True)["properties"][name]
        raise HostError(
            "config-invalid",
            f"--{to_snake(name).replace('_', '-')} cannot be {wanted[to_snake(name)]!r}.",
            f"Use a whole number from {found['minimum']} to {found['maximum']}.",
        ) from error


def _country(code: str) -> str:
    known = regions.known(code)
    if known:
        return known
    by_name = next((region for region, name in COUNTRIES.items() if name.lower() == code.lower()), None)
    if by_name:
        return by_name
    raise HostError(
        "config-invalid", f"There is no country with the code {code!r}.", "Use two letters, such as FR or GB."
    )


def home(loaded: config.Config, places: Paths) -> str:
    kept = load_account(places, loaded.app.server)
    return loaded.home(kept.account.region if kept else None)


def _named(code: str) -> str:
    return f"{country(code)} ({code})"


def _fixed(policy: Policy, key: str) -> str:
    return "   (fixed by your administrator)" if key in policy.locked else ""
