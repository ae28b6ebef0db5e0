"""What every message has in common: camelCase on the wire, unknown keys refused, values frozen."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.alias_generators import to_camel


def _alias(name: str) -> str:
    return to_camel(name.rstrip("_"))


class Wire(BaseModel):
    """A message, or a part of one."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, alias_generator=_alias, populate_by_name=True, hide_input_in_errors=True
    )

    def wire(self) -> dict[str, Any]:
        """This message as JSON data; what is not known is left out."""
        return self.model_dump(mode="json", by_alias=True, exclude_none=True)


def _region(value: str) -> str:
    return value.upper()


Region = Annotated[str, Field(pattern=r"^[A-Za-z]{2}$"), AfterValidator(_region)]
"""An ISO 3166-1 alpha-2 country code; either case is read, upper case is kept."""

RawText = Annotated[str, Field(max_length=1000)]
"""Text of a page or of a person, untrusted; parsing looks at no more than it must."""

PhoneText = Annotated[str, Field(min_length=1, max_length=64)]
"""A telephone number as RingCentral takes it: E.164, or `main*extension` for an own phone."""

Time = Annotated[str, Field(json_schema_extra={"format": "date-time"})]
"""RFC 3339, UTC, milliseconds, `Z`."""
