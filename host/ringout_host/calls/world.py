"""What the calls need of the parts around them."""

from __future__ import annotations

from typing import Protocol

from ..ledger import Row
from ..ringcentral.ringout import Dialling, RingOut, RingOutOrder
from .record import Books


class Service(Protocol):
    """RingCentral, see `ringcentral.client`."""

    @property
    def speed(self) -> float: ...

    @property
    def looks_allowed(self) -> float: ...

    async def create_ring_out(self, order: RingOutOrder, watch: Dialling) -> RingOut: ...

    async def ring_out_status(self, ring_out_id: str) -> RingOut: ...

    async def cancel_ring_out(self, ring_out_id: str) -> bool: ...


class World(Books, Protocol):
    """The host."""

    service: Service

    async def reload(self, call_id: str) -> Row: ...

    def open_count(self) -> int: ...
