"""Signing in through the system browser: authorization code with PKCE, the answer on a loopback port (RFC 8252).

Nothing secret is shown or kept before RingCentral has confirmed it; whatever happens, the listener closes.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Final

from ..config import Config
from ..errors import AccountError, HostError, RingOutError
from ..paths import Paths
from ..protocol import Account
from .facade import Connection, refused
from .loopback import Listener
from .oauth import RefusedError
from .pkce import Proof, authorize_url, make_proof
from .signin_page import SIGNED_IN, not_signed_in
from .tokens import Grant

TIMEOUT: Final = 300.0
"""Seconds for the person to sign in at RingCentral."""


class BrowserSignIn:
    """A sign-in that has begun: `authorize_url` is for the person's browser, `finish` waits for the end."""

    def __init__(self, connection: Connection, listener: Listener, proof: Proof, client_id: str) -> None:
        self._connection = connection
        self._listener = listener
        self._proof = proof
        self._client_id = client_id
        self.redirect_uri: Final = listener.redirect_uri
        self.authorize_url: Final = authorize_url(connection.transport.server, client_id, self.redirect_uri, proof)

    async def finish(self, *, timeout: float = TIMEOUT) -> Account:  # noqa: ASYNC109 - the person's time, not a task's
        """Wait for the browser, keep the grant, read the account and keep it for every host.

        Raises:
            AccountError: `signed-out`: too late, declined, or refused, in plain words.
            RingOutError: RingCentral could not be asked, or the sign-in could not be kept.
        """
        try:
            await self._connection.keep(await self._grant(timeout))
        except RingOutError as error:
            await self._listener.show(not_signed_in(error.message, error.remedy))
            raise
        await self._listener.show(SIGNED_IN)
        return await self._connection.first_account()

    async def _grant(self, seconds: float) -> Grant:
        try:
            async with asyncio.timeout(seconds):
                redirect = await self._listener.redirect()
        except TimeoutError:
            redirect = None
        if redirect is None:
            raise AccountError(
                "signed-out",
                f"Nobody signed in at RingCentral within {seconds / 60:.0f} minutes.",
                "Begin again: ringout login",
            )
        if redirect.code is None:
            raise _declined(redirect.error or "")
        try:
            return await self._connection.oauth.by_code(
                self._client_id, redirect.code, self.redirect_uri, self._proof.verifier
            )
        except RefusedError as refusal:
            word = refusal.error
        raise refused(word)


@contextlib.asynccontextmanager
async def sign_in_browser(config: Config, paths: Paths) -> AsyncIterator[BrowserSignIn]:
    """Begin a sign-in; on leaving, the listener is closed.

    Raises:
        HostError: `config-invalid`: no app is named, or no port is free.
    """
    client_id = config.app.client_id
    if client_id is None:
        raise HostError(
            "config-invalid",
            "No RingCentral app is named, so there is nothing to sign in to.",
            f"Put its client ID in {paths.config} as clientId under [app], or in RINGOUT_CLIENT_ID.",
        )
    proof = make_proof()
    async with Connection(config, paths) as connection:
        listener = Listener(proof.is_own)
        try:
            await listener.open(config.app.redirect_ports)
            yield BrowserSignIn(connection, listener, proof, client_id)
        finally:
            await listener.close()


def _declined(error: str) -> AccountError:
    if error == "access_denied":
        return AccountError(
            "signed-out",
            "You did not allow RingOut to use your RingCentral account.",
            "Sign in again and allow it: ringout login",
        )
    if error in ("temporarily_unavailable", "server_error"):
        return AccountError("signed-out", "RingCentral could not sign you in just now.", "Try again in a moment.")
    return refused(error)
