"""The way in: everything that speaks to one server put together, and signing in and out with it."""

from __future__ import annotations

import contextlib

from ..config import Config
from ..errors import AccountError, RingOutError
from ..paths import Paths
from ..protocol import Account
from .account_file import forget_account, load_account, save_account
from .client import RingCentral
from .limiter import Limiter
from .oauth import OAuth, RefusedError
from .rates_shared import SharedRates
from .session import Grants
from .store import open_store
from .tokens import Credentials, Grant
from .transport import Transport


class Connection:
    """Everything that speaks to one server, made together and closed together."""

    def __init__(self, config: Config, paths: Paths) -> None:
        server = config.app.server
        self.config = config
        self.paths = paths
        self.transport = Transport(server)
        self.limiter = Limiter(SharedRates(paths.limits, server))
        self.oauth = OAuth(self.transport, self.limiter)
        self.grants = Grants(
            open_store(config, paths),
            self.oauth,
            paths.state / "tokens.lock",
            on_ended=self._remember_end,
        )
        self.client = RingCentral(self.transport, self.grants, self.limiter)

    async def __aenter__(self) -> Connection:
        return self

    async def __aexit__(self, *exception: object) -> None:
        await self.client.close()

    async def keep(self, grant: Grant) -> None:
        """Keep a new sign-in, and end the one before. Raises HostError where it could not be kept."""
        before = await self.grants.adopt(grant)
        if before is not None and before.access_token != grant.access_token:
            # RingCentral allows a person and app some five sessions; those beyond end others at random.
            await self.oauth.revoke(before)

    async def first_account(self) -> Account:
        """The account just after signing in; where it cannot be read, one that says so. Raises HostError."""
        try:
            return await self.refresh_account()
        except RingOutError as error:
            note = f"Your account could not be read. {error.message} {error.remedy}"
        account = Account(signed_in=True, notes=[note], token_store=self.grants.where)
        self._save(account)
        return account

    async def refresh_account(self) -> Account:
        """Read the account and keep it for every host. Raises RingOutError."""
        account = await self.client.read_account()
        self._save(account)
        return account

    def _save(self, account: Account) -> None:
        way = self.transport
        save_account(self.paths, account, way.simulator, way.speed, way.server)

    def _remember_end(self) -> None:
        """Every host that starts from now on knows that the sign-in is over."""
        known = load_account(self.paths, self.transport.server)
        if known is None or not known.account.signed_in:
            return
        with contextlib.suppress(RingOutError):
            ended = known.account.model_copy(update={"signed_in": False})
            save_account(self.paths, ended, known.simulator, known.speed, known.server)


async def sign_in_jwt(config: Config, paths: Paths, credentials: Credentials) -> Account:
    """Sign in with a JWT credential, and read the account.

    Raises:
        AccountError: `signed-out`: RingCentral refused it, saying why in plain words.
        RingOutError: it could not be asked, or the sign-in could not be kept.
    """
    async with Connection(config, paths) as connection:
        try:
            grant = await connection.oauth.by_jwt(credentials.grant())
        except RefusedError as refusal:
            word = refusal.error
        else:
            await connection.keep(grant)
            return await connection.first_account()
    raise refused(word)


def keeps_sign_in(config: Config, paths: Paths) -> bool:
    """Whether there is a sign-in to forget. May take seconds.

    Raises:
        HostError: the tokens could not be looked for.
    """
    return open_store(config, paths).load() is not None


async def sign_out(config: Config, paths: Paths) -> bool:
    """Revoke and forget the sign-in; False where RingCentral could not be told that it is over.

    Raises:
        HostError: the tokens could not be removed.
    """
    async with Connection(config, paths) as connection:
        grant = await connection.grants.forget()
        forget_account(paths)
        return grant is None or grant.ended or await connection.oauth.revoke(grant)


_REFUSALS: dict[str, tuple[str, str]] = {
    "invalid_client": (
        "RingCentral does not know this app, or its secret is wrong.",
        "Check the client ID and the client secret in RingCentral's developer console.",
    ),
    "unauthorized_client": (
        "This RingCentral app may not sign in like this.",
        "Allow this kind of sign-in in the app's settings in RingCentral's developer console.",
    ),
    "invalid_grant": (
        "RingCentral refused this sign-in: it has expired, was revoked, or belongs to another app.",
        "Sign in again: ringout login. A JWT credential must be made for this app, and not be expired.",
    ),
}
_REFUSALS["unsupported_grant_type"] = _REFUSALS["unauthorized_client"]


def refused(word: str) -> AccountError:
    """Why a new sign-in did not work, from RFC 6749's error word."""
    message, remedy = _REFUSALS.get(word, _REFUSALS["invalid_grant"])
    return AccountError("signed-out", message, remedy)
