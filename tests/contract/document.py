"""RingCentral's document as a judge of exchanges: requests as our client sends them, answers as the simulator
gives them. Give a `Judge` to a simulator and every exchange of a test is judged.
"""

from __future__ import annotations

import json
import re
import warnings
from importlib.resources import files
from typing import Any

from openapi_core import OpenAPI
from openapi_core.exceptions import OpenAPIError
from openapi_core.testing import MockRequest, MockResponse

from ringout_host.simulator import Exchange

_AN_ID = re.compile(r"cy[0-9A-Za-z_-]{20,}")
"""A ring-out's id; whichever it is, the verdict is the same."""

HOST = "https://platform.ringcentral.com"


def load() -> dict[str, Any]:
    """The document as data."""
    text = files("ringout_host.simulator").joinpath("ringcentral-openapi.json").read_text("utf-8")
    document: dict[str, Any] = json.loads(text)
    return document


class Judge:
    """Collects what breaks the document. Answers that a fault spoilt on purpose are left out."""

    def __init__(self) -> None:
        self._api = OpenAPI.from_dict(_readable(load()))
        self._known: dict[str, str | None] = {}
        self.seen = 0
        self.violations: list[str] = []

    def __call__(self, exchange: Exchange) -> None:
        self.seen += 1
        for found in (self.request(exchange), None if exchange.spoilt else self.response(exchange)):
            if found is not None:
                self.violations.append(found)

    def request(self, exchange: Exchange) -> str | None:
        """What is wrong with the request."""
        return self._once(exchange, None)

    def response(self, exchange: Exchange) -> str | None:
        """What is wrong with the answer."""
        content_type = exchange.headers.get("content-type", "application/json")
        answer = MockResponse(exchange.body, exchange.status, dict(exchange.headers), content_type)
        return self._once(exchange, answer)

    def _once(self, exchange: Exchange, answer: MockResponse | None) -> str | None:
        """A verdict takes some 10 ms, and polling asks the same thing over and over."""
        ask = exchange.ask
        told = (ask.method, ask.path, ask.query, ask.headers.get("content-type"), ask.body)
        given = None if answer is None else (exchange.status, exchange.headers.get("content-type"), exchange.body)
        key = _AN_ID.sub("ID", repr((told, given)))
        if key not in self._known:
            self._known[key] = self._verdict(exchange, answer)
        return self._known[key]

    def _verdict(self, exchange: Exchange, answer: MockResponse | None) -> str | None:
        ask = exchange.ask
        request = MockRequest(
            HOST,
            ask.method.lower(),
            ask.path,
            args=dict(ask.query),
            headers=dict(ask.headers),
            data=ask.body or None,
            content_type=ask.headers.get("content-type", "").partition(";")[0],
        )
        with warnings.catch_warnings():
            # openapi-core checks no OAuth2 and says so every time; who may ask is the simulator's own business.
            warnings.filterwarnings("ignore", "Unsupported scheme type", UserWarning)
            try:
                if answer is None:
                    self._api.validate_request(request)
                else:
                    self._api.validate_response(request, answer)
            except OpenAPIError as error:
                side = "request" if answer is None else f"answer {exchange.status}"
                return f"{ask.method} {ask.path}, {side}: {error!r} {error.__cause__!r}"
        return None


def _readable(document: dict[str, Any]) -> dict[str, Any]:
    """The same document; openapi-core overlooks those parts of a form that do not say they are objects."""
    for part in document["components"]["schemas"]["PublicGetTokenRequest"]["allOf"]:
        part.setdefault("type", "object")
    return document
