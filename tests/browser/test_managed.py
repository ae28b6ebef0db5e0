"""The administrator's templates in real browsers: what they install is installed, what they fix is fixed, and the
host that `ringout install --system` wrote is started.

The places are those of the whole computer, seen by this test and the browser it starts alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

from ringout_host.browsers.drive import Kind, find_browser, home_of, launch, write_native_manifest
from ringout_host.browsers.drive import chromium as chromium_driver
from ringout_host.browsers.drive.firefox_profile import UUID
from ringout_host.browsers.drive.scope import poll
from ringout_host.browsers.identity import GECKO_ID, chromium_id_of
from ringout_host.browsers.package import build
from ringout_host.demo.stage import Stage
from ringout_host.paths import data

from .axe import axe
from .driver.site import Site
from .private_machine import PrivateMachine, private_machine
from .test_install import CONNECT
from .test_worker import ask

POLICIES: Final = data("manifests") / "policies"
PLACEHOLDER: Final = "https://extensions.company.example/ringout/"

UPDATES: Final = """<?xml version='1.0'?>
<gupdate xmlns='http://www.google.com/update2/response' protocol='2.0'><app appid='{id}'>
<updatecheck codebase='{address}' version='{version}'/></app></gupdate>"""

CRX_ID: Final = b"\x0a\x10"
"""What stands before the 16 bytes of the id in the header of a signed package."""

# Chromium lets nobody look into an extension that a policy installed, unless a policy says so.
LOOK_INSIDE: Final = {"DeveloperToolsAvailability": 1}


@pytest.fixture
def machine(tmp_path: Path) -> Iterator[PrivateMachine]:
    """Where a computer's own folders may be written; not everywhere can a test have that."""
    folder = tmp_path / "machine"
    folder.mkdir()
    with private_machine(folder) as made:
        if made is None:
            pytest.skip("needs root and mount namespaces: policies are read from folders of the whole computer")
        yield made


def packed(folder: Path, program: Path) -> tuple[bytes, str, str]:
    """The extension as a company packs and signs it for itself: the package, its id, its version."""
    unpacked = folder / "unpacked"
    with zipfile.ZipFile(build("chromium", folder)) as archive:
        archive.extractall(unpacked)
    pack = [program, "--headless", "--no-sandbox", f"--user-data-dir={folder / 'packing'}", "--no-message-box"]
    subprocess.run([*pack, f"--pack-extension={unpacked}"], check=True, capture_output=True, timeout=100)
    package = (folder / "unpacked.crx").read_bytes()
    header = package[12 : 12 + int.from_bytes(package[8:12], "little")]
    digits = header[header.rindex(CRX_ID) + len(CRX_ID) :][:16].hex()
    extension_id = digits.translate(str.maketrans("0123456789abcdef", "abcdefghijklmnop"))
    version = json.loads((unpacked / "manifest.json").read_text("utf-8"))["version"]
    return package, extension_id, version


MANAGED: Final = {
    "marking": "everywhere", "links": True, "schemes": ["tel"], "notifications": False, "theme": "light",
    "language": "en", "oneClickSites": ["crm.company.example"], "markedSites": ["crm.company.example"],
    "unmarkedSites": ["bank.company.example"],
}  # fmt: skip

OF_HOST: Final = """
[settings]
region = "US"
callerId = "+12015550101"
from = "+12015550102"
playPrompt = true
[policy]
countries = ["CA"]
perMinute = 5
perHour = 30
perDay = 150
"""


@pytest.mark.browser
def test_everything_that_an_administrator_fixed_is_shown_as_fixed(
    kind: Kind, tmp_path: Path, machine: PrivateMachine, shots: Path
) -> None:
    program = find_browser(kind)
    assert program is not None
    machine.write("/etc/xdg/ringout/managed.toml", OF_HOST)
    profile = tmp_path / "profile"
    if kind == "chromium":
        rules = {"3rdparty": {"extensions": {chromium_id_of(data("extension")): MANAGED}}}
        machine.write("/etc/chromium/policies/managed/ringout.json", json.dumps(rules))
    else:
        folder = home_of(profile) / ".mozilla" / "managed-storage"
        folder.mkdir(parents=True)
        described = {"name": GECKO_ID, "description": "For a test", "type": "storage", "data": MANAGED}
        (folder / f"{GECKO_ID}.json").write_text(json.dumps(described), "utf-8")
    with Stage() as own:
        profile.mkdir(exist_ok=True)
        write_native_manifest(kind, profile, own.places.launcher, chromium_id_of(own.extension))
        started = launch(
            kind,
            profile=profile,
            program=machine.starter(program, tmp_path),
            extension=own.extension,
            env={**own.environment, "HOME": str(home_of(profile))},
        )
        with started as browser:
            page = browser.open(browser.extension_url("pages/options/options.html"))
            page.front()
            page.emulate(width=1100, height=900, reduced_motion=True)
            # Chromium hands the settings on a moment after its start: the page changes by itself.
            page.wait_for("document.querySelectorAll('.site').length === 2", timeout=30)
            page.wait_for("document.querySelector('.phone') !== null", timeout=20)
            free = (
                "[...document.querySelectorAll('main :is(input, select)')].filter(e => !e.disabled).map(e => e.id)"
            )
            assert page.eval(free) == []
            assert page.eval("document.querySelectorAll('main .locked').length") == 17
            assert page.eval(
                "[...document.querySelectorAll('#one_click .chip')].map(e => e.innerText.trim())"
            ) == ["crm.company.example"]
            assert page.eval("document.querySelector('#one_click button')") is None
            shown = "[...document.querySelectorAll('.site')].map(e => e.querySelector('select').value)"
            assert page.eval(shown) == ["false", "true"]
            assert axe(page) == []
            for name in ("calling", "caps", "pages", "tel"):
                page.call("id => document.getElementById(id).scrollIntoView({behavior: 'instant'})", name)
                page.screenshot(shots / f"{name}.png")
            assert ask(page, "settings.update", perDay=3)["error"]["code"] == "config-invalid"


