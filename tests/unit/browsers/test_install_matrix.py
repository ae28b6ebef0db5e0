"""For every browser of the table on every platform it exists on: found, served, and afterwards nothing is left."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ringout_host.browsers import detect, install, uninstall
from ringout_host.browsers.identity import GECKO_ID, HOST_NAME
from ringout_host.browsers.machine import Platform
from ringout_host.browsers.manifest import FILE, Ids
from ringout_host.browsers.prepare import Wish, prepare
from ringout_host.browsers.scope import system_scope
from ringout_host.browsers.table import Browser, locations, table

from .fakes import Computer, computer, everything_below, folders_below

PLATFORMS: tuple[Platform, ...] = ("linux", "macos", "windows")
ROWS = [
    pytest.param(browser, platform, id=f"{browser.id}-{platform}")
    for browser in table().browser
    for platform in PLATFORMS
    if getattr(browser, platform)
]


def manifests_of(pc: Computer, browser: Browser, *, system: bool = False) -> list[dict[str, Any]]:
    """What this browser would read in each of its places."""
    found = []
    hive = "HKLM" if system else "HKCU"
    for place in locations(browser, pc.machine, system=system):
        if place.key:
            file = Path(str(pc.registry.read(hive, rf"{place.key}\{HOST_NAME}")))
        else:
            assert place.folder is not None
            file = place.folder / FILE
        found.append(json.loads(file.read_text("utf-8")))
    return found


@pytest.mark.parametrize(("browser", "platform"), ROWS)
def test_a_browser_that_was_used_is_found_served_and_left_clean(
    browser: Browser, platform: Platform, tmp_path: Path
) -> None:
    pc = computer(tmp_path, platform)
    pc.use(browser)
    before, folders = everything_below(tmp_path), folders_below(tmp_path)
    assert browser in [found.browser for found in detect.find(pc.machine)]

    wish = Wish(browsers=(browser.id,) if browser.on_request else ())
    prepared = prepare(wish, pc.machine, pc.scope, pc.environment)
    assert everything_below(tmp_path) == before, "planning wrote something"
    outcome = install.carry_out(prepared, wish, pc.machine, pc.scope)
    assert not outcome.failures
    assert outcome.written

    manifests = manifests_of(pc, browser)
    assert manifests
    for manifest in manifests:
        assert manifest["name"] == HOST_NAME
        assert manifest["type"] == "stdio"
        assert Path(manifest["path"]).is_absolute()
        assert Path(manifest["path"]).exists()
        ids = Ids.ours()
        if browser.family == "chromium":
            assert manifest["allowed_origins"] == [f"chrome-extension://{name}/" for name in ids.chromium]
            assert "allowed_extensions" not in manifest
        else:
            assert manifest["allowed_extensions"] == [GECKO_ID]
            assert "allowed_origins" not in manifest

    removal = uninstall.uninstall(pc.machine, pc.scope)
    assert removal is not None
    assert not removal.left
    assert everything_below(tmp_path) == before
    assert folders_below(tmp_path) == folders
    assert not pc.machine.registry or not pc.registry.keys


@pytest.mark.parametrize(("browser", "platform"), ROWS)
def test_system_wide_where_a_place_is_known(browser: Browser, platform: Platform, tmp_path: Path) -> None:
    pc = computer(tmp_path, platform)
    scope = system_scope(pc.machine)
    wish = Wish(browsers=(browser.id,))
    before = everything_below(tmp_path)
    prepared = prepare_readable(wish, pc, scope)
    outcome = install.carry_out(prepared, wish, pc.machine, scope)
    assert not outcome.failures
    known = locations(browser, pc.machine, system=True)
    assert bool(outcome.written) == bool(known)
    assert prepared.nowhere == (() if known else (browser.name,))
    for manifest in manifests_of(pc, browser, system=True):
        assert str(tmp_path) in manifest["path"]
    assert not everything_below(pc.machine.home), "a system-wide installation wrote into a home"
    if known:
        for path in (scope.launcher.parent, scope.installed.parent):
            assert path.stat().st_mode & 0o005 == 0o005
        assert uninstall.uninstall(pc.machine, scope) is not None
    assert everything_below(tmp_path) == before


def prepare_readable(wish: Wish, pc: Computer, scope: Any) -> Any:
    """Prepare although these tests themselves may run from somebody's private folder."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("ringout_host.browsers.prepare._readable_by_all", lambda _: None)
        return prepare(wish, pc.machine, scope, pc.environment)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_all_of_a_platforms_browsers_at_once(platform: Platform, tmp_path: Path) -> None:
    pc = computer(tmp_path, platform)
    here = [browser for browser in table().browser if browser.places(pc.machine)]
    for browser in here:
        pc.use(browser)
    before = everything_below(tmp_path)
    prepared = prepare(Wish(), pc.machine, pc.scope, pc.environment)
    install.carry_out(prepared, Wish(), pc.machine, pc.scope)
    assert set(prepared.plan.browsers) == {browser.id for browser in here if not browser.on_request}
    for browser in here:
        if not browser.on_request:
            assert manifests_of(pc, browser)
    again = prepare(Wish(), pc.machine, pc.scope, pc.environment)
    assert {file.action for file in again.plan.files} == {"keep"}
    assert {key.action for key in again.plan.keys} <= {"keep"}
    assert install.carry_out(again, Wish(), pc.machine, pc.scope).written == []
    uninstall.uninstall(pc.machine, pc.scope)
    assert everything_below(tmp_path) == before


