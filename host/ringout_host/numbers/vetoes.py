"""What looks like a telephone number and is something else: by its own shape, or by the characters that touch it.

Pure text; every pattern is bounded, so that hostile text costs no more than any other of its length.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from . import extension, words
from .context import SPACELESS

_OCTET: Final = r"(?:25[0-5]|2[0-4]\d|1?\d?\d)"
_CLOCK: Final = r"[0-2]?\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?"

# Patterns begin with a class of characters and not with a boundary: so they are searched for five times as fast.
_JOINED: Final = re.compile(r"\d{1,4}(?:[.:/-]\d{1,24}){1,5}+(?!\d)")
_NO_NUMBER: Final = re.compile(
    r"(?:19|20)\d\d([./-])[01]?\d\1[0-3]?\d"
    r"|[0-3]?\d([./-])[0-3]?\d\2(?:(?:19|20)\d\d|\d\d)"
    r"|(?:0|[1-9]\d{0,3})\.\d{5,}"  # a decimal fraction; an area code has a zero before other digits
    rf"|{_CLOCK}(?:-{_CLOCK})?"
    rf"|(?:{_OCTET}\.){{3}}{_OCTET}(?::\d{{1,5}})?(?:/\d\d?)?"
)
_UUID: Final = re.compile(r"[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}")
_URL: Final = re.compile(r"(?:[a-z][a-z0-9]{1,9}://|www\.)[^\s<>\"]+", re.IGNORECASE)
_IBAN: Final = re.compile(r"[A-Z]{2}\d\d(?: ?[0-9A-Z]{4}){3,7}(?: ?[0-9A-Z]{1,3})?(?![0-9A-Za-z])")
_CARD: Final = re.compile(r"[2-6]\d{3}([ -]?)(?:\d{4}\1\d{4}\1\d{1,7}|\d{6}\1\d{5})(?![ -]?\d)")

_THIRD_PART: Final = re.compile(r"\d{1,4}(?!\d)")
_LIST_END: Final = re.compile(r"\d{1,4}(?![\w.,-]\w|\w)")
"""Of a range, `02-123-4567~9`."""
_FORMATTED: Final = re.compile(r"\(\d{2,5}\)[ -]?\d+[ -]\d+|\d{2,5}([.-])\d{2,4}\1\d{4}")
_GOES_ON: Final = ("+", ".", "/", "-")
_SHAPES: Final = re.compile(
    r"(?:19|20)\d\d ?[-/ ] ?(?:19|20)\d\d"  # two years
    r"|\d{3}-\d\d-\d{4}"  # a US social-security number
    r"|(?:97[89][ -])?\d{1,5}([ -])\d{1,7}\1\d{1,7}\1\d"  # an ISBN
    r"|97[89]\d{10}"
)


def masked(text: str) -> str:
    """`text` with everything that is certainly something else as colons: links, identifiers, dates, times, IP
    addresses, bank accounts, payment cards.
    """
    if "://" in text or "www." in text:
        text = _URL.sub(_colons, text)
    if text.count("-") >= 4:
        text = _UUID.sub(_colons, text)
    text = _JOINED.sub(_colons_for_joined, text)
    return _CARD.sub(_colons_for_card, _IBAN.sub(_colons_for_account, text))


def shaped_otherwise(shown: str) -> bool:
    """Whether the number is written as another kind of thing usually is."""
    return _SHAPES.fullmatch(shown) is not None


def attached(text: str, start: int, end: int, *, listed: bool = False) -> bool:
    """Whether a character that touches the span makes it part of something longer: a word, a fraction, a path.

    `listed`: only a slash stands between it and the number before.
    """
    return (not listed and _attached_before(text, start, end)) or _attached_after(text, start, end)


def _attached_before(text: str, start: int, end: int) -> bool:
    if not start:
        return False
    near, far = text[start - 1], text[start - 2 : start - 1]
    if near == "+" == text[start] and not _is_part(far):
        return False  # a slip of the key
    opened = text[start] in "+("
    if near == " ":
        return far in words.CURRENCY
    if _is_joining(near):
        return not (opened and not near.isdigit() and near != "_")
    if near in "=&@#%\\*^~+" or near in words.CURRENCY:
        return True
    if near in ".,:/-" and far.isdigit():
        return not (near in ",:" and (opened or "-" in text[start:end]))
    if near in "./-" and far.isalpha():
        word = _word_before(text, start - 1)
        return not (words.weight(word) == words.FOR or word.lower() in words.NUMBER or SPACELESS.match(far))
    return False


def _attached_after(text: str, start: int, end: int) -> bool:
    near, far = text[end : end + 1], text[end + 1 : end + 2]
    if not near:
        return False
    if near == " ":
        return far in words.CURRENCY or far in ("%", "°", "=")
    if near == "~" and _LIST_END.match(text, end + 1):
        return False
    if _is_joining(near) or near in "=@%°#*\\^~+" or near in words.CURRENCY:
        return True
    if near == "," and _FORMATTED.fullmatch(text, start, end):
        return False  # a field of a table in plain text
    if near == "." and far.isupper() and text[end + 2 : end + 3].islower():
        return False  # the next sentence begins without a space
    if near == "/" and "/" in text[start:end] and _THIRD_PART.match(text, end + 1):
        return True  # 030/23125/412
    if near == "/":
        return far.isalnum() and text[start:end].isalnum() and extension.after(text, end + 1) == end + 1
    return near in ".,:-" and _is_joining(far) if far else False


def _is_joining(character: str) -> bool:
    if character.isascii():
        return character.isalnum() or character == "_"
    if character.isalpha():
        return not SPACELESS.match(character)
    return character.isdigit() or unicodedata.combining(character) > 0


def _is_part(character: str) -> bool:
    return bool(character) and (character == "+" or _is_joining(character))


def _word_before(text: str, end: int) -> str:
    start = end
    while start and text[start - 1].isalpha() and end - start < 24:
        start -= 1
    return text[start:end]


def _colons(found: re.Match[str]) -> str:
    return ":" * len(found[0])


def _colons_for_joined(found: re.Match[str]) -> str:
    if not _NO_NUMBER.fullmatch(found[0]):
        return found[0]
    before = found.string[max(0, found.start() - 6) : found.start()]
    goes_on = before[-1:].isdigit() or before[-1:] in _GOES_ON or "+" in before
    return found[0] if goes_on else _colons(found)


def _colons_for_account(found: re.Match[str]) -> str:
    return found[0] if found.string[found.start() - 1 : found.start()].isalnum() else _colons(found)


def _colons_for_card(found: re.Match[str]) -> str:
    before = found.string[found.start() - 1 : found.start()]
    if before.isdigit() or before == "+" or not luhn("".join(c for c in found[0] if c.isdigit())):
        return found[0]
    return _colons(found)


def luhn(digits: str) -> bool:
    """Whether `digits` end in the check digit of ISO/IEC 7812, as every payment card does."""
    total = 0
    for place, digit in enumerate(reversed(digits)):
        value = int(digit) * (1 + place % 2)
        total += value - 9 if value > 9 else value
    return total % 10 == 0
