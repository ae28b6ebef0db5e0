"""A view of this computer in which a test may write what belongs to everybody, and which nobody else sees.

A mount namespace with copies-on-write over `/etc`, `/usr` and root's home: policies, native manifests for all and
the launcher can be put where browsers really look, and all of it is gone with the process that holds it. Linux and
root only; it never writes to the computer itself.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Final

_HOLD: Final = """
mount -t tmpfs none "$1" && cd "$1" || exit 1
for place in etc usr root; do
  mkdir -p "$place/new" "$place/work"
  mount -t overlay none -o "lowerdir=/$place,upperdir=$1/$place/new,workdir=$1/$place/work" "/$place" || exit 1
done
chmod 755 /root  # an interpreter may lie below it, and what everybody starts must be readable by everybody
echo ready; read -r _
"""


class PrivateMachine:
    """The view, held open by a process of ours.

    Args:
        holder: that process.
    """

    def __init__(self, holder: int) -> None:
        self._enter = ["nsenter", f"--mount=/proc/{holder}/ns/mnt", "--"]
        self.root = Path(f"/proc/{holder}/root")
        """Its root folder, from outside."""

    def run(self, *command: str | Path, env: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a command in it."""
        argv = [*self._enter, *map(str, command)]
        return subprocess.run(argv, env=env, capture_output=True, text=True, timeout=100, check=False)

    def write(self, path: str, content: str) -> None:
        """Put a file there, by its full path."""
        file = self.root / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, "utf-8")

    def starter(self, program: Path, into: Path) -> Path:
        """A program that starts `program` in this view."""
        script = into / "in-private"
        script.write_text(f'#!/bin/sh\nexec {" ".join(self._enter)} "{program}" "$@"\n', "utf-8")
        script.chmod(0o755)
        return script


@contextmanager
def private_machine(folder: Path) -> Iterator[PrivateMachine | None]:
    """The view, as long as it is wanted; None where this computer does not let us have one.

    Args:
        folder: an empty one, in which the view keeps what is written.
    """
    tools = shutil.which("unshare"), shutil.which("nsenter")
    if not all(tools) or not hasattr(os, "geteuid") or os.geteuid() != 0:
        yield None
        return
    hold = ["unshare", "--mount", "sh", "-c", _HOLD, "sh", str(folder)]
    with subprocess.Popen(hold, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as holder:
        assert holder.stdin is not None
        assert holder.stdout is not None
        ready = holder.stdout.readline() == b"ready\n"
        yield PrivateMachine(holder.pid) if ready else None
        holder.stdin.close()
