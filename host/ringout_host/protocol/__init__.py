"""Protocol version 1: the messages between the browser and the host, as pydantic models.

The models are the one source: the extension's `lib/protocol.d.ts` is generated from them.
"""

from .. import PROTOCOL_VERSION
from ..number import NumberType
from .account import Account, CallerId, FromPhone, Policy, Session, SessionSettings
from .calls import OPEN, OVER, Call, CallStatus, Leg, Phase, Reason
from .model import Wire
from .numbers import Inspection, Match, Number, Span, Verdict
from .requests import METHODS, NOTIFICATIONS, Method

__all__ = [
    "METHODS",
    "NOTIFICATIONS",
    "OPEN",
    "OVER",
    "PROTOCOL_VERSION",
    "Account",
    "Call",
    "CallStatus",
    "CallerId",
    "FromPhone",
    "Inspection",
    "Leg",
    "Match",
    "Method",
    "Number",
    "NumberType",
    "Phase",
    "Policy",
    "Reason",
    "Session",
    "SessionSettings",
    "Span",
    "Verdict",
    "Wire",
]
