"""The wish to end a call before it is answered: one DELETE each time it is wanted, and what became of it."""

from __future__ import annotations

import contextlib
import logging
from dataclasses import replace
from enum import Enum
from typing import Final

from ..errors import RingOutError
from ..ledger import Row
from ..ledger.rows import CAN_BE_WANTED, Cancel
from ..protocol import Reason
from . import reasons
from .record import Record
from .world import World

log = logging.getLogger(__name__)


class Taken(Enum):
    """Whether RingCentral accepted a DELETE of ours."""

    NO = "no"
    PERHAPS = "perhaps"
    YES = "yes"


_NOTES: Final[dict[Cancel, Reason]] = {"failed": reasons.NOT_CANCELLED, "unsure": reasons.CANCEL_UNSURE}


def left_by(row: Row) -> Row:
    """A call as it is taken over: a dead host may not have come to send its DELETE. Twice does no harm, and not at
    all would let the phone ring.
    """
    unsent = row.cancel == "sent" and row.phase in ("placing", "ringing-you")
    return replace(row, cancel="wanted") if unsent else row


class Cancelling:
    """The DELETEs of one call.

    Args:
        row: the call as it was found, before `left_by`.
    """

    def __init__(self, row: Row, record: Record, world: World) -> None:
        self.taken = Taken.PERHAPS if row.cancel in ("sent", "unsure") else Taken.NO
        self._record = record
        self._world = world

    @property
    def note(self) -> Reason | None:
        """What the person must know while their phone still rings."""
        return _NOTES.get(self._record.row.cancel)

    async def send(self) -> None:
        """Send the DELETE if it is wanted, here or in another browser; again only when it is wanted again."""
        row = self._record.row
        if row.cancel in CAN_BE_WANTED:
            with contextlib.suppress(RingOutError):
                if (await self._world.reload(row.id)).cancel == "wanted":
                    self._record.want_cancel()
        if self._record.row.cancel != "wanted":
            return
        await self._record.change(cancel="sent")
        try:
            if await self._world.service.cancel_ring_out(row.ring_out_id or ""):
                self.taken = Taken.YES
        except RingOutError as error:
            log.info("call %s: cancel failed: %s", row.id, error.code)
            if error.code == "outcome-unknown" and self.taken is Taken.NO:
                self.taken = Taken.PERHAPS
            # A refusal says nothing of a DELETE before it, of which nobody knows.
            cancel: Cancel = "failed" if self.taken is Taken.NO else "unsure"
            await self._record.change(cancel=cancel, reason=_NOTES[cancel])
