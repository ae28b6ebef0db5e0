"""What a person chooses, beyond the shape that the protocol asks: countries and numbers that there are."""

from __future__ import annotations

from typing import Any

from ..errors import AccountError, NumberError, RequestError
from ..numbers import regions
from ..protocol import Account
from ..protocol.requests import SettingsParams
from .own_numbers import own_caller_id, own_phone


def choices(params: SettingsParams, account: Account, home: str) -> SettingsParams:
    """The same change with countries and own numbers as they are kept.

    Raises:
        RequestError: `bad-request`: a country without telephone numbers.
        NumberError: the phone is none that may ring first.
        AccountError: `caller-id-not-allowed`: the caller ID is no telephone number.
    """
    changed: dict[str, Any] = {}
    if params.region is not None:
        changed["region"] = home = _country(params.region)
    if params.countries is not None:
        changed["countries"] = list(dict.fromkeys(map(_country, params.countries)))
    if params.from_ is not None:
        changed["from_"] = own_phone(params.from_, home, _listed(account))
    if params.caller_id is not None:
        changed["caller_id"] = shown_number(params.caller_id, account, home)
    return params.model_copy(update=changed)


def rings_first(wanted: str | None, account: Account, home: str) -> str:
    """The phone that rings first: the one that is wanted, else the account's first. Raises AccountError."""
    listed = _listed(account)
    if wanted is None and not listed:
        raise AccountError(
            "from-not-allowed",
            "RingOut does not know which of your phones to ring first.",
            "Choose your phone in the options, then call again.",
        )
    try:
        return own_phone(wanted or listed[0], home, listed)
    except NumberError as error:
        raise AccountError(
            "from-not-allowed",
            f"{wanted} cannot be the phone of yours that rings first. {error.message}",
            "Choose your phone in the options, then call again.",
        ) from error


def shown_number(wanted: str | None, account: Account, home: str) -> str | None:
    """The caller ID that is wanted, if one is. Raises AccountError: it is no telephone number."""
    if wanted is None:
        return None
    try:
        return own_caller_id(wanted, home, (each.phone_number for each in account.caller_ids))
    except NumberError as error:
        raise AccountError(
            "caller-id-not-allowed",
            f"{wanted} cannot be your caller ID. {error.message}",
            "Choose another caller ID in the options, or none.",
        ) from error


def _listed(account: Account) -> list[str]:
    return [phone.phone_number for phone in account.from_]


def _country(code: str) -> str:
    known = regions.known(code)
    if known is None:
        raise RequestError(
            "bad-request",
            f"{code} is no country that has telephone numbers.",
            "Use the two letters of a country, such as US or GB.",
        )
    return known
