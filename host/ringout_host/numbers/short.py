"""Short numbers: emergency services, and codes that only a phone's own network knows. None is ever dialled."""

from __future__ import annotations

from typing import Final

import phonenumbers
from phonenumbers import PhoneNumber, ShortNumberCost

from ..errors import NumberError
from .regions import sharing

EVERYWHERE: Final = frozenset({"000", "112", "911", "999"})
"""Emergency numbers that phones know in any country (3GPP TS 22.101 section 10.1), whatever the region."""

_LONGEST: Final = 8
"""Digits of the longest short number in any plan."""


def emergency(digits: str, region: str | None) -> bool:
    """Whether exactly these digits are an emergency number everywhere or in `region`."""
    if len(digits) > _LONGEST:
        return False
    return digits in EVERYWHERE or (region is not None and phonenumbers.is_emergency_number(digits, region))


def begins_emergency(digits: str, region: str | None) -> bool:
    """Whether a phone in `region` may reach the emergency service before it has dialled all these digits."""
    return region is not None and phonenumbers.connects_to_emergency_number(digits, region)


def refuse_emergency_of(number: PhoneNumber) -> None:
    """Raise `emergency-number` for an emergency number behind a country code: `+1 911`, `+44 999`."""
    digits = phonenumbers.national_significant_number(number)
    if len(digits) <= _LONGEST and any(emergency(digits, region) for region in sharing(number.country_code or 0)):
        raise NumberError("emergency-number")


def refuse_short(number: PhoneNumber, region: str | None) -> None:
    """Raise `premium-rate` or `short-code` for a short number of `region` or, without one, of its calling code."""
    digits = phonenumbers.national_significant_number(number)
    if len(digits) > _LONGEST:
        return
    for place in (region,) if region else sharing(number.country_code or 0):
        if phonenumbers.is_valid_short_number_for_region(number, place):
            if phonenumbers.expected_cost_for_region(number, place) == ShortNumberCost.PREMIUM_RATE:
                raise NumberError("premium-rate", "Calls to this short number cost far more than normal calls.")
            raise NumberError("short-code")
