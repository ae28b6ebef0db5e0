"""What the stores are told is true of the manifest, and fits into the stores' fields."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any, Final

import pytest

from ringout_host.paths import data

from ...release.pictures import SIZES

ROOT: Final = Path(__file__).resolve().parents[3]
LISTING: Final = (ROOT / "docs/store/listing.md").read_text("utf-8")
README: Final = (ROOT / "README.md").read_text("utf-8")
MANIFEST: Final[dict[str, Any]] = json.loads((data("extension") / "manifest.json").read_text("utf-8"))
LOCALES: Final = sorted((data("extension") / "_locales").iterdir())

# The shortest that any of the three stores takes, in characters.
NAME_FITS: Final = 45
SUMMARY_FITS: Final = 132
DESCRIPTION_FITS: Final = range(250, 10_001)
REASON_FITS: Final = 1000
SINGLE_PURPOSE_FITS: Final = 1000


def section(title: str) -> str:
    """The text below this heading."""
    found = re.search(rf"^## {re.escape(title)}\n\n(.*?)(?=\n## |\Z)", LISTING, re.MULTILINE | re.DOTALL)
    assert found, title
    return found[1].strip()


def asked_for() -> set[str]:
    """Every permission, and every kind of page, that the manifest asks for."""
    pages = {match for script in MANIFEST["content_scripts"] for match in script["matches"]}
    return {*MANIFEST["permissions"], *MANIFEST.get("host_permissions", ()), *pages}


def reasons() -> dict[str, str]:
    """The reason that the stores are given for each permission."""
    return dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", section("Why each permission"), re.MULTILINE))


def test_every_permission_is_explained_to_the_stores_and_no_other() -> None:
    assert reasons().keys() == asked_for()
    for permission, reason in reasons().items():
        assert 20 < len(reason) <= REASON_FITS, permission


@pytest.mark.parametrize("permission", sorted(asked_for()))
def test_every_permission_is_explained_in_the_readme(permission: str) -> None:
    explained = re.search(r"\*\*What the extension may do\*\*(.*?)\n\n", README, re.DOTALL)
    assert explained
    assert f"`{permission}`" in explained[1]


def test_the_english_texts_are_those_of_the_manifest_and_fit() -> None:
    messages = json.loads((data("extension") / "_locales/en/messages.json").read_text("utf-8"))
    assert section("Name") == messages["ext_name"]["message"]
    assert section("Summary") == messages["ext_description"]["message"]
    assert len(section("Description")) in DESCRIPTION_FITS
    assert len(section("Single purpose (Chrome)")) <= SINGLE_PURPOSE_FITS


@pytest.mark.parametrize("locale", LOCALES, ids=lambda folder: folder.name)
def test_every_language_fits(locale: Path) -> None:
    messages = json.loads((locale / "messages.json").read_text("utf-8"))
    assert len(messages["ext_name"]["message"]) <= NAME_FITS
    assert len(messages["ext_description"]["message"]) <= SUMMARY_FITS


def test_every_picture_is_listed_in_its_size() -> None:
    listed = section("Pictures")
    shots = sorted(name for name, size in SIZES.items() if size == (1280, 800))
    assert f"`{shots[0]}` … `{shots[-1]}` | 1280 × 800" in listed
    assert len(shots) <= 5, "Chrome's store takes no more"
    for name, (width, height) in SIZES.items():
        assert name in shots or f"`{name}` | {width} × {height}" in listed
