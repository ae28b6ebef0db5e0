"""The tests' stand-in for the network: a server behind it is asked what the client sent."""

from __future__ import annotations

import asyncio
import ssl

import httpx
import pytest

from ringout_host.ringcentral import transport
from ringout_host.ringcentral.http import make_client
from ringout_host.ringcentral.transport import Answer, Failure, Transport

from ...over_httpx import OverHttpx

SERVER = "http://127.0.0.1:9"


def exchange(monkeypatch: pytest.MonkeyPatch, way: httpx.AsyncBaseTransport) -> Answer | Failure:
    monkeypatch.setattr(
        transport, "make_client", lambda server, context: make_client(server, context, pool=OverHttpx(way))
    )
    monkeypatch.setattr(transport, "tls_context", lambda _: ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT))

    async def main() -> Answer | Failure:
        to = Transport(SERVER)
        try:
            return await to.send("POST", "/a", content={"b": 1}, query={"c": "d"}, authorization="Bearer x")
        finally:
            await to.close()

    return asyncio.run(main())


def test_it_is_asked_what_was_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    def serve(asked: httpx.Request) -> httpx.Response:
        assert (asked.method, str(asked.url), asked.content) == ("POST", f"{SERVER}/a?c=d", b'{"b":1}')
        assert asked.headers["authorization"] == "Bearer x"
        return httpx.Response(201, json=[2])

    answer = exchange(monkeypatch, httpx.MockTransport(serve))
    assert isinstance(answer, Answer)
    assert (answer.status, answer.body) == (201, [2])


@pytest.mark.parametrize(
    ("error", "failure"), [(httpx.ConnectError, Failure.NOT_SENT), (httpx.ReadError, Failure.LOST)]
)
def test_its_errors_mean_what_they_mean_on_a_network(
    monkeypatch: pytest.MonkeyPatch, error: type[httpx.TransportError], failure: Failure
) -> None:
    def serve(_: httpx.Request) -> httpx.Response:
        raise error("said")

    assert exchange(monkeypatch, httpx.MockTransport(serve)) is failure
