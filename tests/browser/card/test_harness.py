"""The page of the card's own tests holds the card that people get."""

from __future__ import annotations

import json

from ringout_host.paths import data

from .harness import SCRIPTS


def test_the_card_is_made_of_all_its_scripts_in_the_manifests_order() -> None:
    manifest = json.loads((data("extension") / "manifest.json").read_text("utf-8"))
    order = manifest["content_scripts"][0]["js"]
    assert list(SCRIPTS) == [script for script in order if script in SCRIPTS]
    assert set(SCRIPTS) >= {script for script in order if script.startswith("content/card/")}
