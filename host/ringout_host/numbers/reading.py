"""Reading one number for dialling: what is dialled is what is shown, or it is refused.

libphonenumber is given nothing but the digits that `written` made sure of, so that it has nothing to skip over.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from ..errors import NumberError
from ..number import Number
from . import regions, several, short, types
from .written import NO_DIGIT, Written, take_apart

_SHORT: Final = 5
"""Digits, at most, of what people dial inside a company or a network."""
_SAME_END: Final = 5


def read(text: str, region: str | None) -> Number:
    """The number that `text` is, read as people in `region` write it; plain text or a call link (see `uri`).

    Raises:
        NumberError: `not-a-number`, `invalid-number`, `feature-code`, `short-code`, `premium-rate` (a short number
            at a premium price) or `emergency-number`, in words that say what is wrong with this text.
    """
    written = take_apart(text)
    return build(_parse(written, regions.known(region)), written.extension)


def read_known(text: str, region: str | None, found: PhoneNumber, found_in: str) -> Number | None:
    """What `read` makes of `text`, knowing that libphonenumber makes the valid number `found` of `found_in`.

    Saves parsing the same digits twice. `None` if `text` is another number. `region` must have a numbering plan.

    Raises:
        NumberError: as `read`.
    """
    written = take_apart(text)
    sign = "+" if "+" in found_in else ""
    if not written.spelled and written.dialled == sign + NO_DIGIT.sub("", found_in):
        several.refuse(written.main, region)
        return build(found, written.extension)
    return build(found, written.extension) if _parse(written, region) == found else None


def build(number: PhoneNumber, extension: str | None = None) -> Number:
    """The model of a valid number of libphonenumber's, with an extension to show."""
    found = _built(number.country_code or 0, phonenumbers.national_significant_number(number))
    return found if extension is None else found._replace(extension=extension)


@lru_cache(maxsize=1024)
def _built(country_code: int, national: str) -> Number:
    zeros = len(national) - len(national.lstrip("0"))
    number = PhoneNumber(
        country_code=country_code,
        national_number=int(national),
        italian_leading_zero=bool(zeros) or None,
        number_of_leading_zeros=zeros if zeros > 1 else None,
    )
    e164 = f"+{country_code}{national}"
    return Number(
        e164=e164,
        national=phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        international=phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        region=phonenumbers.region_code_for_number(number) or regions.NOWHERE,
        type=types.name(phonenumbers.number_type(number), e164),
    )


def _parse(written: Written, region: str | None) -> PhoneNumber:
    dialled = written.dialled
    digits = dialled.lstrip("+")
    if short.emergency(digits, region):
        raise NumberError("emergency-number")
    try:
        number = phonenumbers.parse(dialled, region)
    except NumberParseException as error:
        raise _unreadable(error, written, region) from None
    if not phonenumbers.is_valid_number(number):
        raise _invalid(number, written, region)
    if not digits.endswith(phonenumbers.national_significant_number(number)[-_SAME_END:]):
        raise NumberError("invalid-number")  # other digits would be dialled than are seen
    several.refuse(written.main, region)
    if written.spelled:
        _refuse_foreign_spelling(written.spelled, region)
    return number


def _refuse_foreign_spelling(spelled: str, region: str | None) -> None:
    """A spelled number must be written as in its country: `1-800-FLOWERS` is none of Germany's."""
    found = list(phonenumbers.PhoneNumberMatcher(spelled, region, phonenumbers.Leniency.VALID))
    if len(found) != 1 or found[0].raw_string != spelled:
        raise NumberError(
            "invalid-number",
            "Numbers with letters are not used in this country.",
            "Type its digits, with + and the country code.",
        )


def _unreadable(error: NumberParseException, written: Written, region: str | None) -> NumberError:
    """Why libphonenumber cannot parse the digits."""
    if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
        if written.dialled.startswith("+"):
            return NumberError("invalid-number", "No country has the code at the start of this number.")
        return NumberError(
            "invalid-number",
            "This number has no country code, and no country is chosen.",
            "Write it with + and the country code, or choose the country.",
        )
    if len(written.dialled) == 1:
        return NumberError("not-a-number")
    if len(written.dialled) <= _SHORT:
        return NumberError("short-code")
    return several.error() if several.counted(written.main, region) else NumberError("invalid-number")


def _invalid(number: PhoneNumber, written: Written, region: str | None) -> NumberError:
    """Why the digits are no valid number."""
    plus = written.dialled.startswith("+")
    behind_code = plus or written.dialled != phonenumbers.national_significant_number(number)
    if behind_code and short.is_emergency_abroad(number):
        return NumberError("emergency-number")
    if not plus and short.begins_emergency(written.dialled, region):
        return NumberError("emergency-number", "This begins with an emergency number.")
    refusal = short.refusal(number, None if plus else region)
    if refusal:
        return refusal
    if not plus and len(written.dialled) <= _SHORT:
        return NumberError("short-code")
    if several.counted(written.main, region):
        return several.error()
    reason = phonenumbers.is_possible_number_with_reason(number)
    return NumberError("invalid-number", *_REASONS.get(reason, ()))


_REASONS: Final = {
    ValidationResult.IS_POSSIBLE_LOCAL_ONLY: ("The area code of this number is missing.", "Add the area code."),
    ValidationResult.TOO_SHORT: ("This number is too short.",),
    ValidationResult.TOO_LONG: ("This number is too long.",),
}
