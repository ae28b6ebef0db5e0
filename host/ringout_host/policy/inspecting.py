"""The verdict for one text: dial it, ask first, or refuse. Never raises for a number; never dials.

Design: every rule that speaks is collected, the strictest verdict wins, and all its sentences are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..errors import CODES, NumberError
from ..numbers import read, regions
from ..numbers.countries import country
from ..protocol import Inspection, Number, Policy
from .rules import BY_TYPE, Rule

_SHORT: Final = 10
"""Characters of a number in E.164 form that may be so short that it is an emergency number elsewhere."""

_STRICTNESS: Final = {"allow": 0, "confirm": 1, "refuse": 2}


def inspect(text: str, *, region: str | None, home: str, policy: Policy) -> Inspection:
    """What would happen if `text`, read as in `region` (else as at `home`), were dialled by somebody at `home`.

    The caps per minute, hour and day and calls just made are not looked at: they need the ledger.
    """
    try:
        number = read(text, region or home)
    except NumberError as error:
        return _refused(_emergency_at_home(text, home) or error)
    emergency = _emergency_at_home(text, home) if len(number.e164) <= _SHORT else None
    if emergency:
        return _refused(emergency)
    rules = sorted(_rules(number, home, policy), key=lambda rule: -_STRICTNESS[rule.verdict])
    if not rules:
        return Inspection(number=number, verdict="allow")
    first = rules[0]
    spoken = [rule for rule in rules if rule.verdict == first.verdict or rule.code == "extension-not-dialable"]
    return Inspection(
        number=number,
        verdict=first.verdict,
        code=first.code,
        message=" ".join(rule.message or CODES[rule.code].message for rule in spoken),
        remedy=first.remedy or CODES[first.code].remedy,
    )


def _rules(number: Number, home: str, policy: Policy) -> Iterator[Rule]:
    by_type = BY_TYPE.get(number.type)
    by_country = _country(number, home, policy)
    if by_country:
        yield by_country
    if by_type:
        yield by_type
    if number.extension:
        yield Rule(
            "allow",
            "extension-not-dialable",
            f"RingOut dials the number without its extension {number.extension}.",
            f"Dial {number.extension} on your phone's keypad once the call is answered.",
        )


def _country(number: Number, home: str, policy: Policy) -> Rule | None:
    at_home = regions.known(home) or home
    if number.region in {at_home, *policy.countries} or _free(number, at_home):
        return None
    where = country(number.region)
    if number.region == regions.NOWHERE:
        message, locked = "This number belongs to no country.", "Your administrator allows no such numbers."
    else:
        message = f"This number is in {where}, which is not one of your countries."
        locked = f"This number is in {where}. Your administrator does not allow calls there."
    if "countries" in policy.locked:
        return Rule("refuse", "country-not-allowed", locked, "Ask your administrator to allow it.")
    if number.region == regions.NOWHERE:
        return Rule("confirm", "country-not-allowed", message, "Confirm this call if you want to make it.")
    return Rule("confirm", "country-not-allowed", message, f"Confirm this call, or add {where} in the options.")


def _free(number: Number, home: str) -> bool:
    """Freephone of one's own calling code (+1 800 belongs to all North America) or of the world (+800)."""
    if number.type != "toll-free":
        return False
    if number.region == regions.NOWHERE:
        return True
    return regions.calling_code(number.region) == regions.calling_code(home)


def _refused(error: NumberError) -> Inspection:
    return Inspection(verdict="refuse", code=error.code, message=error.message, remedy=error.remedy)


def _emergency_at_home(text: str, home: str) -> NumberError | None:
    """The refusal of an emergency number of the person's own country, which holds whatever country the page is from."""
    try:
        read(text, home)
    except NumberError as error:
        return error if error.code == "emergency-number" else None
    return None
