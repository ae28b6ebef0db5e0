"""One exchange over a real socket: redirects, floods and trickles end, and the bearer goes nowhere else."""

from __future__ import annotations

import asyncio
import contextlib
import gzip
import ssl
import zlib
from collections.abc import AsyncIterator, Awaitable, Callable
from typing import Any

import certifi
import pytest

from ringout_host.errors import HostError
from ringout_host.ringcentral.http import is_loopback, make_client, proxy_for, tls_context
from ringout_host.ringcentral.transport import Answer, Failure, Transport

JSON = "Content-Type: application/json\r\n"
Serve = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@contextlib.asynccontextmanager
async def server(serve: Serve) -> AsyncIterator[str]:
    """A server that reads the head of a request and answers as told."""
    running: set[asyncio.Task[None]] = set()

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        running.add(task)
        try:
            with contextlib.suppress(OSError, asyncio.IncompleteReadError):
                await serve(reader, writer)
                await writer.drain()
        finally:
            writer.close()
            running.discard(task)

    listening = await asyncio.start_server(handle, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{listening.sockets[0].getsockname()[1]}"
    finally:
        listening.close()
        for task in list(running):
            task.cancel()
        await asyncio.gather(*running, return_exceptions=True)


def answering(head: str, body: bytes = b"") -> Serve:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 {head.rstrip()}\r\n".encode() + b"Connection: close\r\n\r\n" + body)

    return serve


def exchange(serve: Serve, **arguments: Any) -> tuple[Answer | Failure, Transport]:
    async def main() -> tuple[Answer | Failure, Transport]:
        async with server(serve) as url:
            transport = Transport(url)
            try:
                return await transport.send("POST", "/x", authorization="Bearer secret-a", **arguments), transport
            finally:
                await transport.close()

    return asyncio.run(main())


def body_of(serve: Serve) -> Any:
    answer, _ = exchange(serve)
    assert isinstance(answer, Answer)
    assert answer.status == 200
    return answer.body


def test_an_answer_is_read() -> None:
    answer, _ = exchange(answering(f"200 OK\r\n{JSON}", b'{"a": 1}'))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body, answer.ok) == (200, {"a": 1}, True)
    assert "secret" not in repr(answer)


@pytest.mark.parametrize(
    "kind", ["application/json;charset=UTF-8", "application/problem+json", "APPLICATION/JSON"]
)
def test_kinds_of_json(kind: str) -> None:
    assert body_of(answering(f"200 OK\r\nContent-Type: {kind}\r\n", b"[1]")) == [1]


@pytest.mark.parametrize(
    ("coding", "pack"),
    [("gzip", gzip.compress), ("deflate", zlib.compress), ("identity", bytes), ("br", lambda _: b"?")],
)
def test_answers_that_somebody_packed(coding: str, pack: Callable[[bytes], bytes]) -> None:
    serve = answering(f"200 OK\r\n{JSON}Content-Encoding: {coding}\r\n", pack(b"[1, 2]"))
    assert body_of(serve) == (None if coding == "br" else [1, 2])


@pytest.mark.parametrize("packed", [gzip.compress(b"[" + b" " * (1 << 26) + b"]"), b"no gzip at all"])
def test_what_comes_out_of_a_packed_answer_is_bounded_and_need_not_be_good(packed: bytes) -> None:
    assert body_of(answering(f"200 OK\r\n{JSON}Content-Encoding: gzip\r\n", packed)) is None


def test_headers_have_lower_case_names_and_lists_are_one() -> None:
    answer, _ = exchange(answering("200 OK\r\nX-Rate-LIMIT-Group: heavy\r\nVary: a\r\nvary: b\r\n"))
    assert isinstance(answer, Answer)
    assert (answer.headers["x-rate-limit-group"], answer.headers["vary"]) == ("heavy", "a, b")


def test_a_request_as_it_is_sent() -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        heads.append(await reader.read(100))
        writer.write(b"HTTP/1.1 204 Done\r\n\r\n")

    exchange(serve, content={"a": "é"}, query={"b": "c d&"})
    assert heads[0].startswith(b"POST /x?b=c+d%26 HTTP/1.1\r\n")
    assert {b"Content-Type: application/json", b"Content-Length: 10"} < set(heads[0].split(b"\r\n"))
    assert b"\r\nHost: 127.0.0.1:" in heads[0]
    assert heads[1] == '{"a":"é"}'.encode()
    exchange(serve, form={"a": "b c"})
    assert b"\r\nContent-Type: application/x-www-form-urlencoded\r\n" in heads[2]
    assert heads[3] == b"a=b+c"


