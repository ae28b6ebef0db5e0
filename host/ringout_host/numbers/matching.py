"""Finding the numbers in short pieces of page text, strictly: a missed number can still be selected, a wrong mark cannot
be taken back.

Nothing is marked unless `read` would dial exactly the same from the marked characters. Cost is linear in the text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from phonenumbers import Leniency, PhoneNumber, PhoneNumberFormat, PhoneNumberMatcher, format_number

from ..errors import NumberError
from ..protocol import Match, Number, Span
from . import characters, extension, regions, vetoes
from .reading import read

LONGEST_WINDOW: Final = 300
"""Characters of a text that is remembered whole; longer ones are judged too, but anew each time."""

_REMEMBERED: Final = 4096
_CLUSTER: Final = re.compile(r"[+(\[]{0,3}\d[\d .()\[\]/\n+-]*")
_LONGEST_LINE: Final = 120
_MOST_GROUPS: Final = 40
_FEWEST_DIGITS: Final = 5
_TRIES: Final = 60
"""Failures of libphonenumber's matcher in one line before it gives up; a line is short, so none is lost in practice."""


class Found(NamedTuple):
    """A number and its place in the text, in UTF-16 code units."""

    start: int
    end: int
    number: Number


class _Hit(NamedTuple):
    """What libphonenumber's matcher says, in places of the plain text."""

    start: int
    end: int
    number: PhoneNumber


def match(texts: Sequence[Span], region: str | None) -> list[Match]:
    """The numbers in `texts`, in order; those in national form are read as in `region`."""
    home = regions.known(region)
    return [
        Match(id=span.id, start=found.start, end=found.end, number=found.number)
        for span in texts
        for found in find(span.text, home)
    ]


def find(text: str, region: str | None) -> tuple[Found, ...]:
    """The numbers in one text."""
    return _remembered(text, region) if len(text) <= LONGEST_WINDOW else _find(text, region)


def _find(text: str, region: str | None) -> tuple[Found, ...]:
    plain = characters.plain(text)
    masked = vetoes.masked(plain.text)
    found = []
    for hit in _hits(plain.text, masked, region):
        stop = extension.after(plain.text, hit.end)
        if vetoes.attached(plain.text, hit.start, stop):
            continue
        first, last = plain.span(hit.start, stop)
        try:
            number = read(text[first:last], region)
        except NumberError:
            continue
        agreed = number.e164 == format_number(hit.number, PhoneNumberFormat.E164)
        if agreed and vetoes.reason(plain.text, hit.start, stop, number):
            start, end = characters.utf16(text, (first, last))
            found.append(Found(start, end, number))
    return tuple(found)


_remembered = lru_cache(maxsize=_REMEMBERED)(_find)


def _hits(text: str, masked: str, region: str | None) -> Iterator[_Hit]:
    for cluster in _CLUSTER.finditer(masked):
        lines = [
            (cluster.start() + line.start(), cluster.start() + line.end())
            for line in re.finditer(r"[^\n]+", cluster[0])
        ]
        for start, end in lines:
            yield from _in_line(text, masked, start, end, region)


def _in_line(text: str, masked: str, start: int, end: int, region: str | None) -> list[_Hit]:
    line = masked[start:end]
    digits = sum(c.isdigit() for c in line)
    if digits < _FEWEST_DIGITS or len(line) > _LONGEST_LINE or len(line.split()) > _MOST_GROUPS:
        return []
    hits = _matcher(line, region, Leniency.STRICT_GROUPING)
    if not hits and ("+" in line or vetoes.context(text, start, end) > 0):
        hits = _matcher(line, region, Leniency.VALID)
    covered = sum(c.isdigit() for hit in hits for c in line[hit.start : hit.end])
    if covered * 2 < digits and "+" not in line:
        return []  # a number among many others is a number of something else
    return [_Hit(start + hit.start, start + hit.end, hit.number) for hit in hits]


def _matcher(line: str, region: str | None, leniency: int) -> list[_Hit]:
    matcher = PhoneNumberMatcher(line, region, leniency, _TRIES)
    return [_Hit(hit.start, hit.end, hit.number) for hit in matcher]
