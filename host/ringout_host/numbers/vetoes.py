"""Why something that could be a telephone number is none: what stands around it, and what it looks like instead.

Pure text; every pattern is bounded, so that hostile text costs no more than any other of its length.
"""

from __future__ import annotations

import re
from typing import Final

from ..protocol import Number
from . import words

BEFORE: Final = 48
"""Characters before a number in which a word can speak for it or against it."""
AFTER: Final = 24

_TIME: Final = r"(?<!\d)[0-2]?\d:[0-5]\d(?::[0-5]\d)?(?!\d)"
_DATE: Final = r"(?<![\d./+-])(?:(?:19|20)\d\d([-./])[01]?\d\1[0-3]?\d|[0-3]?\d([-./])[0-3]?\d\2(?:(?:19|20)\d\d|\d\d))(?!\d|[./-]\d)"
_IP: Final = r"(?<![\d.+-])(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)\.){3}(?:25[0-5]|2[0-4]\d|1?\d?\d)(?![\d-]|\.\d)"
_IBAN: Final = r"\b[A-Z]{2}\d\d(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?\b"
_UUID: Final = r"\b[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\b"
_URL: Final = r"\b(?:(?:https?|ftp|file|mailto|sips?|git|ssh):|www\.)[^\s<>\"]+"

_ELSE: Final = re.compile("|".join((_URL, _UUID, _IBAN, _IP, _DATE, _TIME)))

_WORD: Final = re.compile(r"[^\W\d_]+")
_CURRENCY: Final = "".join(words.CURRENCY)
_LETTERED: Final = re.compile(
    r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f\uf900-\ufaff]"
)  # scripts without spaces between words


def masked(text: str) -> str:
    """`text` with everything that is certainly something else (links, dates, times, addresses, IBANs) as colons."""
    return _ELSE.sub(lambda found: ":" * len(found[0]), text)


def attached(text: str, start: int, end: int) -> bool:
    """Whether the characters that touch the span make it part of something longer: a word, a decimal, a path, an id."""
    before, after = text[max(0, start - 2) : start], text[end : end + 2]
    if before:
        near = before[-1]
        if near in "=&_@#\\%" or near in words.CURRENCY or _joins(near):
            return True
        if near in ".,:/-–+*^<>~" and len(before) > 1 and (before[0].isalnum()) and not text[start] in "+(":
            return not (near in ".:" and before[0].isalpha())  # “Tel.0123” and “Tel:0123” are fine
    if after:
        near = after[0]
        if near in "=_@%°#*\\" or near in words.CURRENCY or _joins(near):
            return True
        if near in ".,:/-–+^~" and len(after) > 1 and after[1].isalnum():
            return True
    return text[start - 2 : start] in {"$ ", "€ ", "£ ", "¥ "} or text[end : end + 2] in {
        " $",
        " €",
        " £",
        " %",
        " °",
    }


def context(text: str, start: int, end: int) -> int:
    """What the words around the span say: 2 or 1 for a telephone number (right beside it, further away), 0 nothing,
    -1 softly and -2 hard against it.
    """
    before = text[max(0, start - BEFORE) : start]
    after = text[end : end + AFTER]
    nearest = list(_WORD.finditer(before))
    verdict, further = 0, False
    for place, found in enumerate(reversed(nearest[-7:])):
        word = found[0]
        if word.lower() in words.NUMBER:
            continue
        weight = words.weight(word)
        if weight > 0:
            return 2 if not further else 1
        if weight < 0 and not further and place <= 3:
            verdict = weight
            break
        if not word.isascii() and _LETTERED.search(word):
            return _cjk(before)
        further = True
    if any(symbol in before[-4:] for symbol in words.SYMBOLS):
        return 2
    if verdict:
        return verdict
    follow = _WORD.match(after.lstrip(" ([-–,"))
    if follow:
        word = follow[0].lower()
        if word in words.AFTER_AGAINST:
            return -2
        if words.weight(word) > 0:
            return 1
    return 0


def _cjk(before: str) -> int:
    near = before[-16:]
    good = max((near.rfind(word) for word in words.PHONE_CJK), default=-1)
    bad = max((near.rfind(word) for word in words.AGAINST_CJK), default=-1)
    if good > bad:
        return 2
    return -2 if bad >= 0 else 0


def _joins(near: str) -> bool:
    return near.isalpha() and not _LETTERED.match(near)


_YEARS: Final = re.compile(r"(?:19|20)\d\d[ -]{1,3}(?:19|20)\d\d")
_DECIMAL: Final = re.compile(r"\d{1,4}\.\d{5,}")
_SOCIAL: Final = re.compile(r"\d{3}-\d\d-\d{4}")
_BOOK: Final = re.compile(r"(?:97[89][ -]?)?(?:\d{1,5}[ -]\d{1,7}[ -]\d{1,7}[ -]\d|\d{10})")


def reason(text: str, start: int, end: int, number: Number) -> bool:
    """Whether the span, which is a valid number, is one that a person would call a telephone number here."""
    shown = text[start:end]
    if "+" in shown:
        return True
    weight = context(text, start, end)
    if weight == -2 or (weight == -1 and "(" not in shown):
        return False
    if weight > 0:
        return True
    digits = sum(c.isdigit() for c in shown)
    if digits < 7 or any(shape.fullmatch(shown) for shape in (_YEARS, _DECIMAL, _SOCIAL, _BOOK)):
        return False
    if digits == len(shown):  # bare digits need a reason: a trunk prefix before a mobile number is one
        return digits >= 10 and shown[0] == "0" and shown[1] != "0" and number.type == "mobile"
    return True


def luhn(digits: str) -> bool:
    """Whether `digits` end in the check digit of ISO/IEC 7812, as every payment card does."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
