"""`calls.*`: starting, following and cancelling them, and the history."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING

from ...errors import RingOutError
from ...ledger import Row
from ...policy.choices import rings_first, shown_number
from ...protocol import requests as r
from ..parts import Parts
from ..server import Handler
from .numbers import NumberMethods

if TYPE_CHECKING:
    from ...calls.service import Calls


class CallMethods:
    """The calls of this person."""

    def __init__(self, parts: Parts, numbers: NumberMethods) -> None:
        self._parts = parts
        self._numbers = numbers

    def table(self) -> dict[str, Handler]:
        """Each method by its name."""
        return {
            "calls.start": self.start,
            "calls.cancel": self.cancel,
            "calls.get": self.get,
            "calls.list": self.list,
            "calls.clear": self.clear,
        }

    async def start(self, params: r.StartParams) -> r.CallResult:
        """`calls.start`: answers once the row is on disk."""
        calls = await self._parts.calls()
        try:
            start = await self._allowed(params, calls)
        except RingOutError:  # the same request again is the same call, whatever a new one would meet
            known = await calls.find(params.request_id)
            if known is None:
                raise
            return _result(known)
        return _result(await start())

    async def _allowed(self, params: r.StartParams, calls: Calls) -> Callable[[], Awaitable[Row]]:
        """What starts the call. Raises RingOutError: it is refused, or nobody is signed in."""
        number, ask = await self._numbers.dialled(params.text, params.region)
        account = await self._parts.account.known()
        if not account.signed_in:
            raise self._parts.account.signed_out()
        settled = self._parts.account.settings.get()
        chosen = settled.settings
        home = settled.home(account.region)
        from_phone = rings_first(params.from_ or chosen.from_, account, home)
        caller_id = shown_number(params.caller_id or chosen.caller_id, account, home)
        return partial(
            calls.start,
            request_id=params.request_id,
            number=number,
            from_phone=from_phone,
            caller_id=caller_id,
            play_prompt=chosen.play_prompt if params.play_prompt is None else params.play_prompt,
            origin=params.origin,
            caps=self._parts.caps(),
            ask=ask,
            confirmation=params.confirmation,
        )

    async def cancel(self, params: r.CallParams) -> r.CallResult:
        """`calls.cancel`."""
        return _result(await (await self._parts.calls()).cancel(params.id))

    async def get(self, params: r.CallParams) -> r.CallResult:
        """`calls.get`."""
        return _result(await (await self._parts.calls()).get(params.id))

    async def list(self, params: r.ListParams) -> r.ListResult:
        """`calls.list`."""
        rows = await (await self._parts.calls()).newest(params.limit, params.before)
        return r.ListResult(calls=[row.call() for row in rows])

    async def clear(self, params: r.Nothing) -> r.ClearResult:
        """`calls.clear`: the history is emptied for good; the rules still know what they need."""
        del params
        return r.ClearResult(removed=await (await self._parts.calls()).clear())


def _result(row: Row) -> r.CallResult:
    return r.CallResult(call=row.call())
