"""Draws the toolbar icons: every PNG in `extension/icons` from the SVG beside it, in a headless Chromium.

Run by hand after an SVG has changed: `python tests/lint/render_icons.py`. Browsers take no SVG for toolbar icons,
and the two smallest sizes have drawings of their own with fewer, thicker lines.
"""

from __future__ import annotations

import base64
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ICONS = Path(__file__).resolve().parents[2] / "extension" / "icons"
NAMES = ("icon", "simulator")
SIZES = (16, 32, 48, 128)
SMALL = 32
"""Up to this size the `-small` drawing is used."""

PAGE = """<!doctype html><meta charset="utf-8"><pre id="out"></pre><script>
(async () => {{
  const image = new Image({size}, {size});
  image.src = 'data:image/svg+xml;base64,{svg}';
  await image.decode();
  const canvas = document.createElement('canvas');
  canvas.width = canvas.height = {size};
  canvas.getContext('2d').drawImage(image, 0, 0, {size}, {size});
  document.getElementById('out').textContent = canvas.toDataURL('image/png');
}})();
</script>"""


def render(svg: bytes, size: int, browser: str) -> bytes:
    """One drawing as a PNG of `size` pixels, background transparent."""
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(PAGE.format(size=size, svg=base64.b64encode(svg).decode()), "utf-8")
        dom = subprocess.run(
            [
                browser, "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder}/profile",
                "--virtual-time-budget=5000", "--dump-dom", page.as_uri(),
            ],
            check=True, capture_output=True, text=True, timeout=60,
        ).stdout  # fmt: skip
    found = re.search(r"data:image/png;base64,([A-Za-z0-9+/=]+)", dom)
    if found is None:
        raise RuntimeError("the browser drew nothing")
    return base64.b64decode(found[1])


def main() -> int:
    """Draw every size of every icon."""
    browser = shutil.which("chromium") or shutil.which("google-chrome")
    if browser is None:
        print("Install Chromium first; it draws the icons.", file=sys.stderr)
        return 1
    for name in NAMES:
        for size in SIZES:
            source = ICONS / (f"{name}-small.svg" if size <= SMALL else f"{name}.svg")
            (ICONS / f"{name}-{size}.png").write_bytes(render(source.read_bytes(), size, browser))
    return 0


if __name__ == "__main__":
    sys.exit(main())
