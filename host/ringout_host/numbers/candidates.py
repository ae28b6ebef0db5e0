"""Where in a text numbers may stand, and what libphonenumber's matcher makes of each place.

Runs of digits are taken apart here, at what cannot be inside one number, so that the matcher only ever sees short
pieces and is asked once or twice for each: its own search for numbers inside a piece would cost most of the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final, NamedTuple

import phonenumbers
from phonenumbers import Leniency, NumberParseException, PhoneNumber, PhoneNumberMatcher

from . import words

_CLUSTER: Final = re.compile(r"[+(\[]{0,3}\d[\d .()\[\]/\n+-]*")
_LINE: Final = re.compile(r"[^\n]*\d[^\n]*")
_SLIP: Final = re.compile(r"\++(?=\+)")
"""Of plus signs in a row the last one counts."""
_CUT: Final = re.compile(r" */ *|\. +|(?=[+(\[])|(?P<gap> {3,}| +-+ +|[ .-]+(?=0))")
_RIGHT: Final = re.compile(r"(?:(?! +-+ +\d{1,4}(?!\d))[^/])*(?:/ ?\d{4,}[^/]*)?")
"""What may belong to the number behind a gap: not the `/124` of a list, nor the end of a range."""
_RANGE: Final = re.compile(r" +-+ +\d{1,4}$")
"""Behind a number that is whole without it: where a range of numbers ends."""
_PART: Final = re.compile(r"(?<= )[+(0][^\n]*|(?<![^ ])[^ ]{7,}(?= )|(?<= )[^ ]{7,}")
"""What may be a number within a piece that is none: from a plus sign, bracket or zero on, or a long word of it."""

_PLAINLY: Final = re.compile(r"[(\[]?\+|\(\d{1,5}\)[\d -]|0\d{1,4}[ /-]?\(?\d{2,}(?:[ -]\d{2,}){1,3}[ -]*$")
"""Written as nothing but telephone numbers are: with a plus sign, with a bracketed or a zero-led area code."""
_WIDE: Final = re.compile(r" {2,}")
"""Source text is often indented; a page shows one space, and the matcher takes no more than four."""
_GROUP: Final = re.compile(r"\d+")
_FIGURES: Final = re.compile(r"[1-9]\d*(?: \d+)+")
_NORTH_AMERICAN: Final = re.compile(r"1?[2-9]\d\d[2-9]\d{6}")
_FEWEST_WITHOUT_TRUNK: Final = 9

_ENOUGH: Final = 7
"""Digits that must stand before a slash or a bracket to make it two numbers, and on both sides of a gap."""
_ENOUGH_ABROAD: Final = 10
"""The same behind a country code."""
_BEHIND: Final = " \n.-/(["
"""What may stand behind a number and is no part of it."""
_ENOUGH_LOOSE: Final = 9
"""Fewer behind a zero are grouped in any way: 030 231 25 may be a size."""
_AROUND: Final = " ()[]"
"""What may stand around mere figures."""
_FEWEST: Final = 5
_MOST: Final = 34
_MOST_GROUPS: Final = 12
_MOST_SPELLED: Final = 15
_LONGEST_SPELLED: Final = 2
_COUNTED: Final = "0123456789101112131415"
_LONGEST: Final = 100
_WRAPPED: Final = range(7, 18)
_TRIES: Final = 2
"""Failures of the matcher before it gives up on a piece; successes do not count."""


class Hit(NamedTuple):
    """What the matcher says, in places of the text."""

    start: int
    end: int
    number: PhoneNumber


Weigh = Callable[[int, int], int]
"""What the words around a span say: a weight of `words`."""


def hits(masked: str, region: str | None, weigh: Weigh) -> Iterator[Hit]:
    """The valid numbers in `masked`.

    They are grouped as in their country; where words or their own form speak for them, in any way.
    """
    if "++" in masked:
        masked = _SLIP.sub(lambda found: " " * len(found[0]), masked)
    for cluster in _CLUSTER.finditer(masked):
        if cluster.end() - cluster.start() < _FEWEST:
            continue
        tail: tuple[int, int] | None = None
        for line in _LINE.finditer(masked, cluster.start(), cluster.end()):
            start, end = line.span()
            found = list(_in_line(masked, start, end, region, weigh))
            if tail and not (found and found[0].start <= start + 1):
                yield from _across(masked, tail, (start, end), region)
            yield from found
            tail = None if found and not masked[found[-1].end : end].strip(" .-/(") else (start, end)


def _in_line(masked: str, start: int, end: int, region: str | None, weigh: Weigh) -> Iterator[Hit]:
    found: list[Hit] = []
    others = False
    for first, last in pieces(masked, start, end):
        piece = masked[first:last].rstrip(_BEHIND)
        if len(piece) <= _LONGEST and _FEWEST <= _count(piece) <= _MOST:
            if not _grouped(piece) and not (_one_by_one(piece) and weigh(first, first + len(piece)) == words.FOR):
                continue
            loose = _PLAINLY.match(piece) is not None and (piece[0] != "0" or _count(piece) >= _ENOUGH_LOOSE)
            if not loose or _count(piece) < _ENOUGH:
                weight = weigh(first, first + len(piece))
                loose = weight == words.FOR
                if not loose and (_needs_reason(piece) or (weight <= words.AGAINST and not _PART.search(piece))):
                    continue
            matches = _matches(piece, region, loose=loose) or _begun(piece, region, loose=loose)
            if not matches and loose:
                matches = _without_trunk(piece, region)
            found += (Hit(first + a, first + b, number) for a, b, number in matches)
            others = others or (not matches and _count(piece) >= _ENOUGH)
    if others:
        found = [hit for hit in found if not _is_figures(masked, hit) or weigh(hit.start, hit.end) == words.FOR]
    if not found:
        return
    covered = sum(_count(masked[hit.start : hit.end]) for hit in found)
    if covered * 2 >= _count(masked[start:end]) or "+" in masked[start:end]:
        yield from found  # otherwise a number among many others, and so none


def pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The spans of `text[start:end]`, one line, that may hold one number each, or several beside each other."""
    begin = start
    for cut in _CUT.finditer(text, start, end):
        left = _count(text[max(begin, cut.start() - _LONGEST) : cut.start()])
        if left < _ENOUGH or (left < _ENOUGH_ABROAD and text[begin] == "+"):
            continue
        right = _RIGHT.match(text, cut.end(), min(end, cut.end() + _LONGEST))
        if cut["gap"] is None or (right and _count(right[0]) >= _ENOUGH):
            yield begin, cut.start()
            begin = cut.end()
    yield begin, end


