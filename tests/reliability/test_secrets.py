"""Rule 5: whatever the host wrote anywhere (files, log, frames, messages, arguments, environment) holds none of
the tokens and credentials it used. Only the token file does, and that is private.
"""

from __future__ import annotations

import json
import os
import re
import resource
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from ringout_host.browsers.stdio import HostProcess, HostRefused
from ringout_host.demo.stage import Stage
from ringout_host.simulator import Fault, Kind, Operation, people

from .hosts import hosts
from .kills import VICTIM


def ringout(command: list[str], environment: dict[str, str], typed: str = "") -> subprocess.CompletedProcess[str]:
    """What a command says when this is typed into it."""
    return subprocess.run(
        [sys.executable, "-m", "ringout_host", *command],
        check=False,
        env=environment,
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
    )


def found_in(folder: Path, secrets: list[str], but: Path | None = None) -> list[str]:
    """The names of the files below this folder, but for one, that hold any of these."""
    files = [path for path in folder.rglob("*") if path.is_file() and path != but]
    return [path.name for path in files if any(secret.encode() in path.read_bytes() for secret in secrets)]


def test_no_token_is_ever_written_but_to_the_token_file(stage: Stage, tmp_path: Path) -> None:
    environment = {**os.environ, **stage.environment}
    written: list[str] = []

    given = {"clientId": people.CONFIDENTIAL_CLIENT_ID, "clientSecret": people.CLIENT_SECRET, "jwt": people.JWT}
    login = ["login", "--jwt", "--credentials", "-"]
    for command, typed in (
        (login, json.dumps(given)[:-2]),
        (login, json.dumps({**given, "surplus": people.JWT})),
        (login, json.dumps({**given, "jwt": f"{people.JWT} {people.JWT}"})),
        (login, json.dumps({**given, "clientSecret": 7})),
        (login, json.dumps(given)),
        (["whoami", "--json"], ""),
        (["self-test", "--json"], ""),
        (["config"], ""),
        (["policy"], ""),
        (["history", "--json"], ""),
    ):
        done = ringout(command, environment, typed)
        refused = command is login and typed != json.dumps(given)
        assert bool(done.returncode) is refused or command[0] == "self-test", done.stderr
        assert done.stdout or done.stderr
        written += [done.stdout, done.stderr]

    heard: list[dict[str, Any]] = []
    with HostProcess(stage.host, env=environment, overhear=heard.append) as host:
        process = Path(f"/proc/{host.process.pid}")
        written += [(process / "cmdline").read_text(), (process / "environ").read_text()]
        outcomes = ["0123", "0157", "0165", "0175", "0181"]
        for n, (area, ending) in enumerate(zip((201, 202, 203, 205, 206), outcomes, strict=True)):
            if n == 2:
                stage.simulator.expire_tokens()
            if n == 3:
                stage.simulator.fail_next(Operation.TOKEN, Fault(Kind.STATUS, status=500))
            number = f"({area}) 555-{ending}"
            host.request("calls.start", {"requestId": ending, "text": number, "region": "US"})
            host.wait_for(
                lambda note: note.params.get("call", {}).get("phase") in ("ended", "failed", "unknown"), timeout=60
            )
        stage.simulator.revoke_sessions()
        stage.simulator.fail_next(Operation.TOKEN, Fault(Kind.STATUS, status=400), 5)
        try:
            host.request("calls.start", {"requestId": "last", "text": "(212) 555-0101", "region": "US"})
            host.wait_for(lambda note: note.params.get("call", {}).get("phase") in ("ended", "failed"), timeout=60)
        except HostRefused as error:
            written.append(str(error))
        assert host.request("diagnostics.run", timeout=60)
        host.request("calls.list", {"limit": 50})
        host.close()
        written += [json.dumps(heard), host.stderr_text]

    tokens = stage.places.tokens
    assert tokens.exists()
    assert stat.S_IMODE(tokens.stat().st_mode) == 0o600
    for path in stage.places.state.rglob("*"):
        if path.is_file() and path != tokens:
            written.append(path.read_bytes().decode("latin-1"))

    secrets = [secret for secret in stage.simulator.secrets if len(secret) > 8]
    assert len(secrets) > 4
    everything = "\n".join(written)
    assert len(json.dumps(heard)) > 1000
    assert [secret for secret in secrets if secret in everything] == []


def test_a_host_that_breaks_in_the_middle_of_a_renewal_says_nothing_of_its_tokens(stage: Stage) -> None:
    """A defect of ours, with the tokens in its hands: neither its log nor its last words hold them."""
    broken = """
import sys
from ringout_host.native.start import main
from ringout_host.ringcentral.oauth import OAuth

async def refresh(self, grant, **_):
    raise RuntimeError(f"broken with {grant!r} {grant} and Bearer {grant.access_token}")

OAuth.refresh = refresh
sys.exit(main())
"""
    stage.simulator.expire_tokens()
    with hosts(stage, sys.executable, "-c", broken) as host:
        asked = {"requestId": "request-1", "text": "(201) 555-0123", "region": "US"}
        host.request("calls.start", asked)
        host.wait_for(lambda note: note.params.get("call", {}).get("phase") in ("failed", "unknown"), timeout=60)
        host.close()
        said = json.dumps(host.heard) + host.stderr_text
    secrets = [secret for secret in stage.simulator.secrets if len(secret) > 8]
    assert "RuntimeError" in (stage.places.logs / "host.log").read_text()
    assert [secret for secret in secrets if secret in said] == []
    assert found_in(stage.folder, secrets, but=stage.places.tokens) == []


def test_signing_out_leaves_nothing_of_a_renewal_that_was_killed(stage: Stage) -> None:
    stage.simulator.expire_tokens()
    with hosts(stage, sys.executable, VICTIM, "before the tokens' rename") as host:
        asked = {"requestId": "request-1", "text": "(201) 555-0123", "region": "US"}
        host.send({"jsonrpc": "2.0", "id": 1, "method": "calls.start", "params": asked})
        assert host.process.wait(20) == -signal.SIGKILL
    secrets = [secret for secret in stage.simulator.secrets if len(secret) > 8]
    left = [path for path in stage.places.state.glob(".tokens*") if path.is_file()]
    assert len(left) == 1
    assert stat.S_IMODE(left[0].stat().st_mode) == 0o600
    assert found_in(stage.folder, secrets, but=stage.places.tokens) == [left[0].name]
    ringout(["logout"], {**os.environ, **stage.environment})
    assert found_in(stage.folder, secrets) == []


def test_no_picture_of_the_memory_is_left_by_a_crash(stage: Stage) -> None:
    soft, hard = resource.getrlimit(resource.RLIMIT_CORE)
    if hard == 0:
        pytest.skip("nobody here may leave any")
    resource.setrlimit(resource.RLIMIT_CORE, (hard, hard))
    try:
        with hosts(stage) as host:
            host.request("session.get")
            limits = Path(f"/proc/{host.process.pid}/limits").read_text()
    finally:
        resource.setrlimit(resource.RLIMIT_CORE, (soft, hard))
    assert re.search(r"^Max core file size +0 ", limits, re.MULTILINE)
