"""Other detectors of telephone numbers, pinned in this folder's `package-lock.json`.

Nothing of them is in the product.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from ..node import install_tools

HERE: Final = Path(__file__).parent


def script(name: str) -> str:
    """A bundle for pages: `min` or `max` of libphonenumber-js, or `official`, RingCentral's library."""
    folder = install_tools(HERE)
    if name == "official":
        return (folder / "ringcentral-c2d" / "build" / "index.js").read_text("utf-8")
    return (folder / "libphonenumber-js" / "bundle" / f"libphonenumber-{name}.js").read_text("utf-8")
