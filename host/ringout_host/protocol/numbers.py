"""Numbers, where they stand in a text, and whether they may be dialled."""

from __future__ import annotations

from typing import Literal

from ..number import NumberType
from .model import Wire


class Number(Wire):
    """One telephone number, in every form that is shown or sent."""

    e164: str
    """What is dialled: `+` and digits (ITU-T E.164)."""
    national: str
    """As people in its own country write it."""
    international: str
    """As people elsewhere write it."""
    region: str
    """ISO 3166-1 country, or `001` where the number belongs to no country."""
    type: NumberType
    extension: str | None = None
    """To be dialled by hand after the call is answered; never sent."""


class Span(Wire):
    """A short piece of page text that may hold numbers."""

    id: str | int
    text: str


class Match(Wire):
    """A number found in the text with this id; `start` and `end` count UTF-16 code units."""

    id: str | int
    start: int
    end: int
    number: Number


Verdict = Literal["allow", "confirm", "refuse"]


class Inspection(Wire):
    """What would happen if this text were dialled."""

    number: Number | None = None
    verdict: Verdict
    code: str | None = None
    message: str | None = None
    remedy: str | None = None
