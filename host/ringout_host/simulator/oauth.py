"""Sign-in: authorize, token, revoke (`authorize`, `getToken`, `revokeToken` of the document), as RFC 6749,
RFC 7636 and RingCentral's own rules have it. Redirect URIs are compared exactly; a public app must prove a
S256 challenge.
"""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote, urlencode

from . import people
from .ask import Answer, Ask
from .refusal import Refusal, oauth
from .sessions import Session
from .world import World

CLIENTS: Final[Mapping[str, str | None]] = {
    people.PUBLIC_CLIENT_ID: None,
    people.CONFIDENTIAL_CLIENT_ID: people.CLIENT_SECRET,
}
"""Registered apps and their secrets."""

CONSENT: Final = "/simulator/consent"
"""Where the person is asked."""


def authorize(world: World, ask: Ask) -> Answer:
    """GET: back to the app with a code, or first to the consent page."""
    check_authorization(world, ask)
    if world.knobs.auto_approve:
        return redirect(world, ask, approved=True)
    query = urlencode([(name, value) for name, values in ask.query.items() for value in values])
    return Answer(302, headers={"Location": f"{ask.base}{CONSENT}?{query}"})


def check_authorization(world: World, ask: Ask) -> None:
    """Refuse what must not even be sent back to the redirect URI.

    Raises:
        Refusal: 400.
    """
    if (ask.first("client_id") or "") not in CLIENTS:
        raise oauth("invalid_client", "OAU-153", "Invalid client", parameter="client_id")
    if ask.first("redirect_uri") not in world.redirects:
        raise oauth("invalid_request", "OAU-109", "Redirect URIs do not match", parameter="redirect_uri")
    if ask.first("response_type") != "code":
        raise oauth("unsupported_response_type", "OAU-104", "Unsupported response type", parameter="response_type")
    if ask.first("display") not in (None, "page", "popup", "touch", "mobile"):
        raise oauth("invalid_request", "CMN-101", "Parameter [display] value is invalid", parameter="display")
    if ask.first("code_challenge_method") not in (None, "plain", "S256"):
        raise oauth("invalid_request", "OAU-215", "Unknown challenge method", parameter="code_challenge_method")


def redirect(world: World, ask: Ask, *, approved: bool) -> Answer:
    """Back to the app: with a code, or with an error of RFC 6749 section 4.1.2.1."""
    client, target = ask.first("client_id") or "", ask.first("redirect_uri") or ""
    challenge, method = ask.first("code_challenge"), ask.first("code_challenge_method") or "plain"
    result: dict[str, str]
    if CLIENTS[client] is None and (challenge is None or method != "S256"):
        result = {"error": "invalid_request", "error_description": "code challenge required"}
    elif not approved:
        result = {"error": "access_denied", "error_description": "The person refused"}
    else:
        result = {"code": world.sessions.issue_code(client, target, challenge, method), "expires_in": "60"}
    state = ask.first("state")
    if state is not None:
        result["state"] = state
    return Answer(302, headers={"Location": f"{target}{'&' if '?' in target else '?'}{urlencode(result)}"})


def token(world: World, ask: Ask) -> Answer:
    """POST: a session's tokens for a code, a JWT or a refresh token."""
    form = ask.form()
    client = _client(ask, form)
    access_ttl = _ttl(form, "access_token_ttl", world.knobs.access_ttl, 600, 3600)
    refresh_ttl = _ttl(form, "refresh_token_ttl", world.knobs.refresh_ttl, 1, 2_592_000)
    endpoint = form.get("endpoint_id")
    match form.get("grant_type"):
        case "authorization_code":
            world.sessions.exchange(
                _required(form, "code"), client, form.get("redirect_uri"), form.get("code_verifier")
            )
            session = world.sessions.begin(client, endpoint, access_ttl, refresh_ttl)
        case "urn:ietf:params:oauth:grant-type:jwt-bearer":
            if not hmac.compare_digest(_required(form, "assertion").encode(), people.JWT.encode()):
                raise oauth("invalid_grant", "OAU-251", "JWT is not valid", parameter="assertion")
            session = world.sessions.begin(client, endpoint, access_ttl, refresh_ttl)
        case "refresh_token":
            session = world.sessions.refresh(_required(form, "refresh_token"), client, access_ttl, refresh_ttl)
        case None:
            raise oauth("invalid_request", "CMN-100", "grant_type is required", parameter="grant_type")
        case _:
            raise oauth("unsupported_grant_type", "OAU-112", "Grant type is not allowed", parameter="grant_type")
    return Answer(json=_token_info(world, session), headers={"Cache-Control": "no-store"})


