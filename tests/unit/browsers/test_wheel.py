"""The wheel carries everything: installed alone, in a folder of spaces and foreign letters, it works."""

from __future__ import annotations

import json
import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.slow
def test_a_wheel_in_an_unusual_folder(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path / "dist")]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True, timeout=100)
    (wheel,) = (tmp_path / "dist").glob("*.whl")
    home = tmp_path / "Žofie’s – 中文 home"
    (home / ".config/chromium/Default").mkdir(parents=True)
    venv.create(home / "venv", with_pip=False, symlinks=True)
    # What the wheel needs comes from the environment of these tests; the wheel itself does not.
    packages = home / f"venv/lib/python{sys.version_info.major}.{sys.version_info.minor}/site-packages"
    (packages / "needed.pth").write_text(sysconfig.get_path("purelib") + "\n")
    with zipfile.ZipFile(wheel) as archive:  # a wheel of pure Python is installed by unpacking
        archive.extractall(packages)

    def ringout(*arguments: str) -> subprocess.CompletedProcess[str]:
        program = [str(home / "venv/bin/python"), "-m", "ringout_host", *arguments]
        env = {"HOME": str(home), "PATH": "/nowhere", "LANG": "C.UTF-8", "RINGOUT_TOKEN_STORE": "file"}
        return subprocess.run(
            program, env=env, cwd=home, capture_output=True, text=True, encoding="utf-8", timeout=100, check=False
        )

    installed = ringout("install")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert "✗" not in installed.stdout
    report = json.loads(ringout("self-test", "--json").stdout)
    # How fast the host comes and goes is not asked on a computer that runs tests.
    assert [
        one
        for one in report["findings"]
        if one["result"] not in ("ok", "skipped") and one["check"] not in ("ready", "exit")
    ] == []
    assert any(one["check"] == "call" and "dialled once" in one["message"] for one in report["findings"])
    package = next(one["message"] for one in report["findings"] if one["check"] == "package")
    assert str(packages) in package, "the tests' own installation must not have helped"
    demo = ringout("demo", "--headless")
    assert demo.returncode == 0, demo.stdout + demo.stderr
    assert "ended" in demo.stdout, "without a browser, the demo speaks to the host as one would"
    extension = Path(ringout("extension", "path").stdout.strip())
    assert extension.is_relative_to(packages)
    assert (extension / "manifest.json").is_file()
    assert ringout("uninstall").returncode == 0
    assert not list(home.rglob("com.ringout.host.json"))
