"""The host's requests sent by httpx, for tests that put something else in the place of the network with it."""

from __future__ import annotations

import httpx

from ringout_host.ringcentral.http1 import MAX_BODY, HttpRequest, LostError, NotSentError, Reply

_NOT_SENT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout, httpx.ProxyError)


class Mocked:
    """Stands where the product has its `Pool`.

    Args:
        server: the address that requests are sent to.
        transport: httpx's own way to the network (which respx replaces), or one of its others.
    """

    def __init__(self, server: str, transport: httpx.AsyncBaseTransport | None = None) -> None:
        self._server = server
        self._transport = transport or httpx.AsyncHTTPTransport()

    async def send(self, request: HttpRequest, within: float) -> Reply:
        """As `Pool.send`."""
        del within
        sent = httpx.Request(
            request.method,
            self._server + request.target,
            headers=list(request.headers),
            content=request.body,
            extensions={"timeout": httpx.Timeout(None).as_dict()},
        )
        try:
            response = await self._transport.handle_async_request(sent)
        except _NOT_SENT as error:
            raise NotSentError(type(error).__name__) from None
        except httpx.TransportError:
            raise LostError from None
        body: bytes | None
        try:
            body = await response.aread()
        except httpx.TransportError:
            body = None
        finally:
            await response.aclose()
        if body is not None and len(body) > MAX_BODY:
            body = None
        return Reply(response.status_code, dict(response.headers), body)

    async def close(self) -> None:
        """As `Pool.close`."""
        await self._transport.aclose()
