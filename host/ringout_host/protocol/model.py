"""What every message has in common: camelCase on the wire, unknown keys refused, values frozen."""

from __future__ import annotations

import sys
from types import SimpleNamespace
from typing import Annotated, Any

# For its first model, pydantic searches every installed package for plugins, and imports a megabyte to do so.
# There are none of ours, and a stranger's shall not see what passes through here.
sys.modules.setdefault("pydantic.plugin._loader", SimpleNamespace(get_plugins=tuple))  # type: ignore[arg-type]

from pydantic import AfterValidator, BaseModel, ConfigDict, Field  # noqa: E402 - must follow the line above
from pydantic.alias_generators import to_camel  # noqa: E402


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