def test_our_own_folder_does_not_make_a_browser_look_used(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    wish = Wish(browsers=("opera",))  # its manifests go into Chrome's folder as well
    install.carry_out(prepare(wish, pc.machine, pc.scope, pc.environment), wish, pc.machine, pc.scope)
    assert (pc.machine.home / ".config/google-chrome/NativeMessagingHosts" / FILE).exists()
    assert detect.find(pc.machine) == ()


def test_a_command_or_an_application_shows_a_browser_that_was_never_started(tmp_path: Path) -> None:
    linux = computer(tmp_path / "linux", "linux")
    program = linux.machine.system("/usr/bin/firefox-esr")
    program.parent.mkdir(parents=True)
    program.touch(mode=0o755)
    assert [found.browser.id for found in detect.find(linux.machine)] == ["firefox"]
    macos = computer(tmp_path / "macos", "macos")
    macos.machine.system("/Applications/Arc.app").mkdir(parents=True)
    (macos.machine.home / "Applications/Zen.app").mkdir(parents=True)
    assert [found.browser.id for found in detect.find(macos.machine)] == ["arc", "zen"]
    windows = computer(tmp_path / "windows", "windows")
    windows.registry.write("HKLM", r"Software\Microsoft\Windows\CurrentVersion\App Paths\msedge.exe", "x")
    assert [found.browser.id for found in detect.find(windows.machine)] == ["edge"]


def test_firefox_is_also_told_in_its_newer_folder_once_it_uses_that(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    newer = pc.machine.home / ".config/mozilla"
    (newer / "firefox/anna.default").mkdir(parents=True)
    install.carry_out(prepare(Wish(), pc.machine, pc.scope, pc.environment), Wish(), pc.machine, pc.scope)
    assert (pc.machine.home / ".mozilla/native-messaging-hosts" / FILE).exists()
    assert (newer / "native-messaging-hosts" / FILE).exists()


def test_xdg_config_home_is_followed(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    pc.machine.env["XDG_CONFIG_HOME"] = str(tmp_path / "elsewhere")  # type: ignore[index]
    (tmp_path / "elsewhere/chromium/Default").mkdir(parents=True)
    install.carry_out(prepare(Wish(), pc.machine, pc.scope, pc.environment), Wish(), pc.machine, pc.scope)
    assert (tmp_path / "elsewhere/chromium/NativeMessagingHosts" / FILE).exists()


def test_braves_macs_folder_is_chromes(tmp_path: Path) -> None:
    pc = computer(tmp_path, "macos")
    wish = Wish(browsers=("brave",))
    install.carry_out(prepare(wish, pc.machine, pc.scope, pc.environment), wish, pc.machine, pc.scope)
    support = pc.machine.home / "Library/Application Support"
    assert (support / "Google/Chrome/NativeMessagingHosts" / FILE).exists()


def test_a_folder_of_ones_own(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    wish = Wish(folders=(tmp_path / "profile/NativeMessagingHosts",))
    install.carry_out(prepare(wish, pc.machine, pc.scope, pc.environment), wish, pc.machine, pc.scope)
    assert "allowed_origins" in json.loads((wish.folders[0] / FILE).read_text())
    named = Wish(folders=(tmp_path / "odd",), browsers=("librewolf",))
    install.carry_out(prepare(named, pc.machine, pc.scope, pc.environment), named, pc.machine, pc.scope)
    assert "allowed_extensions" in json.loads((named.folders[0] / FILE).read_text())


def test_other_extension_ids_are_allowed_and_remembered(tmp_path: Path) -> None:
    pc = computer(tmp_path, "linux")
    wish = Wish(browsers=("chrome", "firefox"), extension_ids=("a" * 32, "ours@company.example"))
    install.carry_out(prepare(wish, pc.machine, pc.scope, pc.environment), wish, pc.machine, pc.scope)
    later = Wish(browsers=("chromium",))
    install.carry_out(prepare(later, pc.machine, pc.scope, pc.environment), later, pc.machine, pc.scope)
    (chromium,) = manifests_of(pc, table().named("chromium"))
    assert f"chrome-extension://{'a' * 32}/" in chromium["allowed_origins"]
    (firefox,) = manifests_of(pc, table().named("firefox"))
    assert firefox["allowed_extensions"] == [GECKO_ID, "ours@company.example"]