@pytest.mark.browser
def test_a_company_installs_it_for_everybody(
    kind: Kind, tmp_path: Path, machine: PrivateMachine, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = find_browser(kind)
    assert program is not None
    if kind == "chromium":
        package, extension_id, version = packed(tmp_path, program)
        address = site.add("/ringout.crx", package, headers={"Content-Type": "application/x-chrome-extension"})
        updates = UPDATES.format(id=extension_id, address=address, version=version)
        site.add("/updates.xml", updates.encode(), headers={"Content-Type": "text/xml"})
        rules = (POLICIES / "chrome/ringout.json").read_text("utf-8")
        rules = rules.replace(chromium_id_of(data("extension")), extension_id)
        machine.write("/etc/chromium/policies/managed/look-inside.json", json.dumps(LOOK_INSIDE))
        place, asked = "/etc/chromium/policies/managed/ringout.json", ("--extension-id", extension_id)
        # It keeps a throw-away browser from asking for updates; this one shall.
        flags = [flag for flag in chromium_driver._FLAGS if flag != "--disable-background-networking"]
        monkeypatch.setattr(chromium_driver, "_FLAGS", tuple(flags))
    else:
        extension_id, asked = UUID, ()
        xpi = build("firefox", tmp_path).read_bytes()
        address = site.add("/ringout-firefox.xpi", xpi, headers={"Content-Type": "application/x-xpinstall"})
        rules = (POLICIES / "firefox/policies.json").read_text("utf-8")
        place = "/etc/firefox/policies/policies.json"
    machine.write(place, rules.replace(PLACEHOLDER, address.rpartition("/")[0] + "/"))
    profile = tmp_path / "profile"
    home = home_of(profile)
    home.mkdir(parents=True)
    person = {"PATH": os.environ["PATH"], "HOME": str(home)}
    ringout = Path(sys.executable).with_name("ringout")
    installed = machine.run(ringout, "install", "--system", "--browser", kind, *asked, env=person)
    assert installed.returncode == 0, installed.stderr
    assert not list(home.rglob("com.ringout.host.json"))

    starter = machine.starter(program, tmp_path)
    # Packages for the store are signed by Mozilla; this one is not.
    unsigned = {"xpinstall.signatures.required": False}
    with launch(kind, profile=profile, program=starter, prefs=unsigned) as browser:
        browser.extension_id = extension_id
        poll(browser.background_running, "the extension is installed", 60)
        hello = browser.background_eval(CONNECT)
        assert hello.get("method") == "host.ready", hello
        # Chromium hands the settings on a moment after it has installed the extension.
        managed = poll(lambda: browser.background_eval("chrome.storage.managed.get()"), "settings are managed", 20)
        assert managed["unmarkedSites"] == ["bank.company.example"]
        page = browser.open(browser.extension_url("lib/tokens.css"))
        bank = ask(page, "prefs.get", site="bank.company.example")["result"]
        assert (bank["marking"], bank["locked"]) == (False, ["marking", "links", "oneClick"])
        assert ask(page, "prefs.set", key="marking", value="nowhere")["error"]["code"] == "setting-locked"
        assert browser.extension_errors() == []
    removed = machine.run(ringout, "uninstall", "--system", env=person)
    assert removed.returncode == 0, removed.stderr
    ours = ("-name", "com.ringout.host.json", "-o", "-name", "ringout-native-host", "-type", "f")
    left = machine.run("find", "/etc", "/usr/lib/mozilla", "/usr/local/lib/ringout", *ours, env=person)
    assert left.stdout == ""
