"""`ringout policy`: shows, changes and checks, and explains what it will not do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ringout_host.cli import main


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person of their own."""
    monkeypatch.setenv("RINGOUT_HOME", str(tmp_path))
    monkeypatch.delenv("RINGOUT_SERVER", raising=False)
    return tmp_path


def shown(capsys: pytest.CaptureFixture[str], *arguments: str, code: int = 0) -> str:
    capsys.readouterr()
    assert main(["policy", *arguments]) == code
    out, err = capsys.readouterr()
    return err if code == 1 and not out else out


def test_it_shows_the_policy(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys)
    assert "the United States (US)" in text
    assert "Calls in one hour at most: 30" in text
    assert "emergency" in text
    assert json.loads(shown(capsys, "--json")) == {
        "home": "US",
        "countries": [],
        "perMinute": 5,
        "perHour": 30,
        "perDay": 150,
        "locked": [],
    }


def test_it_changes_countries_and_caps(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "--allow-country", "fr", "--allow-country", "UK", "--per-minute", "3")
    assert "France (FR); the United Kingdom (GB)" in text
    assert "Calls in one minute at most: 3" in text
    text = shown(
        capsys, "--forbid-country", "FR", "--allow-country", "Germany", "--per-hour", "20", "--per-day", "99"
    )
    assert "the United Kingdom (GB); Germany (DE)" in text
    kept = json.loads(shown(capsys, "--json"))
    assert (kept["countries"], kept["perMinute"], kept["perHour"], kept["perDay"]) == (["GB", "DE"], 3, 20, 99)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--allow-country", "XX"], "no country with the code 'XX'"),
        (["--forbid-country", "Atlantis"], "no country"),
        (["--per-minute", "0"], "--per-minute"),
        (["--per-day", "many"], "--per-day"),
        (["check", "--region", "XX", "911"], "no country"),
    ],
)
def test_what_cannot_be(arguments: list[str], words: str, capsys: pytest.CaptureFixture[str], home: Path) -> None:
    assert words in shown(capsys, *arguments, code=1)
    assert not (home / "config.toml").exists()


def test_it_checks_a_number(capsys: pytest.CaptureFixture[str]) -> None:
    text = shown(capsys, "check", "201", "555", "0123")
    assert "Would be dialled." in text
    assert "+1 201-555-0123" in text
    text = shown(capsys, "check", "+44 20 7946 0018")
    assert "after you confirm" in text
    assert "in the United Kingdom" in text
    assert "in the United Kingdom" in shown(capsys, "check", "--region", "GB", "020 7946 0018")
    text = shown(capsys, "check", "911", code=1)
    assert "Would not be dialled." in text
    assert "Dial it from your phone" in text
    said = json.loads(shown(capsys, "check", "--json", "tel:+12015550123;ext=45"))
    assert (said["verdict"], said["code"]) == ("allow", "extension-not-dialable")
    assert said["number"]["e164"] == "+12015550123"


def test_a_number_is_judged_by_the_policy(capsys: pytest.CaptureFixture[str]) -> None:
    shown(capsys, "--allow-country", "GB")
    assert "Would be dialled." in shown(capsys, "check", "+44 20 7946 0018")


def test_a_broken_file_is_named(capsys: pytest.CaptureFixture[str], home: Path) -> None:
    (home / "config.toml").write_text("[policy]\nperMinute = 'x'\n")
    assert "config.toml" in shown(capsys, "--per-hour", "9", code=1)
