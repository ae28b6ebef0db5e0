"""Where a throw-away browser lives, what it may see, and which one is taken."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ringout_host.browsers.drive import find_browser, home_of, write_native_manifest
from ringout_host.browsers.drive.environment import environment
from ringout_host.browsers.drive.firefox_profile import UUID, prepare
from ringout_host.browsers.identity import chromium_id, chromium_id_of

# The key and id of Chrome's own native-messaging sample.
SAMPLE_KEY = (
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDcBHwzDvyBQ6bDppkIs9MP4ksKqCMyXQ/A52JivHZKh4YO/9vJsT3oaYhSpDCE9RPocOEQvwsH"
    "sFReW2nUEc6OLLyoCFFxIb7KkLGsmfakkut/fFdNJYh0xOTbSN8YvLWcqph09XAY2Y/f0AL7vfO1cuCqtkMt8hFrBGWxDdf9CQIDAQAB"
)


def program(path: Path, text: str) -> Path:
    """An executable file."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    path.chmod(0o755)
    return path


def test_the_id_is_that_of_chromes_own_sample() -> None:
    assert chromium_id(SAMPLE_KEY) == "knldjmfmopnpolahpmmgbagdohdnhkik"
    with pytest.raises(ValueError, match=r"."):
        chromium_id("not base64!")


def test_without_a_key_the_id_comes_from_the_folder(tmp_path: Path) -> None:
    (tmp_path / "manifest.json").write_text("{}", encoding="utf-8")
    assert set(chromium_id_of(tmp_path)) <= set("abcdefghijklmnop")
    (tmp_path / "manifest.json").write_text(json.dumps({"key": SAMPLE_KEY}), encoding="utf-8")
    assert chromium_id_of(tmp_path) == "knldjmfmopnpolahpmmgbagdohdnhkik"


def test_native_manifests_lie_where_only_this_browser_looks(tmp_path: Path) -> None:
    host = tmp_path / "host"
    file = write_native_manifest("chromium", tmp_path, host, "a" * 32)
    assert file == tmp_path / "NativeMessagingHosts" / "com.ringout.host.json"
    assert json.loads(file.read_text("utf-8")) == {
        "name": "com.ringout.host",
        "description": "RingOut in a throw-away browser",
        "path": str(host),
        "type": "stdio",
        "allowed_origins": [f"chrome-extension://{'a' * 32}/"],
    }
    file = write_native_manifest("firefox", tmp_path, host)
    assert file == home_of(tmp_path) / ".mozilla" / "native-messaging-hosts" / "com.ringout.host.json"
    assert json.loads(file.read_text("utf-8"))["allowed_extensions"] == ["ringout@ringout.example"]


def test_a_browser_wrapped_by_snap_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.delenv("RINGOUT_CHROMIUM", raising=False)
    assert find_browser("chromium") is None
    program(tmp_path / "chromium", '#!/bin/sh\nexec /snap/bin/chromium "$@"\n')
    program(tmp_path / "snap" / "bin" / "chrome", "x")
    (tmp_path / "chromium-browser").symlink_to(tmp_path / "snap" / "bin" / "chrome")
    assert find_browser("chromium") is None
    real = program(tmp_path / "google-chrome", '#!/bin/sh\nexec /opt/google/chrome "$@"\n')
    assert find_browser("chromium") == real
    monkeypatch.setenv("RINGOUT_CHROMIUM", "/opt/mine")
    assert find_browser("chromium") == Path("/opt/mine")


def test_the_browser_sees_a_home_of_its_own(tmp_path: Path) -> None:
    inherited = {"HOME": "/home/anna", "PATH": "/bin", "XDG_CONFIG_HOME": "/home/anna/.config", "DISPLAY": ":0"}
    hidden = environment(inherited, tmp_path, {"RINGOUT_HOME": "/x"}, headless=True)
    assert (hidden["HOME"], hidden["PATH"], hidden["RINGOUT_HOME"]) == (str(tmp_path), "/bin", "/x")
    assert "XDG_CONFIG_HOME" not in hidden
    assert "XAUTHORITY" not in hidden
    shown = environment(inherited, tmp_path, {}, headless=False)
    assert shown["XAUTHORITY"] == "/home/anna/.Xauthority"
    assert (
        environment({**inherited, "XAUTHORITY": "/run/x"}, tmp_path, {}, headless=False)["XAUTHORITY"] == "/run/x"
    )


def test_preferences_of_the_caller_win(tmp_path: Path) -> None:
    prepare(tmp_path / "p", "a@b.example", {"browser.startup.page": 3}, headless=True)
    written = (tmp_path / "p" / "user.js").read_text("utf-8").splitlines()
    assert 'user_pref("browser.startup.page", 3);' in written
    assert f'user_pref("extensions.webextensions.uuids", "{{\\"a@b.example\\": \\"{UUID}\\"}}");' in written
    assert 'user_pref("focusmanager.testmode", true);' in written
    prepare(tmp_path / "p", "a@b.example", {}, headless=False)
    assert "testmode" not in (tmp_path / "p" / "user.js").read_text("utf-8")
