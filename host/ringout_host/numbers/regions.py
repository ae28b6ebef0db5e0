"""Countries as numbering plans know them: ISO 3166-1 codes, their calling codes, an example of their numbers."""

from __future__ import annotations

from typing import Final

import phonenumbers

NOWHERE: Final = "001"
"""The region of numbers that belong to no country: international freephone, satellites, and so on."""

_ALIASES: Final = {"UK": "GB", "EL": "GR"}


def known(region: str | None) -> str | None:
    """`region` in upper case if it has a numbering plan, else `None`; `UK` and `EL` are understood."""
    if not region:
        return None
    code = _ALIASES.get(region.upper(), region.upper())
    return code if code in phonenumbers.SUPPORTED_REGIONS else None


def calling_code(region: str | None) -> int | None:
    """The country calling code (1 for the US), or `None`."""
    code = known(region)
    return phonenumbers.country_code_for_region(code) if code else None


def sharing(calling_code: int) -> tuple[str, ...]:
    """All regions with this calling code, the main one first."""
    return phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(calling_code, ())


def example(region: str) -> str | None:
    """A number of this country as its people write it, or `None`; it may belong to somebody: never dial it."""
    number = phonenumbers.example_number(region)
    if number is None:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
