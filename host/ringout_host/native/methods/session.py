"""`session.get`, `settings.update`, `diagnostics.run`: this host as a whole."""

from __future__ import annotations

import asyncio

from ... import config
from ...policy.choices import choices
from ...protocol import Session
from ...protocol import requests as r
from ..parts import Parts
from ..server import Handler


class SessionMethods:
    """What a newly opened page needs to know, and what a person changes in the options."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts
        self._account = parts.account

    def table(self) -> dict[str, Handler]:
        """Each method by its name."""
        return {
            "session.get": self.get,
            "settings.update": self.update_settings,
            "diagnostics.run": self.diagnose,
        }

    async def get(self, params: r.Nothing) -> Session:
        """`session.get`: what is known now; fresher news follows as `account.changed`."""
        del params
        calls = await self._parts.calls()
        settled = self._account.settings.get()
        account = await self._account.known()
        active = await calls.active()
        self._parts.spawn(self._account.refresh())
        return Session(
            account=account,
            settings=settled.session_settings(account.region),
            policy=settled.policy(),
            simulator=self._account.simulator,
            active_calls=[row.call() for row in active],
        )

    async def update_settings(self, params: r.SettingsParams) -> r.SettingsResult:
        """`settings.update`."""
        account = await self._account.known()
        params = choices(params, account, self._account.settings.get().home(account.region))
        settled = await asyncio.to_thread(config.update, self._parts.places, params)
        return r.SettingsResult(settings=settled.session_settings(account.region), policy=settled.policy())

    async def diagnose(self, params: r.Nothing) -> r.Diagnosis:
        """`diagnostics.run`: the self-test's report."""
        del params
        from ...browsers.doctor import diagnose  # noqa: PLC0415 - heavy, and seldom asked for

        return await asyncio.to_thread(diagnose)
