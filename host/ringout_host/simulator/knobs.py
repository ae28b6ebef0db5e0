"""Everything that can be set while the simulator runs, checked on assignment."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from . import people
from .calls import CancelRule
from .faults import Operation
from .rates import Plan
from .refusal import Shape
from .timeline import Timing

Positive = Annotated[float, Field(gt=0)]


class Knobs(BaseModel):
    """The simulator's settings; durations are real seconds unless said otherwise."""

    model_config = ConfigDict(extra="forbid", validate_assignment=True, arbitrary_types_allowed=True)

    speed: Annotated[float, Field(ge=0.01, le=1000)] = 1.0
    """How much faster calls go through their lives; rate windows and tokens keep real time."""
    timing: Timing = Timing()
    """How long people take, at speed 1."""
    cancel_rule: CancelRule = CancelRule.CALLER_RINGS

    plan: Plan = Plan()
    retry_after: bool = True
    """Whether 429 says how long to wait."""

    access_ttl: Positive = 3600.0
    """Unless the request asks for another one."""
    refresh_ttl: Positive = 604_800.0
    issue_refresh_tokens: bool = True
    grace_used: Positive = 10.0
    """How long the old refresh token works once the new access token has been used."""
    grace_unused: Positive = 3600.0
    """How long it works while the new access token has not been used."""
    max_sessions: Annotated[int, Field(ge=1)] = 5
    """Per app; beyond it the oldest session ends."""
    auto_approve: bool = True
    """Whether authorize answers with a code at once instead of asking on a page."""

    error_shape: Shape = Shape.BOTH
    scopes: frozenset[str] = frozenset(people.SCOPES)
    """The app's permissions."""
    forbidden: frozenset[Operation] = frozenset()
    """Operations answered 403 CMN-408."""
    page_cap: Annotated[int, Field(ge=1, le=1000)] = 1000
    """The most records of one page, whatever perPage asks for."""

    home_country: Literal["US", "CA", "GB", "FR", "DE", "AU"] = "US"
    ringout: bool = True
    """Whether the extension's features list RingOut as enabled."""
    international: bool = True
    """Whether the extension's features list international calling as enabled."""

    def restore(self) -> None:
        """Back to the defaults, except the speed and whether sign-in is asked for."""
        kept = {"speed", "auto_approve"}
        fresh: Any = Knobs()
        for name in type(self).model_fields:
            if name not in kept:
                setattr(self, name, getattr(fresh, name))
