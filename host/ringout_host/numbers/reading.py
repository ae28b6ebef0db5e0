"""Reading one number for dialling, from text that nobody vouches for.

What is dialled is what is shown, or it is refused: every character must be a digit, a plus sign at the start, a known
separator, a known name before it or a known extension after it. Nothing else is skipped over.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, ValidationResult

from ..errors import NumberError
from ..protocol import Number
from . import characters, extension, regions, short, types, uri, vanity, words

LONGEST_TEXT: Final = 250
"""Characters, of text or link; far more than any number needs, and what libphonenumber reads at most."""

_SEVERAL: Final = "There is more than one number here."
_SELECT_ONE: Final = "Select just one number."

_EDGE: Final = " \n.,;:!?\"'“”‘’„«»‹›<>|•-_`´…。、，"
_LABEL: Final = re.compile(
    rf"[{words.SYMBOLS}\s]*(?:(?P<word>[^\W\d_]{{1,20}})(?:[ -](?:no|nr|number|num)\b)?\s*[.:]{{0,2}}\s*)?"
    rf"[{words.SYMBOLS}\s]*",
    re.IGNORECASE,
)
_ALLOWED: Final = re.compile(r"[\d .()\[\]/\n-]*")
_FEATURE: Final = re.compile(r"[*#,;~]|\d[pw][\dpw]", re.IGNORECASE)
_PLUS: Final = re.compile(r"[\s(\[]*\+")
_BREAK: Final = re.compile(r"[/\n(\[]| {3,}")
_GAP: Final = re.compile(r"[ .-]+(?=0)")


def read(text: str, region: str | None) -> Number:
    """The number that `text` is, read as people in `region` write it; plain text or a call link (see `uri`).

    Raises:
        NumberError: `not-a-number`, `invalid-number`, `feature-code`, `short-code`, `premium-rate` (a short number at a
            premium price) or `emergency-number`, in words that say what is wrong with this text.
    """
    home = regions.known(region)
    written, told = _written(text)
    main, said = extension.split(written)
    if told and said:
        raise NumberError("not-a-number", "There are two extensions here.", _SELECT_ONE)
    number = _parse(_dialled(main, text), main, home)
    return build(number, told or said)


def build(number: PhoneNumber, dialled_after: str | None = None) -> Number:
    """The model of a valid number of libphonenumber's, with an extension to show."""
    found = _built(number.country_code, phonenumbers.national_significant_number(number))
    return found if dialled_after is None else found.model_copy(update={"extension": dialled_after})


def _written(text: str) -> tuple[str, str | None]:
    """What stands for the number, in plain characters and without its label; and the extension of a link."""
    if len(text) > LONGEST_TEXT:
        raise NumberError("not-a-number", "This is far too long for a telephone number.", _SELECT_ONE)
    told = None
    link = uri.split(text)
    if link:
        text, told = link
    text = characters.unwrapped(text)
    if not characters.REORDERING.isdisjoint(text):
        raise NumberError(
            "not-a-number",
            "This text hides characters that change the order in which its digits are seen.",
            "Type the number by hand.",
        )
    if not characters.of_one_script(text):
        raise NumberError(
            "not-a-number", "The digits of this number are of different alphabets.", "Type the number by hand."
        )
    written = characters.plain(text).text.strip(_EDGE)
    label = _LABEL.match(written)
    if label and (label["word"] is None or label["word"].lower() in words.LABELS):
        written = written[label.end() :]
    else:
        written = next((written[len(w) :] for w in words.PHONE_CJK if written.startswith(w)), written)
    return written.strip(_EDGE), told


def _dialled(main: str, text: str) -> str:
    """The digits of `main`, after a plus sign if it has one.

    Raises:
        NumberError: `main` holds anything that is not a separator.
    """
    plus = _PLUS.match(main)
    rest = main[plus.end() :] if plus else main
    if not _ALLOWED.fullmatch(rest):
        if _FEATURE.search(main):
            raise NumberError("feature-code")
        spelled = vanity.digits(main) if _ascii_letters(text) else None
        if spelled is None:
            raise _strange(rest)
        rest = spelled.lstrip("+")
    digits = "".join(c for c in rest if "0" <= c <= "9")
    if not digits:
        raise NumberError("not-a-number", "There is no telephone number here.")
    return "+" + digits if plus else digits


def _parse(dialled: str, main: str, region: str | None) -> PhoneNumber:
    digits = dialled.lstrip("+")
    if short.emergency(digits, region):
        raise NumberError("emergency-number")
    try:
        number = phonenumbers.parse(dialled, region)
    except NumberParseException as error:
        raise _unreadable(error, dialled, main, region) from None
    if not phonenumbers.is_valid_number(number):
        short.refuse_emergency_of(number)
        if not dialled.startswith("+") and short.begins_emergency(digits, region):
            raise NumberError("emergency-number", "This begins with an emergency number.")
        short.refuse_short(number, None if dialled.startswith("+") else region)
        raise _invalid(number, dialled, main, region)
    if _is_several(main, region):
        raise NumberError("not-a-number", _SEVERAL, _SELECT_ONE)
    if any(c.isalpha() for c in main):
        _check_spelled(main, region)
    return number


