"""An administrator's preferences win, and the person is told that they are fixed.

Firefox reads them from the throw-away home. Chromium reads them only from a folder of the whole computer, which no
test may touch; there, that it takes our schema without complaint must do.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ringout_host.browsers.drive import Kind, home_of, launch
from ringout_host.browsers.identity import GECKO_ID
from ringout_host.paths import data

from .test_worker import ask


@pytest.mark.browser
def test_what_an_administrator_fixed(kind: Kind, tmp_path: Path) -> None:
    folder = home_of(tmp_path) / ".mozilla" / "managed-storage"
    folder.mkdir(parents=True)
    managed = {"theme": "dark", "oneClickSites": [], "unmarkedSites": ["bank.example"], "nonsense": 1}
    described = {"name": GECKO_ID, "description": "For a test", "type": "storage", "data": managed}
    (folder / f"{GECKO_ID}.json").write_text(json.dumps(described), "utf-8")
    with launch(kind, profile=tmp_path, extension=data("extension")) as browser:
        page = browser.open(browser.extension_url("lib/tokens.css"))
        bank = ask(page, "prefs.get", site="bank.example")["result"]
        changed = ask(page, "prefs.set", key="theme", value="light")
        if kind == "chromium":
            assert not [error for error in browser.extension_errors() if "schema" in error.lower()]
            assert (bank["marking"], bank["locked"]) == (True, [])
        else:
            assert (bank["marking"], bank["theme"]) == (False, "dark")
            assert bank["locked"] == ["theme", "oneClick", "marking"]
            assert changed["error"]["code"] == "setting-locked"
            assert ask(page, "prefs.list")["result"]["locked"] == ["theme", "oneClick"]
