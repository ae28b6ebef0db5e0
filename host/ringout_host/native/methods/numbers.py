"""`numbers.*`: finding them, judging them, confirming them."""

from __future__ import annotations

from ...errors import HostError, LimitError, RingOutError
from ...ledger import timestamp
from ...numbers import match
from ...policy import inspect
from ...protocol import Inspection, Number, Verdict
from ...protocol import requests as r
from ..parts import Parts
from ..server import Handler


class NumberMethods:
    """The verdicts of the policy, with the settings and the account of now."""

    def __init__(self, parts: Parts) -> None:
        self._parts = parts

    def table(self) -> dict[str, Handler]:
        """Each method by its name."""
        return {
            "numbers.match": self.match,
            "numbers.inspect": self.inspect,
            "numbers.confirm": self.confirm,
        }

    async def match(self, params: r.MatchParams) -> r.MatchResult:
        """`numbers.match`."""
        found = match(params.texts, params.region or await self._parts.home())
        return r.MatchResult.model_validate({"matches": [one.wire() for one in found]})

    async def inspect(self, params: r.TextParams) -> Inspection:
        """`numbers.inspect`: the verdict of the policy and of the caps; warms the connection for the call."""
        inspection = await self.judge(params.text, params.region)
        if inspection.number is None or inspection.verdict == "refuse":
            return inspection
        calls = await self._parts.calls()
        self._parts.spawn(self._parts.account.warm())
        try:
            again = await calls.check_limits(inspection.number.e164, self._parts.caps())
        except LimitError as error:
            return _limited(inspection, "refuse", error)
        return _limited(inspection, "confirm", LimitError("duplicate-call")) if again else inspection

    async def confirm(self, params: r.TextParams) -> r.ConfirmResult:
        """`numbers.confirm`: the worker lets only the confirmation page ask for this."""
        number, _ = await self.dialled(params.text, params.region)
        token, expires = await (await self._parts.calls()).mint(number.e164)
        return r.ConfirmResult(confirmation=token, expires_at=timestamp(expires))

    async def judge(self, text: str, region: str | None) -> Inspection:
        """What the policy says of `text`."""
        home = await self._parts.home()
        policy = self._parts.account.settings.get().policy()
        return inspect(text, region=region or home, home=home, policy=policy)

    async def dialled(self, text: str, region: str | None) -> tuple[Number, str | None]:
        """The number that would be dialled, and the error word for which it must be confirmed, if it must be.

        Raises:
            RingOutError: it is refused.
        """
        inspection = await self.judge(text, region)
        if inspection.number is None or inspection.verdict == "refuse":
            raise _refusal(inspection)
        ask = (inspection.code or "confirmation-required") if inspection.verdict == "confirm" else None
        return inspection.number, ask


def _limited(inspection: Inspection, verdict: Verdict, limit: LimitError) -> Inspection:
    """The stricter verdict of the ledger; a person who can still confirm is told what the policy said, too."""
    said = inspection.message if verdict == "confirm" and inspection.message else ""
    return inspection.model_copy(
        update={
            "verdict": verdict,
            "code": limit.code,
            "message": f"{limit.message} {said}".rstrip(),
            "remedy": limit.remedy,
        }
    )


def _refusal(inspection: Inspection) -> RingOutError:
    if inspection.code is None:
        return HostError("internal")
    return RingOutError(inspection.code, inspection.message or "", inspection.remedy or "")
