"""`account.*`: signing in and out."""

from __future__ import annotations

from ...protocol import requests as r
from ..parts import Parts
from ..server import Handler


class AccountMethods:
    """Who is signed in."""

    def __init__(self, parts: Parts) -> None:
        self._account = parts.account

    def table(self) -> dict[str, Handler]:
        """Each method by its name."""
        return {"account.signIn": self.sign_in, "account.signOut": self.sign_out}

    async def sign_in(self, params: r.Nothing) -> r.SignInResult:
        """`account.signIn`: where to send the person; the rest happens when they come back."""
        del params
        return r.SignInResult(authorize_url=await self._account.sign_in())

    async def sign_out(self, params: r.Nothing) -> r.Nothing:
        """`account.signOut`: RingCentral forgets us and we forget it, in that order if it can be reached."""
        await self._account.sign_out()
        return params
