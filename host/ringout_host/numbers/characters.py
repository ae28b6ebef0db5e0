"""The characters that telephone numbers are written with, and their plain ASCII forms.

Every replacement is one character for one, or a removal that is remembered, so that a place in the plain text is
always a place in the original. Nothing here decides whether the result is a number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import islice
from typing import Final, NamedTuple

_DASHES: Final = "‐‑‒–—―−﹘﹣－ー"
_DOTS: Final = "·․‧∙⋅﹒．"
_SPACES: Final = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000"
_BREAKS: Final = "\t\v\f\r\x85\u2028\u2029"

INVISIBLE: Final = "\u00ad\u200b\u200c\u200d\u200e\u2060\ufe0e\ufe0f\ufeff"
"""Characters without a shape that cannot change which digits are seen, or in which order: soft hyphen, zero-width
spaces and joiners, left-to-right mark, word joiner, variation selectors, byte order mark."""

_EMBED: Final = "\u202a\u2066\u2068"
_POP: Final = "\u202c\u2069"
_EDGES: Final = "\u200f\u061c"

OVERRIDES: Final = re.compile("[\u202b\u202d\u202e\u2067]")
"""The controls among them that turn round even digits beside them, or the groups that digits stand in."""

REORDERING: Final = frozenset("\u061c\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Bidirectional controls: digits around them may be seen in another order than they are stored."""


def _single() -> dict[int, str]:
    table = {ord(c): "-" for c in _DASHES} | {ord(c): "." for c in _DOTS} | {ord(c): " " for c in _SPACES}
    table |= {ord(c): "\n" for c in _BREAKS} | {0xFE62: "+"}
    # Full-width forms, but for their dash and full stop, which are above.
    table |= {0xFEE0 + code: chr(code) for code in range(0x21, 0x7F) if code not in (0x2D, 0x2E)}
    return table


class _Plain(dict[int, str]):
    """For `str.translate`: digits of every script besides the table; remembers a bounded number of answers."""

    def __missing__(self, code: int) -> str:
        value = unicodedata.decimal(chr(code), None)
        plain = chr(code) if value is None else str(value)
        if len(self) < 4096:
            self[code] = plain
        return plain


_PLAIN: Final = _Plain(_single())
_INVISIBLE: Final = re.compile(f"[{INVISIBLE}]")
_CONTROL: Final = re.compile(r"[\t\v\f\r~]")
_SECOND_TONE: Final = re.compile(r"(?<!\d)0[~\u223c\u2053\uff5e](?=0)")
"""The old Polish way abroad, 0~0: after the first zero one waited for another tone."""
_HYPHENATION: Final = re.compile(r"(?<=\d)[\u00ad\u200b](?=\d)")
"""Where a number may be broken at the end of a line: its groups are told from that."""


class Plain(NamedTuple):
    """A text in plain characters, and where each of them comes from."""

    text: str
    origin: Sequence[int]
    """For each character its place in the original; one more at the end for the original's length."""

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The original's span for a non-empty span of the plain text, without invisible characters at its ends."""
        return self.origin[start], self.origin[end - 1] + 1


def plain(text: str) -> Plain:
    """`text` with digits, dashes, dots, spaces and full-width forms as ASCII, invisible characters left out.

    A place between digits where a line may be broken becomes a hyphen.
    """
    if text.isascii() and not _CONTROL.search(text):
        return Plain(text, range(len(text) + 1))
    origin: Sequence[int] = range(len(text) + 1)
    text = _SECOND_TONE.sub("0-", _HYPHENATION.sub("-", text))
    if _INVISIBLE.search(text):
        origin = [at for at, c in enumerate(text) if c not in INVISIBLE]
        origin.append(len(text))
        text = _INVISIBLE.sub("", text)
    return Plain(text.translate(_PLAIN), origin)


def unwrapped(text: str) -> str:
    """`text` without the bidirectional controls that merely wrap it: programs put them around a number when it is
    copied. Overrides and right-to-left embeddings are kept, to be refused.
    """
    text = text.strip().strip(_EDGES + INVISIBLE).strip()
    while len(text) > 1 and text[0] in _EMBED:
        text = text[1:-1] if text[-1] in _POP else text[1:]
        text = text.strip()
    return text.rstrip(_POP).strip().strip(_EDGES + INVISIBLE).strip()


def of_one_script(text: str, digits: int) -> bool:
    """Whether the first so many decimal digits of `text` are of one script: their zeros are the same character."""
    if text.isascii():
        return True
    return len({ord(c) - unicodedata.decimal(c) for c in islice(filter(str.isdecimal, text), digits)}) <= 1


def utf16(text: str, places: Sequence[int]) -> Sequence[int]:
    """Places in code points, rising, as places in UTF-16 code units."""
    if text.isascii() or not places or max(text) <= "\uffff":
        return places
    counted, at, units = [], 0, 0
    for place in places:
        units += place - at + sum(c > "\uffff" for c in text[at:place])
        at = place
        counted.append(units)
    return counted
