"""What RingCentral tells about the person: extension, numbers, caller ID, features, account.
Read-only answers built from `people` and the knobs.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final
from urllib.parse import urlencode

from . import people, refusal
from .ask import Answer, Ask
from .world import World

_USAGE_TYPES: Final = frozenset(
    {
        "MainCompanyNumber",
        "AdditionalCompanyNumber",
        "CompanyNumber",
        "DirectNumber",
        "CompanyFaxNumber",
        "FmcBusinessMobileNumber",
        "InventoryFmcBusinessMobileNumber",
        "ForwardedNumber",
        "ForwardedCompanyNumber",
        "ContactCenterNumber",
        "ConferencingNumber",
        "MeetingsNumber",
        "NumberPool",
        "BusinessMobileNumber",
        "ELIN",
        "PartnerBusinessMobileNumber",
        "NumberPoolPartnerBusinessMobileNumber",
        "NumberStorage",
        "IntegrationNumber",
        "InventoryMobileNumber",
    }
)
_STATUSES: Final = frozenset({"Normal", "Pending", "PortedIn", "Temporary", "Unknown"})


def versions(world: World, ask: Ask) -> Answer:
    """`readAPIVersions`: needs no sign-in."""
    del world
    version = {
        "uri": f"{ask.base}/restapi/v1.0",
        "versionString": "1.0.0",
        "releaseDate": "2026-08-13T00:00:00.000Z",
        "uriString": "v1.0",
    }
    return Answer(json={"uri": f"{ask.base}/restapi", "apiVersions": [version], "serverVersion": "simulator"})


def account(world: World, ask: Ask) -> Answer:
    """`readAccountInfo`."""
    return Answer(
        json={
            "id": people.ACCOUNT_ID,
            "uri": _account_uri(ask),
            "mainNumber": people.MAIN_NUMBER.lstrip("+"),
            "status": "Confirmed",
            "setupWizardState": "Completed",
            "serviceInfo": {"brand": {"id": "1210", "name": people.COMPANY}},
            "regionalSettings": {"homeCountry": _country(ask, world.knobs.home_country)},
        }
    )


def extension(world: World, ask: Ask) -> Answer:
    """`readExtension`."""
    first, _, last = people.NAME.partition(" ")
    knobs = world.knobs
    return Answer(
        json={
            "id": people.EXTENSION_ID,
            "uri": _extension_uri(ask),
            "account": {"id": str(people.ACCOUNT_ID), "uri": _account_uri(ask)},
            "contact": {
                "firstName": first,
                "lastName": last,
                "name": people.NAME,
                "company": people.COMPANY,
                "email": people.EMAIL,
            },
            "extensionNumber": people.EXTENSION_NUMBER,
            "name": people.NAME,
            "type": "User",
            "status": "Enabled",
            "hidden": False,
            "permissions": {"admin": {"enabled": False}, "internationalCalling": {"enabled": knobs.international}},
            "regionalSettings": {
                "homeCountry": _country(ask, knobs.home_country),
                "language": {"id": "1033", "name": "English (United States)", "localeCode": "en-US"},
                "timeFormat": "12h",
            },
            "serviceFeatures": [
                _feature("RingOut", knobs.ringout),
                _feature("InternationalCalling", knobs.international),
                _feature("CallForwarding", True),
                _feature("VoipCalling", True),
            ],
            "setupWizardState": "Completed",
        }
    )


def features(world: World, ask: Ask) -> Answer:
    """`readExtensionFeatures`."""
    knobs = world.knobs
    known = {"RingOut": knobs.ringout, "InternationalCalling": knobs.international, "CallerIdControl": True}
    wanted = ask.query.get("featureId") or list(known)
    only = ask.first("availableOnly")
    if only not in (None, "true", "false"):
        raise refusal.invalid("availableOnly", only)
    records: list[dict[str, Any]] = []
    for name in wanted:
        available = known.get(name, False)
        if available or only != "true":
            why = {} if available else {"reason": {"code": "ExtensionLimitation", "message": "Switched off"}}
            records.append({"id": name, "available": available, **why})
    return Answer(json={"records": records})


def caller_id(world: World, ask: Ask) -> Answer:
    """`readExtensionCallerId`: what a callee sees unless the request says otherwise."""
    del world
    main = next(own for own in people.OWN_NUMBERS if own.phone_number == people.MAIN_NUMBER)
    info = {
        "id": str(main.id),
        "uri": f"{_account_uri(ask)}/phone-number/{main.id}",
        "phoneNumber": main.phone_number,
    }
    by_feature = [
        {"feature": name, "callerId": {"type": "PhoneNumber", "phoneInfo": info}}
        for name in ("RingOut", "CallFlip", "MobileApp")
    ]
    return Answer(
        json={
            "uri": f"{_extension_uri(ask)}/caller-id",
            "byDevice": [],
            "byFeature": by_feature,
            "extensionNameForOutboundCalls": False,
            "extensionNumberForInternalCalls": False,
        }
    )


def forwarding_numbers(world: World, ask: Ask) -> Answer:
    """`listForwardingNumbers`: the phones that can ring first."""
    records = [
        {
            "id": one.id,
            "uri": f"{_extension_uri(ask)}/forwarding-number/{one.id}",
            "phoneNumber": one.phone_number,
            "label": one.label,
            "type": one.type,
            "features": list(one.features),
        }
        for one in people.FORWARDING_NUMBERS
    ]
    return _paged(world, ask, "forwarding-number", records)


def phone_numbers(world: World, ask: Ask) -> Answer:
    """`listExtensionPhoneNumbers`: numbers of the person and the company; those with CallerId can be shown."""
    wanted = ask.query.get("usageType", [])
    _known("usageType", wanted, _USAGE_TYPES)
    _known("status", ask.query.get("status", []), _STATUSES)
    records = [
        {
            "id": one.id,
            "uri": f"{_account_uri(ask)}/phone-number/{one.id}",
            "phoneNumber": one.phone_number,
            "label": one.label,
            "usageType": one.usage_type,
            "type": one.type,
            "status": "Normal",
            "paymentType": "Local",
            "primary": one.phone_number == people.DIRECT_NUMBER,
            "features": list(one.features),
            "country": _country(ask, one.country),
        }
        for one in people.OWN_NUMBERS
        if not wanted or one.usage_type in wanted
    ]
    return _paged(world, ask, "phone-number", records)


def _paged(world: World, ask: Ask, name: str, records: Sequence[dict[str, Any]]) -> Answer:
    page = _whole(ask, "page", 1)
    size = min(_whole(ask, "perPage", 100), world.knobs.page_cap)
    pages = max(1, -(-len(records) // size))
    start = (page - 1) * size
    shown = list(records[start : start + size])
    uri = f"{_extension_uri(ask)}/{name}"

    def link(number: int) -> dict[str, str]:
        return {"uri": f"{uri}?{urlencode({'page': number, 'perPage': size})}"}

    navigation = {"firstPage": link(1), "lastPage": link(pages)}
    if page < pages:
        navigation["nextPage"] = link(page + 1)
    if 1 < page <= pages:
        navigation["previousPage"] = link(page - 1)
    paging = {"page": page, "perPage": size, "totalPages": pages, "totalElements": len(records)}
    if shown:
        paging |= {"pageStart": start, "pageEnd": start + len(shown) - 1}
    return Answer(json={"uri": uri, "records": shown, "navigation": navigation, "paging": paging})


def _known(name: str, values: Sequence[str], allowed: frozenset[str]) -> None:
    for value in values:
        if value not in allowed:
            raise refusal.invalid(name, value)


def _whole(ask: Ask, name: str, default: int) -> int:
    text = ask.first(name)
    if text is None:
        return default
    if not text.isdecimal() or not 1 <= int(text) <= 1000:
        raise refusal.invalid(name, text)
    return int(text)


def _feature(name: str, enabled: bool) -> dict[str, Any]:
    reason = {} if enabled else {"reason": "ExtensionLimitation"}
    return {"featureName": name, "enabled": enabled, **reason}


def _country(ask: Ask, iso: str) -> dict[str, str]:
    country = people.COUNTRIES[iso]
    return {
        "id": country.id,
        "uri": f"{ask.base}/restapi/v1.0/dictionary/country/{country.id}",
        "name": country.name,
        "isoCode": country.iso,
        "callingCode": country.calling_code,
    }


def _account_uri(ask: Ask) -> str:
    return f"{ask.base}/restapi/v1.0/account/{people.ACCOUNT_ID}"


def _extension_uri(ask: Ask) -> str:
    return f"{_account_uri(ask)}/extension/{people.EXTENSION_ID}"
