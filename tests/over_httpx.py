"""One of httpx's transports in the place of the pool of connections: an application, or a function."""

from __future__ import annotations

import httpcore
import httpx


class OverHttpx:
    """As `ringcentral.http.Pool`."""

    def __init__(self, transport: httpx.AsyncBaseTransport) -> None:
        self._transport = transport

    async def handle_async_request(self, request: httpcore.Request) -> httpcore.Response:
        """Errors of httpx become those of the same name."""
        url = request.url
        asked = httpx.Request(
            request.method.decode(),
            httpx.URL(scheme=url.scheme.decode(), host=url.host.decode(), port=url.port, raw_path=url.target),
            headers=request.headers,
            content=b"".join([part async for part in request.stream]),
            extensions=request.extensions,
        )
        try:
            answer = await self._transport.handle_async_request(asked)
            content = await answer.aread()
        except httpx.TransportError as error:
            raise getattr(httpcore, type(error).__name__)(str(error)) from None
        return httpcore.Response(answer.status_code, headers=answer.headers.raw, content=content)

    async def aclose(self) -> None:
        """Let go of it."""
        await self._transport.aclose()