def _needs_reason(piece: str) -> bool:
    """Whether it is so short, or such a mere run of digits, that only words make it a telephone number."""
    if "+" in piece:
        return False
    digits = piece.strip(_AROUND)
    return _count(piece) < _ENOUGH or (digits.isdecimal() and digits[0] != "0")


def _is_figures(masked: str, hit: Hit) -> bool:
    """Whether a number is written like any other figures; beside those that are no numbers it is one of them."""
    return _FIGURES.fullmatch(masked, hit.start, hit.end) is not None


def _without_trunk(piece: str, region: str | None) -> list[Hit]:
    """A number that has lost its first zero in a spreadsheet, where a word says that it is one.

    Ten figures that may be North American are left alone: another number would be dialled than was meant.
    """
    digits = piece.strip(_AROUND)
    if len(digits) < _FEWEST_WITHOUT_TRUNK or not digits.isdecimal() or _NORTH_AMERICAN.fullmatch(digits):
        return []
    try:
        number = phonenumbers.parse(digits, region)
    except NumberParseException:
        return []
    if phonenumbers.national_significant_number(number) != digits or not phonenumbers.is_valid_number(number):
        return []
    begin = piece.index(digits)
    return [Hit(begin, begin + len(digits), number)]


def _grouped(piece: str) -> bool:
    """Whether the digits stand in groups as of numbers, and not one by one or in a table."""
    groups = len(_GROUP.findall(piece))
    return groups <= _MOST_GROUPS and groups * 3 <= _count(piece) * 2


def _one_by_one(piece: str) -> bool:
    """Whether it may be a number that is spelled out, `0 2 0 7 9 4 6 0 0 1 8`, and no counting up."""
    groups = _GROUP.findall(piece)
    digits = "".join(groups)
    return len(groups) <= _MOST_SPELLED and max(map(len, groups)) <= _LONGEST_SPELLED and digits not in _COUNTED


def _matches(piece: str, region: str | None, *, loose: bool) -> list[Hit]:
    found = _whole(piece, region, loose=loose)
    if found:
        return found
    end = 0
    for part in _PART.finditer(piece):
        if part.start() >= end and _count(part[0]) >= _ENOUGH:
            inner = _whole(part[0], region, loose=loose)
            if inner:
                end = part.end()
                found += (Hit(part.start() + a, part.start() + b, number) for a, b, number in inner)
    return found


def _begun(piece: str, region: str | None, *, loose: bool) -> list[Hit]:
    """The first number of a range, `020 7946 0200 - 0209`."""
    ending = _RANGE.search(piece)
    return _whole(piece[: ending.start()], region, loose=loose) if ending else []


def _whole(piece: str, region: str | None, *, loose: bool) -> list[Hit]:
    if loose:
        return _run(piece, region, Leniency.VALID)
    strict = _run(piece, region, Leniency.STRICT_GROUPING)
    if not strict or sum(_count(piece[hit.start : hit.end]) for hit in strict) == _count(piece):
        return strict
    # Strict grouping may have been content with the beginning of a longer number: only what is a whole number
    # without it as well is taken.
    whole = {(hit.start, hit.end) for hit in _run(piece, region, Leniency.VALID)}
    return [hit for hit in strict if (hit.start, hit.end) in whole]


def _across(masked: str, first: tuple[int, int], second: tuple[int, int], region: str | None) -> Iterator[Hit]:
    """A number that is wrapped: its beginning ends one line and its end begins the next."""
    above, below = masked[first[0] : first[1]].rstrip(), masked[second[0] : second[1]].lstrip()
    if len(above) + len(below) >= _LONGEST or _count(above) + _count(below) not in _WRAPPED:
        return
    offset = second[1] - len(below)
    for hit in _run(f"{above} {below}", region, Leniency.STRICT_GROUPING):
        if hit.start < len(above) < hit.end - 1:
            yield Hit(first[0] + hit.start, offset + hit.end - len(above) - 1, hit.number)


def _run(piece: str, region: str | None, leniency: int) -> list[Hit]:
    gaps = list(_WIDE.finditer(piece))
    narrow = _WIDE.sub(" ", piece) if gaps else piece
    matcher = PhoneNumberMatcher(narrow, region, leniency, _TRIES)
    return [
        Hit(_widened(hit.start + _opened(hit.raw_string), gaps), _widened(hit.end, gaps), hit.number)
        for hit in matcher
    ]


def _opened(raw: str) -> int:
    """Characters of a bracket that is opened before a number and closed behind it, if at all."""
    return int(raw[0] in "([" and not any(c in ")]" for c in raw))


def _widened(place: int, gaps: list[re.Match[str]]) -> int:
    """A place in a piece whose wide gaps were narrowed, as a place in the piece itself."""
    for gap in gaps:
        if place <= gap.start():
            break
        place += gap.end() - gap.start() - 1
    return place


def _count(text: str) -> int:
    return sum(map(str.isdecimal, text))
