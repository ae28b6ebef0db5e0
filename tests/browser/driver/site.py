"""Web pages for a test: two loopback servers, so two origins, that serve exactly what a test put there.

Nothing is read from disk, and nothing leaves this computer.
"""

from __future__ import annotations

import threading
from collections.abc import Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import TracebackType
from typing import Final, NamedTuple, Self

# With an icon of its own, or the browser would ask for one and complain on the console that there is none.
_BARE: Final = "<!doctype html><html lang=en><meta charset=utf-8><link rel=icon href=data:,>"
_TITLE: Final = "<title>Test page</title>"


class Answer(NamedTuple):
    """What one path answers."""

    body: bytes
    status: int
    headers: Mapping[str, str]


class Site:
    """One origin. `other` is a second one; further hosts are free: every name under `localhost` leads here.

    Use as a context manager.
    """

    def __init__(self, *, second: Site | None = None) -> None:
        self.requests: Final[list[str]] = []
        """Every path asked for, in order."""
        self._second = second
        self._answers: dict[str, Answer] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True)
        self._thread.start()

    @property
    def other(self) -> Site:
        """The second origin: another port of this computer."""
        assert self._second is not None, "the second site has no other"
        return self._second

    def add(
        self,
        path: str,
        body: str | bytes,
        *,
        headers: Mapping[str, str] | None = None,
        status: int = 200,
        host: str = "127.0.0.1",
    ) -> str:
        """Serve `body` at `path`, and return its address.

        A string without a doctype is put into a small page, in standards mode and UTF-8. `headers` win over the
        usual ones, for example a `Content-Security-Policy` or another `Content-Type`.
        """
        if isinstance(body, str):
            if not body.lstrip().lower().startswith("<!doctype"):
                body = _BARE + ("" if "<title>" in body else _TITLE) + body
            body = body.encode()
        usual = {"Content-Type": "text/html; charset=utf-8", "Cache-Control": "no-store"}
        self._answers[path] = Answer(body, status, {**usual, **(headers or {})})
        return self.url(path, host=host)

    def url(self, path: str, *, host: str = "127.0.0.1") -> str:
        """The address of a path; `host` may be `localhost` or `anything.localhost`, each a site of its own."""
        return f"http://{host}:{self._server.server_port}{path}"

    def clear(self) -> None:
        """Forget every page and request, here and on the other origin."""
        self._answers.clear()
        self.requests.clear()
        if self._second is not None:
            self._second.clear()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
        if self._second is not None:
            self._second.__exit__(kind, error, trace)

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                path = self.path.partition("?")[0]
                site.requests.append(self.path)
                answer = site._answers.get(path) or Answer(b"There is no such page.", 404, {})
                try:
                    self.send_response(answer.status)
                    for name, value in answer.headers.items():
                        self.send_header(name, value)
                    self.send_header("Content-Length", str(len(answer.body)))
                    self.end_headers()
                    self.wfile.write(answer.body)
                except (BrokenPipeError, ConnectionResetError):  # the browser went elsewhere
                    self.close_connection = True

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Say nothing."""

        return Handler
