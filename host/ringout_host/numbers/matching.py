"""Finding the numbers in short pieces of page text, strictly: a missed number can still be selected by hand, a wrong
mark is trust lost.

Nothing is marked unless `read` would dial exactly the same from the marked characters. Cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from ..errors import NumberError
from ..protocol import Match, Number, Span
from . import candidates, characters, context, extension, regions, vanity, vetoes, words
from .reading import read, read_known

LONGEST_WINDOW: Final = 300
"""Characters of a text whose numbers are remembered; longer ones are judged as well, but anew each time."""

_REMEMBERED: Final = 4096


_RISING: Final = "012345678901234567890"


_PART_OF_ID: Final = re.compile(r"\b(?!\d[A-Z]{2} )(?:\d+[A-Za-z]+|[A-Za-z]+\d+)[A-Za-z\d]* $")
"""Before a number: a word of letters and digits, as in identifiers; but not the end of a British postcode."""


class Found(NamedTuple):
    """A number and its place in the text, in UTF-16 code units."""

    start: int
    end: int
    number: Number


def match(texts: Sequence[Span], region: str | None) -> list[Match]:
    """The numbers in `texts`, in order; those in national form are read as in `region`."""
    home = regions.known(region)
    return [
        Match(id=span.id, start=found.start, end=found.end, number=found.number)
        for span in texts
        for found in find(span.text, home)
    ]


def find(text: str, region: str | None) -> tuple[Found, ...]:
    """The numbers in one text, from left to right."""
    return _remembered(text, region) if len(text) <= LONGEST_WINDOW else _find(text, region)


def _find(text: str, region: str | None) -> tuple[Found, ...]:
    if characters.OVERRIDES.search(text):
        return ()  # what is seen is not what is stored
    plain = characters.plain(text)
    masked = vetoes.masked(plain.text)
    found: list[Found] = []
    behind = 0
    for start, end, number in sorted(
        (*_grouped(plain, masked, text, region), *_spelled(plain, masked, text, region)), key=lambda one: one[0]
    ):
        if start >= behind:
            behind = end
            at, to = characters.utf16(text, *plain.span(start, end))
            found.append(Found(at, to, number))
    return tuple(found)


_remembered = lru_cache(maxsize=_REMEMBERED)(_find)


def _grouped(
    plain: characters.Plain, masked: str, text: str, region: str | None
) -> Iterator[tuple[int, int, Number]]:
    """Numbers written with digits."""

    def speaks(start: int, end: int) -> bool:
        return context.weigh(plain.text, start, end) == words.FOR

    behind = -1
    for hit in candidates.hits(masked, region, speaks):
        end = extension.after(plain.text, hit.end)
        listed = masked[hit.start - 1 : hit.start] == "/" and behind == hit.start - 1
        behind = hit.end
        if not end or vetoes.attached(plain.text, hit.start, end, listed=listed):
            continue
        first, last = plain.span(hit.start, end)
        try:
            number = read_known(text[first:last], region, hit.number, masked[hit.start : hit.end])
        except NumberError:
            continue
        if number and _has_reason(plain.text, hit.start, end, number):
            yield hit.start, end, number


def _spelled(
    plain: characters.Plain, masked: str, text: str, region: str | None
) -> Iterator[tuple[int, int, Number]]:
    """Freephone and shared-cost numbers written with letters."""
    for start, end in vanity.spans(masked):
        first, last = plain.span(start, end)
        try:
            number = read(text[first:last], region)
        except NumberError:
            continue
        if number.type in ("toll-free", "shared-cost"):
            yield start, end, number


def _has_reason(text: str, start: int, end: int, number: Number) -> bool:
    """Whether a person would call the span, which is a valid number, a telephone number here."""
    shown = text[start:end]
    if "+" in shown:
        return True
    said = context.weigh(text, start, end)
    if said == words.FOR:
        return True
    if _PART_OF_ID.search(text, max(0, start - 12), start):
        return False
    digits = sum(c.isdigit() for c in shown)
    bare = digits == len(shown)
    if (
        said == words.AGAINST_HARD
        or (said == words.AGAINST and "(" not in shown)
        or (said == words.DOUBT and bare)
    ):
        return False
    if digits < 7 or vetoes.shaped_otherwise(shown):
        return False
    # Bare digits need a reason: a trunk prefix before a mobile number is one.
    return not bare or (
        digits >= 10 and shown[0] == "0" and shown[1] != "0" and number.type == "mobile" and shown not in _RISING
    )
