"""Whether a text may be the phone that rings first. RingOut dials it, so what is never dialled is refused."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from ..errors import NumberError
from ..numbers import read
from .rules import BY_TYPE

_IN_FULL: Final = re.compile(r"\+\d{7,15}")
_EXTENSION: Final = re.compile(r"(?<=\d)\*\d{1,8}$")


def own_phone(text: str, home: str, listed: Iterable[str] = ()) -> str:
    """`text` as RingCentral takes it: E.164, or `main*extension`. What RingCentral `listed` itself stays as it is.

    Any country will do: people travel. A number in full that has a range nobody heard of is left to RingCentral.

    Raises:
        NumberError: it is no number, or one that is never dialled: emergency, short, premium-rate, satellite.
    """
    if text in listed:
        return text
    extension = _EXTENSION.search(text)
    main = text[: extension.start()] if extension else text
    try:
        number = read(main, home)
    except NumberError as error:
        if error.code == "invalid-number" and _IN_FULL.fullmatch(main):
            return text
        raise
    rule = BY_TYPE.get(number.type)
    if rule is not None and rule.verdict == "refuse":
        raise NumberError(rule.code, rule.message, rule.remedy)
    return number.e164 + (extension[0] if extension else "")
