"""The secrets of one browser sign-in: verifier, challenge and state (RFC 7636, RFC 6749 §10.12).

They live as long as the sign-in does and are written nowhere.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, field
from urllib.parse import urlencode

from .oauth import AUTHORIZE_PATH


@dataclass(frozen=True, slots=True)
class Proof:
    """What ties the answer of the browser to the question."""

    verifier: str = field(repr=False)
    """43 characters, 256 bits of chance (RFC 7636 §4.1)."""
    state: str = field(repr=False)

    @property
    def challenge(self) -> str:
        """S256 of the verifier (RFC 7636 §4.2)."""
        digest = hashlib.sha256(self.verifier.encode("ascii")).digest()
        return base64.urlsafe_b64encode(digest).rstrip(b"=").decode("ascii")

    def is_own(self, state: str) -> bool:
        """Is this our state? Takes the same time whatever it is."""
        return hmac.compare_digest(state.encode("utf-8", "replace"), self.state.encode("ascii"))


def make_proof() -> Proof:
    """The secrets of a new sign-in."""
    return Proof(secrets.token_urlsafe(32), secrets.token_urlsafe(32))


def authorize_url(server: str, client_id: str, redirect_uri: str, proof: Proof) -> str:
    """Where the person signs in (operation `authorize`)."""
    query = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "state": proof.state,
        "code_challenge": proof.challenge,
        "code_challenge_method": "S256",
    }
    return f"{server}{AUTHORIZE_PATH}?{urlencode(query)}"