def revoke(world: World, ask: Ask) -> Answer:
    """POST: end the token's whole session. A token that is not known counts as revoked (RFC 7009 section 2.2)."""
    form = ask.form() if ask.body else {}
    _client(ask, form, optional=True)
    value = form.get("token") or ask.first("token")
    if not value:
        raise oauth("invalid_request", "CMN-100", "token is required", parameter="token")
    world.sessions.revoke(value)
    return Answer(200)


def client_of(ask: Ask) -> str:
    """Whose rate window a sign-in request counts in, before anything is believed about it."""
    try:
        return _client(ask, ask.form() if ask.method == "POST" and ask.body else {}, optional=True)
    except Refusal:
        return ""


def _client(ask: Ask, form: Mapping[str, str], *, optional: bool = False) -> str:
    """The app that asks.

    Raises:
        Refusal: `invalid_client`: unknown, a wrong secret, or credentials in two places.
    """
    header = ask.headers.get("authorization")
    named = form.get("client_id") or (ask.first("client_id") if ask.method == "GET" else None)
    if header is not None and named is not None:
        raise oauth("invalid_client", "OAU-153", "Client credentials are given twice")
    if header is not None:
        client, secret = _basic(header)
        known = CLIENTS.get(client)
        if known is None or not hmac.compare_digest(secret.encode(), known.encode()):
            raise oauth("invalid_client", "OAU-153", "Invalid client")
        return client
    if named is None and optional:
        return ""
    if named is None or named not in CLIENTS or CLIENTS[named] is not None:
        raise oauth("invalid_client", "OAU-153", "Invalid client", parameter="client_id")
    return named


def _basic(header: str) -> tuple[str, str]:
    scheme, _, value = header.partition(" ")
    try:
        client, colon, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        scheme = ""
    if scheme.lower() != "basic" or not colon:
        raise oauth("invalid_client", "OAU-153", "Basic authentication cannot be read")
    return unquote(client), unquote(secret)  # RFC 6749 section 2.3.1


def _required(form: Mapping[str, str], name: str) -> str:
    value = form.get(name)
    if not value:
        raise oauth("invalid_request", "CMN-100", f"{name} is required", parameter=name)
    return value


def _ttl(form: Mapping[str, str], name: str, default: float, least: int, most: int) -> float:
    text = form.get(name)
    if text is None:
        return default
    if not text.isdecimal() or not least <= int(text) <= most:
        raise oauth("invalid_request", "CMN-101", f"Parameter [{name}] value is invalid", parameter=name)
    return float(text)


def _token_info(world: World, session: Session) -> dict[str, object]:
    pair, now = session.pair, world.clock()
    info: dict[str, object] = {
        "access_token": pair.access,
        "token_type": "bearer",
        "expires_in": max(0, int(pair.access_until - now)),
        "scope": " ".join(sorted(world.knobs.scopes)),
        "owner_id": str(people.EXTENSION_ID),
        "endpoint_id": session.endpoint_id,
        "session_id": session.id,
    }
    if pair.refresh is not None:
        info["refresh_token"] = pair.refresh
        info["refresh_token_expires_in"] = max(0, int(pair.refresh_until - now))
    return info
