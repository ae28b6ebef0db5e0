"""One piece of page text on its way to its marks: what libphonenumber finds in it, what speaks for and against it.

Nothing leaves here that `read` would not dial exactly the same from the same characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from ..errors import NumberError
from ..number import Number
from . import candidates, characters, context, extension, vanity, vetoes, words
from .reading import read, read_known

_FEWEST: Final = 7
"""Digits of what is a telephone number without a word that says so."""
_BARE_MOBILE: Final = 10
_RISING: Final = "012345678901234567890"

_PART_OF_ID: Final = re.compile(r"\b(?!\d[A-Z]{2} )(?:\d+[A-Za-z]+|[A-Za-z]+\d+)[A-Za-z\d]* $")
"""Before a number: a word of letters and digits, as in identifiers; but not the end of a British postcode."""
_LONGEST_ID: Final = 12


class Marked(NamedTuple):
    """A number and its place in the plain text."""

    start: int
    end: int
    number: Number


class Window:
    """A text, judged for one region.

    Args:
        text: as on the page.
        plain: the same in plain characters.
        region: a country with a numbering plan, or `None`.
    """

    def __init__(self, text: str, plain: characters.Plain, region: str | None) -> None:
        self._text = text
        self._plain = plain
        self._region = region
        self._shown = plain.text
        self._masked = vetoes.masked(plain.text)
        self._weights: dict[int, int] = {}

    def marked(self) -> list[Marked]:
        """The numbers, from left to right, none of them inside another."""
        found: list[Marked] = []
        for one in sorted((*self._in_digits(), *self._in_letters()), key=lambda one: one.start):
            if not found or one.start >= found[-1].end:
                found.append(one)
        return found

    def _in_digits(self) -> Iterator[Marked]:
        behind = -1
        for hit in candidates.hits(self._masked, self._region, self._weight):
            end = extension.after(self._shown, hit.end)
            listed = self._shown[hit.start - 1 : hit.start] == "/" and behind == hit.start - 1
            behind = hit.end
            if (
                not end
                or vetoes.attached(self._shown, hit.start, end, listed=listed)
                or not self._has_reason(hit.start, end)
            ):
                continue
            first, last = self._plain.span(hit.start, end)
            try:
                number = read_known(
                    self._text[first:last], self._region, hit.number, self._masked[hit.start : hit.end]
                )
            except NumberError:
                continue
            if number and self._is_enough(hit.start, end, number):
                yield Marked(hit.start, end, number)

    def _in_letters(self) -> Iterator[Marked]:
        """Freephone and shared-cost numbers."""
        for start, ends in vanity.spans(self._masked):
            for end in ends:
                first, last = self._plain.span(start, end)
                try:
                    number = read(self._text[first:last], self._region)
                except NumberError:
                    continue
                if number.type in ("toll-free", "shared-cost"):
                    yield Marked(start, end, number)
                    break

    def _weight(self, start: int, end: int) -> int:
        known = self._weights.get(start)
        if known is None:
            known = self._weights[start] = context.weigh(self._shown, start, end)
        return known

    def _has_reason(self, start: int, end: int) -> bool:
        """Whether a person would call the span, which is a valid number, a telephone number here."""
        shown = self._shown[start:end].strip("()[]")
        if "+" in shown:
            return True
        weight = self._weight(start, end)
        if weight == words.FOR:
            return True
        if weight == words.AGAINST_HARD or (weight == words.AGAINST and "(" not in self._shown[start:end]):
            return False
        if shown.isdecimal() and weight == words.DOUBT:
            return False
        return (
            sum(map(str.isdecimal, shown)) >= _FEWEST
            and not vetoes.shaped_otherwise(shown)
            and not _PART_OF_ID.search(self._shown, max(0, start - _LONGEST_ID), start)
        )

    def _is_enough(self, start: int, end: int, number: Number) -> bool:
        """Bare digits need a reason: a word that says so, or a trunk prefix before a mobile number."""
        shown = self._shown[start:end].strip("()[]")
        if not shown.isdecimal() or self._weight(start, end) == words.FOR:
            return True
        return (
            number.type == "mobile"
            and len(shown) >= _BARE_MOBILE
            and shown[0] == "0"
            and shown[1] != "0"
            and shown not in _RISING
        )
