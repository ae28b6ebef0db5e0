"""Who lives in the simulator: one company, one person, two registered apps. Every number is from a range that is
reserved for fiction, and nothing here is a secret: these sign-ins open the simulator and nothing else.
"""

from __future__ import annotations

from typing import Final, NamedTuple

PUBLIC_CLIENT_ID: Final = "ringout-simulator"
"""An app without a secret ("client-side web app"): PKCE is required of it, and `client_id` goes in the body."""

CONFIDENTIAL_CLIENT_ID: Final = "ringout-simulator-server"
"""An app with a secret: it signs in with Basic authentication."""

CLIENT_SECRET: Final = "simulator-secret-that-is-none"  # noqa: S105 - opens a pretend service on this computer

JWT: Final = "simulator.jwt.that-is-no-secret"
"""The person's JWT; either app may use it."""

REDIRECT_PATHS: Final = ("/", "/callback", "/oauth2callback")
"""Paths registered for each redirect port, under `localhost` and `127.0.0.1`."""

REDIRECT_PORTS: Final = (52871, 52872, 52873)
"""Ports registered unless a test registers others."""


def redirect_uris() -> list[str]:
    """The redirect URIs registered unless a test registers others."""
    return [
        f"http://{host}:{port}{path}"
        for host in ("localhost", "127.0.0.1")
        for port in REDIRECT_PORTS
        for path in REDIRECT_PATHS
    ]


SCOPES: Final = ("RingOut", "ReadAccounts", "ReadCallLog")

ACCOUNT_ID: Final = 400131426
EXTENSION_ID: Final = 400131427
COMPANY: Final = "Example Trading"
NAME: Final = "Robin Sample"
EMAIL: Final = "robin@example.com"
EXTENSION_NUMBER: Final = "101"

MAIN_NUMBER: Final = "+12015550100"
DIRECT_NUMBER: Final = "+12015550101"
MOBILE: Final = "+12015550102"
HOME: Final = "+12015550103"
DESK_PHONE: Final = "+12015550104"
LONDON_NUMBER: Final = "+442079460105"
FAX_NUMBER: Final = "+12015550106"


class Country(NamedTuple):
    """A country as RingCentral lists it; `id` is its dialling-plan id."""

    id: str
    iso: str
    name: str
    calling_code: str


COUNTRIES: Final = {
    country.iso: country
    for country in (
        Country("1", "US", "United States", "1"),
        Country("39", "CA", "Canada", "1"),
        Country("224", "GB", "United Kingdom", "44"),
        Country("75", "FR", "France", "33"),
        Country("82", "DE", "Germany", "49"),
        Country("16", "AU", "Australia", "61"),
    )
}


class ForwardingNumber(NamedTuple):
    """A phone that can ring first."""

    id: str
    phone_number: str
    label: str
    type: str
    features: tuple[str, ...]


FORWARDING_NUMBERS: Final = (
    ForwardingNumber("1472341004", MOBILE, "My mobile", "Mobile", ("CallFlip", "CallForwarding")),
    ForwardingNumber("1472341005", HOME, "Home", "Home", ("CallFlip", "CallForwarding")),
    ForwardingNumber("1472341006", DESK_PHONE, "Desk phone", "PhoneLine", ("CallForwarding",)),
)


class OwnNumber(NamedTuple):
    """A number of the company or the person."""

    id: int
    phone_number: str
    usage_type: str
    type: str
    features: tuple[str, ...]
    country: str
    label: str


OWN_NUMBERS: Final = (
    OwnNumber(33001, MAIN_NUMBER, "MainCompanyNumber", "VoiceFax", ("CallerId",), "US", "Company"),
    OwnNumber(33002, DIRECT_NUMBER, "DirectNumber", "VoiceFax", ("CallerId", "SmsSender"), "US", "Direct"),
    OwnNumber(33003, LONDON_NUMBER, "DirectNumber", "VoiceOnly", ("CallerId",), "GB", "London"),
    OwnNumber(33004, FAX_NUMBER, "DirectNumber", "FaxOnly", (), "US", "Fax"),
)

CALLER_IDS: Final = frozenset(own.phone_number for own in OWN_NUMBERS if "CallerId" in own.features)
