"""The page on which the pretend person agrees to a sign-in, and its two buttons."""

from __future__ import annotations

import html
from typing import Final
from urllib.parse import parse_qs

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from . import oauth, people
from .ask import Ask
from .delivery import plain
from .faults import Operation
from .refusal import Refusal, Shape
from .world import World

_PAGE: Final = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in to the RingOut simulator</title>
<style>
  :root {{ color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }}
  body {{ display: grid; min-height: 100vh; margin: 0; place-items: center }}
  main {{ max-width: 26rem; padding: 2rem; border: 1px solid #8884; border-radius: 1rem }}
  h1 {{ margin: 0 0 .5rem; font-size: 1.25rem }}
  form {{ display: flex; gap: .75rem; margin-top: 1.5rem }}
  button {{ flex: 1; padding: .6rem 1rem; border: 1px solid #8888; border-radius: .5rem; font: inherit }}
  button[value=yes] {{ border-color: transparent; background: #067647; color: #fff }}
</style>
<main>
  <h1>This is the RingOut simulator</h1>
  <p>It pretends to be RingCentral on this computer. No real call is placed and nothing is billed.</p>
  <p>Sign in as <strong>{name}</strong>, extension {extension}, of {company}?</p>
  <form method="get" action="/simulator/consent/answer">
    {fields}
    <button name="allow" value="yes" autofocus>Sign in</button>
    <button name="allow" value="no">Cancel</button>
  </form>
</main>
</html>
"""


def routes(world: World) -> list[Route]:
    """The page and the answer to it; both check the app's request as `authorize` did."""

    async def question(request: Request) -> Response:
        try:
            with world.lock:
                oauth.check_authorization(world, _ask(request))
        except Refusal as no:
            return JSONResponse(no.body(Shape.BOTH), no.status)
        return _page(request)

    async def answer(request: Request) -> Response:
        ask = _ask(request)
        try:
            with world.lock:
                oauth.check_authorization(world, ask)
                return plain(oauth.redirect(world, ask, approved=ask.first("allow") == "yes"))
        except Refusal as no:
            return JSONResponse(no.body(Shape.BOTH), no.status)

    return [Route(oauth.CONSENT, question), Route(f"{oauth.CONSENT}/answer", answer)]


def _page(request: Request) -> HTMLResponse:
    """The question; the app's parameters travel along in hidden fields."""
    fields = "\n    ".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}">'
        for name, value in request.query_params.multi_items()
        if name != "allow"
    )
    text = _PAGE.format(
        name=html.escape(people.NAME),
        extension=people.EXTENSION_NUMBER,
        company=html.escape(people.COMPANY),
        fields=fields,
    )
    return HTMLResponse(text, headers={"Cache-Control": "no-store", "X-Frame-Options": "DENY"})


def _ask(request: Request) -> Ask:
    return Ask(
        operation=Operation.AUTHORIZE,
        method="GET",
        path=request.url.path,
        params={},
        query=parse_qs(request.url.query, keep_blank_values=True),
        headers={},
        body=b"",
        base=str(request.base_url).rstrip("/"),
        request_id=request.scope["state"]["request_id"],
    )
