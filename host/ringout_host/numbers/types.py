"""What kind of number it is: libphonenumber's types, and the ranges that it does not tell apart."""

from __future__ import annotations

from typing import Final

from phonenumbers import PhoneNumberType

from ..number import NumberType

NAMES: Final[dict[int, NumberType]] = {
    PhoneNumberType.FIXED_LINE: "fixed-line",
    PhoneNumberType.MOBILE: "mobile",
    PhoneNumberType.FIXED_LINE_OR_MOBILE: "fixed-line-or-mobile",
    PhoneNumberType.TOLL_FREE: "toll-free",
    PhoneNumberType.PREMIUM_RATE: "premium-rate",
    PhoneNumberType.SHARED_COST: "shared-cost",
    PhoneNumberType.VOIP: "voip",
    PhoneNumberType.PERSONAL_NUMBER: "personal",
    PhoneNumberType.PAGER: "pager",
    PhoneNumberType.UAN: "uan",
    PhoneNumberType.VOICEMAIL: "voicemail",
    PhoneNumberType.UNKNOWN: "unknown",
}

_RANGES: Final[dict[str, NumberType]] = {
    # ITU-T E.164 Annex: assignments of country codes without a country.
    "870": "satellite",  # Inmarsat
    "878": "personal",  # Universal Personal Telecommunications
    "881": "satellite",  # global mobile satellite systems: Iridium, Globalstar
    "882": "satellite",  # international networks: Thuraya, ships, aircraft; costs like a satellite call
    "883": "satellite",  # international networks, second block
    "979": "premium-rate",  # international premium rate
    # Satellite ranges inside national plans.
    "6114": "satellite",  # Australia, ACMA numbering plan: 014 satellite mobile
    "62868": "satellite",  # Indonesia: satellite mobile
    "7954": "satellite",  # Russia: satellite mobile
    "1600": "satellite",  # Canada, CNA: 600 non-geographic services, in the north by satellite
}
"""By the first digits after the plus sign; these win over libphonenumber's type."""

_STARTS: Final = frozenset(prefix[0] for prefix in _RANGES)


def name(libphonenumber_type: int, e164: str) -> NumberType:
    """The type of the number `e164`, which libphonenumber calls `libphonenumber_type`."""
    if e164[1] in _STARTS:
        for length in (3, 4, 5):
            special = _RANGES.get(e164[1 : 1 + length])
            if special:
                return special
        # The exchange 976 is premium-rate in every area code of North America.
        if e164[1] == "1" and e164[5:8] == "976":
            return "premium-rate"
    return NAMES.get(libphonenumber_type, "unknown")
