"""`ringout config`: see and change the settings that every browser shares. It may be edited by hand too."""

from __future__ import annotations

import argparse
import re
from typing import Any, Final

from pydantic import ValidationError

from .. import config
from ..errors import HostError
from ..paths import Paths, paths
from ..protocol import Account
from ..protocol.requests import SettingsParams
from . import terminal
from .help import sentence

KEYS: Final = {
    "region": "your own country, as two letters",
    "from": "which of your phones rings first",
    "callerId": "the number that the people you call see",
    "playPrompt": "whether you are asked to press 1 before the call goes on: yes or no",
    "countries": "countries that may be called without asking, besides your own: FR,DE",
    "perMinute": "calls in one minute at most",
    "perHour": "calls in one hour at most",
    "perDay": "calls in one day at most",
}
_TAKES: Final = {
    "region": "Use the two letters of a country, such as US or GB.",
    "countries": "Use the two letters of each country, such as FR,DE.",
    "from": "Use a telephone number of yours, as ringout whoami shows it.",
    "callerId": "Use a telephone number that ringout whoami shows.",
    "playPrompt": "Use yes or no.",
}
"""What each setting takes; caps know their own range."""
_WORDS: Final = {"yes": True, "no": False, "true": True, "false": False, "on": True, "off": False}


def configure(parser: argparse.ArgumentParser) -> None:
    """Actions of `ringout config`."""
    parser.epilog = "settings:\n" + "\n".join(f"  {key:<11} {what}" for key, what in KEYS.items())
    parser.add_argument("--json", action="store_true", help="print JSON, for programs")
    actions = parser.add_subparsers(dest="action", metavar="action")
    for name, what in (
        ("path", "print where the settings file is"),
        ("get", "print one setting"),
        ("set", "change one setting"),
        ("unset", "go back to the default"),
    ):
        action = actions.add_parser(name, help=what, description=sentence(what))
        if name != "path":
            action.add_argument("key", help=f"one of: {', '.join(KEYS)}")
        if name == "set":
            action.add_argument("value", help="what it shall be; ringout config --help says what each one takes")


def run(args: argparse.Namespace) -> int:
    """See or change.

    Raises:
        RingOutError: `config-invalid`: an unknown setting, or a value that it cannot have; or what is wrong with a
            number of the person's own.
    """
    places = paths()
    if args.action == "path":
        print(places.config)
        return 0
    if args.action in ("set", "unset"):
        key = _key(args.key)
        change = _change(key, None if args.action == "unset" else _value(key, args.value))
        shown = _shown(config.update(places, _judged(change, places)))
        print(f"{key} = {_text(shown[key])}")
        return 0
    loaded = config.load(places)
    shown = _shown(loaded)
    if args.action == "get":
        print(_text(shown[_key(args.key)]))
    elif args.json:
        terminal.print_json({**shown, "locked": list(loaded.locked)})
    else:
        for key, value in shown.items():
            fixed = "   (fixed by your administrator)" if key in loaded.locked else ""
            print(f"{key:<11} {_text(value)}{fixed}")
    return 0


def _key(word: str) -> str:
    """A setting's wire name; `caller-id` and `caller_id` are read as well."""
    plain = re.sub(r"[-_]", "", word).lower()
    for key in KEYS:
        if key.lower() == plain:
            return key
    raise HostError("config-invalid", f"There is no setting called {word!r}.", f"Use one of: {', '.join(KEYS)}.")


def _value(key: str, text: str) -> Any:
    if key == "playPrompt":
        if text.lower() not in _WORDS:
            raise _cannot_be(key, text)
        return _WORDS[text.lower()]
    if key in ("region", "countries"):
        from ..numbers import regions  # noqa: PLC0415 - the tables of the world's numbers

        codes = [regions.known(part) for part in re.split(r"[\s,]+", text) if part]
        if None in codes or (key == "region" and len(codes) != 1):
            raise _cannot_be(key, text)
        return codes if key == "countries" else codes[0]
    return text


def _change(key: str, value: Any) -> SettingsParams:
    try:
        return SettingsParams.model_validate({key: value})
    except ValidationError as error:
        raise _cannot_be(key, str(value)) from error


def _judged(change: SettingsParams, places: Paths) -> SettingsParams:
    """The same change, with numbers of the person's own as they are kept. Raises RingOutError: one is none."""
    if change.from_ is None and change.caller_id is None:
        return change
    from ..policy.choices import choices  # noqa: PLC0415 - the tables of the world's numbers
    from ..ringcentral.account_file import load_account  # noqa: PLC0415

    known = load_account(places)
    account = known.account if known is not None else Account(signed_in=False)
    return choices(change, account, config.load(places).home(account.region))


def _cannot_be(key: str, text: str) -> HostError:
    """A value that this setting does not take, and what it takes."""
    found = config.Limits.model_json_schema(by_alias=True)["properties"].get(key, {})
    remedy = _TAKES.get(key) or f"Use a whole number from {found['minimum']} to {found['maximum']}."
    return HostError("config-invalid", f"{key} cannot be {text!r}.", remedy)


def _shown(loaded: config.Config) -> dict[str, Any]:
    """Every setting by its wire name."""
    known = {
        **loaded.settings.model_dump(by_alias=True, mode="json"),
        **loaded.limits.model_dump(by_alias=True, mode="json"),
    }
    return {key: known[key] for key in KEYS}


def _text(value: Any) -> str:
    if value is None:
        return "not set"
    if isinstance(value, bool):
        return "yes" if value else "no"
    return ", ".join(value) or "none" if isinstance(value, list) else str(value)
