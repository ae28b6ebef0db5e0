"""Packs the extension for one browser: the same files, and a manifest without what only the other browser knows.

The extension runs unpacked as it lies; packages are for stores and for installing by file. The same source gives
the same bytes wherever and whenever it is packed.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, Literal

from .. import paths
from ..files import write_atomically

Target = Literal["chromium", "firefox"]

_DROPPED: Final[Mapping[Target, tuple[tuple[str, ...], ...]]] = {
    "chromium": (("background", "scripts"), ("browser_specific_settings",), ("protocol_handlers",)),
    "firefox": (("background", "service_worker"), ("key",), ("minimum_chrome_version",), ("storage",)),
}
"""Manifest keys that a browser warns about because only the other one knows them."""

_FIREFOX_SINCE: Final = "142.0"
"""Oldest Firefox of the package. Unpacked it runs from 140 on; the store wants Firefox for Android to know the
declaration of collected data as well, and warns below this."""

_FOR_DEVELOPERS: Final = (".d.ts", ".md", "tsconfig.modules.json", "tsconfig.content.json")
"""Endings of files that no browser reads."""

_LONG_AGO: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time a zip file can hold; every packed file has it."""

_PLAIN_FILE: Final = 0o100644 << 16


def manifest_for(target: Target, manifest: Mapping[str, Any]) -> dict[str, Any]:
    """The manifest as `target` likes it: a copy without the other browser's keys."""
    copy: dict[str, Any] = json.loads(json.dumps(manifest))
    for path in _DROPPED[target]:
        place = copy
        for key in path[:-1]:
            place = place.get(key, {})
        place.pop(path[-1], None)
    if target == "firefox":
        copy["browser_specific_settings"]["gecko"]["strict_min_version"] = _FIREFOX_SINCE
    return copy


def build(target: Target, out: Path, *, extension: Path | None = None, store: bool = False) -> Path:
    """Write the package for `target` into the folder `out`, which is made if need be.

    Args:
        target: whose package.
        out: the folder.
        extension: the unpacked extension; ours by default.
        store: for a store that gives the extension an id of its own, as those of Chrome and Edge do: they refuse
            a manifest with a `key`.

    Returns:
        The file: `ringout-<target>-<version>.zip`, or `ringout-<target>-<version>-store.zip`.

    Raises:
        OSError: the extension cannot be read, or the package not written.
        ValueError: the manifest is not JSON.
    """
    source = extension or paths.data("extension")
    manifest = manifest_for(target, json.loads((source / "manifest.json").read_text("utf-8")))
    if store:
        manifest.pop("key", None)
    out.mkdir(parents=True, exist_ok=True)
    package = out / f"ringout-{target}-{manifest['version']}{'-store' if store else ''}.zip"
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name, content in _files(source, manifest):
            info = zipfile.ZipInfo(name, _LONG_AGO)
            info.external_attr = _PLAIN_FILE
            info.create_system = 3  # the same on every computer
            archive.writestr(info, content, zipfile.ZIP_DEFLATED, 9)
    write_atomically(package, packed.getvalue(), mode=0o644)
    return package


def _files(source: Path, manifest: Mapping[str, Any]) -> Iterator[tuple[str, bytes]]:
    """What goes into the package, in a fixed order."""
    for file in sorted(source.rglob("*"), key=lambda path: path.relative_to(source).as_posix()):
        name = file.relative_to(source).as_posix()
        hidden = any(part.startswith(".") for part in name.split("/"))
        if hidden or not file.is_file() or name.endswith(_FOR_DEVELOPERS):
            continue
        if name == "manifest.json":
            yield name, (json.dumps(manifest, indent=2, ensure_ascii=False) + "\n").encode()
        else:
            yield name, file.read_bytes()
