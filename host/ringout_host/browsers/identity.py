"""Who we are to a browser: the native host's name, the add-on's id in Firefox, and how Chromium derives its own.

Every place that needs one of these takes it from here; nothing else may spell them out.
"""

from __future__ import annotations

import base64
import hashlib
import json
from pathlib import Path
from typing import Final

HOST_NAME: Final = "com.ringout.host"
"""The name the extension passes to `runtime.connectNative`, and the stem of every native manifest's file name."""

GECKO_ID: Final = "ringout@ringout.example"
"""The add-on's id in Firefox, `browser_specific_settings.gecko.id` of the extension's manifest."""


def chromium_id(key: str) -> str:
    """The extension id that Chromium derives from the manifest's `key`.

    Args:
        key: a public key as base64 of its DER encoding.

    Returns:
        32 letters a-p: the first half of the SHA-256 of the DER bytes, with a-p for the hexadecimal digits.

    Raises:
        ValueError: `key` is not base64.
    """
    return _letters(base64.b64decode(key, validate=True))


def chromium_id_of(extension: Path) -> str:
    """The id Chromium gives to the unpacked extension in this folder: by its `key`, or else by its path.

    Raises:
        OSError: the folder has no manifest.
        ValueError: the manifest is not JSON, or its `key` is not base64.
    """
    manifest = json.loads((extension / "manifest.json").read_text(encoding="utf-8"))
    key = manifest.get("key")
    return chromium_id(key) if key else _letters(bytes(extension.resolve()))


def _letters(material: bytes) -> str:
    return "".join(chr(ord("a") + int(digit, 16)) for digit in hashlib.sha256(material).hexdigest()[:32])
