"""`numbers.match` answered at once: its parameters are looked at by hand, without the models of the protocol.

It is what a page asks most, and what a browser asks of a new host first: it is answered before pydantic is loaded.
Whatever is not plainly good is left to the models, which refuse it in words or find the region.
"""

from __future__ import annotations

import re
from typing import Any, Final, NamedTuple

from ..number import MOST_TEXTS
from ..numbers import match
from . import rpc

METHOD: Final = "numbers.match"

_REGION: Final = re.compile("[A-Za-z]{2}")
_PARAMS: Final = frozenset({"texts", "region"})


class Text(NamedTuple):
    """A short piece of page text that may hold numbers, under the name that the page gave it."""

    id: str | int
    text: str


def answer(request: rpc.Request) -> bytes | None:
    """The body of the reply, or None: another method, or parameters that the models must look at."""
    if request.method != METHOD:
        return None
    texts, region = _texts(request.params), request.params.get("region")
    if texts is None or not isinstance(region, str) or not _REGION.fullmatch(region):
        return None
    return rpc.reply(request.id, {"matches": [one.wire() for one in match(texts, region.upper())]})


def _texts(params: dict[str, Any]) -> list[Text] | None:
    given = params.get("texts")
    if params.keys() != _PARAMS or type(given) is not list or len(given) > MOST_TEXTS:
        return None
    texts = []
    for one in given:
        if type(one) is not dict or len(one) != len(Text._fields):
            return None
        id_, text = one.get("id"), one.get("text")
        if not isinstance(id_, (str, int)) or isinstance(id_, bool) or not isinstance(text, str):
            return None
        texts.append(Text(id_, text))
    return texts
