"""Rule 5: whatever the host wrote anywhere (files, log, frames, messages, arguments, environment) holds none of
the tokens and credentials it used. Only the token file does, and that is private.
"""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

from ringout_host.browsers.stdio import HostProcess, HostRefused
from ringout_host.demo.stage import Stage
from ringout_host.simulator import Fault, Kind, Operation, people


def test_no_token_is_ever_written_but_to_the_token_file(stage: Stage, tmp_path: Path) -> None:
    environment = {**os.environ, **stage.environment}
    written: list[str] = []

    credentials = json.dumps(
        {"clientId": people.CONFIDENTIAL_CLIENT_ID, "clientSecret": people.CLIENT_SECRET, "jwt": people.JWT}
    )
    for command in (
        ["login", "--jwt", "--credentials", "-"],
        ["whoami", "--json"],
        ["self-test", "--json"],
        ["config"],
    ):
        done = subprocess.run(
            [sys.executable, "-m", "ringout_host", *command],
            check=False,
            env=environment,
            input=credentials,
            capture_output=True,
            text=True,
            timeout=120,
        )
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
