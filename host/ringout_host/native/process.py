"""The life of the process: reads, serves and ends with its browser. What needs deciding is decided elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal

from .framing import FrameError
from .outbox import Outbox
from .reader import Reader

log = logging.getLogger(__name__)

IN_FLIGHT = 0.7
"""Seconds that a POST in flight gets to be recorded once the browser is gone."""


def run(out: int) -> int:
    """Serve the browser behind standard input and `out`; returns when it is gone."""
    reader = Reader()  # reads while the rest is imported, so that an end is never missed
    return asyncio.run(_serve(out, reader))


async def _serve(out: int, reader: Reader) -> int:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()

    def end() -> None:
        with contextlib.suppress(RuntimeError):  # the loop may have ended by another way
            loop.call_soon_threadsafe(over.set)

    outbox = Outbox(out, crowded=reader.pause, broken=end)
    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: end())

    from .host import Host  # noqa: PLC0415 - slow to import; the reader already runs

    host = await Host.open(lambda body, news_of: outbox.put(body, news_of=news_of))
    if host is None:  # the last frame says why
        outbox.close(IN_FLIGHT)
        os._exit(1)

    def feed(data: bytes) -> None:
        try:
            host.server.feed(data)
        except FrameError as error:
            log.error("the conversation ended: %s", error)
            end()

    reader.attach(lambda data: _soon(loop, feed, data), end)
    await over.wait()
    log.info("the browser is gone")
    await host.close(IN_FLIGHT)
    outbox.close(0.1)
    logging.shutdown()
    os._exit(0)  # a reader or writer thread may be stuck in a pipe that will never move again


def _soon(loop: asyncio.AbstractEventLoop, feed: object, data: bytes) -> None:
    with contextlib.suppress(RuntimeError):
        loop.call_soon_threadsafe(feed, data)  # type: ignore[arg-type]
