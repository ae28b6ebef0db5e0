"""The account as this host knows it: at once from what is kept, and fresher when RingCentral was asked.

Nothing here waits for the network unless its name says so.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Final

from .. import config
from ..errors import AccountError, RequestError, RingOutError
from ..paths import Paths
from ..protocol import Account
from ..protocol.requests import AccountChanged
from ..ringcentral.account_file import KnownAccount, load_account
from .kept import Kept

if TYPE_CHECKING:
    from ..ringcentral.client import RingCentral
    from ..ringcentral.facade import Connection

log = logging.getLogger(__name__)

FRESH: Final = 600.0
"""Seconds for which an account that was read is not read again."""


class AccountKeeper:
    """Who is signed in, and the one connection to their RingCentral.

    Args:
        places: where things are kept.
        changed: told when the account is no longer what was last told.
        remarks: what else the person must be told.
    """

    def __init__(
        self, places: Paths, changed: Callable[[AccountChanged], None], remarks: Callable[[], list[str]]
    ) -> None:
        self._places = places
        self._changed = changed
        self._remarks = remarks
        self.settings = Kept((places.config, places.managed), lambda: config.load(places))
        self._kept = Kept((places.config, places.managed, places.account), self._read_kept)
        self._connection: Connection | None = None
        self._told: Account | None = None
        self._read_at = -FRESH
        self._reading = asyncio.Lock()
        self._signing_in: asyncio.Task[None] | None = None
        self._trouble: str | None = None

    # -- what is known ----------------------------------------------------------------------------------------

    async def known(self) -> Account:
        """The account as it is known on this computer."""
        self._told = await self._known()
        return self._told

    @property
    def simulator(self) -> bool:
        """Calls go to our own simulator."""
        asked = self._connection is not None and self._connection.transport.simulator
        kept = self._kept.get()
        return asked or (kept is not None and kept.simulator)

    def signed_out(self) -> AccountError:
        """Why nobody can be called: never signed in, or the sign-in has ended."""
        told = self._told
        return AccountError("sign-in-expired" if told is not None and told.name is not None else "signed-out")

    async def announce(self) -> None:
        """Tell the browser if the account is no longer what it was told."""
        before, now = self._told, await self.known()
        if before != now:
            self._changed(AccountChanged(account=now))

    # -- what goes over the network -----------------------------------------------------------------------------

    async def service(self) -> RingCentral:
        """RingCentral, ready to be asked. Raises HostError: `config-invalid`."""
        return (await self._connected()).client

    async def refresh(self) -> None:
        """Read the account again, unless that was done lately; never an error."""
        if time.monotonic() - self._read_at < FRESH or self._reading.locked():
            return
        async with self._reading:
            try:
                if not (await self.known()).signed_in:
                    return
                await (await self._connected()).refresh_account()
                self._read_at = time.monotonic()
            except RingOutError as error:
                log.info("the account could not be read: %s", error.code)
            await self.announce()

    async def prepare(self) -> None:
        """Load what a call needs, and ask nobody yet. Raises HostError: `config-invalid`, `storage-failed`."""
        if (await self._known()).signed_in:
            await (await self._connected()).transport.ready()

    async def warm(self) -> None:
        """Open the connection ahead of a call; never an error."""
        if (await self._known()).signed_in:
            await (await self.service()).warm()

    async def sign_in(self) -> str:
        """Begin a sign-in in the browser; returns where to send the person. The outcome is announced.

        Raises:
            RingOutError: it cannot begin.
        """
        if self._signing_in is not None:
            self._signing_in.cancel()
            await asyncio.gather(self._signing_in, return_exceptions=True)
        self._trouble = None
        loop = asyncio.get_running_loop()
        address: asyncio.Future[str] = loop.create_future()
        self._signing_in = loop.create_task(self._follow_sign_in(address))
        self._signing_in.add_done_callback(lambda _: _never_begun(address))
        return await address

    async def sign_out(self) -> None:
        """Forget the sign-in here, and at RingCentral if it can be reached. Raises HostError: `storage-failed`."""
        from ..ringcentral.facade import sign_out  # noqa: PLC0415

        await sign_out(self.settings.get(), self._places)
        self._read_at = -FRESH
        await self.announce()

    async def close(self) -> None:
        """Close connections; a sign-in that was not finished is given up."""
        if self._signing_in is not None:
            self._signing_in.cancel()
            await asyncio.gather(self._signing_in, return_exceptions=True)
        if self._connection is not None:
            await self._connection.client.close()

    # -- internals ----------------------------------------------------------------------------------------------

    async def _known(self) -> Account:
        kept = self._kept.get()
        if kept is not None:
            account = kept.account
        else:  # perhaps signed in, but nothing could be read of the account yet
            connection = await self._connected()
            grant = await connection.grants.current()
            signed_in = grant is not None and not grant.ended
            account = Account(signed_in=signed_in, token_store=connection.grants.where if signed_in else None)
        notes = [*([self._trouble] if self._trouble else []), *self._remarks()]
        return account.model_copy(update={"notes": [*notes, *account.notes]}) if notes else account

    def _read_kept(self) -> KnownAccount | None:
        return load_account(self._places, self.settings.get().app.server)

    async def _connected(self) -> Connection:
        if self._connection is None:
            settled = self.settings.get()
            connecting = await asyncio.to_thread(_import_connection)
            if self._connection is None:
                self._connection = connecting(settled, self._places)
        return self._connection

    async def _follow_sign_in(self, address: asyncio.Future[str]) -> None:
        """Listen for the person coming back; whatever happened is announced."""
        from ..ringcentral.signin import sign_in_browser  # noqa: PLC0415

        try:
            async with sign_in_browser(self.settings.get(), self._places) as attempt:
                if not address.done():
                    address.set_result(attempt.authorize_url)
                await attempt.finish()
            self._read_at = time.monotonic()
        except RingOutError as error:
            if not address.done():
                address.set_exception(error)
                return
            log.info("the sign-in came to nothing: %s", error.code)
            self._trouble = f"{error.message} {error.remedy}"
        await self.announce()


def _never_begun(address: asyncio.Future[str]) -> None:
    """Whoever asked for a sign-in is answered, also when a newer one took its place before it had begun."""
    if not address.done():
        address.set_exception(RequestError("busy", "Another sign-in was begun.", "Go on with the newer one."))


def _import_connection() -> type[Connection]:
    """On a thread: it takes a tenth of a second, in which requests that need no network are answered."""
    from ..ringcentral.facade import Connection  # noqa: PLC0415

    return Connection
