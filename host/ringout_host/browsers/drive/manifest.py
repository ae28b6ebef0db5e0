"""Writes the native manifest into a throw-away profile, where only the browser that is started there looks.

Never touches the person's own browsers: installing for those is the work of `ringout install`.
"""

from __future__ import annotations

import json
from pathlib import Path

from ..identity import GECKO_ID, HOST_NAME
from .find import Kind


def home_of(profile: Path) -> Path:
    """The home folder that a browser started in this throw-away profile sees, and its native host with it."""
    return profile / "home"


def write_native_manifest(
    kind: Kind, profile: Path, program: Path, extension_id: str = "", *, name: str = HOST_NAME
) -> Path:
    """Tell the browser of this profile which program the native host is.

    Args:
        kind: whose format and folder.
        profile: the folder that `launch` will get.
        program: absolute path of the host, executable.
        extension_id: the Chromium id that may start it; Firefox needs none.
        name: of the native host.

    Returns:
        The file written.
    """
    manifest: dict[str, object] = {
        "name": name,
        "description": "RingOut in a throw-away browser",
        "path": str(program.absolute()),
        "type": "stdio",
    }
    if kind == "chromium":
        folder = profile / "NativeMessagingHosts"
        manifest["allowed_origins"] = [f"chrome-extension://{extension_id}/"]
    else:
        folder = home_of(profile) / ".mozilla" / "native-messaging-hosts"
        manifest["allowed_extensions"] = [GECKO_ID]
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.json"
    file.write_text(json.dumps(manifest, indent=2), encoding="utf-8")
    return file
