"""What can be ordered at the control paths: the bodies, checked, and turning the knobs they name."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from .calls import CancelRule
from .faults import Kind, Operation
from .rates import Plan
from .refusal import Shape
from .serving import Offline
from .world import World


class _Order(BaseModel):
    model_config = ConfigDict(extra="forbid")


class FaultOrder(_Order):
    """`POST /simulator/faults`: the next `times` requests of `operation` go wrong."""

    operation: Operation
    kind: Kind
    executed: bool = False
    status: int = 503
    seconds: float = 2.0
    retry_after: float | None = None
    rate_headers: bool = True
    times: Annotated[int, Field(ge=1, le=1000)] = 1


class LimitOrder(_Order):
    """The usage plan, in part; window and penalty in seconds."""

    light: Annotated[int | None, Field(ge=1)] = None
    medium: Annotated[int | None, Field(ge=1)] = None
    heavy: Annotated[int | None, Field(ge=1)] = None
    auth: Annotated[int | None, Field(ge=1)] = None
    window: Annotated[float | None, Field(gt=0)] = None
    penalty: Annotated[float | None, Field(gt=0)] = None


class KnobOrder(_Order):
    """`POST /simulator/knobs`: what is named is set."""

    speed: float | None = None
    limits: LimitOrder | None = None
    retry_after: bool | None = None
    access_ttl: float | None = None
    refresh_ttl: float | None = None
    auto_approve: bool | None = None
    error_shape: Shape | None = None
    cancel_rule: CancelRule | None = None
    forbidden: frozenset[Operation] | None = None
    scopes: frozenset[str] | None = None
    home_country: str | None = None
    ringout: bool | None = None
    international: bool | None = None
    page_cap: int | None = None

    def turn(self, world: World) -> None:
        """Set what is named.

        Raises:
            ValidationError: a value is out of range; those before it are set.
        """
        for name in self.model_fields_set - {"limits"}:
            setattr(world.knobs, name, getattr(self, name))
        if self.limits is not None:
            world.knobs.plan = Plan(**asdict(world.knobs.plan) | self.limits.model_dump(exclude_none=True))
            world.rates.clear()


class OutcomeOrder(_Order):
    """`POST /simulator/outcomes`: calls to this number end this way; without an outcome, as its digits say."""

    number: str
    outcome: str | None = None


class ShowOrder(_Order):
    """`POST /simulator/calls/{id}/show`: the three status words from now on."""

    call: str
    caller: str
    callee: str


class TokenOrder(_Order):
    """`POST /simulator/tokens`: access tokens expire, or refresh tokens too, or every session ends."""

    do: Literal["expire", "expire-all", "revoke"]


class OfflineOrder(_Order):
    """`POST /simulator/offline`: out of reach for some seconds, these paths included."""

    how: Offline = Offline.REFUSE
    seconds: Annotated[float, Field(gt=0, le=600)]
