"""The person's own numbers in a call: the phone that rings first, and the caller ID.

A number in full that has a range nobody heard of is left to RingCentral, and so is what RingCentral listed itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..errors import NumberError
from ..number import Number
from ..numbers import read
from .rules import BY_TYPE

_IN_FULL: Final = re.compile(r"\+\d{7,15}")
_EXTENSION: Final = re.compile(r"(?<=\d)\*\d{1,8}$")


def own_phone(text: str, home: str, listed: Iterable[str] = ()) -> str:
    """The phone that rings first, as RingCentral takes it: E.164, or `main*extension`.

    RingOut dials it, so what is never dialled is refused. Any country will do: people travel.

    Raises:
        NumberError: it is no number, or one that is never dialled: emergency, short, premium-rate, satellite.
    """
    if text in listed:
        return text
    extension = _EXTENSION.search(text)
    main = text[: extension.start()] if extension else text
    number = _read(main, home)
    if isinstance(number, str):
        return text
    rule = BY_TYPE.get(number.type)
    if rule is not None and rule.verdict == "refuse":
        raise NumberError(rule.code, rule.message, rule.remedy)
    return number.e164 + (extension[0] if extension else "")


def own_caller_id(text: str, home: str, listed: Iterable[str] = ()) -> str:
    """The number that the callee is shown, as RingCentral takes it; whether it may be shown, RingCentral says.

    Raises:
        NumberError: it is no telephone number, or one with an extension.
    """
    listed = list(listed)
    if text in listed:
        return text
    number = _read(text, home)
    if isinstance(number, str):
        return number
    if number.extension is not None:
        raise NumberError("not-a-number", "A caller ID has no extension.", "Leave the extension away.")
    # Listed without a plus, perhaps: RingCentral knows best how it writes its own numbers.
    return next((each for each in listed if each == number.e164.removeprefix("+")), number.e164)


def _read(text: str, home: str) -> Number | str:
    """The number, or the text itself where that is a number in full of an unheard-of range. Raises NumberError."""
    try:
        return read(text, home)
    except NumberError as error:
        if error.code == "invalid-number" and _IN_FULL.fullmatch(text):
            return text
        raise
