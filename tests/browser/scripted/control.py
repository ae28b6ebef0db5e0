"""The test's hands on the scripted host: what it shall do, what its ledger holds, what happened to it.

host = ScriptedHost(folder)            # `host.program` is for the native manifest, `folder` is RINGOUT_HOME
host.play(ready={"protocol": 2, "version": "9"})     # too new
host.play(print="Hello\\n")             # writes into its own output
host.play(on={"calls.start": "die"})   # or die-after, silent, or an error word
host.play(inspect={"verdict": "confirm"})            # what it finds in every number
host.change("call-1", phase="connected")             # reports `call.updated`
host.kill()
"""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ringout_host.browsers.drive.scope import poll

SOURCE = Path(__file__).with_name("host.py")


class ScriptedHost:
    """One folder with everything that the host's processes read and write."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.program = folder / "scripted-host"
        self.program.write_text(
            f'#!/bin/sh\nexec {shlex.quote(sys.executable)} {shlex.quote(str(SOURCE))} "$@"\n', "utf-8"
        )
        self.program.chmod(0o755)
        self.reset()

    def reset(self) -> None:
        """A host that behaves, an empty ledger, an empty log."""
        self.play()
        self._write("ledger.json", [])
        (self.folder / "log.jsonl").write_text("", "utf-8")

    def play(self, **script: Any) -> None:
        """Behave like this from now on."""
        self._write("script.json", script)

    def change(self, call: str, **values: Any) -> None:
        """Change a call in the ledger, which the running host reports."""
        now = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
        rows = [row | values | {"updatedAt": now} if row["id"] == call else row for row in self.ledger]
        self._write("ledger.json", rows)

    @property
    def ledger(self) -> list[dict[str, Any]]:
        """All calls, newest first."""
        rows: list[dict[str, Any]] = json.loads((self.folder / "ledger.json").read_text("utf-8"))
        return rows

    @property
    def log(self) -> list[dict[str, Any]]:
        """What happened so far."""
        return [json.loads(line) for line in (self.folder / "log.jsonl").read_text("utf-8").splitlines()]

    def asked(self, method: str) -> list[dict[str, Any]]:
        """The parameters of every request of this method, over all processes."""
        return [entry["params"] for entry in self.log if entry.get("method") == method]

    @property
    def pids(self) -> list[int]:
        """Every process that was started, in order."""
        return [entry["pid"] for entry in self.log if entry.get("event") == "start"]

    def kill(self) -> int:
        """End the newest process as if it had crashed, and wait until it is gone."""
        pid = self.pids[-1]
        os.kill(pid, signal.SIGKILL)
        poll(lambda: not alive(pid), f"process {pid} to be gone", 10)
        return pid

    def _write(self, name: str, content: object) -> None:
        temporary = self.folder / f"{name}.test"
        temporary.write_text(json.dumps(content), "utf-8")
        temporary.replace(self.folder / name)


def alive(pid: int) -> bool:
    """Whether the process runs; one that only waits to be buried does not."""
    try:
        status = Path(f"/proc/{pid}/stat").read_text("utf-8")
    except OSError:
        return False
    return status.rpartition(")")[2].split()[0] not in ("Z", "X")
