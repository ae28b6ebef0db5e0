"""Sign-in sessions and their tokens: codes with PKCE, JWT, rotation with the grace window, expiry, revocation.
A pure core: time comes in from outside. Tokens are made up on the spot and mean nothing anywhere else.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from .knobs import Knobs
from .refusal import bad_token, oauth

CODE_LIFETIME: Final = 60.0
"""Seconds in which an authorization code must be exchanged."""

CORRUPTED_FOR: Final = 10.0
"""Seconds in which a replaced access token is called corrupted, before it is not found at all."""


@dataclass(slots=True)
class Code:
    """An authorization code and what it is bound to."""

    client_id: str
    redirect_uri: str
    challenge: str | None
    method: str
    issued: float


@dataclass(slots=True)
class Pair:
    """An access token and the refresh token issued with it."""

    access: str
    refresh: str | None
    access_until: float
    refresh_until: float
    used: float | None = None
    """When the access token was first used."""
    replaced: float | None = None
    """When a refresh put another pair in its place."""
    successor: Pair | None = None


@dataclass(slots=True)
class Session:
    """One sign-in of the person with one app."""

    id: str
    client_id: str
    endpoint_id: str
    pair: Pair
    begun: float
    ended: bool = False


@dataclass(slots=True)
class Sessions:
    """All of them, with every secret ever issued, so that a test can look for them where they must not be."""

    clock: Callable[[], float]
    knobs: Knobs
    issued: list[str] = field(default_factory=list)
    _codes: dict[str, Code] = field(default_factory=dict)
    _access: dict[str, tuple[Session, Pair]] = field(default_factory=dict)
    _refresh: dict[str, tuple[Session, Pair]] = field(default_factory=dict)
    _sessions: list[Session] = field(default_factory=list)

    def issue_code(self, client_id: str, redirect_uri: str, challenge: str | None, method: str) -> str:
        """An authorization code, after consent."""
        code = self._secret("code")
        self._codes[code] = Code(client_id, redirect_uri, challenge, method, self.clock())
        return code

    def exchange(self, code: str, client_id: str, redirect_uri: str | None, verifier: str | None) -> Code:
        """Spend a code.

        Raises:
            Refusal: `invalid_grant`: unknown, spent, late, another app's, another redirect, or a wrong verifier.
        """
        found = self._codes.pop(code, None)
        if found is None or found.client_id != client_id:
            raise oauth("invalid_grant", "OAU-211", "Authorization code is not found", parameter="code")
        if self.clock() - found.issued > CODE_LIFETIME:
            raise oauth("invalid_grant", "OAU-210", "Authorization code expired", parameter="code")
        if found.redirect_uri != (redirect_uri or found.redirect_uri):
            raise oauth("invalid_grant", "OAU-109", "Redirect URIs do not match", parameter="redirect_uri")
        if found.challenge is not None and not _proves(verifier, found.challenge, found.method):
            raise oauth("invalid_grant", "OAU-216", "PKCE verification failed", parameter="code_verifier")
        return found

    def begin(self, client_id: str, endpoint_id: str | None, access_ttl: float, refresh_ttl: float) -> Session:
        """A new session; the oldest of the app ends where there are too many."""
        pair = self._pair(access_ttl, refresh_ttl)
        session = Session(
            secrets.token_hex(8), client_id, endpoint_id or secrets.token_urlsafe(16), pair, self.clock()
        )
        self._keep(session, pair)
        self._sessions.append(session)
        mine = [known for known in self._sessions if known.client_id == client_id and not known.ended]
        for oldest in mine[: -self.knobs.max_sessions]:
            oldest.ended = True
        return session

    def refresh(self, token: str, client_id: str, access_ttl: float, refresh_ttl: float) -> Session:
        """Rotate: the old access token dies at once, the old refresh token lives on for the grace window, in which
        it gives the same new pair again.

        Raises:
            Refusal: `invalid_grant`.
        """
        session, pair = self._refresh.get(token, (None, None))
        if session is None or pair is None or session.client_id != client_id or session.ended:
            raise oauth("invalid_grant", "OAU-213", "Token not found", parameter="refresh_token")
        now = self.clock()
        if pair.replaced is not None:
            if not self._in_grace(pair, now) or pair.successor is not session.pair:
                raise oauth("invalid_grant", "OAU-213", "Token not found", parameter="refresh_token")
            return session
        if now >= pair.refresh_until:
            raise oauth("invalid_grant", "OAU-210", "Token expired", parameter="refresh_token")
        fresh = self._pair(access_ttl, refresh_ttl)
        pair.replaced, pair.successor, session.pair = now, fresh, fresh
        self._keep(session, fresh)
        return session

    def check(self, token: str) -> Session:
        """The session of an access token, which now counts as used.

        Raises:
            Refusal: 401 with the code that fits.
        """
        session, pair = self._access.get(token, (None, None))
        if session is None or pair is None:
            raise bad_token("OAU-149", "OAuth token is invalid")
        now = self.clock()
        if session.ended:
            raise bad_token("OAU-213", "Token not found")
        if pair.replaced is not None:
            if now - pair.replaced < CORRUPTED_FOR:
                raise bad_token("OAU-129", "Access token corrupted")
            raise bad_token("OAU-213", "Token not found")
        if now >= pair.access_until:
            raise bad_token("OAU-128", "Access token expired", outer="TokenExpired")
        if pair.used is None:
            pair.used = now
        return session

    def client_of(self, token: str) -> str:
        """The app that a token was issued to, whatever became of it; empty where nobody knows."""
        session, _ = self._access.get(token, (None, None))
        return session.client_id if session is not None else ""

    def revoke(self, token: str) -> bool:
        """End the whole session of an access or refresh token; False where there is none."""
        session, _ = self._access.get(token) or self._refresh.get(token) or (None, None)
        if session is None or session.ended:
            return False
        session.ended = True
        return True

    def revoke_all(self) -> None:
        """End every session, as an administrator does."""
        for session in self._sessions:
            session.ended = True

    def expire(self, *, refresh: bool = False) -> None:
        """Every access token (and refresh token) expires now."""
        now = self.clock()
        for _, pair in self._access.values():
            pair.access_until = min(pair.access_until, now)
            if refresh:
                pair.refresh_until = min(pair.refresh_until, now)

    def alive(self) -> list[Session]:
        """Sessions that have not ended, oldest first."""
        return [session for session in self._sessions if not session.ended]

    def _in_grace(self, pair: Pair, now: float) -> bool:
        successor, replaced = pair.successor, pair.replaced
        if successor is None or replaced is None:
            return False
        if successor.used is not None:
            return now < successor.used + self.knobs.grace_used
        return now < replaced + self.knobs.grace_unused

    def _pair(self, access_ttl: float, refresh_ttl: float) -> Pair:
        now = self.clock()
        refresh = self._secret("refresh") if self.knobs.issue_refresh_tokens else None
        return Pair(self._secret("access"), refresh, now + access_ttl, now + refresh_ttl)

    def _keep(self, session: Session, pair: Pair) -> None:
        self._access[pair.access] = (session, pair)
        if pair.refresh is not None:
            self._refresh[pair.refresh] = (session, pair)

    def _secret(self, kind: str) -> str:
        value = f"sim-{kind}-{secrets.token_urlsafe(24)}"
        self.issued.append(value)
        return value


def _proves(verifier: str | None, challenge: str, method: str) -> bool:
    """RFC 7636 section 4.6."""
    if verifier is None:
        return False
    if method == "S256":
        digest = hashlib.sha256(verifier.encode("ascii", "replace")).digest()
        verifier = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    return hmac.compare_digest(verifier.encode(), challenge.encode())
