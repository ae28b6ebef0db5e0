"""The listener for the browser that comes back: one answer with our state, and nothing else counts."""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Callable, Coroutine
from typing import Any

import pytest

from ringout_host.errors import HostError
from ringout_host.ringcentral.loopback import Listener, Redirect
from ringout_host.ringcentral.signin_page import SIGNED_IN, not_signed_in

GOOD = "/oauth2callback?code=the-code&state=ours"


def free_port() -> int:
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def listen(use: Callable[[Listener], Coroutine[Any, Any, Any]]) -> Any:
    async def main() -> Any:
        listener = Listener(lambda state: state == "ours")
        await listener.open([free_port()])
        try:
            return await use(listener)
        finally:
            await listener.close()

    return asyncio.run(main())


async def raw(listener: Listener, request: bytes, host: str = "127.0.0.1") -> bytes:
    reader, writer = await asyncio.open_connection(host, listener.port)
    writer.write(request)
    await writer.drain()
    answer = await reader.read()
    writer.close()
    return answer


async def get(listener: Listener, target: str, *, method: str = "GET", host: str | None = None) -> bytes:
    named = host or f"localhost:{listener.port}"
    return await raw(listener, f"{method} {target} HTTP/1.1\r\nHost: {named}\r\n\r\n".encode())


def status(answer: bytes) -> int:
    return int(answer.split(b" ", 2)[1])


def test_the_browser_comes_back_and_is_told_how_it_went() -> None:
    async def use(listener: Listener) -> None:
        asking = asyncio.create_task(get(listener, GOOD))
        assert await listener.redirect() == Redirect(code="the-code")
        assert not asking.done(), "the page waits for the outcome"
        await listener.show(SIGNED_IN)
        answer = await asking
        assert status(answer) == 200
        assert b"You are signed in" in answer

    listen(use)


def test_the_page_loads_nothing_and_leaks_nothing() -> None:
    head, _, body = SIGNED_IN.partition(b"\r\n\r\n")
    assert b"default-src 'none'" in head
    assert b"frame-ancestors 'none'" in head
    assert b"no-store" in head
    assert b"no-referrer" in head
    assert b"Connection: close" in head
    for word in (b"<script", b"http", b"src=", b"href=", b"url("):
        assert word not in body
    assert b"prefers-color-scheme:dark" in body
    assert b"&lt;b&gt;" in not_signed_in("<b>", "x")


@pytest.mark.parametrize(
    "target",
    [
        "",
        "?code=x",
        "?state=ours",
        "?code=x&state=theirs",
        "?code=x&code=y&state=ours",
        "?code=x&state=ours&state=ours",
        "?code=&state=ours",
        "?code=a%00b&state=ours",
        "?code=%FF&state=ours",
    ],
)
def test_what_is_not_our_answer_does_not_end_the_wait(target: str) -> None:
    async def use(listener: Listener) -> None:
        assert status(await get(listener, f"/oauth2callback{target}")) == 400
        asking = asyncio.create_task(get(listener, GOOD))
        assert await listener.redirect() == Redirect(code="the-code")
        await listener.show(SIGNED_IN)
        await asking

    listen(use)


@pytest.mark.parametrize(
    "request_",
    [
        b"GET /favicon.ico HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET /oauth2callback/?code=x&state=ours HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET //[x?code=x&state=ours HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET http://localhost/oauth2callback?code=x&state=ours HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
        b"GET /oauth2callback?code=x&state=ours HTTP/1.1\r\nHost: evil.example:PORT\r\n\r\n",
        b"GET /oauth2callback?code=x&state=ours HTTP/1.1\r\nHost: localhost:1\r\n\r\n",
        b"GET /oauth2callback?code=x&state=ours HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example\r\n\r\n",
        b"GET /oauth2callback?code=x&state=ours HTTP/1.1\r\n\r\n",
        b"GET /oauth2callback?code=x&state=ours\r\n\r\n",
        b"\x16\x03\x01\x02\x00\r\n\r\n",
    ],
)
def test_other_requests_get_404_and_do_not_end_the_wait(request_: bytes) -> None:
    async def use(listener: Listener) -> None:
        answer = await raw(listener, request_.replace(b"PORT", str(listener.port).encode()))
        assert status(answer) == 404
        assert not listener._redirect.done()

    listen(use)


