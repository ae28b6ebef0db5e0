"""Numbers written with letters: `1-800-FLOWERS` (ITU-T E.161 keypad). Only the usual shape, only ASCII letters.

A stray letter is a typing error or a trap, never a digit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_KEYS: Final = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")

_GROUP: Final = r"(?:\d{1,4}|[A-Z]+|\d[A-Z]{3,}|[A-Z]{3,}\d)"
_SHAPE: Final = re.compile(
    rf"\+?(?:\d{{1,3}}[ .-])?(?:\(\d{{2,4}}\)|\d{{2,4}})[ .-]{{0,2}}{_GROUP}(?:[ .-]{_GROUP}){{0,4}}",
    re.IGNORECASE,
)
_WORDS: Final = re.compile(r"[A-Za-z]+")
_LOOKALIKES: Final = frozenset("OoIlQ")


def digits(plain: str) -> str | None:
    """`plain` with its letters as digits, or `None` if it does not have the shape of a vanity number."""
    if len(plain) > 40 or not _SHAPE.fullmatch(plain):
        return None
    words = _WORDS.findall(plain)
    if max(map(len, words), default=0) < 3 or any(set(word) <= _LOOKALIKES for word in words):
        return None
    if not all(word.isupper() or word.islower() or word.istitle() for word in words):
        return None
    return plain.upper().translate(_KEYS)


_IN_TEXT: Final = re.compile(
    r"(?<![\w+.,/#-])(?:\+?1[ .-]\(?8\d\d\)?[ .-]|\(8\d\d\) ?|8\d\d[.-]|0?800-|0[58]0\d |1[38]00[ -])"
    r"(?=[0-9.-]{0,4}[A-Z])[A-Z0-9]{1,12}(?P<more>(?:[ .-][A-Z0-9]{1,12}){0,3})(?![\w@]|[.-]\w)"
)
_MORE: Final = re.compile(r"[ .-][A-Z0-9]+")


def spans(plain: str) -> Iterator[tuple[int, list[int]]]:
    """Where freephone and shared-cost numbers with capitals may stand: the start, and where each may end."""
    if not any(map(str.isupper, plain)):
        return
    for found in _IN_TEXT.finditer(plain):
        more = found.start("more")
        yield found.start(), [more, *(word.end() for word in _MORE.finditer(plain, more, found.end()))]
