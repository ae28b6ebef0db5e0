"""The popup's page on a web server, with a scripted `chrome` before it: every state in milliseconds."""

from __future__ import annotations

import json
from pathlib import Path

from ringout_host.paths import data

from ..driver.site import Site

HERE = Path(__file__).parent
PAGE = "/pages/popup/popup.html"
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}

LANGUAGES = ("de", "ja")
"""One with long words and one with other signs; the address chooses with `&words=`."""

KEPT = {"Cache-Control": "max-age=600"}
"""A state is a load of the page; what is the same for all is loaded once."""


def serve(site: Site) -> str:
    """Put the popup with its scripted worker on the site; returns its address, which takes `?scene=`."""
    extension = data("extension")
    for folder in ("lib", "pages/popup", "pages/popup/view", "pages/shared"):
        for file in (extension / folder).iterdir():
            if file.suffix in KINDS:
                site.add(
                    f"/{folder}/{file.name}",
                    file.read_bytes(),
                    headers={"Content-Type": KINDS[file.suffix], **KEPT},
                )
    words = {
        language: json.loads((extension / f"_locales/{language}/messages.json").read_text("utf-8"))
        for language in ("en", *LANGUAGES)
    }
    scripts = {
        "words.js": f"const WORDS = {json.dumps(words)}, ENGLISH = WORDS.en;",
        "scenes.js": (HERE / "scenes.js").read_text("utf-8"),
        "fake.js": (HERE / "fake.js").read_text("utf-8"),
    }
    for name, text in scripts.items():
        site.add(f"/{name}", text.encode(), headers={"Content-Type": KINDS[".js"], **KEPT})
    tags = "".join(f'<script src="/{name}" defer></script>' for name in ["words.js", "scenes.js", "fake.js"])
    html = (extension / PAGE.lstrip("/")).read_text("utf-8")
    before = '<script src="../../lib/dom.js" defer>'
    assert before in html
    return site.add(PAGE, html.replace(before, f"<link rel=icon href=data:,>{tags}{before}", 1))
