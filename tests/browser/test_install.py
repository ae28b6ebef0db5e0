"""Real browsers start what `ringout install` wrote: not a manifest of the tests, and not a launcher of theirs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ringout_host.browsers.drive import Kind, home_of, launch
from ringout_host.browsers.identity import HOST_NAME
from ringout_host.paths import data

CONNECT = f"""new Promise(answer => {{
  const port = chrome.runtime.connectNative({HOST_NAME!r});
  port.onMessage.addListener(message => {{ answer(message); port.disconnect(); }});
  port.onDisconnect.addListener(() => answer({{error: String(chrome.runtime.lastError?.message ?? port.error)}}));
}})"""


@pytest.fixture
def profile(kind: Kind, tmp_path: Path) -> Path:
    """A folder that is the browser's usual one in the home that comes with it."""
    folder = tmp_path / kind
    home_of(folder).mkdir(parents=True)
    return folder


@pytest.fixture
def person(profile: Path) -> dict[str, str]:
    """The environment of the person whose home that is."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "RINGOUT_"))}
    return {**kept, "HOME": str(home_of(profile)), "XDG_CONFIG_HOME": str(profile.parent)}


def ringout(person: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as this person would."""
    program = Path(sys.executable).with_name("ringout")
    return subprocess.run(
        [str(program), *arguments], env=person, capture_output=True, text=True, timeout=100, check=False
    )


@pytest.mark.browser
def test_a_browser_starts_the_host_that_install_wrote(kind: Kind, profile: Path, person: dict[str, str]) -> None:
    installed = ringout(person, "install", "--browser", kind)
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert "✗" not in installed.stdout
    with launch(kind, profile=profile, extension=data("extension")) as browser:
        hello: dict[str, Any] = browser.background_eval(CONNECT)
    assert hello.get("method") == "host.ready", hello
    report = ringout(person, "self-test", "--browser", kind, "--no-call", "--json")
    assert report.returncode in (0, 1), report.stdout  # on a busy computer it may remark that the host is slow
    assert json.loads(report.stdout)["ok"]
    removed = ringout(person, "uninstall")
    assert removed.returncode == 0, removed.stderr
    assert not list(profile.parent.rglob(f"{HOST_NAME}.json"))


@pytest.mark.browser
def test_a_browser_finds_no_host_after_uninstall(kind: Kind, profile: Path, person: dict[str, str]) -> None:
    assert ringout(person, "install", "--browser", kind, "--no-test").returncode == 0
    assert ringout(person, "uninstall").returncode == 0
    with launch(kind, profile=profile, extension=data("extension")) as browser:
        answer: dict[str, Any] = browser.background_eval(CONNECT)
    assert "native" in answer["error"], answer
