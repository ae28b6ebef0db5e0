"""The person's account as the protocol shows it, made from what RingCentral said. Pure.

Anything may be missing or forbidden: then there are fewer choices and a plain sentence, never a failure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any, Final

from ..protocol import Account, CallerId, FromPhone

Record = dict[str, Any]


class Missing(Enum):
    """Why a list is not there."""

    FORBIDDEN = "forbidden"
    UNREAD = "unread"


Records = Sequence[Record] | Missing


@dataclass(frozen=True, slots=True)
class Parts:
    """What was read: extension info, phone numbers, forwarding numbers, and caller-id settings by feature."""

    extension: Record
    phone_numbers: Records
    forwarding_numbers: Records
    caller_ids: Records


_FORWARDING_ORDER: Final = ("Mobile", "BusinessMobilePhone", "Work", "PhoneLine", "Home", "Other", "Outage")

_LABELS: Final = {
    "DirectNumber": "Direct number",
    "MainCompanyNumber": "Main number",
    "CompanyNumber": "Company number",
    "AdditionalCompanyNumber": "Company number",
    "Mobile": "Mobile",
    "BusinessMobilePhone": "Business mobile",
    "Work": "Work phone",
    "PhoneLine": "Phone line",
    "Home": "Home phone",
}

_NO_PHONES: Final = {
    Missing.FORBIDDEN: "RingCentral does not let this app read your {what}: {instead}",
    Missing.UNREAD: "RingCentral did not say which {what} you have: {instead}",
}


def build_account(parts: Parts, *, token_store: str) -> Account:
    """The account of a person who is signed in."""
    extension = parts.extension
    return Account(
        signed_in=True,
        name=_name(extension),
        extension_number=_text(extension.get("extensionNumber")),
        region=_region(extension),
        from_=_phones(parts),
        caller_ids=_caller_ids(parts),
        notes=list(_notes(parts)),
        token_store=token_store,
    )


def _name(extension: Record) -> str | None:
    contact = _record(extension.get("contact"))
    parts = (_text(contact.get("firstName")), _text(contact.get("lastName")))
    return _text(extension.get("name")) or " ".join(filter(None, parts)) or None


def _region(extension: Record) -> str | None:
    country = _record(_record(extension.get("regionalSettings")).get("homeCountry"))
    code = _text(country.get("isoCode")) or ""
    return code.upper() if re.fullmatch(r"[A-Za-z]{2}", code) else None


def _phones(parts: Parts) -> list[FromPhone]:
    """Own phones that RingCentral can ring first: direct numbers, the extension, forwarding numbers."""
    phones: dict[str, FromPhone] = {}
    for phone in (*_direct(parts), *_own_extension(parts), *_forwarding(parts)):
        phones.setdefault(phone.phone_number, phone)
    return list(phones.values())


def _direct(parts: Parts) -> Iterator[FromPhone]:
    for record in _records(parts.phone_numbers):
        number = _number(record)
        if number and record.get("usageType") == "DirectNumber" and record.get("type") != "FaxOnly":
            yield FromPhone(phone_number=number, label=_label(record, "DirectNumber"), type="DirectNumber")


def _own_extension(parts: Parts) -> Iterator[FromPhone]:
    """`main*extension`, which rings the extension without going through the company's menu."""
    extension = _text(parts.extension.get("extensionNumber"))
    main = next(
        (_number(r) for r in _records(parts.phone_numbers) if r.get("usageType") == "MainCompanyNumber"), None
    )
    if main and extension and extension.isdigit():
        label = f"Main number, extension {extension}"
        yield FromPhone(phone_number=f"{main}*{extension}", label=label, type="Extension")


def _forwarding(parts: Parts) -> Iterator[FromPhone]:
    def place(record: Record) -> int:
        kind = record.get("type")
        return _FORWARDING_ORDER.index(kind) if kind in _FORWARDING_ORDER else len(_FORWARDING_ORDER)

    for record in sorted(_records(parts.forwarding_numbers), key=place):
        number, kind = _number(record), _text(record.get("type")) or "Other"
        if number and kind != "ExtensionApps":  # that one rings RingCentral's apps, not a phone
            yield FromPhone(phone_number=number, label=_label(record, kind), type=kind)


def _caller_ids(parts: Parts) -> list[CallerId]:
    """The numbers that the callee may be shown, the usual one first."""
    usual = _usual_caller_id(parts)
    found: dict[str, CallerId] = {}
    for record in _records(parts.phone_numbers):
        number, features = _number(record), record.get("features")
        if number and isinstance(features, list) and "CallerId" in features:
            label = _label(record, _text(record.get("usageType")) or "")
            found.setdefault(number, CallerId(phone_number=number, label=label))
    return sorted(found.values(), key=lambda each: each.phone_number != usual)


def _usual_caller_id(parts: Parts) -> str | None:
    return _number(_record(_ringout_caller_id(parts).get("phoneInfo")))


def _ringout_caller_id(parts: Parts) -> Record:
    by_feature = (r for r in _records(parts.caller_ids) if r.get("feature") == "RingOut")
    return _record(next(by_feature, {}).get("callerId"))


def _notes(parts: Parts) -> Iterator[str]:
    features = parts.extension.get("serviceFeatures")
    off = {
        record.get("featureName")
        for record in _records(features if isinstance(features, list) else ())
        if record.get("enabled") is False
    }
    if "RingOut" in off:
        yield (
            "RingOut is switched off for your extension, so calls will be refused."
            " Ask your RingCentral administrator to switch it on."
        )
    if "InternationalCalling" in off:
        yield (
            "International calls are switched off for your extension."
            " Ask your RingCentral administrator if you need them."
        )
    type_instead = "type the number of your own phone in the options."
    for records, what, instead in (
        (parts.forwarding_numbers, "forwarding phones", type_instead),
        (parts.phone_numbers, "direct and company numbers", type_instead),
    ):
        if isinstance(records, Missing):
            yield _NO_PHONES[records].format(what=what, instead=instead)
    if _ringout_caller_id(parts).get("type") == "Blocked":
        yield "Your RingCentral settings hide your number from the people you call."
    if not isinstance(parts.forwarding_numbers, Missing) and not _phones(parts):
        yield (
            "RingCentral knows no phone of yours that it could ring first:"
            " type the number of your own phone in the options."
        )


def _label(record: Record, kind: str) -> str:
    return _text(record.get("label")) or _LABELS.get(kind) or "Phone"


def _number(record: Record) -> str | None:
    number = _text(record.get("phoneNumber")) or ""
    return number if re.fullmatch(r"\+?[0-9]{3,20}(\*[0-9]{1,10})?", number) else None


def _text(value: Any) -> str | None:
    """A single-line text of a sane length."""
    if not isinstance(value, str):
        return None
    return "".join(c for c in value if c.isprintable()).strip()[:120] or None


def _record(value: Any) -> Record:
    return value if isinstance(value, dict) else {}


def _records(records: Records) -> list[Record]:
    return [] if isinstance(records, Missing) else [record for record in records if isinstance(record, dict)]
