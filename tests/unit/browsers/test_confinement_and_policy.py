"""Browsers that a package or an administrator shuts in: the truth, and the way out."""

from __future__ import annotations

import json
import plistlib
from pathlib import Path
from typing import Any

import pytest

from ringout_host.browsers import detect
from ringout_host.browsers.doctor import Options, diagnose
from ringout_host.browsers.manifest import FILE
from ringout_host.browsers.table import Package, table
from ringout_host.protocol.requests import Finding

from .fakes import Computer, computer

PACKAGES = [pytest.param(package, id=f"{package.kind}-{package.app}") for package in table().package]


def put(pc: Computer, package: Package) -> None:
    base = "/snap" if package.kind == "snap" else "/var/lib/flatpak/app"
    (pc.machine.system(base) / package.app / "current").mkdir(parents=True)


def findings(pc: Computer, *named: str) -> list[Finding]:
    pc.stand_in()
    return diagnose(Options(browsers=named, host=False, pretend=False), pc.patient).findings


@pytest.mark.parametrize("package", PACKAGES)
def test_every_package_tells_the_truth_and_the_way_out(package: Package, tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    put(pc, package)
    (found,) = detect.find(pc.machine)
    assert found.package == package
    assert package.kind.capitalize() in found.name
    outcome = pc.install()
    told = [finding for finding in findings(pc) if finding.check == "confined"]
    assert [finding.result for finding in told] == ["warning"]
    assert told[0].message == package.truth
    assert told[0].remedy == package.remedy
    if package.works == "asks":
        assert outcome.written
    else:
        assert not outcome.written
        assert [failure.message for failure in outcome.failures] == [package.truth]
        asked = [finding for finding in findings(pc, package.browser) if finding.check == "confined"]
        assert [finding.result for finding in asked] == ["broken"]


def test_a_package_beside_a_free_browser_does_not_stop_that_one(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    chromium = table().named("chromium")
    pc.use(chromium)
    put(pc, next(package for package in table().package if package.app == "org.chromium.Chromium"))
    assert [found.name for found in detect.find(pc.machine)] == ["Chromium", "Chromium (Flatpak)"]
    assert (pc.machine.home / ".config/chromium/NativeMessagingHosts" / FILE).exists() == bool(pc.install().kept)
    assert (pc.machine.home / ".config/chromium/NativeMessagingHosts" / FILE).exists()


def test_the_small_command_that_starts_a_snap_is_no_browser(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    shim = pc.machine.system("/usr/bin/chromium-browser")
    shim.parent.mkdir(parents=True)
    shim.touch(mode=0o755)
    put(pc, next(package for package in table().package if (package.kind, package.app) == ("snap", "chromium")))
    assert [found.name for found in detect.find(pc.machine)] == ["Chromium (Snap)"]


RULES: list[tuple[dict[str, Any], str | None]] = [
    ({"NativeMessagingUserLevelHosts": False}, "for everybody"),
    ({"NativeMessagingBlocklist": ["*"]}, "forbids"),
    ({"NativeMessagingBlocklist": ["com.ringout.host"]}, "forbids"),
    ({"NativeMessagingBlocklist": ["*"], "NativeMessagingAllowlist": ["com.ringout.host"]}, None),
    ({"NativeMessagingBlocklist": ["com.example.other"]}, None),
    ({"NativeMessagingUserLevelHosts": True, "HomepageLocation": "https://example.com"}, None),
]


@pytest.mark.parametrize(("rules", "words"), RULES)
@pytest.mark.parametrize("platform", ["linux", "macos", "windows"])
def test_an_administrators_rules(tmp_path: Path, platform: Any, rules: dict[str, Any], words: str | None) -> None:
    pc = computer(tmp_path, platform)
    pc.use(table().named("edge"))
    pc.install()
    if platform == "linux":
        folder = pc.machine.system("/etc/opt/edge/policies/managed")
        folder.mkdir(parents=True)
        (folder / "company.json").write_text(json.dumps(rules))
        (folder / "broken.json").write_text("{")
    elif platform == "macos":
        folder = pc.machine.system("/Library/Managed Preferences")
        folder.mkdir(parents=True)
        (folder / "com.microsoft.Edge.plist").write_bytes(plistlib.dumps(rules))
    else:
        key = r"Software\Policies\Microsoft\Edge"
        for name, value in rules.items():
            if isinstance(value, list):
                pc.registry.keys["HKLM", rf"{key}\{name}"] = {str(n): one for n, one in enumerate(value, 1)}
            else:
                pc.registry.keys.setdefault(("HKLM", key), {})[name] = (
                    int(value) if value in (True, False) else value
                )
    (told,) = [finding for finding in findings(pc) if finding.check == "policy"]
    if words is None:
        assert told.result == "ok"
    else:
        assert told.result == "broken"
        assert words in told.message
        assert told.remedy


def test_a_rule_against_user_level_hosts_does_not_concern_a_system_wide_one(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    pc.use(table().named("chromium"))
    pc.install()
    own = pc.machine.home / ".config/chromium/NativeMessagingHosts" / FILE
    system = pc.machine.system("/etc/chromium/native-messaging-hosts")
    policies = pc.machine.system("/etc/chromium/policies/managed")
    for folder in (system, policies):
        folder.mkdir(parents=True)
    own.rename(system / FILE)
    (policies / "a.json").write_text(json.dumps({"NativeMessagingUserLevelHosts": False}))
    assert [finding.result for finding in findings(pc) if finding.check == "policy"] == ["ok"]
