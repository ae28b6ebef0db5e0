"""The extension is clean: its types, and the packages for both browsers as `web-ext lint` sees them."""

from __future__ import annotations

import json
import re
import zipfile
from pathlib import Path
from typing import get_args

import pytest

from ringout_host import __version__
from ringout_host.browsers.package import Target, build, manifest_for
from ringout_host.paths import data

from ..node import install_tools, node

EXTENSION = data("extension")
TARGETS: tuple[Target, ...] = get_args(Target)


@pytest.fixture(scope="module")
def tools() -> Path:
    """The folder of the pinned Node tools."""
    return install_tools()


@pytest.mark.timeout(660)
@pytest.mark.parametrize("project", ["modules", "content"])
def test_types(tools: Path, project: str) -> None:
    done = node(tools / "typescript/bin/tsc", "-p", EXTENSION / f"tsconfig.{project}.json", "--pretty", "false")
    if done.returncode:
        pytest.fail(done.stdout, pytrace=False)


@pytest.mark.timeout(660)
@pytest.mark.parametrize("target", TARGETS)
def test_package_lint(tools: Path, target: Target, tmp_path: Path) -> None:
    package = build(target, tmp_path)
    if (
        target == "chromium"
    ):  # web-ext speaks for Firefox, and there no add-on is without an id and event-page scripts
        package = _as_for_firefox(package, tmp_path / "chromium")
    done = node(
        tools / "web-ext/bin/web-ext.js", "lint", f"--source-dir={package}", "--output=json",
        "--no-config-discovery", cwd=tmp_path,
    )  # fmt: skip
    report = json.loads(done.stdout[done.stdout.index("{") :])
    found = [f"{m['_type']}: {m['code']} {m.get('file', '')} {m['message']}" for kind in report if kind in
             ("errors", "warnings", "notices") for m in report[kind]]  # fmt: skip
    if found:
        pytest.fail("\n".join(found), pytrace=False)


def _as_for_firefox(package: Path, folder: Path) -> Path:
    """The unpacked Chromium package with just what every Firefox add-on needs, so that all else can be judged."""
    with zipfile.ZipFile(package) as archive:
        archive.extractall(folder)
    source = manifest_for("firefox", json.loads((EXTENSION / "manifest.json").read_text("utf-8")))
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    manifest |= {key: source[key] for key in ("browser_specific_settings", "background")}
    for unknown_to_firefox in ("key", "minimum_chrome_version", "storage"):
        del manifest[unknown_to_firefox]
    (folder / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    return folder


@pytest.mark.parametrize("target", TARGETS)
def test_a_package_has_every_file_its_manifest_names(target: Target, tmp_path: Path) -> None:
    with zipfile.ZipFile(build(target, tmp_path)) as archive:
        names = set(archive.namelist())
        manifest = json.loads(archive.read("manifest.json"))
    scripts = [script for entry in manifest["content_scripts"] for script in entry["js"]]
    background = manifest["background"]
    wanted = [*scripts, *manifest["icons"].values(), *manifest["action"]["default_icon"].values()]
    wanted += [manifest["action"]["default_popup"], manifest["options_ui"]["page"]]
    wanted += [background.get("service_worker", "background/main.js"), *background.get("scripts", [])]
    wanted += [f"_locales/{manifest['default_locale']}/messages.json"]
    assert sorted(set(wanted) - names) == []
    assert not [name for name in names if name.endswith((".d.ts", ".md")) or "tsconfig" in name]


def test_each_browser_gets_only_its_own_keys() -> None:
    source = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    firefox, chromium = manifest_for("firefox", source), manifest_for("chromium", source)
    assert firefox["background"] == {"scripts": ["background/main.js"], "type": "module"}
    assert chromium["background"] == {"service_worker": "background/main.js", "type": "module"}
    assert firefox.keys() - chromium.keys() == {"browser_specific_settings", "protocol_handlers"}
    assert chromium.keys() - firefox.keys() == {"key", "minimum_chrome_version", "storage"}


def test_the_manifest_asks_for_no_more_than_it_needs() -> None:
    manifest = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    assert manifest["permissions"] == [
        "activeTab",  # the popup: which site is this?
        "alarms",  # a call goes on while the browser stops the worker
        "contextMenus",
        "nativeMessaging",
        "notifications",  # answer your phone, how a call ended
        "storage",
    ]
    assert not {"host_permissions", "optional_permissions", "web_accessible_resources"} & manifest.keys()
    assert "externally_connectable" not in manifest
    assert manifest["version"] == __version__


USES = {
    "activeTab": r"chrome\.tabs\.get\(tabId\).*\?\.url",  # the address of the page in front, for the popup alone
    "alarms": r"chrome\.alarms\.\w+",
    "contextMenus": r"chrome\.contextMenus\.\w+",
    "nativeMessaging": r"chrome\.runtime\.connectNative\(",
    "notifications": r"chrome\.notifications\.\w+",
    "storage": r"chrome\.storage\.\w+",
}
"""What of each permission is used where."""

WITHOUT_PERMISSION = {"action", "commands", "dom", "i18n", "omnibox", "runtime", "tabs", "windows"}
"""What Chromium and Firefox give every extension; of tabs, all but their addresses."""


@pytest.mark.parametrize("permission", USES)
def test_every_permission_is_used(permission: str) -> None:
    code = "\n".join(path.read_text("utf-8") for path in EXTENSION.rglob("*.js"))
    assert re.search(USES[permission], code)


def test_nothing_is_used_without_its_permission() -> None:
    manifest = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    assert set(manifest["permissions"]) == USES.keys()
    code = "\n".join(path.read_text("utf-8") for path in EXTENSION.rglob("*.js"))
    used = set(re.findall(r"\b(?:chrome|browser)\.([a-z]\w+)\.\w+", code))
    assert used - WITHOUT_PERMISSION <= USES.keys()


def test_our_pages_may_load_nothing_that_is_not_ours() -> None:
    manifest = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    assert manifest["content_security_policy"]["extension_pages"].split("; ") == [
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",  # the words of the chosen language
        "base-uri 'none'",
        "form-action 'none'",
        "frame-ancestors 'none'",  # no page can put one of ours into a frame and lie over it
    ]
    for page in EXTENSION.rglob("*.html"):
        text = page.read_text("utf-8")
        assert not re.search(r"<script(?![^>]*\bsrc=)|\son\w+=|style=|javascript:|https?://", text), page


def test_no_two_content_scripts_declare_the_same_name() -> None:
    """They share one scope, where the later of two functions silently takes the place of the earlier one."""
    manifest = json.loads((EXTENSION / "manifest.json").read_text("utf-8"))
    declared: dict[str, str] = {}
    for script in manifest["content_scripts"][0]["js"]:
        source = (EXTENSION / script).read_text("utf-8")
        for name in re.findall(r"^(?:async )?(?:function\*?|class|const|let) (\w+)", source, re.MULTILINE):
            assert name not in declared, f"{name}: {declared[name]} and {script}"
            declared[name] = script
    assert len(declared) > 100
