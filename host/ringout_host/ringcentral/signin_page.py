"""The page a person sees after signing in at RingCentral. It loads nothing, runs nothing and may not be framed."""

from __future__ import annotations

import base64
import hashlib
import html
from typing import Final

_STYLE: Final = (
    ":root{color-scheme:light dark}"
    "body{font:1.125rem/1.5 system-ui,sans-serif;max-width:32rem;margin:20vh auto 0;padding:0 1.5rem;"
    "color:#1c1e21;background:#fff}"
    "h1{font-size:1.5rem;line-height:1.25;margin:0 0 .5rem}p{margin:0}"
    "@media(prefers-color-scheme:dark){body{color:#e8eaed;background:#17191c}}"
)
_STYLE_HASH: Final = base64.b64encode(hashlib.sha256(_STYLE.encode()).digest()).decode()

_POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        f"style-src 'sha256-{_STYLE_HASH}'",
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",
    )
)

_STATUS: Final = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 405: "Method Not Allowed"}


def page(status: int, heading: str, text: str) -> bytes:
    """A whole HTTP/1.1 answer, after which the connection closes."""
    body = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(heading)}</title><style>{_STYLE}</style></head>"
        f"<body><main><h1>{html.escape(heading)}</h1><p>{html.escape(text)}</p></main></body></html>\n"
    ).encode()
    head = (
        f"HTTP/1.1 {status} {_STATUS[status]}\r\n"
        "Content-Type: text/html; charset=utf-8\r\n"
        f"Content-Length: {len(body)}\r\n"
        f"Content-Security-Policy: {_POLICY}\r\n"
        "X-Content-Type-Options: nosniff\r\n"
        "Referrer-Policy: no-referrer\r\n"
        "Cache-Control: no-store\r\n"
        "Connection: close\r\n"
        "\r\n"
    )
    return head.encode("ascii") + body


NOT_HERE: Final = page(404, "There is nothing here", "RingOut listens at this address only while you sign in.")
WRONG_METHOD: Final = page(
    405, "This cannot be done here", "RingOut waits for a browser that comes from RingCentral."
)
NOT_OURS: Final = page(
    400,
    "This is not the sign-in that RingOut is waiting for",
    "It may be from an earlier try. Close this page, and use the page that RingOut opened last.",
)
SIGNED_IN: Final = page(
    200, "You are signed in to RingCentral", "You can close this page and go back to your work."
)


def not_signed_in(message: str, remedy: str) -> bytes:
    """The page after a refusal."""
    return page(403, "You are not signed in", f"{message} {remedy}")
