"""A valid access token, whenever one is needed: renewed once for all hosts, saved first, then used.

It must never sign anybody out because of the network or the clock, never ask again with tokens that RingCentral
has refused, and never use tokens that are not saved.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

from ..errors import AccountError
from .limiter import Waiting
from .oauth import PATIENCE, OAuth, RefusedError
from .store import Place, TokenStore
from .tokens import Grant
from .turns import alone


class Grants:
    """The grant of one server, for this process.

    Args:
        store: where it is kept.
        oauth: who renews it.
        lock: the file whose lock lets one process at a time renew it.
        on_ended: called whenever it turns out that nobody is signed in any more.
        clock: seconds since 1970.
    """

    def __init__(
        self,
        store: TokenStore,
        oauth: OAuth,
        lock: Path,
        *,
        on_ended: Callable[[], None] | None = None,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._store = store
        self._oauth = oauth
        self._lock_path = lock
        self._on_ended = on_ended
        self._clock = clock
        self._stamp_path = lock.with_name("tokens.stamp")
        self._stamp = 0
        self._grant: Grant | None = None
        self._one_at_a_time = asyncio.Lock()
        self._renewals: set[asyncio.Task[str]] = set()
        self._unsaved: tuple[Grant, Grant] | None = None
        """A grant and its renewal, until the store has taken that."""

    @property
    def where(self) -> Place:
        """Where the sign-in is kept."""
        return self._store.where

    async def access(
        self, *, refused: str | None = None, patience: float = PATIENCE, waiting: Waiting | None = None
    ) -> str:
        """An access token that is good for a minute or more.

        Args:
            refused: the access token that was answered with 401.
            patience: seconds that a renewal waits for its rate group in all.
            waiting: told when the renewal has to wait for its rate group.

        Raises:
            AccountError: `signed-out`, `sign-in-expired`.
            ServiceError: `service-unreachable`, `rate-limited`: the sign-in is untouched.
            HostError: `storage-failed`, `config-invalid`: the tokens cannot be read or saved.
        """
        token = self._known(refused)
        if token is not None:
            return token
        async with self._one_at_a_time:
            # Somebody may have renewed it meanwhile: a task of this process, or another host.
            token = self._known(refused)
            if token is None:
                await self.current()
                token = self._usable(self._grant, refused)
            if token is None:
                self._check(self._grant)
                token = await self._undisturbed(self._renewed_alone(refused, patience, waiting))
            return token

    async def current(self) -> Grant | None:
        """The grant as it is kept, ended or not; asks nobody but the store. Raises HostError as `access`."""
        self._stamp = self._now_stamped()
        self._grant = await asyncio.to_thread(self._store.load)
        return self._grant

    async def replaced(self, refused: str) -> bool:
        """Somebody has renewed this access token meanwhile, which made it worthless: that it was refused says
        nothing of the sign-in. A renewal that is under way is waited for. Raises HostError as `access`.
        """
        async with self._one_at_a_time, alone(self._lock_path):
            grant = await self.current()
        return grant is not None and not grant.ended and grant.access_token != refused

    async def adopt(self, grant: Grant) -> Grant | None:
        """Keep the grant of a new sign-in; returns the one before. Raises HostError as `access`."""
        async with self._one_at_a_time, alone(self._lock_path):
            before = await asyncio.to_thread(self._store.load)
            # Forgotten first, so that the keyring gets another chance where the file stood in for it.
            await asyncio.to_thread(self._store.forget)
            await asyncio.to_thread(self._store.save, grant)
            self._grant = grant
            self._tell_others()
        return before

    async def forget(self) -> Grant | None:
        """Keep nothing; returns what there was. Raises HostError as `access`."""
        async with self._one_at_a_time, alone(self._lock_path):
            before = await asyncio.to_thread(self._store.load)
            await asyncio.to_thread(self._store.forget)
            self._grant = None
            self._tell_others()
        return before

    async def settle(self, limit: float) -> None:
        """Give a renewal that is under way `limit` seconds to be saved."""
        if self._renewals:
            await asyncio.wait(self._renewals, timeout=limit)

    async def _undisturbed(self, renewal: Coroutine[Any, Any, str]) -> str:
        """Whoever waits may give up (a call is cancelled, a browser closes), the renewal may not: RingCentral has
        made the old tokens worthless by the time it answers, and new ones that nobody saves end the sign-in.
        """
        task = asyncio.get_running_loop().create_task(renewal)
        self._renewals.add(task)
        task.add_done_callback(self._renewals.discard)
        task.add_done_callback(lambda done: done.cancelled() or done.exception())  # perhaps nobody asks any more
        return await asyncio.shield(task)

    async def _renewed_alone(self, refused: str | None, patience: float, waiting: Waiting | None) -> str:
        async with alone(self._lock_path):
            return await self._renewed(refused, patience, waiting)

    async def end(self, refused: str) -> None:
        """RingCentral refused this access token although it was just renewed: only a new sign-in helps.

        Nothing happens where somebody has renewed it again or signed in meanwhile. Raises HostError as `access`.
        """
        async with self._one_at_a_time, alone(self._lock_path):
            grant = await asyncio.to_thread(self._store.load)
            if grant is None or grant.access_token != refused:
                return
            self._grant = grant.ending()
            await asyncio.to_thread(self._store.save, self._grant)
            self._tell_others()
        if self._on_ended is not None:
            self._on_ended()

    async def _renewed(self, refused: str | None, patience: float, waiting: Waiting | None) -> str:
        """Renew, with every lock held."""
        grant = self._check(await self._kept())
        token = self._usable(grant, refused)
        if token is None and grant.refresh_token is None and grant.jwt is None and grant.access_token != refused:
            # Nothing can renew it, so it is used until RingCentral says no: our clock may be wrong.
            token = grant.access_token
        if token is None:
            grant = await self._renew(grant, patience, waiting)
            token = grant.access_token
        self._grant = grant
        self._check(grant)
        if token is None:
            raise AccountError("sign-in-expired")
        return token

    async def _renew(self, grant: Grant, patience: float, waiting: Waiting | None) -> Grant:
        """The renewed grant, or the ended one; saved either way."""
        renewed = None
        if grant.refresh_token is not None:
            with contextlib.suppress(RefusedError):
                renewed = await self._oauth.refresh(grant, patience=patience, waiting=waiting)
        if renewed is None and grant.jwt is not None:
            with contextlib.suppress(RefusedError):
                renewed = await self._oauth.by_jwt(grant, patience=patience, waiting=waiting)
        if renewed is None:
            renewed = grant.ending()
        self._unsaved = (grant, renewed)
        return await self._kept() or renewed

    async def _kept(self) -> Grant | None:
        """What the store holds, after what it did not take the last time: a full disk must not end a sign-in."""
        grant = await asyncio.to_thread(self._store.load)
        if self._unsaved is not None:
            before, renewed = self._unsaved
            if grant == before:
                await asyncio.to_thread(self._store.save, renewed)
                grant = renewed
            self._unsaved = None
        return grant

    def _check(self, grant: Grant | None) -> Grant:
        if grant is not None and not grant.ended:
            return grant
        if self._on_ended is not None:
            self._on_ended()
        raise AccountError("signed-out" if grant is None else "sign-in-expired")

    def _known(self, refused: str | None) -> str | None:
        """The access token in memory, unless somebody has signed in or out since it was read."""
        return self._usable(self._grant, refused) if self._stamp == self._now_stamped() else None

    def _now_stamped(self) -> int:
        """When somebody last signed in or out: looking at a file costs a microsecond, asking a keyring more."""
        try:
            return self._stamp_path.stat().st_mtime_ns
        except OSError:
            return 0

    def _tell_others(self) -> None:
        """Let every process look at the store again before its next request."""
        with contextlib.suppress(OSError):
            self._stamp_path.touch(0o600)
        self._stamp = self._now_stamped()

    def _usable(self, grant: Grant | None, refused: str | None) -> str | None:
        if grant is None or not grant.fresh(self._clock()) or grant.access_token == refused:
            return None
        return grant.access_token
