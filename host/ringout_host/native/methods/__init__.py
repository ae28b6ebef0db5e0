"""The methods of the protocol by name: each reads its params, asks the parts, and shapes the answer."""

from __future__ import annotations

from ..parts import Parts
from ..server import Handler
from .account import AccountMethods
from .calls import CallMethods
from .numbers import NumberMethods
from .session import SessionMethods

__all__ = ["table"]


def table(parts: Parts) -> dict[str, Handler]:
    """Every method of one host."""
    numbers = NumberMethods(parts)
    nouns = (SessionMethods(parts), numbers, CallMethods(parts, numbers), AccountMethods(parts))
    return {name: handler for noun in nouns for name, handler in noun.table().items()}
