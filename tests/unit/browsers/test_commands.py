"""The commands as a person types them: install, uninstall, self-test, config, extension."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock

from ringout_host import paths as places
from ringout_host.browsers.manifest import FILE
from ringout_host.cli import main
from ringout_host.demo.stage import Stage
from ringout_host.protocol.requests import Diagnosis


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A person's home with Chromium in it, and nothing else."""
    made = tmp_path / "home"
    (made / ".config/chromium/Default").mkdir(parents=True)
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "SUDO_USER", "RINGOUT_SERVER"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(made))
    monkeypatch.setenv("PATH", str(tmp_path / "no-commands"))
    monkeypatch.setenv("RINGOUT_HOME", str(made / "ringout"))
    monkeypatch.setenv("RINGOUT_TOKEN_STORE", "file")
    return made


def manifest(home: Path) -> Path:
    return home / ".config/chromium/NativeMessagingHosts" / FILE


def test_install_self_test_uninstall(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install"]) == 0
    said = capsys.readouterr()
    assert f"wrote {manifest(home)}" in said.out
    assert "Chromium works." in said.out
    assert main(["self-test", "--json", "--no-call"]) in (0, 1)
    report = Diagnosis.model_validate_json(capsys.readouterr().out)
    assert report.ok
    assert main(["install", "--no-test"]) == 0
    assert f"already right: {manifest(home)}" in capsys.readouterr().out
    assert main(["uninstall", "--dry-run"]) == 0
    assert f"would remove {manifest(home)}" in capsys.readouterr().out
    assert manifest(home).exists()
    assert main(["uninstall"]) == 0
    assert f"removed {manifest(home)}" in capsys.readouterr().out
    assert not manifest(home).exists()
    assert main(["uninstall"]) == 0
    assert "Nothing is installed." in capsys.readouterr().err


def test_dry_run_prints_and_writes_nothing(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["install", "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert f"would write {manifest(home)}" in said
    assert '"allowed_origins"' in said
    assert list(home.rglob("*.json")) == []
    assert not (home / "ringout").exists()


def test_a_folder_of_ones_own_is_tried_too(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "profile/NativeMessagingHosts"
    assert main(["install", "--manifest-dir", str(folder), "--browser", "vivaldi"]) == 0
    said = capsys.readouterr().out
    assert f"{folder} works." in said
    assert "Chromium" not in said
    assert not (home / ".config/vivaldi").exists()
    assert main(["self-test", "--no-call", "--json"]) == 1
    report = Diagnosis.model_validate_json(capsys.readouterr().out)
    remarks = [finding.subject for finding in report.findings if finding.result not in ("ok", "skipped")]
    assert remarks == ["Chromium"], "which is not set up yet"


def test_a_refused_manifest_is_said_and_fails(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    manifest(home).parent.mkdir()
    manifest(home).write_text('{"path": "/opt/other"}')
    assert main(["install"]) == 1
    said = capsys.readouterr()
    assert "another program, /opt/other" in said.err
    assert "ringout install --force" in said.err


def test_no_browser_found(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / ".config/chromium/Default").rmdir()
    assert main(["install"]) == 1
    assert "No browser was found" in capsys.readouterr().err
    assert not (home / "ringout").exists()


def test_an_unknown_browser(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for command, exit_code in (("install", 1), ("self-test", 3)):
        assert main([command, "--browser", "netscape"]) == exit_code
        assert "Use one of: chrome," in capsys.readouterr().err


def test_sudo_would_set_up_the_wrong_browsers(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SUDO_USER", "anna")
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert main(["install"]) == 1
    assert "not those of anna" in capsys.readouterr().err
    assert not manifest(home).exists()


@pytest.mark.parametrize("command", ["install", "uninstall"])
def test_everybodys_things_are_the_administrators(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    monkeypatch.setattr("os.access", lambda *_: False)
    assert main([command, "--system"]) == 1
    said = capsys.readouterr().err
    assert "Only an administrator can do this" in said
    assert f"ringout' {command} --system" in said


def test_self_test_in_words(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["self-test", "--no-call"]) == 2
    said = capsys.readouterr().out
    assert "✗ Chromium finds no manifest" in said
    assert "    ringout install --browser chromium" in said
    assert "broken" in said.splitlines()[-1]
    assert "\x1b" not in said
    assert main(["self-test", "--no-call", "--fix"]) in (0, 1)
    assert "✗" not in capsys.readouterr().out


def test_self_test_on_a_terminal_that_knows_no_signs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = io.TextIOWrapper(io.BytesIO(), encoding="ascii", errors="replace")
    monkeypatch.setattr(sys, "stdout", out)
    main(["self-test", "--no-call"])
    out.flush()
    said = out.buffer.getvalue().decode("ascii")  # type: ignore[attr-defined]
    assert "  x Chromium finds no manifest" in said
    assert "  + Chromium is here" in said


def test_colours_only_where_they_are_wanted(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    main(["self-test", "--no-call"])
    assert "\x1b[3" in capsys.readouterr().out
    monkeypatch.setenv("NO_COLOR", "1")
    main(["self-test", "--no-call"])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(("typed", "dialled"), [("0123\n", 1), ("yes\n", 0), ("", 0)])
def test_a_real_call_only_after_its_digits_were_typed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], typed: str, dialled: int
) -> None:
    with Stage(speed=20) as stage:
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        main(["install", "--no-test"])
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        main(["self-test", "--call", "+1 201 555 0123", "--no-call", "--json"])
        assert len(stage.simulator.dialled) == dialled
    said = capsys.readouterr()
    assert "places a real call" in said.err
    report = json.loads(said.out[said.out.index("{\n") :])
    assert report["findings"][-1]["result"] == ("ok" if dialled else "skipped")


def test_no_real_call_to_what_is_always_refused(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Stage(speed=20) as stage:
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        main(["install", "--no-test"])
        monkeypatch.setattr(sys, "stdin", io.StringIO("0911\n"))
        assert main(["self-test", "--call", "911", "--no-call"]) == 2
        assert stage.simulator.dialled == []
    assert "emergency" in capsys.readouterr().out


def test_a_script_learns_why_there_is_no_call(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["call", "--json", "201 555 0123"]) == 1
    said = capsys.readouterr()
    assert json.loads(said.out)["code"] == "signed-out"
    assert "You are not signed in to RingCentral. Sign in: ringout login" in said.err
    assert not list(places.paths().hosts.iterdir()), "its host was let go, not killed"


def test_a_script_that_does_not_confirm_learns_that_nothing_was_dialled(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Stage(speed=20) as stage:
        for name, value in stage.environment.items():
            monkeypatch.setenv(name, value)
        monkeypatch.setattr(sys, "stdin", io.StringIO(""))
        assert main(["call", "--json", "+44 20 7946 0123"]) == 1
        assert stage.simulator.dialled == []
    said = capsys.readouterr()
    assert json.loads(said.out)["code"] == "confirmation-required"
    assert "Nothing was dialled. To call without being asked: --yes" in said.err


def test_a_host_that_cannot_work_says_why(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (home / "ringout").mkdir()
    (home / "ringout/hosts").write_text("a file where a folder should be")
    assert main(["call", "201", "555", "0123"]) == 1
    said = capsys.readouterr().err
    assert "RingOut's folder cannot be used" in said
    assert said.count("Check free disk space") == 1


def test_ctrl_c_at_any_moment_ends_without_a_trace(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("ringout_host.cli._parser", interrupted)
    assert main(["install"]) == 130
    assert capsys.readouterr().err == ""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no disk that is always full")
@pytest.mark.parametrize("command", ["version", "simulator --numbers"])
def test_output_that_cannot_be_written_is_said(home: Path, command: str) -> None:
    with Path("/dev/full").open("w") as full:
        done = subprocess.run(
            [sys.executable, "-m", "ringout_host", *command.split()],
            stdout=full, stderr=subprocess.PIPE, text=True, timeout=60, check=False,
        )  # fmt: skip
    assert done.returncode == 1
    assert done.stderr == "Not everything could be written: No space left on device. Free some space.\n"


def keep_everything(home: Path) -> list[Path]:
    """Something in each of a person's places."""
    kept = places.paths()
    for path in (kept.config, kept.ledger, kept.limits, kept.account):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
    Path(f"{kept.ledger}.damaged-2020").touch()
    kept.logs.mkdir(exist_ok=True)
    (kept.logs / "host.log").touch()
    return [kept.config, kept.ledger, kept.limits, kept.account, kept.logs]


def test_purge_asks_and_then_leaves_nothing(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["install", "--no-test"])
    kept = keep_everything(home)
    monkeypatch.setattr(sys, "stdin", io.StringIO("no\n"))
    assert main(["uninstall", "--purge"]) == 1
    assert "Nothing was removed." in capsys.readouterr().err
    assert all(path.exists() for path in kept)
    assert manifest(home).exists()
    monkeypatch.setattr(sys, "stdin", io.StringIO("yes\n"))
    assert main(["uninstall", "--purge"]) == 0
    assert not (home / "ringout").exists()
    assert not manifest(home).exists()


def test_purge_while_a_browser_uses_it(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kept = keep_everything(home)
    hosts = places.paths().hosts
    hosts.mkdir()
    with FileLock(hosts / "1-a.lock"):
        assert main(["uninstall", "--purge", "--yes"]) == 1
    assert "A browser, or a call in a terminal, is using RingOut" in capsys.readouterr().err
    assert all(path.exists() for path in kept)
    assert main(["uninstall", "--purge", "--yes"]) == 0
    assert not any(path.exists() for path in kept)


def test_purge_looks_again_once_the_person_has_agreed(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = keep_everything(home)
    hosts = places.paths().hosts
    hosts.mkdir()
    begun = FileLock(hosts / "1-a.lock")

    def agreed(_: str) -> bool:
        begun.acquire()
        return True

    monkeypatch.setattr("ringout_host.cli.terminal.agreed", agreed)
    assert main(["uninstall", "--purge"]) == 1
    said = capsys.readouterr()
    assert "RingOut was started again meanwhile" in said.err
    assert said.out == "", "and nothing is called removed"
    assert all(path.exists() for path in kept)
    begun.release()


@pytest.mark.parametrize(
    "command", ["config", "history", "whoami", "call 2015550123", "install", "uninstall --purge"]
)
def test_a_home_of_ringouts_own_that_is_no_folder(
    home: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (home / "ringout").write_text("")
    assert main(command.split()) == 1
    assert f"RINGOUT_HOME is set to {home}/ringout, which is not a folder. Set" in capsys.readouterr().err
    assert main(["self-test", "--no-call"]) == 2, "to which it is a finding"
    assert "which is not a folder" in capsys.readouterr().out


def test_who_never_signed_in_is_not_signed_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["logout"]) == 0
    assert capsys.readouterr().err == "You were not signed in.\n"
    assert not (home / "ringout").exists()


def test_what_is_not_known_is_said_with_the_usage_of_the_command(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["call", "2015550123", "--now"])
    assert ended.value.code == 2
    said = capsys.readouterr().err
    assert said.startswith("usage: ringout call ")
    assert "unrecognized arguments: --now" in said


def test_config_is_shown_changed_and_forgotten(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["config", "set", "caller-id", "+12015550123"]) == 0
    assert main(["config", "set", "countries", "fr, de"]) == 0
    assert main(["config", "set", "playPrompt", "no"]) == 0
    capsys.readouterr()
    assert main(["config", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["callerId"] == "+12015550123"
    assert shown["countries"] == ["FR", "DE"]
    assert shown["playPrompt"] is False
    assert main(["config", "unset", "callerId"]) == 0
    assert main(["config", "get", "callerId"]) == 0
    assert capsys.readouterr().out.endswith("not set\n")
    assert main(["config"]) == 0
    assert "perMinute   5" in capsys.readouterr().out
    assert main(["config", "path"]) == 0
    assert capsys.readouterr().out.strip() == str(places.paths().config)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["set", "colour", "red"], "no setting called 'colour'"),
        (["set", "perMinute", "many"], "perMinute cannot be 'many'. Use a whole number from 1 to 60."),
        (["set", "per-day", "0"], "perDay cannot be '0'. Use a whole number from 1 to 10000."),
        (["set", "region", "Utopia"], "region cannot be 'Utopia'. Use the two letters of a country"),
        (["set", "region", "XX"], "region cannot be 'XX'"),
        (["set", "countries", "FR,XX"], "countries cannot be 'FR,XX'"),
        (["set", "playPrompt", "perhaps"], "Use yes or no"),
        (["set", "callerId", "Acme"], "Acme cannot be your caller ID"),
        (["set", "from", "911"], "This is an emergency number"),
    ],
)
def test_a_setting_that_cannot_be(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(["config", *arguments]) == 1
    assert words in capsys.readouterr().err
    assert not places.paths().config.exists()


def test_where_the_extension_is(home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["extension", "path"]) == 0
    assert (Path(capsys.readouterr().out.strip()) / "manifest.json").is_file()
    assert main(["extension", "build", "--out", str(tmp_path / "dist")]) == 0
    built = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert [path.is_file() for path in built] == [True, True]


def test_a_folder_that_cannot_be_made_is_said(
    home: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert main(["extension", "build", "--out", str(tmp_path / "file/dist")]) == 1
    assert capsys.readouterr().err == f"{tmp_path / 'file/dist'} cannot be used: Not a directory.\n"
    folder = tmp_path / "file/NativeMessagingHosts"
    assert main(["install", "--browser", "chromium", "--manifest-dir", str(folder)]) == 1
    assert "Now add the extension" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["policy", "--per-minute", "0"], "--per-minute cannot be '0'. Use a whole number from 1 to 60."),
        (["policy", "--per-day", "many"], "--per-day cannot be 'many'. Use a whole number from 1 to 10000."),
        (["call", "--region", "ZZ", "201 555 0123"], "There is no country with the code 'ZZ'."),
    ],
)
def test_a_value_that_cannot_be_is_said(
    home: Path, capsys: pytest.CaptureFixture[str], arguments: list[str], words: str
) -> None:
    assert main(arguments) == 1
    assert words in capsys.readouterr().err
