"""Connections that are kept and shared out."""

from __future__ import annotations

import asyncio
import socket
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from ringout_host.ringcentral import pool as pool_module
from ringout_host.ringcentral.http1 import Http1, HttpRequest, LostError, NotSentError
from ringout_host.ringcentral.pool import Pool

from .servers import server, until

ASK = HttpRequest("GET", "/x", (("Host", "localhost"),))


class Counted:
    """A server that holds its answers back until told, and counts connections and requests."""

    def __init__(self) -> None:
        self.made = 0
        self.open = 0
        self.asked = 0
        self.answer = asyncio.Event()
        self.answer.set()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.made += 1
        self.open += 1
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                self.asked += 1
                await self.answer.wait()
                writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        finally:
            self.open -= 1


def pooled(use: Callable[[Pool, Counted], Awaitable[Any]]) -> None:
    async def main() -> None:
        counted = Counted()
        async with server(counted.serve) as url:
            port = int(url.rpartition(":")[2])

            async def open_one() -> Http1:
                _, one = await asyncio.get_running_loop().create_connection(Http1, "127.0.0.1", port)
                return one

            pool = Pool(open_one)
            try:
                await use(pool, counted)
            finally:
                await pool.close()

    asyncio.run(main())


async def at_once(pool: Pool, count: int) -> list[Any]:
    return await asyncio.gather(*(pool.send(ASK, 5) for _ in range(count)), return_exceptions=True)


def test_one_after_another_use_one_connection() -> None:
    async def use(pool: Pool, counted: Counted) -> None:
        for _ in range(5):
            assert (await pool.send(ASK, 5)).status == 200
        assert counted.made == 1

    pooled(use)


def test_those_at_once_have_one_each_and_most_are_let_go(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "KEPT", 2)

    async def use(pool: Pool, counted: Counted) -> None:
        await at_once(pool, 5)
        assert counted.made == 5
        await until(lambda: counted.open == 2)
        await at_once(pool, 2)
        assert counted.made == 5, "the two that were kept"

    pooled(use)


def test_no_more_than_so_many_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MOST", 3)

    async def use(pool: Pool, counted: Counted) -> None:
        counted.answer.clear()
        task = asyncio.create_task(at_once(pool, 8))
        await until(lambda: counted.asked == 3)
        counted.answer.set()
        assert [reply.status for reply in await task] == [200] * 8
        assert counted.made == 3

    pooled(use)


def test_who_waits_for_the_others_too_long_has_sent_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pool_module, "MOST", 1)
    monkeypatch.setattr(pool_module, "_PATIENCE", 0.05)

    async def use(pool: Pool, counted: Counted) -> None:
        counted.answer.clear()
        first = asyncio.create_task(pool.send(ASK, 5))
        await until(lambda: counted.asked == 1)
        with pytest.raises(NotSentError):
            await pool.send(ASK, 5)
        counted.answer.set()
        assert (await first).status == 200
        assert (await pool.send(ASK, 5)).status == 200, "its place is free again"

    pooled(use)


def test_an_old_connection_is_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    async def use(pool: Pool, counted: Counted) -> None:
        await pool.send(ASK, 5)
        monkeypatch.setattr(pool_module, "KEEP", 0.0)
        await pool.send(ASK, 5)
        assert counted.made == 2
        await until(lambda: counted.open == 1)

    pooled(use)


def test_a_connection_that_the_server_closed_is_not_used() -> None:
    async def main() -> None:
        made: list[asyncio.StreamWriter] = []

        async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            made.append(writer)
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

        async with server(serve) as url:
            opened: list[Http1] = []

            async def open_one() -> Http1:
                port = int(url.rpartition(":")[2])
                _, one = await asyncio.get_running_loop().create_connection(Http1, "127.0.0.1", port)
                opened.append(one)
                return one

            pool = Pool(open_one)
            await pool.send(ASK, 5)
            await until(lambda: not opened[0].usable)
            assert (await pool.send(ASK, 5)).status == 200
            assert len(made) == 2
            await pool.close()

    asyncio.run(main())


def test_a_connection_that_was_closed_while_this_loop_was_busy_is_not_used() -> None:
    """A call sent into it would be lost, and nobody could say whether it was dialled."""
    closed = threading.Event()
    asked: list[int] = []

    def serve(listening: socket.socket) -> None:
        for number in range(2):
            connected, _ = listening.accept()
            connected.recv(1 << 16)
            asked.append(number)
            connected.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
            may_close.wait(5)
            connected.close()
            closed.set()

    async def main(port: int) -> None:
        async def open_one() -> Http1:
            _, one = await asyncio.get_running_loop().create_connection(Http1, "127.0.0.1", port)
            return one

        pool = Pool(open_one)
        await pool.send(ASK, 5)
        may_close.set()
        assert closed.wait(5), "and no turn of the loop meanwhile"
        assert (await pool.send(ASK, 5)).status == 200
        await pool.close()

    may_close = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=serve, args=(listening,))
        thread.start()
        asyncio.run(main(listening.getsockname()[1]))
        thread.join()
    assert asked == [0, 1]


def test_closing_ends_what_is_under_way_and_nothing_follows() -> None:
    async def use(pool: Pool, counted: Counted) -> None:
        await pool.send(ASK, 5)
        counted.answer.clear()
        asking = asyncio.create_task(at_once(pool, 2))
        await until(lambda: counted.asked == 3)
        await pool.close()
        assert [type(error) for error in await asking] == [LostError, LostError]
        counted.answer.set()
        await until(lambda: counted.open == 0)
        with pytest.raises(NotSentError):
            await pool.send(ASK, 5)

    pooled(use)
