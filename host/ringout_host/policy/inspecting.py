"""The verdict for one text: dial it, ask first, or refuse. Never raises for a number; never dials.

Every rule that speaks is collected; the strictest verdict wins, and all its sentences are shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..errors import CODES, NumberError
from ..number import Number
from ..numbers import read, regions
from ..numbers.countries import country
from ..protocol import Inspection, Policy
from ..protocol import Number as Shown
from .rules import BY_TYPE, Rule

_SHORT: Final = 10
"""Characters of a number in E.164 form that may be so short that it is an emergency number elsewhere."""

_STRICTNESS: Final = {"allow": 0, "confirm": 1, "refuse": 2}


def inspect(text: str, *, region: str | None, home: str, policy: Policy) -> Inspection:
    """What would happen if `text`, read as in `region` (else as at `home`), were dialled by somebody at `home`.

    The caps per minute, hour and day and calls just made are not looked at: they need the ledger.
    """
    try:
        number = read(text, regions.known(region) or home)
    except NumberError as error:
        return _refused(_emergency_at_home(text, home) or error)
    emergency = _emergency_at_home(text, home) if len(number.e164) <= _SHORT else None
    if emergency:
        return _refused(emergency)
    rules = sorted(_rules(number, home, policy), key=lambda rule: -_STRICTNESS[rule.verdict])
    if not rules:
        return Inspection(number=_shown(number), verdict="allow")
    first = rules[0]
    spoken = [rule for rule in rules if rule.verdict == first.verdict or rule.code == "extension-not-dialable"]
    return Inspection(
        number=_shown(number),
        verdict=first.verdict,
        code=first.code,
        message=" ".join(rule.message or CODES[rule.code].message for rule in spoken),
        remedy=first.remedy or CODES[first.code].remedy,
    )


def _rules(number: Number, home: str, policy: Policy) -> Iterator[Rule]:
    """What speaks against the number or about it; of equally strict rules the first gives its code."""
    by_type = BY_TYPE.get(number.type)
    if by_type and by_type.verdict == "refuse":
        yield by_type
        return
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
    allowed = {regions.known(region) for region in (home, *policy.countries)}
    if number.region in allowed or _is_free(number, home):
        return None
    locked = "countries" in policy.locked
    if number.region == regions.NOWHERE:
        message, remedy = "This number belongs to no country.", "Confirm this call if you really want it."
    else:
        where = country(number.region)
        message = f"This number is in {where}, which is not one of your countries."
        remedy = f"Confirm this call, or add {where} in the options."
    if locked:
        message += " Your administrator allows no other countries."
        remedy = "Ask your administrator to allow it."
    return Rule("refuse" if locked else "confirm", "country-not-allowed", message, remedy)


def _is_free(number: Number, home: str) -> bool:
    """Freephone of one's own calling code (+1 800 belongs to all North America) or of the world (+800)."""
    if number.type != "toll-free":
        return False
    return number.region == regions.NOWHERE or regions.calling_code(number.region) == regions.calling_code(home)


def _shown(number: Number) -> Shown:
    return Shown(**number._asdict())


def _refused(error: NumberError) -> Inspection:
    return Inspection(verdict="refuse", code=error.code, message=error.message, remedy=error.remedy)


def _emergency_at_home(text: str, home: str) -> NumberError | None:
    """The refusal of an emergency number of the person's own country, whatever country the page is from."""
    try:
        read(text, home)
    except NumberError as error:
        return error if error.code == "emergency-number" else None
    return None
