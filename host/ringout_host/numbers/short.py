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


def is_emergency_abroad(number: PhoneNumber) -> bool:
    """Whether it is an emergency number behind a country code: `+1 911`, `+44 999`."""
    digits = phonenumbers.national_significant_number(number)
    return len(digits) <= _LONGEST and any(emergency(digits, region) for region in _places(number))


def refusal(number: PhoneNumber, region: str | None) -> NumberError | None:
    """`premium-rate` or `short-code` for a short number of `region` or, without one, of its calling code."""
    if len(phonenumbers.national_significant_number(number)) > _LONGEST:
        return None
    for place in (region,) if region else _places(number):
        if phonenumbers.expected_cost_for_region(number, place) == ShortNumberCost.PREMIUM_RATE:
            return NumberError("premium-rate", "Calls to this short number cost far more than normal calls.")
        if phonenumbers.is_valid_short_number_for_region(number, place):
            return NumberError("short-code")
    return None


def _places(number: PhoneNumber) -> tuple[str, ...]:
    return sharing(number.country_code or 0)
