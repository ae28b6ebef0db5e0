"""A relay in front of the simulator that notes when the first bytes of each call's POST arrive.

It reads and writes bytes on threads, one for each direction, and changes none of them.
"""

from __future__ import annotations

import contextlib
import socket
import threading
import time
from queue import SimpleQueue
from types import TracebackType
from typing import Final, Self


class Relay:
    """Listens on a free loopback port. Use as a context manager.

    Args:
        target: the simulator's port.
        away: seconds that everything takes on its way, in each direction, as over a network.
    """

    def __init__(self, target: int, away: float = 0.0) -> None:
        self._target = target
        self._away = away
        self._server = socket.create_server(("127.0.0.1", 0))
        self.url: Final = f"http://127.0.0.1:{self._server.getsockname()[1]}"
        self.address: Final = self._server.getsockname()
        self.posts: Final[SimpleQueue[tuple[float, bytes]]] = SimpleQueue()
        """When (perf_counter) each POST to ring-out came, and its first bytes."""
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for one in (self._server, *self._open):
            with contextlib.suppress(OSError):
                one.shutdown(socket.SHUT_RDWR)
            one.close()

    def _accept(self) -> None:
        while True:
            try:
                near, _ = self._server.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
            except OSError:
                return
            for one in (near, far):
                one.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self._open += (near, far)
            threading.Thread(target=self._pass, args=(near, far, True), daemon=True).start()
            threading.Thread(target=self._pass, args=(far, near, False), daemon=True).start()

    def _pass(self, source: socket.socket, sink: socket.socket, noting: bool) -> None:
        shaking_hands = 2 * self._away if noting else 0.0
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                if self._away:
                    time.sleep(self._away + shaking_hands)
                    shaking_hands = 0.0
                now = time.perf_counter()
                if noting and data.startswith(b"POST ") and b"ring-out" in data.partition(b"\r\n")[0]:
                    self.posts.put((now, data))
                sink.sendall(data)
        with contextlib.suppress(OSError):
            sink.shutdown(socket.SHUT_WR)
