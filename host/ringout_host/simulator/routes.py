"""Every RingCentral path the simulator serves, in one table: its rate group, who may ask, and who answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, NamedTuple

from . import account, oauth, ringout
from .ask import Answer, Ask
from .faults import Operation
from .rates import Group
from .world import World

Handler = Callable[[World, Ask], Answer]


class Served(NamedTuple):
    """One operation of RingCentral's document."""

    operation: Operation
    method: str
    path: str
    group: Group | None
    handler: Handler
    app_permission: str | None = None
    user_permission: str = ""
    bearer: bool = True
    legacy: bool = False


_E: Final = "/restapi/v1.0/account/{accountId}/extension/{extensionId}"
_READ: Final = "ReadAccounts"

ROUTES: Final[tuple[Served, ...]] = (
    Served(Operation.VERSIONS, "GET", "/restapi", None, account.versions, bearer=False),
    Served(Operation.AUTHORIZE, "GET", "/restapi/oauth/authorize", Group.AUTH, oauth.authorize, bearer=False),
    Served(Operation.TOKEN, "POST", "/restapi/oauth/token", Group.AUTH, oauth.token, bearer=False),
    Served(Operation.REVOKE, "POST", "/restapi/oauth/revoke", Group.AUTH, oauth.revoke, bearer=False),
    Served(
        Operation.ACCOUNT,
        "GET",
        "/restapi/v1.0/account/{accountId}",
        Group.LIGHT,
        account.account,
        _READ,
        "ReadCompanyInfo",
    ),
    Served(Operation.EXTENSION, "GET", _E, Group.LIGHT, account.extension, _READ, "ReadExtensions"),
    Served(
        Operation.CALLER_ID,
        "GET",
        f"{_E}/caller-id",
        Group.LIGHT,
        account.caller_id,
        _READ,
        "ReadCallerIDSettings",
    ),
    Served(Operation.FEATURES, "GET", f"{_E}/features", Group.MEDIUM, account.features, _READ, "ReadExtensions"),
    Served(
        Operation.FORWARDING_NUMBER,
        "GET",
        f"{_E}/forwarding-number",
        Group.LIGHT,
        account.forwarding_numbers,
        _READ,
        "ReadUserForwardingFlipNumbers",
    ),
    Served(
        Operation.PHONE_NUMBER,
        "GET",
        f"{_E}/phone-number",
        Group.LIGHT,
        account.phone_numbers,
        _READ,
        "ReadUserPhoneNumbers",
    ),
    *(
        Served(operation, method, f"{_E}/{path}", group, handler, "RingOut", "RingOut", legacy=legacy)
        for legacy, spelling in ((False, "ring-out"), (True, "ringout"))
        for operation, method, path, group, handler in (
            (Operation.CREATE, "POST", spelling, Group.HEAVY, ringout.create),
            (Operation.STATUS, "GET", f"{spelling}/{{ringoutId}}", Group.LIGHT, ringout.status),
            (Operation.CANCEL, "DELETE", f"{spelling}/{{ringoutId}}", Group.HEAVY, ringout.cancel),
        )
    ),
)
