"""A request and its answer as plain values, so that what the simulator decides needs no HTTP."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from . import refusal
from .faults import Fault, Operation


@dataclass(frozen=True, slots=True)
class Ask:
    """A complete request."""

    operation: Operation
    method: str
    path: str
    params: Mapping[str, str]
    query: Mapping[str, list[str]]
    headers: Mapping[str, str]
    """Lower-case names."""
    body: bytes
    base: str
    """The simulator's own address, without a slash at the end."""
    request_id: str
    legacy: bool = False
    """Whether the older spelling of ring-out was used."""

    def first(self, name: str) -> str | None:
        """A query parameter's first value."""
        values = self.query.get(name)
        return values[0] if values else None

    def json(self) -> Any:
        """The JSON body.

        Raises:
            Refusal: 400: another content type, or not JSON.
        """
        content_type = self.headers.get("content-type", "")
        if content_type.partition(";")[0].strip().lower() != "application/json":
            raise refusal.not_json(content_type)
        try:
            return json.loads(self.body)
        except ValueError as error:
            raise refusal.unparsable() from error

    def form(self) -> dict[str, str]:
        """The form body.

        Raises:
            Refusal: 400 in OAuth's words: another content type, or a repeated parameter (RFC 6749 section 3.2).
        """
        content_type = self.headers.get("content-type", "")
        if content_type.partition(";")[0].strip().lower() != "application/x-www-form-urlencoded":
            raise refusal.oauth(
                "invalid_request", "CMN-104", "Content type must be application/x-www-form-urlencoded"
            )
        pairs = parse_qsl(self.body.decode("utf-8", "replace"), keep_blank_values=True)
        values = dict(pairs)
        if len(values) != len(pairs):
            raise refusal.oauth("invalid_request", "OAU-101", "A parameter is given twice")
        return values


@dataclass(frozen=True, slots=True)
class Exchange:
    """A request and what was answered, for whoever compares both with RingCentral's document."""

    ask: Ask
    status: int
    headers: Mapping[str, str]
    """Lower-case names."""
    body: bytes
    spoilt: bool
    """A fault was at work; the body may be another than the one that was sent, or none may have been sent."""


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer on its way."""

    status: int = 200
    json: Any = None
    """None for no body."""
    headers: Mapping[str, str] = field(default_factory=dict)
    fault: Fault | None = None
    """How its delivery goes wrong."""
