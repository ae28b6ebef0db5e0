"""What is published is the same bytes from the same commit, and its bill of materials is valid and complete."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import tarfile
import zipfile
from pathlib import Path
from typing import Any, Final

import pytest

from ringout_host import __version__

from ...release import __main__ as release
from ...release import sbom

SOURCES: Final = ("host", "extension", "manifests", "docs", "tests", "README.md", "LICENSE", "CHANGELOG.md")
JUNK: Final = shutil.ignore_patterns("node_modules", "__pycache__", "*.pyc")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """Everything that is published."""
    return release.packages(tmp_path_factory.mktemp("once"))


def test_another_checkout_gives_the_same_bytes(
    made: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "Žofie’s checkout"
    before = os.umask(0o077)
    try:
        for name in SOURCES:
            source = release.ROOT / name
            if source.is_dir():
                shutil.copytree(source, elsewhere / name, ignore=JUNK, copy_function=shutil.copy)
            else:
                shutil.copy(source, elsewhere / name)
        for name in ("pyproject.toml", ".gitignore"):
            shutil.copy(release.ROOT / name, elsewhere)
        monkeypatch.setattr(release, "ROOT", elsewhere)
        again = release.packages(tmp_path / "again")
    finally:
        os.umask(before)
    assert [file.name for file in again] == [file.name for file in made]
    for first, second in zip(made, again, strict=True):
        assert first.read_bytes() == second.read_bytes(), first.name


def test_the_date_of_a_release_can_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    wheel, *_ = release.packages(tmp_path)
    with zipfile.ZipFile(wheel) as archive:
        assert {info.date_time[:3] for info in archive.infolist()} == {(2023, 11, 14)}


def test_wheel_and_source_are_whole(made: list[Path]) -> None:
    wheel, source, *_ = made
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        metadata = archive.read(f"ringout_host-{__version__}.dist-info/METADATA").decode()
    for carried in (
        "_data/extension/manifest.json",
        "_data/manifests/browsers.toml",
        "demo/page.html",
        "py.typed",
    ):
        assert f"ringout_host/{carried}" in names
    assert f"ringout_host-{__version__}.dist-info/licenses/LICENSE" in names
    assert not [name for name in names if "node_modules" in name or name.endswith(".pyc")]
    assert "License-Expression: MIT" in metadata
    with tarfile.open(source) as archive:
        inside = {name.partition("/")[2] for name in archive.getnames()}
    assert {"docs/administrators.md", "docs/store/listing.md", "tests/__main__.py", "LICENSE"} <= inside
    assert not [name for name in inside if "node_modules" in name]


def test_the_stores_package_has_no_key(made: list[Path]) -> None:
    manifests = {}
    for package in made:
        if package.suffix == ".zip":
            with zipfile.ZipFile(package) as archive:
                manifests[package.name] = json.loads(archive.read("manifest.json"))
    usual = manifests[f"ringout-chromium-{__version__}.zip"]
    assert manifests[f"ringout-chromium-{__version__}-store.zip"] == {
        name: value for name, value in usual.items() if name != "key"
    }


def test_the_bill_of_materials(made: list[Path], tmp_path: Path) -> None:
    file = release.write_bill(made, tmp_path)
    text = file.read_text("utf-8")
    assert sbom.complaint(text) is None
    assert release.write_bill(made, tmp_path).read_text("utf-8") == text
    bill: dict[str, Any] = json.loads(text)
    parts = {one["name"]: one for one in bill["components"]}
    # What pyproject.toml names is there, and what that needs in turn; test tools are not.
    assert {"httpcore", "pydantic", "phonenumbers", "anyio", "certifi", sbom.EXTENSION} <= parts.keys()
    assert not {"pytest", "mypy", "hypothesis", sbom.HOST} & parts.keys()
    assert [name for name, one in parts.items() if not one.get("licenses") or not one.get("version")] == []
    reached = {sbom.HOST}
    needs = {one["ref"]: one.get("dependsOn", []) for one in bill["dependencies"]}
    waiting = [sbom.HOST]
    while waiting:
        new = [ref for ref in needs[waiting.pop()] if ref not in reached]
        reached.update(new)
        waiting += new
    assert reached == {*parts, sbom.HOST}
    published = [
        *bill["metadata"]["component"]["externalReferences"],
        *parts[sbom.EXTENSION]["externalReferences"],
    ]
    for package in made:
        (named,) = (one for one in published if one["url"] == package.name)
        assert named["hashes"][0]["content"] == hashlib.sha256(package.read_bytes()).hexdigest()


def test_a_bill_that_is_not_valid_is_seen() -> None:
    assert sbom.complaint('{"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"name": 1}]}')
