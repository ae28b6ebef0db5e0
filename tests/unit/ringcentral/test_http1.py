"""One connection: what was asked is answered once, and whether a byte may have left is always known."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

import pytest

from ringout_host.ringcentral import http1
from ringout_host.ringcentral.http1 import Http1, HttpRequest, LostError, NotSentError, Reply

from .servers import Serve, server, until

T = TypeVar("T")
HOST = ("Host", "localhost")
ASK = HttpRequest("GET", "/x", (HOST,))


def connected(serve: Serve, use: Callable[[Http1], Awaitable[T]]) -> T:
    """What `use` makes of a connection to this server."""

    async def main() -> T:
        async with server(serve) as url:
            port = int(url.rpartition(":")[2])
            _, connection = await asyncio.get_running_loop().create_connection(Http1, "127.0.0.1", port)
            try:
                return await use(connection)
            finally:
                connection.abort()

    return asyncio.run(main())


def soon() -> float:
    return asyncio.get_running_loop().time() + 5


def saying(*answers: bytes) -> Serve:
    """A server that answers the requests of one connection in turn, and goes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        for answer in answers:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(answer)
            await writer.drain()

    return serve


def asked(*answers: bytes) -> Reply:
    return connected(saying(*answers), lambda connection: connection.exchange(ASK, soon()))


def test_a_request_leaves_whole_and_at_once() -> None:
    came: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(await reader.read(1000))
        writer.write(b"HTTP/1.1 204 Done\r\n\r\n")

    request = HttpRequest("POST", "/a%20b?c=d", (HOST, ("Content-Length", "3")), b"abc")
    assert connected(serve, lambda connection: connection.exchange(request, soon())).status == 204
    assert came == [b"POST /a%20b?c=d HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"]


def test_an_answer_in_pieces() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        for (
            byte
        ) in b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nX-A: 1\r\nx-a: 2\r\n\r\n3\r\nabc\r\n0\r\n\r\n":
            writer.write(bytes([byte]))
            await writer.drain()

    reply = connected(serve, lambda connection: connection.exchange(ASK, soon()))
    assert (reply.status, reply.body, reply.headers["x-a"]) == (200, b"abc", "1, 2")


def test_an_answer_as_long_as_the_connection() -> None:
    assert asked(b"HTTP/1.1 200 OK\r\n\r\nabc") == Reply(200, {}, b"abc")


def test_what_comes_before_the_answer_is_no_answer() -> None:
    early = b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n"
    assert asked(early + b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok").body == b"ok"


def test_one_exchange_after_another() -> None:
    async def use(connection: Http1) -> list[bytes | None]:
        bodies = []
        for _ in range(3):
            bodies.append((await connection.exchange(ASK, soon())).body)
            assert connection.usable
        return bodies

    answers = [b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n%d" % number for number in range(3)]
    assert connected(saying(*answers), use) == [b"0", b"1", b"2"]


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na",
        b"HTTP/1.0 200 OK\r\nContent-Length: 1\r\n\r\na",
        b"HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\naHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nb",
    ],
    ids=["told", "of old", "more than was asked for"],
)
def test_a_connection_that_is_over_is_not_used_again(answer: bytes) -> None:
    async def use(connection: Http1) -> bytes | None:
        body = (await connection.exchange(ASK, soon())).body
        while connection.usable:  # until what follows has been seen
            await asyncio.sleep(0)
            with pytest.raises((NotSentError, LostError)):
                await connection.exchange(ASK, soon())
        with pytest.raises(NotSentError):
            await connection.exchange(ASK, soon())
        return body

    assert connected(saying(answer), use) == b"a"


def test_what_nobody_asked_for_closes_the_connection() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"HTTP/1.1 408 Too slow\r\nContent-Length: 0\r\n\r\n")
        await reader.read()

    async def use(connection: Http1) -> None:
        await until(lambda: not connection.usable)
        with pytest.raises(NotSentError):
            await connection.exchange(ASK, soon())

    connected(serve, use)


@pytest.mark.parametrize(
    ("answer", "reply"),
    [
        (b"", None),
        (b"HTTP/1.1 200 O", None),
        (b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000, None),
        (b"\x15\x03\x01\x00\x02\x02\x46\r\n\r\n", None),
        (b"HTTP/1.1 201 Made\r\nContent-Length: 9\r\n\r\nhalf", Reply(201, {"content-length": "9"}, None)),
        (b"HTTP/1.1 201 Made\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", Reply(201, {}, None)),
    ],
    ids=["nothing", "half a head", "a head without end", "TLS", "half a body", "a spoilt body"],
)
def test_an_answer_that_is_cut_off_or_spoilt(answer: bytes, reply: Reply | None) -> None:
    if reply is None:
        with pytest.raises(LostError):
            asked(answer)
    else:
        came = asked(answer)
        assert (came.status, came.body) == (reply.status, None), "the status counts although the body is lost"


def test_too_long_a_body_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http1, "MAX_BODY", 9)
    assert asked(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n123456789").body == b"123456789"
    assert asked(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n1234567890").body is None


@pytest.mark.parametrize("bad", ["a\r\nX: y", "\ud800", "é\0"])
def test_what_is_not_http_is_not_sent(bad: str) -> None:
    came: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        came.append(await reader.read())

    async def use(connection: Http1) -> None:
        with pytest.raises(NotSentError) as caught:
            await connection.exchange(HttpRequest("GET", "/x", (HOST, ("Authorization", bad))), soon())
        assert bad not in str(caught.value)
        assert not connection.usable
        await until(lambda: bool(came))

    connected(serve, use)
    assert came == [b""]


def test_too_late_is_not_sent() -> None:
    async def use(connection: Http1) -> None:
        with pytest.raises(NotSentError):
            await connection.exchange(ASK, asyncio.get_running_loop().time())

    connected(saying(), use)


def test_silence_is_not_waited_for_and_a_slow_answer_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http1, "SILENCE", 0.2)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 8\r\n\r\n")
        for _ in range(8):
            await asyncio.sleep(0.05)
            writer.write(b"x")
        await reader.readuntil(b"\r\n\r\n")
        await reader.read()

    async def use(connection: Http1) -> None:
        assert (await connection.exchange(ASK, soon())).body == b"x" * 8, "it took longer than the silence allowed"
        begun = asyncio.get_running_loop().time()
        with pytest.raises(LostError):
            await connection.exchange(ASK, soon())
        assert asyncio.get_running_loop().time() - begun >= 0.2

    connected(serve, use)


def test_whoever_gives_up_leaves_no_connection_on_which_the_answer_could_come_to_another() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        await reader.read()

    async def use(connection: Http1) -> None:
        task = asyncio.create_task(connection.exchange(ASK, soon()))
        await asyncio.sleep(0)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not connection.usable

    connected(serve, use)