@pytest.mark.parametrize(
    ("server", "host"),
    [("https://rc.example:8443/base", "rc.example:8443"), ("https://bücher.example", "xn--bcher-kva.example")],
)
def test_where_a_request_goes(server: str, host: str) -> None:
    client = make_client(server, ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))
    request = client.request("GET", "/x")
    assert (b"Host", host.encode()) in request.headers
    assert request.url.host.decode() == host.partition(":")[0]
    assert request.url.target in (b"/base/x", b"/x")


@pytest.mark.parametrize(
    "kind", ["text/html", "application/jsonp", "text/json", "application/json, text/html", ""]
)
def test_other_kinds_are_not_read(kind: str) -> None:
    assert body_of(answering(f"200 OK\r\nContent-Type: {kind}\r\n", b"[1]")) is None


def test_a_redirect_is_an_answer_and_nothing_follows_it() -> None:
    asked: list[bytes] = []

    async def elsewhere(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))

    async def main() -> Answer | Failure:
        async with server(elsewhere) as trap, server(answering(f"307 Go\r\nLocation: {trap}/y\r\n")) as url:
            transport = Transport(url)
            answer = await transport.send("POST", "/x", authorization="Bearer secret-a", content={"a": 1})
            await transport.close()
            return answer

    answer = asyncio.run(main())
    assert isinstance(answer, Answer)
    assert (answer.status, answer.ok, asked) == (307, False, [])


def test_a_body_without_end_is_left() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\n{JSON}\r\n".encode())
        while True:
            writer.write(b" " * 65_536)
            await writer.drain()

    assert body_of(serve) is None


def test_a_trickle_without_end_is_left(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringout_host.ringcentral.transport.DEADLINE", 0.3)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(f"HTTP/1.1 200 OK\r\n{JSON}\r\n".encode())
        while True:
            writer.write(b" ")
            await writer.drain()
            await asyncio.sleep(0.01)

    assert body_of(serve) is None


def test_silence_is_a_lost_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ringout_host.ringcentral.transport.DEADLINE", 0.2)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read()

    assert exchange(serve)[0] is Failure.LOST


def test_a_closed_connection_is_a_lost_exchange() -> None:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")

    assert exchange(serve)[0] is Failure.LOST


@pytest.mark.parametrize("head", ["not http at all", "200 OK\r\nContent-Length: x\r\n", "99 Odd\r\n"])
def test_an_answer_that_is_not_http_is_a_lost_exchange(head: str) -> None:
    assert exchange(answering(head))[0] is Failure.LOST


def test_half_a_body_still_has_its_status() -> None:
    answer, _ = exchange(answering(f"403 No\r\n{JSON}Content-Length: 100\r\n", b'{"errors'))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (403, None)


def test_nobody_listens() -> None:
    async def main() -> Answer | Failure:
        async with server(answering("200 OK\r\n")) as url:
            pass
        transport = Transport(url)
        answer = await transport.send("POST", "/x")
        await transport.close()
        return answer

    assert asyncio.run(main()) is Failure.NOT_SENT


def test_nothing_is_sent_after_closing() -> None:
    async def main() -> Answer | Failure:
        transport = Transport("http://127.0.0.1:9")
        await transport.close()
        return await transport.send("POST", "/x")

    assert asyncio.run(main()) is Failure.NOT_SENT


def test_cookies_are_not_kept() -> None:
    heads: list[bytes] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heads.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 200 OK\r\nSet-Cookie: a=b\r\nConnection: close\r\n\r\n")

    async def main() -> None:
        async with server(serve) as url:
            transport = Transport(url)
            await transport.send("GET", "/x")
            await transport.send("GET", "/x")
            await transport.close()

    asyncio.run(main())
    assert len(heads) == 2
    assert b"cookie" not in b"".join(heads).lower()
    assert b"user-agent: ringout/" in heads[0].lower()


@pytest.mark.parametrize(("slept", "connections"), [(0, 1), (49, 1), (51, 2), (8 * 3600, 2), (-3600, 2)])
def test_a_connection_is_not_trusted_after_sleep(slept: float, connections: int) -> None:
    made: list[int] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        made.append(1)
        while True:
            await reader.readuntil(b"\r\n\r\n")
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async def main() -> None:
        now = 1_800_000_000.0
        async with server(serve) as url:
            transport = Transport(url, clock=lambda: now)
            await transport.send("GET", "/x")
            now += slept
            assert isinstance(await transport.send("GET", "/x"), Answer)
            await transport.close()

    asyncio.run(main())
    assert len(made) == connections


def test_after_a_lost_exchange_no_other_connection_is_trusted() -> None:
    made: list[asyncio.StreamWriter] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        made.append(writer)
        while b"/lost" not in await reader.readuntil(b"\r\n\r\n"):
            await both.wait()
            writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")

    async def main() -> None:
        async with server(serve) as url:
            transport = Transport(url)
            two = [asyncio.create_task(transport.send("GET", "/x")) for _ in range(2)]
            both.set()
            await asyncio.gather(*two)
            assert await transport.send("GET", "/lost") is Failure.LOST
            kept = len(made)
            assert isinstance(await transport.send("GET", "/x"), Answer)
            assert len(made) == kept + 1
            await transport.close()

    both = asyncio.Event()
    asyncio.run(main())


@pytest.mark.parametrize(
    ("header", "simulator", "speed"),
    [
        ("1; speed=20", True, 20.0), ("1;speed=0.5", True, 0.5), ("1", True, 1.0), ("1; speed=0", True, 1.0),
        ("0", False, 1.0), ("1; speed=x", False, 1.0), ("yes", False, 1.0), ("1; speed=1e9", False, 1.0),
    ],
)  # fmt: skip
def test_our_simulator_says_so(header: str, simulator: bool, speed: float) -> None:
    _, transport = exchange(answering(f"200 OK\r\nX-RingOut-Simulator: {header}\r\n"))
    assert (transport.simulator, transport.speed) == (simulator, speed)


def test_a_stranger_is_not_believed_to_be_our_simulator() -> None:
    transport = Transport("https://platform.ringcentral.com")
    transport._recognise({"x-ringout-simulator": "1; speed=20"})
    assert not transport.simulator


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("http://localhost:1", True), ("http://127.0.0.1", True), ("http://[::1]:5", True),
        ("http://127.0.0.1.example.com", False), ("https://platform.ringcentral.com", False),
    ],
)  # fmt: skip
def test_loopback(url: str, expected: bool) -> None:
    assert is_loopback(url) is expected


