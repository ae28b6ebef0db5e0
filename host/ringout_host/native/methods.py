"""What each method of the protocol does: reads its params, asks the parts below, and shapes the answer.

The parts that take long to import are imported behind the first frame, each when it is first needed.
"""

from __future__ import annotations

import asyncio
import gc
import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from .. import config
from ..errors import HostError, LimitError, RingOutError
from ..ledger import Caps, Ledger, Row, timestamp
from ..ledger.owners import Owner
from ..numbers import match
from ..paths import Paths
from ..policy import inspect
from ..protocol import Inspection, Session, Wire
from ..protocol import requests as r
from .account import AccountKeeper
from .choices import choices, rings_first
from .server import Handler

if TYPE_CHECKING:
    from ..calls.service import Calls

log = logging.getLogger(__name__)

Tell = Callable[[str, Wire, str | None], None]
"""Sends a notification: its method, its params, and what it is news of."""


class Methods:
    """The methods of one host. `tell` must be set before `begin`."""

    def __init__(self, places: Paths, ledger: Ledger, owner: Owner) -> None:
        self.tell: Tell
        self._places = places
        self._ledger = ledger
        self._owner = owner
        self._account = AccountKeeper(places, self._account_changed)
        self._calls: asyncio.Task[Calls] | None = None
        self._background: set[asyncio.Task[None]] = set()

    @classmethod
    async def open(cls, places: Paths) -> Methods:
        """Open what is needed for any call. Raises HostError: `storage-failed`."""
        ledger = await asyncio.to_thread(Ledger, places.ledger)
        return cls(places, ledger, Owner(places.hosts))

    def table(self) -> dict[str, Handler]:
        """Every method by its name."""
        return {
            "session.get": self.session_get,
            "numbers.match": self.numbers_match,
            "numbers.inspect": self.numbers_inspect,
            "numbers.confirm": self.numbers_confirm,
            "calls.start": self.calls_start,
            "calls.cancel": self.calls_cancel,
            "calls.get": self.calls_get,
            "calls.list": self.calls_list,
            "calls.clear": self.calls_clear,
            "settings.update": self.settings_update,
            "account.signIn": self.sign_in,
            "account.signOut": self.sign_out,
            "diagnostics.run": self.diagnose,
        }

    async def begin(self) -> None:
        """Import the rest and take over calls of dead hosts, while requests are already answered."""
        self._account.set_aside = self._ledger.set_aside
        self._spawn(self._take_over())

    async def close(self, limit: float) -> None:
        """Write down what is in flight, for at most `limit` seconds, and let go of everything."""
        for task in list(self._background):
            task.cancel()
        if self._calls is not None:
            await asyncio.gather(self._calls, return_exceptions=True)
        if self._calls is not None and not self._calls.cancelled() and not self._calls.exception():
            await self._calls.result().close(limit)
        else:
            self._ledger.close()
            self._owner.close()
        await self._account.close()

    # -- session ----------------------------------------------------------------------------------------------

    async def session_get(self, params: r.Nothing) -> Session:
        """`session.get`: what is known now; fresher news follows as `account.changed`."""
        del params
        calls = await self._the_calls()
        settled = self._account.settings.get()
        account = await self._account.known()
        active = await calls.active()
        self._spawn(self._account.refresh())
        return Session(
            account=account,
            settings=settled.session_settings(account.region),
            policy=settled.policy(),
            simulator=self._account.simulator,
            active_calls=[row.call() for row in active],
        )

    async def settings_update(self, params: r.SettingsParams) -> r.SettingsResult:
        """`settings.update`."""
        account = await self._account.known()
        params = choices(params, account, await self._home())
        settled = await asyncio.to_thread(config.update, self._places, params)
        return r.SettingsResult(settings=settled.session_settings(account.region), policy=settled.policy())

    async def sign_in(self, params: r.Nothing) -> r.SignInResult:
        """`account.signIn`: where to send the person; the rest happens when they come back."""
        del params
        return r.SignInResult(authorize_url=await self._account.sign_in())

    async def sign_out(self, params: r.Nothing) -> r.Nothing:
        """`account.signOut`: RingCentral forgets us and we forget it, in that order if it can be reached."""
        await self._account.sign_out()
        return params

    async def diagnose(self, params: r.Nothing) -> r.Diagnosis:
        """`diagnostics.run`: the self-test's report."""
        del params
        from ..browsers.doctor import diagnose  # noqa: PLC0415 - heavy, and seldom asked for

        return await asyncio.to_thread(diagnose)

    # -- numbers ----------------------------------------------------------------------------------------------

    async def numbers_match(self, params: r.MatchParams) -> r.MatchResult:
        """`numbers.match`."""
        region = params.region or await self._home()
        found = match(params.texts, region)
        return r.MatchResult.model_validate({"matches": [one.wire() for one in found]})

    async def numbers_inspect(self, params: r.TextParams) -> Inspection:
        """`numbers.inspect`: the verdict of the policy and of the caps; warms the connection for the call."""
        inspection, settled = await self._inspect(params.text, params.region)
        if inspection.number is None or inspection.verdict == "refuse":
            return inspection
        calls = await self._the_calls()
        self._spawn(self._account.warm())
        try:
            await calls.check_limits(inspection.number.e164, _caps(settled))
        except LimitError as error:
            again = error.code == "duplicate-call" and "still" not in error.message
            return inspection.model_copy(
                update={
                    "verdict": "confirm" if again else "refuse",
                    "code": error.code,
                    "message": error.message,
                    "remedy": error.remedy,
                }
            )
        return inspection

    async def numbers_confirm(self, params: r.TextParams) -> r.ConfirmResult:
        """`numbers.confirm`: the worker lets only the confirmation page ask for this."""
        inspection, _ = await self._inspect(params.text, params.region)
        if inspection.number is None or inspection.verdict == "refuse":
            raise _refusal(inspection)
        token, expires = await (await self._the_calls()).mint(inspection.number.e164)
        return r.ConfirmResult(confirmation=token, expires_at=timestamp(expires))

    # -- calls ------------------------------------------------------------------------------------------------

    async def calls_start(self, params: r.StartParams) -> r.CallResult:
        """`calls.start`: answers once the row is on disk."""
        calls = await self._the_calls()
        known = await calls.find(params.request_id)
        if known is not None:
            return _result(known)
        inspection, settled = await self._inspect(params.text, params.region)
        if inspection.number is None or inspection.verdict == "refuse":
            raise _refusal(inspection)
        account = await self._account.known()
        if not account.signed_in:
            raise self._account.signed_out()
        chosen = settled.settings
        from_phone = rings_first(params.from_ or chosen.from_, account, settled.home(account.region))
        row = await calls.start(
            request_id=params.request_id,
            number=inspection.number,
            from_phone=from_phone,
            caller_id=params.caller_id or chosen.caller_id,
            play_prompt=chosen.play_prompt if params.play_prompt is None else params.play_prompt,
            origin=params.origin,
            caps=_caps(settled),
            ask=(inspection.code or "confirmation-required") if inspection.verdict == "confirm" else None,
            confirmation=params.confirmation,
        )
        return _result(row)

    async def calls_cancel(self, params: r.CallParams) -> r.CallResult:
        """`calls.cancel`."""
        return _result(await (await self._the_calls()).cancel(params.id))

    async def calls_get(self, params: r.CallParams) -> r.CallResult:
        """`calls.get`."""
        return _result(await (await self._the_calls()).get(params.id))

    async def calls_list(self, params: r.ListParams) -> r.ListResult:
        """`calls.list`."""
        rows = await (await self._the_calls()).newest(params.limit, params.before)
        return r.ListResult(calls=[row.call() for row in rows])

    async def calls_clear(self, params: r.Nothing) -> r.ClearResult:
        """`calls.clear`: the history is emptied for good; the rules still know what they need."""
        del params
        removed = await (await self._the_calls()).clear()
        self._account.set_aside = self._ledger.set_aside
        return r.ClearResult(removed=removed)

    # -- the parts --------------------------------------------------------------------------------------------

    async def _inspect(self, text: str, region: str | None) -> tuple[Inspection, config.Config]:
        settled = self._account.settings.get()
        home = settled.home((await self._account.known()).region)
        return inspect(text, region=region or home, home=home, policy=settled.policy()), settled

    async def _home(self) -> str:
        settled = self._account.settings.get()
        return settled.home((await self._account.known()).region)

    async def _the_calls(self) -> Calls:
        if self._calls is None or (self._calls.done() and self._calls.exception()):
            self._calls = asyncio.get_running_loop().create_task(self._make_calls())
        return await asyncio.shield(self._calls)

    async def _make_calls(self) -> Calls:
        service = await self._account.service()
        from ..calls.service import Calls  # noqa: PLC0415

        return Calls(self._ledger, self._owner, service, self._call_updated)

    async def _take_over(self) -> None:
        try:
            calls = await self._the_calls()
            await calls.resume()
            await self._account.prepare()
            await calls.tidy()
        except RingOutError as error:
            log.error("calls cannot be taken over yet: %s", error)
        finally:  # everything is loaded: none of it is ever rubbish, so none of it need be looked at again
            gc.freeze()
            gc.enable()

    def _call_updated(self, row: Row) -> None:
        self.tell("call.updated", r.CallResult(call=row.call()), row.id)
        if row.reason is not None and row.reason.code == "sign-in-expired":
            self._spawn(self._account.announce())

    def _account_changed(self, changed: r.AccountChanged) -> None:
        self.tell("account.changed", changed, "account")

    def _spawn(self, work: object) -> None:
        task: asyncio.Task[None] = asyncio.get_running_loop().create_task(work)  # type: ignore[arg-type]
        self._background.add(task)
        task.add_done_callback(self._background.discard)


def _result(row: Row) -> r.CallResult:
    return r.CallResult(call=row.call())


def _caps(settled: config.Config) -> Caps:
    limits = settled.limits
    return Caps(limits.per_minute, limits.per_hour, limits.per_day)


def _refusal(inspection: Inspection) -> RingOutError:
    if inspection.code is None:
        return HostError("internal")
    return RingOutError(inspection.code, inspection.message or "", inspection.remedy or "")
