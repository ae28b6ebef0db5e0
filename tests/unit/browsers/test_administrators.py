"""What an administrator is given: templates that name our ids, settings that exist, and rules that hold."""

from __future__ import annotations

import json
import plistlib
import re
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from ringout_host import config
from ringout_host.browsers.doctor import Options, diagnose
from ringout_host.browsers.identity import GECKO_ID, HOST_NAME, chromium_id_of
from ringout_host.browsers.table import Package, table
from ringout_host.errors import HostError
from ringout_host.paths import data, paths
from ringout_host.protocol.requests import SettingsParams
from ringout_host.ringcentral import loopback

from .fakes import computer, places

POLICIES = data("manifests") / "policies"
ID = chromium_id_of(data("extension"))
SCHEMA: dict[str, Any] = json.loads((data("extension") / "managed-schema.json").read_text())["properties"]
KINDS = {"string": str, "boolean": bool, "array": list}


def assert_managed(settings: dict[str, Any]) -> None:
    """Each is a setting of the extension, with a value that it can have."""
    assert settings
    for name, value in settings.items():
        assert isinstance(value, KINDS[SCHEMA[name]["type"]])
        assert value in SCHEMA[name].get("enum", [value])


@pytest.mark.parametrize("browser", ["chrome", "edge"])
def test_chromium_templates(browser: str) -> None:
    rules = json.loads((POLICIES / browser / "ringout.json").read_text())
    assert rules["ExtensionSettings"][ID]["installation_mode"] == "force_installed"
    assert rules["NativeMessagingAllowlist"] == [HOST_NAME]
    assert_managed(rules["3rdparty"]["extensions"][ID])
    mac = plistlib.loads((POLICIES / browser / "ringout.mobileconfig").read_bytes())
    first, second = mac["PayloadContent"]
    assert first["ExtensionSettings"] == rules["ExtensionSettings"]
    assert first["PayloadType"] in table().named(browser).macos.policies  # type: ignore[union-attr]
    assert second["PayloadType"] == f"{first['PayloadType']}.extensions.{ID}"
    assert {name: second[name] for name in second if name in SCHEMA} == rules["3rdparty"]["extensions"][ID]
    registry = (POLICIES / browser / "ringout.reg").read_bytes().decode()
    assert registry.count("\r\n") == registry.count("\n")
    key = re.escape("HKEY_LOCAL_MACHINE\\SOFTWARE" + table().named(browser).windows.policies[0][len("Software") :])  # type: ignore[union-attr]
    assert re.search(rf"\[{key}\\3rdparty\\extensions\\{ID}\\policy\]", registry)
    for name in rules["3rdparty"]["extensions"][ID]:
        assert re.search(rf'^"{name}"=|\\policy\\{name}\]', registry, re.MULTILINE), name
    setting = re.search(rf'^"{ID}"="(.*)"\r$', registry, re.MULTILINE)
    assert setting
    assert json.loads(setting[1].replace('\\"', '"')) == rules["ExtensionSettings"][ID]


def test_firefox_templates() -> None:
    rules = json.loads((POLICIES / "firefox/policies.json").read_text())["policies"]
    assert rules["ExtensionSettings"][GECKO_ID]["installation_mode"] == "force_installed"
    assert_managed(rules["3rdparty"]["Extensions"][GECKO_ID])
    mac = plistlib.loads((POLICIES / "firefox/ringout.mobileconfig").read_bytes())
    (payload,) = mac["PayloadContent"]
    assert payload["ExtensionSettings"] == rules["ExtensionSettings"]
    assert payload["EnterprisePoliciesEnabled"] is True


def test_chromes_template_passes_the_self_test(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    pc.use(table().named("chrome"))
    pc.install()
    pc.stand_in()
    managed = pc.machine.system("/etc/opt/chrome/policies/managed")
    managed.mkdir(parents=True)
    shutil.copy(POLICIES / "chrome/ringout.json", managed)
    diagnosis = diagnose(Options(host=False, pretend=False), pc.patient)
    assert [finding.result for finding in diagnosis.findings if finding.check == "policy"] == ["ok"]


@pytest.mark.parametrize("package", table().package, ids=lambda package: f"{package.kind}-{package.app}")
def test_every_package_that_shuts_a_browser_in_is_documented(package: Package) -> None:
    text = (Path(__file__).resolve().parents[3] / "docs/linux.md").read_text("utf-8")
    assert f"{package.kind.capitalize()} `{package.app}` | {package.truth} | {package.remedy} |" in text


def test_every_page_is_linked_from_the_readme() -> None:
    root = Path(__file__).resolve().parents[3]
    pages = [page.relative_to(root).as_posix() for page in (root / "docs").rglob("*.md")]
    readme = (root / "README.md").read_text("utf-8")
    assert [page for page in pages if f"({page})" not in readme] == []


def test_the_hosts_template_is_read_and_locks(tmp_path: Path) -> None:
    person = replace(places(tmp_path), managed=POLICIES / "host/managed.toml")
    settled = config.load(person)
    assert settled.settings.region == "US"
    assert settled.limits.countries == ["CA"]
    assert set(settled.locked) == {"region", "countries", "perMinute", "perHour", "perDay"}
    with pytest.raises(HostError, match="administrator has fixed"):
        config.update(person, SettingsParams(countries=["RU"]))


def test_an_administrators_rule_cannot_be_slipped_past_by_spelling(tmp_path: Path) -> None:
    person = places(tmp_path)
    person.managed.write_text("[policy]\nper_minute = 2\n")
    with pytest.raises(HostError, match=r"line 2: write perMinute, not per_minute"):
        config.load(person)


def test_the_redirect_addresses_are_documented() -> None:
    text = (Path(__file__).resolve().parents[3] / "docs/administrators.md").read_text("utf-8")
    for port in config.DEFAULT_PORTS:
        assert f"http://localhost:{port}{loopback.PATH}" in text


def test_no_variable_moves_the_administrators_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usual = paths().managed
    for name in ("XDG_CONFIG_DIRS", "XDG_CONFIG_HOME", "RINGOUT_HOME", "HOME", "PROGRAMDATA", "ALLUSERSPROFILE"):
        monkeypatch.setenv(name, str(tmp_path))
    assert paths().managed == usual
    assert not usual.is_relative_to(tmp_path)


def test_every_check_of_the_self_test_is_documented() -> None:
    here = Path(__file__).resolve().parents[3]
    sources = [
        *(here / "host/ringout_host/browsers").glob("*.py"),
        *(here / "host/ringout_host/browsers/checks").glob("*.py"),
    ]
    said = re.compile(r'\.(?:ok|warn|broken|note_broken|skip)\(\s*"([a-z-]+)"')
    checks = {word for source in sources for word in said.findall(source.read_text("utf-8"))}
    assert len(checks) > 30
    documented = set(
        re.findall(r"^\| `([a-z][a-z-]*)` \|", (here / "docs/self-test.md").read_text("utf-8"), re.MULTILINE)
    )
    assert documented == checks