@pytest.mark.parametrize("method", ["POST", "HEAD", "OPTIONS"])
def test_other_methods_do_nothing(method: str) -> None:
    async def use(listener: Listener) -> None:
        assert status(await get(listener, GOOD, method=method)) == 405
        assert not listener._redirect.done()

    listen(use)


def test_only_the_first_answer_counts() -> None:
    async def use(listener: Listener) -> None:
        first = asyncio.create_task(get(listener, GOOD))
        await listener.redirect()
        assert status(await get(listener, GOOD.replace("the-code", "another"))) == 400
        assert await listener.redirect() == Redirect(code="the-code")
        await listener.show(SIGNED_IN)
        await first

    listen(use)


def test_nobody_can_connect_after_the_answer() -> None:
    async def use(listener: Listener) -> None:
        asking = asyncio.create_task(get(listener, GOOD))
        await listener.redirect()
        await listener.show(SIGNED_IN)
        await asking
        with pytest.raises(OSError, match=str(listener.port)):
            await get(listener, GOOD)

    listen(use)


@pytest.mark.parametrize(("error", "told"), [("access_denied", "access_denied"), ("<b>", "invalid_request")])
def test_a_refusal_is_an_answer(error: str, told: str) -> None:
    async def use(listener: Listener) -> None:
        asking = asyncio.create_task(get(listener, f"/oauth2callback?error={error}&state=ours"))
        assert await listener.redirect() == Redirect(error=told)
        await listener.show(not_signed_in("No.", "Try again."))
        assert status(await asking) == 403

    listen(use)


def test_silent_and_endless_connections_keep_nobody_from_being_heard() -> None:
    async def use(listener: Listener) -> None:
        silent = [await asyncio.open_connection("127.0.0.1", listener.port) for _ in range(8)]
        assert await raw(listener, b"GET /oauth2callback?code=" + b"x" * 100_000) == b""
        asking = asyncio.create_task(get(listener, GOOD))
        assert await listener.redirect() == Redirect(code="the-code")
        await listener.show(SIGNED_IN)
        assert status(await asking) == 200
        for _, writer in silent:
            writer.close()

    listen(use)


def test_a_request_that_arrives_in_pieces() -> None:
    async def use(listener: Listener) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", listener.port)
        for byte in f"GET {GOOD} HTTP/1.1\r\nhost:localhost:{listener.port}\r\n\r\n".encode():
            writer.write(bytes([byte]))
            await writer.drain()
        assert await listener.redirect() == Redirect(code="the-code")
        await listener.show(SIGNED_IN)
        assert status(await reader.read()) == 200
        writer.close()

    listen(use)


def test_it_listens_on_this_computer_alone() -> None:
    async def use(listener: Listener) -> None:
        addresses = {sock.getsockname()[0] for server in listener._servers for sock in server.sockets}
        assert addresses <= {"127.0.0.1", "::1"}
        assert listener.redirect_uri == f"http://localhost:{listener.port}/oauth2callback"

    listen(use)


def test_the_first_free_port_is_used() -> None:
    async def main() -> None:
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            busy, free = taken.getsockname()[1], free_port()
            listener = Listener(lambda _: True)
            await listener.open([busy, free])
            assert listener.port == free
            await listener.close()
            with pytest.raises(HostError) as caught:
                await Listener(lambda _: True).open([busy])
        assert caught.value.code == "config-invalid"
        assert str(busy) in caught.value.message

    asyncio.run(main())


def test_a_port_that_another_has_under_ipv6_is_not_ours() -> None:
    async def main() -> None:
        taken = socket.socket(socket.AF_INET6)
        try:
            taken.bind(("::1", 0))
        except OSError:
            taken.close()
            pytest.skip("this computer has no IPv6")
        with taken:
            taken.listen()
            with pytest.raises(HostError):
                await Listener(lambda _: True).open([taken.getsockname()[1]])

    asyncio.run(main())
