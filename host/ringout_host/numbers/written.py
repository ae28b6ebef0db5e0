"""From text that nobody vouches for to the digits in it, or to a refusal in plain words.

Every character must be a digit, a plus sign at the start, a known separator, a known name before the number or a
known extension after it. Nothing else is skipped over, so that the digits are exactly those that are seen.
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from ..errors import NumberError
from . import characters, extension, uri, vanity, words

LONGEST_TEXT: Final = 250
"""Characters, of text or link; far more than any number needs, and what libphonenumber reads at most."""

SEVERAL: Final = "There is more than one number here."
SELECT_ONE: Final = "Select just one number."

NO_DIGIT: Final = re.compile(r"[^0-9]+")

_EDGE: Final = " \n.,;:!?\"'“”‘’„«»‹›<>|•-_`´。、，"
_CUT_OFF: Final = re.compile(r"\.\.+$|…$")
_WORD_BEFORE: Final = re.compile(r"([^\W\d_]{1,20})[\s.:/-]{0,4}")
_MOST_WORDS: Final = 4
_SEPARATORS: Final = re.compile(r"[\d .()\[\]/\n-]*")
_FEATURE: Final = re.compile(r"[*#,;]|\d[pw][\dpw]", re.IGNORECASE)
_LISTED: Final = re.compile(r"[,;] ?[+(]?\d[\d ()-]{5}")
_PLUS: Final = re.compile(r"[\s(\[]*\+")


class Written(NamedTuple):
    """What a text says."""

    main: str
    """The number as written, in plain characters, without label and extension."""
    dialled: str
    """Its digits, after a plus sign if it has one."""
    extension: str | None
    spelled: str | None
    """`main` with digits for its letters, if it has any."""


def take_apart(text: str) -> Written:
    """The parts of a plain text or a call link.

    Raises:
        NumberError: `not-a-number`, `feature-code`, `invalid-number` (a link into a private network).
    """
    written, told, original = _plain(text)
    main, said = extension.split(written)
    if not characters.of_one_script(original, sum(map(str.isdecimal, main))):
        raise NumberError(
            "not-a-number", "The digits of this number are of different alphabets.", "Type the number by hand."
        )
    if told and said:
        raise NumberError("not-a-number", "There are two extensions here.", SELECT_ONE)
    plus = _PLUS.match(main)
    rest = main[plus.end() :] if plus else main
    spelled = None
    if not _SEPARATORS.fullmatch(rest):
        spelled = _spelled(main, rest, text)
        rest = spelled
    digits = NO_DIGIT.sub("", rest)
    if not digits:
        raise NumberError("not-a-number", "There is no telephone number here.")
    return Written(main, "+" + digits if plus else digits, told or said, spelled)


def _plain(text: str) -> tuple[str, str | None, str]:
    """What stands for the number, in plain characters and without its label; the extension of a link; what it was
    made of.
    """
    if len(text) > LONGEST_TEXT:
        raise NumberError("not-a-number", "This is far too long for a telephone number.", SELECT_ONE)
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
    written = characters.plain(text).text.strip()
    if _CUT_OFF.search(written):
        raise NumberError("not-a-number", "The end of this number is cut off.", "Select or type the whole number.")
    return _without_label(written.strip(_EDGE)).strip(_EDGE), told, text


def _without_label(written: str) -> str:
    """`written` without “Tel.:”, “☎” or “Phone number:” before it: known words, one of them for telephones."""
    rest = written.lstrip(words.SYMBOLS + " ")
    if not rest[:1].isalpha():
        return rest
    for word in words.PHONE_JOINED:
        if rest.startswith(word):
            return rest[len(word) :]
    at, known = 0, False
    for _ in range(_MOST_WORDS):
        found = _WORD_BEFORE.match(rest, at)
        if not found:
            break
        lower = found[1].lower()
        known = known or lower in words.LABELS
        if lower not in words.LABELS and lower not in words.FILLERS:
            return written
        at = found.end()
    return rest[at:].lstrip(words.SYMBOLS + " ") if known else written


def _spelled(main: str, rest: str, text: str) -> str:
    """`main` with digits for its letters.

    Raises:
        NumberError: it has other strange characters, or letters that are no word.
    """
    if _FEATURE.search(main):
        if _LISTED.search(main):
            raise NumberError("not-a-number", SEVERAL, SELECT_ONE)
        raise NumberError("feature-code")
    digits = vanity.digits(main) if all(c.isascii() for c in text if c.isalpha()) else None
    if digits is None:
        raise _strange(rest)
    return digits


def _strange(rest: str) -> NumberError:
    odd = next(c for c in rest if not _SEPARATORS.fullmatch(c))
    if odd == "+":
        return NumberError("not-a-number", "A plus sign may only stand at the start of a number.", SELECT_ONE)
    if sum(map(str.isdecimal, rest)) < 3:
        return NumberError("not-a-number")
    if not odd.isalpha():
        return NumberError("not-a-number", "Something among these digits does not belong to a number.", SELECT_ONE)
    if odd.isascii():
        message = f"The letter “{odd}” stands among the digits."
    else:
        message = f"“{odd}” is not a letter of any telephone keypad."
    return NumberError("not-a-number", message, "Select just the digits, or type the number by hand.")
