"""Finding the numbers in short pieces of page text, strictly: a missed number can still be selected by hand, a
wrong mark is trust lost. Answers are remembered, in a bounded number; cost is linear in the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any, Final, NamedTuple, Protocol

from ..number import Number
from . import characters, regions
from .window import Window

LONGEST_WINDOW: Final = 300
"""Characters of a text whose numbers are remembered; longer ones are judged as well, but anew each time."""

_REMEMBERED: Final = 2048


class Text(Protocol):
    """A short piece of page text that may hold numbers."""

    @property
    def id(self) -> str | int: ...

    @property
    def text(self) -> str: ...


class Match(NamedTuple):
    """A number in the text with this id; `start` and `end` count UTF-16 code units."""

    id: str | int
    start: int
    end: int
    number: Number

    def wire(self) -> dict[str, Any]:
        """As JSON data, as `protocol.Match` has it."""
        return {"id": self.id, "start": self.start, "end": self.end, "number": self.number.wire()}


class Found(NamedTuple):
    """A number and its place in the text, in UTF-16 code units."""

    start: int
    end: int
    number: Number


def match(texts: Sequence[Text], region: str | None) -> list[Match]:
    """The numbers in `texts`, in order; those in national form are read as in `region`."""
    home = regions.known(region)
    return [Match(one.id, *found) for one in texts for found in find(one.text, home)]


def find(text: str, region: str | None) -> tuple[Found, ...]:
    """The numbers in one text, from left to right. `region` must have a numbering plan, or be `None`."""
    return _remembered(text, region) if len(text) <= LONGEST_WINDOW else _find(text, region)


def _find(text: str, region: str | None) -> tuple[Found, ...]:
    if characters.OVERRIDES.search(text):
        return ()  # what is seen is not what is stored
    plain = characters.plain(text)
    marked = Window(text, plain, region).marked()
    places = characters.utf16(text, [place for one in marked for place in plain.span(one.start, one.end)])
    return tuple(
        Found(start, end, one.number) for one, start, end in zip(marked, places[::2], places[1::2], strict=True)
    )


_remembered = lru_cache(maxsize=_REMEMBERED)(_find)
