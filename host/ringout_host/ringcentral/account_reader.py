"""Reading the person's account, part by part; a part that is forbidden or fails leaves a gap and no error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from ..errors import ServiceError
from .account import Missing, Parts, Record, Records
from .asking import Asking
from .ringout import EXTENSION_PATH
from .transport import Answer

PATIENCE: Final = 70.0
"""Seconds that each part waits for its place: the window of the rate group, and a little."""

_PER_PAGE: Final = 250
_MAX_PAGES: Final = 8


class AccountReader:
    """The four questions about an extension."""

    def __init__(self, asking: Asking) -> None:
        self._asking = asking

    async def extension(self) -> Answer:
        """`readExtension`: who is signed in. Raises ServiceError, AccountError."""
        return await self._asking.read(EXTENSION_PATH, patience=PATIENCE)

    async def parts(self, extension: Record) -> Parts:
        """The rest, around what is known of the extension. Raises AccountError."""
        return Parts(
            extension,
            await self._pages("phone-number"),
            await self._pages("forwarding-number"),
            await self._caller_ids(),
        )

    async def _pages(self, name: str) -> Records:
        """All pages of a list. The next page is asked for by number: no address of an answer is followed."""
        records: list[Record] = []
        for page in range(1, _MAX_PAGES + 1):
            query = {"page": str(page), "perPage": str(_PER_PAGE)}
            answer = await self._try(f"{EXTENSION_PATH}/{name}", query)
            if isinstance(answer, Missing):
                return records or answer
            found = answer.get("records")
            records += found if isinstance(found, list) else []
            navigation = answer.get("navigation")
            if not found or not isinstance(navigation, dict) or not navigation.get("nextPage"):
                break
        return records

    async def _caller_ids(self) -> Records:
        answer = await self._try(f"{EXTENSION_PATH}/caller-id", None)
        if isinstance(answer, Missing):
            return answer
        by_feature = answer.get("byFeature")
        return by_feature if isinstance(by_feature, list) else []

    async def _try(self, path: str, query: Mapping[str, str] | None) -> Record | Missing:
        try:
            answer = await self._asking.read(path, patience=PATIENCE, query=query)
        except ServiceError:
            return Missing.UNREAD
        if answer.ok and isinstance(answer.body, dict):
            return answer.body
        return Missing.FORBIDDEN if answer.status == 403 else Missing.UNREAD