@lru_cache(maxsize=2048)
def _built(country_code: int, national: str) -> Number:
    zeros = len(national) - len(national.lstrip("0"))
    number = PhoneNumber(
        country_code=country_code,
        national_number=int(national),
        italian_leading_zero=bool(zeros) or None,
        number_of_leading_zeros=zeros if zeros > 1 else None,
    )
    e164 = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    return Number(
        e164=e164,
        national=phonenumbers.format_number(number, PhoneNumberFormat.NATIONAL),
        international=phonenumbers.format_number(number, PhoneNumberFormat.INTERNATIONAL),
        region=phonenumbers.region_code_for_number(number) or regions.NOWHERE,
        type=types.name(phonenumbers.number_type(number), e164),
    )


def _ascii_letters(text: str) -> bool:
    return all(c.isascii() for c in text if c.isalpha())


def _strange(rest: str) -> NumberError:
    odd = next(c for c in rest if not _ALLOWED.fullmatch(c))
    if odd == "+":
        return NumberError("not-a-number", "A plus sign may only stand at the start of a number.", _SELECT_ONE)
    digits = sum(c.isdigit() for c in rest)
    if digits < 3:
        return NumberError("not-a-number")
    if odd.isalpha() and not odd.isascii():
        return NumberError(
            "not-a-number", f"The letter “{odd}” is not part of a number.", "Select just the digits."
        )
    if odd.isalpha():
        return NumberError(
            "not-a-number", f"The letter “{odd}” stands among the digits.", "Select just the number, or type it."
        )
    return NumberError("not-a-number", "Something among these digits does not belong to a number.", _SELECT_ONE)


def _unreadable(error: NumberParseException, dialled: str, main: str, region: str | None) -> NumberError:
    if error.error_type == NumberParseException.INVALID_COUNTRY_CODE:
        if dialled.startswith("+"):
            return NumberError("invalid-number", "No country has the code at the start of this number.")
        return NumberError(
            "invalid-number",
            "This number has no country code, and no country is chosen.",
            "Write it with + and the country code, or choose the country.",
        )
    if _counts_as_several(main, region):
        return NumberError("not-a-number", _SEVERAL, _SELECT_ONE)
    if error.error_type == NumberParseException.NOT_A_NUMBER:
        return NumberError("short-code" if len(dialled) <= 5 else "not-a-number")
    return NumberError("short-code" if len(dialled) <= 5 else "invalid-number")


def _invalid(number: PhoneNumber, dialled: str, main: str, region: str | None) -> NumberError:
    if _counts_as_several(main, region):
        return NumberError("not-a-number", _SEVERAL, _SELECT_ONE)
    if not dialled.startswith("+") and len(dialled) <= 5:
        return NumberError("short-code")
    reason = phonenumbers.is_possible_number_with_reason(number)
    if reason == ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return NumberError("invalid-number", "The area code of this number is missing.", "Add the area code.")
    if reason == ValidationResult.TOO_SHORT:
        return NumberError("invalid-number", "This number is too short.")
    if reason == ValidationResult.TOO_LONG:
        return NumberError("invalid-number", "This number is too long.")
    return NumberError("invalid-number")


def _counts_as_several(main: str, region: str | None) -> bool:
    return sum(1 for _ in phonenumbers.PhoneNumberMatcher(main, region)) > 1


def _is_several(main: str, region: str | None) -> bool:
    """Whether `main`, which reads as one valid number, may be two that stand beside each other.

    It is when what stands before a line break, a slash or a bracket is a number by itself, or when both sides of a gap are
    and the second begins with a zero.
    """
    for found in _BREAK.finditer(main):
        if _stands_alone(main[: found.start()], region):
            return True
    return any(
        _stands_alone(main[found.end() :], region) and _stands_alone(main[: found.start()], region)
        for found in _GAP.finditer(main)
    )


def _stands_alone(part: str, region: str | None) -> bool:
    digits = "".join(c for c in part if "0" <= c <= "9")
    if len(digits) < 5:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(("+" if "+" in part else "") + digits, region))
    except NumberParseException:
        return False


def _check_spelled(main: str, region: str | None) -> None:
    """A spelled number must be written as in its country: `1-800-FLOWERS` is none of Germany's."""
    digits = vanity.digits(main) or ""
    found = list(phonenumbers.PhoneNumberMatcher(digits, region, phonenumbers.Leniency.VALID))
    if len(found) != 1 or found[0].raw_string != digits:
        raise NumberError(
            "invalid-number",
            "Numbers with letters are not used in this country.",
            "Type its digits, with + and the country code.",
        )
