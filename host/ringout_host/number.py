"""A telephone number in every form that is shown or sent, as the parts hand it to each other.

Plain, and without pydantic, so that numbers are found on pages before the models of the protocol are loaded.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

MOST_TEXTS: Final = 2000
"""Texts that are looked through for numbers in one request."""

NumberType = Literal[
    "fixed-line", "mobile", "fixed-line-or-mobile", "toll-free", "premium-rate", "shared-cost", "voip",
    "personal", "pager", "uan", "voicemail", "satellite", "unknown",
]  # fmt: skip


class Number(NamedTuple):
    """What `protocol.Number` says on the wire, field by field."""

    e164: str
    national: str
    international: str
    region: str
    type: NumberType
    extension: str | None = None

    def wire(self) -> dict[str, str]:
        """As JSON data; what is not known is left out."""
        fields = self._asdict()
        if self.extension is None:
            del fields["extension"]
        return fields