@pytest.mark.parametrize(
    ("settings", "proxy"),
    [
        ({}, None),
        ({"ALL_PROXY": "http://192.0.2.1:8080"}, "http://192.0.2.1:8080"),
        ({"HTTPS_PROXY": "192.0.2.2:8080", "ALL_PROXY": "http://192.0.2.1"}, "http://192.0.2.2:8080"),
        ({"HTTP_PROXY": "http://192.0.2.1:8080"}, None),
        ({"HTTPS_PROXY": "http://192.0.2.1:8080", "NO_PROXY": "ringcentral.com"}, None),
        ({"HTTPS_PROXY": "http://192.0.2.1:8080", "NO_PROXY": "*"}, None),
        ({"HTTPS_PROXY": "http://192.0.2.1:8080", "NO_PROXY": "example.com"}, "http://192.0.2.1:8080"),
    ],
)
def test_proxies_are_for_the_world_and_never_for_this_computer(
    monkeypatch: pytest.MonkeyPatch, settings: dict[str, str], proxy: str | None
) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "NO_PROXY"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert proxy_for("https://platform.ringcentral.com") == proxy
    assert proxy_for("http://127.0.0.1:1") is None


def test_a_proxy_is_asked_to_connect_and_gets_neither_the_request_nor_the_bearer(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[bytes] = []

    async def proxy(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        asked.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write(b"HTTP/1.1 403 No\r\nContent-Length: 0\r\n\r\n")

    async def main() -> Answer | Failure:
        async with server(proxy) as url:
            monkeypatch.setenv("HTTPS_PROXY", url.replace("://", "://me:pass%20word@"))
            transport = Transport("https://platform.ringcentral.com")
            answer = await transport.send("POST", "/x", authorization="Bearer secret-a", content={"a": 1})
            await transport.close()
            return answer

    assert asyncio.run(main()) is Failure.NOT_SENT
    assert asked[0].startswith(b"CONNECT platform.ringcentral.com:443 HTTP/1.1\r\n")
    assert b"Basic bWU6cGFzcyB3b3Jk" in asked[0]
    assert b"secret" not in asked[0]


@pytest.mark.parametrize("proxy", ["socks5://127.0.0.1:1", "gopher://127.0.0.1:1"])
def test_a_proxy_that_cannot_be_used_is_named(monkeypatch: pytest.MonkeyPatch, proxy: str) -> None:
    monkeypatch.setenv("ALL_PROXY", proxy)
    transport = Transport("https://platform.ringcentral.com")
    with pytest.raises(HostError) as caught:
        asyncio.run(transport.ready())
    assert caught.value.code == "config-invalid"
    assert "proxy" in caught.value.message


def test_who_is_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    context = tls_context("https://platform.ringcentral.com")
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname
    assert context.cert_store_stats()["x509_ca"] > 0
    monkeypatch.setenv("SSL_CERT_FILE", certifi.where())
    assert tls_context("https://platform.ringcentral.com").cert_store_stats()["x509_ca"] > 0
    plain = tls_context("http://127.0.0.1:1")
    assert plain.verify_mode is ssl.CERT_REQUIRED, "nobody is trusted by it"
