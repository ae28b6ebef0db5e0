"""Serves until the browser is gone, and ends with it. What needs deciding is decided elsewhere."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import os
import signal

from .framing import FrameError
from .host import Host
from .outbox import Outbox
from .reader import Reader

log = logging.getLogger(__name__)

IN_FLIGHT = 0.7
"""Seconds that a POST in flight gets to be recorded once the browser is gone."""


def serve(outbox: Outbox, reader: Reader) -> int:
    """Serve the browser behind `reader` and `outbox`; returns when it is gone."""
    if reader.ended.is_set():
        return 0  # gone before anything could be begun for it: nothing is opened that would have to be closed
    return asyncio.run(_serve(outbox, reader))


async def _serve(outbox: Outbox, reader: Reader) -> int:
    loop = asyncio.get_running_loop()
    over = asyncio.Event()

    def end() -> None:
        with contextlib.suppress(RuntimeError):  # the loop may have ended by another way
            loop.call_soon_threadsafe(over.set)

    for name in ("SIGTERM", "SIGINT", "SIGHUP"):
        if hasattr(signal, name):
            signal.signal(getattr(signal, name), lambda *_: end())

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
        finally:
            reader.taken()

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
