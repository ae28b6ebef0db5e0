"""The card on a page of its own, with a scripted worker: every state of it in milliseconds."""

from __future__ import annotations

import json
from pathlib import Path

from ringout_host.paths import data

from ..driver.site import Site

HERE = Path(__file__).parent

SCRIPTS = (
    "lib/dom.js", "lib/icons.js", "lib/i18n.js", "lib/regions.js", "lib/clock.js", "lib/words.js", "lib/parts.js",
    "lib/legs.js", "lib/tick.js", "lib/updates.js", "content/roots.js", "content/sheets.js",
    "content/card/names.js", "content/card/state.js", "content/card/screen.js", "content/card/place.js",
    "content/card/arm.js", "content/card/faults.js", "content/card/surface.js", "content/card/focus.js",
    "content/card/view/head.js",
    "content/card/view/history.js", "content/card/view/offer.js", "content/card/view/call.js",
    "content/card/view/pill.js", "content/card/view/setup.js", "content/card/view/card.js",
    "content/card/timers.js", "content/card/learn.js", "content/card/calling.js", "content/card/small.js",
    "content/card/choices.js", "content/card/outside.js", "content/card/veil.js", "content/card/actions.js",
    "content/card/card.js", "content/card/open.js",
)  # fmt: skip
"""The card's scripts in the manifest's order; a test compares."""

STYLES = (
    "lib/tokens.css",
    "lib/buttons.css",
    "lib/controls.css",
    "lib/call.css",
    "content/card/card.css",
    "content/card/offer.css",
    "content/card/pill.css",
)
"""What the worker sends for `ui.styles`, in order."""

PAGE = """
<body><main><h1>Contacts</h1>
<p>Reach our London office at <b id=number>020 7946 0123</b> between nine and five, or write to us.</p>
<p>The quick brown fox jumps over the lazy dog, and then goes on about it for a line or two, so that the page has
text.</p></main>
"""


def serve(
    site: Site, body: str = PAGE, *, path: str = "/card", html: str = "<html lang=en>", head: str = ""
) -> str:
    """Put the harness with this body on the site; returns its address."""
    extension = data("extension")
    css = "\n".join((extension / name).read_text() for name in STYLES)
    words = json.loads((extension / "_locales/en/messages.json").read_text())
    given = f"const CARD_CSS = {json.dumps(css)}; const ENGLISH = {json.dumps(words)};"
    files = {
        "given.js": given,
        "fake.js": (HERE / "fake.js").read_text(),
        "scenes.js": (HERE / "scenes.js").read_text(),
    }
    for script in SCRIPTS:
        files[script] = (extension / script).read_text()
    for name, text in files.items():
        site.add(f"/{name}", text.encode(), headers={"Content-Type": "text/javascript; charset=utf-8"})
    order = ["given.js", "fake.js", *SCRIPTS, "scenes.js"]
    tags = "".join(f'<script src="/{name}"></script>' for name in order)
    return site.add(
        path,
        f"<!doctype html>{html}<meta charset=utf-8><link rel=icon href=data:,><title>Card</title>"
        "<style>body { font: 16px/1.5 sans-serif; margin: 24px } @media (prefers-color-scheme: dark) "
        "{ html { background: #111; color: #ddd } }</style>"
        f"{head}{body}{tags}",
    )
