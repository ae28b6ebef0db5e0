"""Whether what reads as one number is two beside each other, as `030 23125-123 / -124`. In doubt it is."""

from __future__ import annotations

import re
from typing import Final

import phonenumbers
from phonenumbers import NumberParseException

from ..errors import NumberError
from .written import NO_DIGIT, SELECT_ONE, SEVERAL

_SHORTEST: Final = 5
"""Digits of what may be taken for a number of its own."""

_BREAK: Final = re.compile(r"[/\n(\[]| {3,}")
_GAP: Final = re.compile(r"[ .-]+(?=0)")


def refuse(main: str, region: str | None) -> None:
    """Refuse a valid number that may be two.

    It may be when what stands before a line break, a slash or a bracket is a number by itself, or when both sides
    of a gap are and the second begins with a zero.

    Raises:
        NumberError: `not-a-number`.
    """
    for found in _BREAK.finditer(main):
        if found.start() >= _SHORTEST and _stands_alone(main[: found.start()], region):
            raise error()
    for found in _GAP.finditer(main):
        if found.start() < _SHORTEST or len(main) - found.end() < _SHORTEST:
            continue
        if _stands_alone(main[found.end() :], region) and _stands_alone(main[: found.start()], region):
            raise error()


def counted(main: str, region: str | None) -> bool:
    """Whether there are two valid numbers or more in what is none by itself."""
    return sum(1 for _ in phonenumbers.PhoneNumberMatcher(main, region)) > 1


def error() -> NumberError:
    """The refusal."""
    return NumberError("not-a-number", SEVERAL, SELECT_ONE)


def _stands_alone(part: str, region: str | None) -> bool:
    digits = NO_DIGIT.sub("", part)
    if len(digits) < _SHORTEST:
        return False
    try:
        return phonenumbers.is_valid_number(phonenumbers.parse(("+" if "+" in part else "") + digits, region))
    except NumberParseException:
        return False
